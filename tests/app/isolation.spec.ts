import { expect, test } from '@playwright/test';
import { createSocket, type Socket } from 'node:dgram';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchApp, type RunningApp } from './running-app';

/** A page has one door. Everything else that a page could try is tried here, against a server that would notice. */
test.describe('page isolation', () => {
  let running: RunningApp;
  let server: Server;
  let base: string;
  let stun: Socket;
  let stunPort: number;
  const reached: string[] = [];

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      reached.push(request.url ?? '');
      response.setHeader('access-control-allow-origin', '*');
      response.end('reached');
    });
    server.on('upgrade', (request, socket) => {
      reached.push(`upgrade ${request.url ?? ''}`);
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    stun = createSocket('udp4');
    stun.on('message', () => reached.push('a WebRTC packet'));
    await new Promise<void>((resolve) => stun.bind(0, '127.0.0.1', resolve));
    stunPort = stun.address().port;
    running = await launchApp({ source: 'none' });
  });

  test.afterAll(async () => {
    await running.close();
    server.close();
    stun.close();
    expect(reached, 'nothing that any page tried has reached a server').toEqual([]);
  });

  for (const surface of ['wall', 'desk'] as const) {
    test(`${surface}: fetch, XMLHttpRequest, images, scripts and beacons reach no other origin`, async () => {
      const page = await running.page(surface);
      const tried = await page.evaluate(async (host) => {
        const settled = async (attempt: Promise<unknown>) =>
          attempt.then(
            () => 'went through',
            () => 'failed',
          );
        const element = (tag: 'img' | 'script', property: 'src') =>
          new Promise((resolve, reject) => {
            const made = document.createElement(tag);
            made.addEventListener('load', resolve);
            made.addEventListener('error', reject);
            made[property] = `http://${host}/${tag}`;
            document.body.append(made);
          });
        return {
          fetch: await settled(fetch(`http://${host}/fetch`)),
          noCors: await settled(fetch(`http://${host}/no-cors`, { mode: 'no-cors' })),
          file: await settled(fetch('file:///etc/hostname')),
          otherSurface: await settled(fetch('app://briefing/')),
          xhr: await settled(
            new Promise((resolve, reject) => {
              const xhr = new XMLHttpRequest();
              xhr.addEventListener('load', resolve);
              xhr.addEventListener('error', reject);
              xhr.open('GET', `http://${host}/xhr`);
              xhr.send();
            }),
          ),
          image: await settled(element('img', 'src')),
          script: await settled(element('script', 'src')),
          own: await settled(fetch('/').then((response) => (response.ok ? response : Promise.reject(new Error('not served'))))),
          beacon: navigator.sendBeacon(`http://${host}/beacon`),
        };
      }, base);
      expect(tried).toMatchObject({
        fetch: 'failed',
        noCors: 'failed',
        file: 'failed',
        otherSurface: 'failed',
        xhr: 'failed',
        image: 'failed',
        script: 'failed',
        own: 'went through',
      });
    });

    test(`${surface}: WebSocket, EventSource and WebRTC go nowhere`, async () => {
      const page = await running.page(surface);
      const tried = await page.evaluate(async (host) => {
        const opened = (make: () => EventTarget) =>
          new Promise<string>((resolve) => {
            try {
              const target = make();
              target.addEventListener('open', () => resolve('opened'));
              target.addEventListener('error', () => resolve('failed'));
            } catch {
              resolve('failed');
            }
          });
        return {
          webSocket: await opened(() => new WebSocket(`ws://${host}/socket`)),
          eventSource: await opened(() => new EventSource(`http://${host}/events`)),
          peerConnection: typeof (globalThis as { RTCPeerConnection?: unknown }).RTCPeerConnection,
          transport: typeof (globalThis as { WebTransport?: unknown }).WebTransport,
        };
      }, base);
      expect(tried).toEqual({ webSocket: 'failed', eventSource: 'failed', peerConnection: 'undefined', transport: 'undefined' });
    });

    test(`${surface}: WebRTC taken from a fresh frame still sends nothing`, async () => {
      const page = await running.page(surface);
      const found = await page.evaluate(async (port) => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        const inner = frame.contentWindow as unknown as { RTCPeerConnection?: typeof RTCPeerConnection } | null;
        if (inner?.RTCPeerConnection === undefined) return [];
        const candidates: string[] = [];
        const connection = new inner.RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
        connection.addEventListener('icecandidate', ({ candidate }) => {
          if (candidate !== null && candidate.candidate !== '') candidates.push(candidate.candidate);
        });
        connection.createDataChannel('out');
        await connection.setLocalDescription();
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        connection.close();
        return candidates;
      }, stunPort);
      expect(found.filter((candidate) => / udp /i.test(candidate))).toEqual([]);
    });

    test(`${surface}: nothing of Node, Electron or the developer's tools is in the page`, async () => {
      const page = await running.page(surface);
      const seen = await page.evaluate(() => {
        const world = globalThis as unknown as Record<string, unknown>;
        return {
          absent: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
            (name) => world[name] !== undefined,
          ),
          bridge: Object.keys(world['hotlineWall'] as object).toSorted(),
        };
      });
      expect(seen.absent).toEqual([]);
      expect(seen.bridge).toEqual(
        [
          'briefingReady',
          'changeSettings',
          'exportBriefing',
          'layouts',
          'leavePast',
          'onLayouts',
          'onScreen',
          'onSettings',
          'openWall',
          'pulse',
          'requestPort',
          'saveLayouts',
          'screen',
          'settings',
          'showPast',
          'standBy',
          'technician',
        ].toSorted(),
      );
    });

    test(`${surface}: script from text, eval and inline handlers do not run`, async () => {
      const page = await running.page(surface);
      const ran = await page.evaluate(async () => {
        const world = globalThis as unknown as Record<string, unknown>;
        const script = document.createElement('script');
        script.textContent = 'globalThis.inlineRan = true';
        document.body.append(script);
        const image = document.createElement('div');
        image.innerHTML = '<img src="data:," onerror="globalThis.handlerRan = true">';
        document.body.append(image);
        await new Promise((resolve) => setTimeout(resolve, 300));
        return [world['inlineRan'], world['handlerRan']];
      });
      expect(ran).toEqual([undefined, undefined]);
    });

    test(`${surface}: hostile navigation and new windows are refused`, async () => {
      const page = await running.page(surface);
      const before = page.url();
      const windows = running.app.windows().length;
      const opened = await page.evaluate((host) => {
        const results = [window.open(`http://${host}/popup`), window.open('app://desk/'), window.open('about:blank')];
        window.location.href = `http://${host}/navigated`;
        return results.map((result) => result === null);
      }, base);
      expect(opened).toEqual([true, true, true]);
      for (const target of ['app://other/', 'file:///etc/passwd', 'data:text/html,x']) {
        await page.evaluate((address) => {
          window.location.href = address;
        }, target);
      }
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
      expect(page.url()).toBe(before);
      expect(running.app.windows().length).toBe(windows);
      await page.evaluate((host) => {
        const frame = document.createElement('iframe');
        frame.src = `http://${host}/frame`;
        document.body.append(frame);
        const form = document.createElement('form');
        form.action = `http://${host}/form`;
        document.body.append(form);
        form.submit();
      }, base);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
      expect(page.url()).toBe(before);
    });

    test(`${surface}: no path leaves the built pages`, async () => {
      const page = await running.page(surface);
      const paths = [
        '/../main/main.js',
        '/assets/../../main/main.js',
        '/assets/%2e%2e/%2e%2e/main/main.js',
        '/assets/..%2f..%2fmain%2fmain.js',
        '/assets/..%5c..%5cmain%5cmain.js',
        '/assets/%00',
        '//etc/passwd',
        '/desk/index.html',
      ];
      const statuses = await page.evaluate(async (list) => {
        const results: (number | string)[] = [];
        for (const path of list)
          results.push(
            await fetch(path).then(
              (response) => response.status,
              () => 'failed',
            ),
          );
        return results;
      }, paths);
      for (const [index, status] of statuses.entries()) expect([403, 404, 'failed'], paths[index]).toContain(status);
    });

    test(`${surface}: permissions are denied and the process is sandboxed`, async () => {
      const page = await running.page(surface);
      const answers = await page.evaluate(async () => ({
        notification: await Notification.requestPermission(),
        location: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            () => resolve('denied'),
          ),
        ),
      }));
      expect(answers).toEqual({ notification: 'denied', location: 'denied' });
      const preferences = await running.app.evaluate(({ webContents }, address) => {
        const contents = webContents.getAllWebContents().find((each) => each.getURL() === address);
        const got = (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
        return ['sandbox', 'contextIsolation', 'nodeIntegration', 'webSecurity', 'webviewTag', 'allowRunningInsecureContent'].map(
          (name) => got[name],
        );
      }, page.url());
      expect(preferences).toEqual([true, true, false, true, false, false]);
    });
  }

  test('walls share a process, which the desk has no part in, and come back together when it dies', async () => {
    const desk = await running.page('desk');
    const processes = () =>
      running.app.evaluate(({ webContents: all }) => {
        const pids: Record<string, number[]> = { wall: [], desk: [] };
        for (const webContents of all.getAllWebContents()) {
          // A page that has died has no process until a fresh one takes its place.
          const pid = webContents.isCrashed() ? 0 : webContents.getOSProcessId();
          const surface = /^app:..(\w+)/.exec(webContents.getURL())?.[1] ?? '';
          if (pid > 0) pids[surface]?.push(pid);
        }
        return pids;
      });
    const before = await processes();
    expect(before['wall']).toHaveLength(1);
    await desk.evaluate(() => (window as unknown as { hotlineWall: { openWall(): void } }).hotlineWall.openWall());
    const [wall = 0] = before['wall'] ?? [];
    await expect.poll(processes, { timeout: 30_000 }).toEqual({ wall: [wall, wall], desk: before['desk'] });
    expect(before['desk']).not.toContain(wall);
    process.kill(wall, 'SIGKILL');
    await expect.poll(async () => (await processes())['wall']?.filter((pid) => pid !== wall).length, { timeout: 30_000 }).toBe(2);
    expect((await processes())['desk']).toEqual(before['desk']);
  });
});
