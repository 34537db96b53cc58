import { describe, expect, it } from 'vitest';
import { parseOptions, refuseHubUrl } from '../../electron/main/options';

describe('the command line of the app', () => {
  it('opens both windows on a simulated city when nothing is said, whatever switches Chromium gets', () => {
    const parsed = parseOptions(['--no-sandbox', '--inspect=0', '/some/app', '--remote-debugging-port=0']);
    expect(parsed).toMatchObject({ ok: true, options: { wall: true, desk: true, hub: null, source: 'simulate' } });
  });

  it('opens only the windows that are named', () => {
    expect(parseOptions(['.', '--wall'])).toMatchObject({ options: { wall: true, desk: false } });
    expect(parseOptions(['.', '--desk'])).toMatchObject({ options: { wall: false, desk: true } });
  });

  it('wants a token file with a hub, and says so', () => {
    expect(parseOptions(['.', '--hub', 'https://hub.example'])).toEqual({
      ok: false,
      reason: expect.stringContaining('--token-file') as string,
    });
    expect(parseOptions(['.', '--hub', 'https://hub.example', '--token-file', 'tokens'])).toMatchObject({
      options: { hub: { url: 'https://hub.example', tokenFile: 'tokens' } },
    });
  });

  it('shows a page on a display of its own, a layout by its name, and says which names no page can have', () => {
    expect(parseOptions(['.', '--wall', '--page', 'overview', '--display', 'output:78', '--kiosk'])).toMatchObject({
      options: { wall: true, desk: false, pages: ['overview'], display: 'output:78', kiosk: true },
    });
    expect(parseOptions(['.', '--wall', '--page', 'calls,map,calls'])).toMatchObject({ options: { pages: ['calls', 'map'] } });
    expect(parseOptions(['.', '--wall', '--page', 'calls,值班长'])).toMatchObject({ options: { pages: ['calls', 'layout:值班长'] } });
    expect(parseOptions(['.', '--wall'])).toMatchObject({ options: { pages: null, display: null, kiosk: false } });
    for (const name of ['layout:weather', 'calls,', 'w'.repeat(41)])
      expect(parseOptions(['.', '--wall', '--page', name])).toEqual({
        ok: false,
        reason: expect.stringMatching(/no page can be called so.*overview/) as string,
      });
  });

  it('refuses what is for walls where no wall was asked for', () => {
    for (const words of [['--kiosk'], ['--page', 'overview'], ['--desk', '--display', 'output:78']])
      expect(parseOptions(['.', ...words])).toEqual({ ok: false, reason: expect.stringContaining('--wall') as string });
  });

  it('refuses a language or a theme that it does not have', () => {
    expect(parseOptions(['.', '--locale', 'fr']).ok).toBe(false);
    expect(parseOptions(['.', '--theme', 'neon']).ok).toBe(false);
  });
});

describe('the address of a hub', () => {
  const accepted = ['https://hub.example:8443', 'http://127.0.0.1:4000', 'http://localhost:4000', 'http://[::1]:4000', 'http://127.3.2.1'];
  const refused = [
    'hub.example',
    'http://hub.example',
    'http://10.0.0.7:4000',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'ws://127.0.0.1:4000',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user:secret@hub.example',
    '',
  ];
  for (const address of accepted) it(`${address} is accepted`, () => expect(refuseHubUrl(address)).toBeNull());
  for (const address of refused) it(`"${address}" is refused with a reason`, () => expect(refuseHubUrl(address)).toMatch(/--hub/));
});
