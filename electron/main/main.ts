import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BaseWindow, Menu, protocol, session } from 'electron';
import type { Layout } from '../../shared/contract/layouts';
import { tilesFileOf } from '../../shared/contract/kept-tiles';
import hubPath from '../hub/embedded?modulePath';
import streamPath from '../stream/stream?modulePath';
import { BriefingExport } from './briefing-export';
import { Broker } from './broker';
import { dataPlace, forgetPictures } from './data-place';
import { drawInSmallTiles, surviveGraphicsLoss } from './graphics';
import { guardContents, guardSession } from './guard';
import { IpcDoor } from './ipc';
import { LAYOUTS_FILE, LayoutsFile } from './layouts/layouts-file';
import { openLog } from './log';
import { type AppOptions, parseOptions } from './options';
import { SCHEME } from './origin';
import { servePages } from './page-protocol';
import { PastStream } from './past-stream';
import { screensFor } from './screens/list-displays';
import { openWalls, presentDisplays } from './screens/open-walls';
import { keptTilesBody } from './pictures/kept-tiles';
import { WallMachine } from './screens/wall-machine';
import type { WallScreens } from './screens/wall-screens';
import { Stills } from './pictures/stills';
import { WallPictures } from './pictures/wall-pictures';
import { defaultSettings, SettingsFile } from './settings';
import { Supervisor } from './supervisor';
import { PARTITIONS, Windows } from './windows';

/** Hub and stream wait at most so long for the last picture of a wall to be painted. */
const PICTURE_PATIENCE_MS = 1_000;
/** A desk beside a wall waits at most so long for the wall's first live picture. */
const DESK_PATIENCE_MS = 2_500;

const log = openLog('main');

// First of all: an uncaught error would open a dialog that nobody at a wall can close.
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'main process failed');
  process.exit(1);
});
process.on('unhandledRejection', (reason) => {
  log.fatal({ err: reason }, 'main process failed');
  process.exit(1);
});

const parsed = parseOptions(process.argv.slice(1));
if (!parsed.ok) {
  process.stderr.write(`${parsed.reason}\n`);
  process.exit(2);
}
const { options } = parsed;

if (options.dataDirectory !== null) app.setPath('userData', options.dataDirectory);
if (options.softwareRendering) app.disableHardwareAcceleration();
// --no-sandbox is for tests as root, where Chromium's sandbox cannot run at all; it is never shipped.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
// Walls share one renderer process, as their origin is one: each of its own would take 50 MB more. Surfaces never share one, because their sites differ.
app.commandLine.appendSwitch('process-per-site');
surviveGraphicsLoss(log);
drawInSmallTiles();
guardContents(log);

if (options.listDisplays) {
  void app.whenReady().then(tellDisplays);
} else if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(() => open(options));
} else {
  process.stderr.write(
    'Hotline Wall is already running with this data folder; its window was brought forward. Use --data DIR for a second one.\n',
  );
  app.exit(0);
}

/** A screens.json to start from. */
function tellDisplays(): void {
  process.stdout.write(`${JSON.stringify(screensFor(presentDisplays()), null, 2)}\n`);
  app.exit(0);
}

function open(chosen: AppOptions): void {
  Menu.setApplicationMenu(null);
  const userData = app.getPath('userData');
  const defaults = defaultSettings(app.getLocale());
  const settings = new SettingsFile(join(userData, 'settings.json'), defaults, log);
  if (chosen.locale !== null) settings.change({ locale: chosen.locale });
  if (chosen.theme !== null) settings.change({ theme: chosen.theme });

  const layouts = new LayoutsFile(join(userData, LAYOUTS_FILE), log);

  const resourcesDirectory = app.isPackaged ? join(process.resourcesPath, 'resources') : join(import.meta.dirname, '../../resources');
  const place = dataPlace(userData, chosen, new Date(), resourcesDirectory);
  const pictures = new WallPictures({ ...place.pictures, settings: () => settings.current, log });
  for (const partition of PARTITIONS) {
    const pages = session.fromPartition(partition);
    guardSession(pages, log);
    servePages(pages, {
      root: join(import.meta.dirname, '../renderer'),
      begin: (address, html) => pictures.begin(address, html),
      keptTiles: () => keptTilesBody({ file: tilesFileOf(place.cacheFile), stream: streamPath, log }),
    });
  }
  const stills = new Stills(pictures);
  const windows = new Windows(
    { theme: () => settings.current.theme, still: (address, size, scale) => stills.of(address, size, scale) },
    log,
  );
  const machine = new WallMachine(
    userData,
    chosen.hub !== null && chosen.hub.tokenFile === null ? chosen.hub.url : null,
    {
      windows,
      screens: () => walls,
      supervisor: () => supervisor,
      forgetCity() {
        void past.forget();
        pictures.forget();
        forgetPictures(place);
      },
    },
    log,
  );
  let walls: WallScreens | null = null;
  const supervisor = new Supervisor(
    {
      paths: { hub: hubPath, stream: streamPath },
      remoteHub:
        chosen.hub === null
          ? null
          : { address: chosen.hub.tokenFile === null ? machine.begin() : { url: chosen.hub.url, token: readToken(chosen.hub.tokenFile) } },
      source: chosen.source,
      logDirectory: place.logDirectory,
      wallsFile: join(userData, 'paired-walls.json'),
      cacheFile: place.cacheFile,
      resourcesDirectory,
      windows: () => ({ windows: windows.addresses.length, pictured: windows.addresses.every((address) => pictures.has(address)) }),
      streamReady: () => {
        broker.streamReady();
        machine.streamReady();
      },
      hubKnown: (hub) => past.hubKnown(hub),
      told: (report) => machine.told(report),
    },
    log,
  );
  const past = new PastStream(
    { path: streamPath, hub: () => supervisor.address, present: () => supervisor.stream(), ready: () => broker.streamReady() },
    log,
  );
  const broker = new Broker((contents) => (past.has(contents.id) ? past.door() : supervisor.stream()));

  const door = new IpcDoor(log);
  door.on('port:request', ['wall', 'desk', 'briefing'], ({ contents, surface }, nonce) => broker.request(contents, surface, nonce));
  door.on('pulse', ['wall', 'desk', 'briefing'], ({ contents, surface }, pulse) => {
    windows.pulse(contents, pulse);
    if (surface !== 'wall') return;
    startChildren();
    pictures.pulse(contents, pulse);
    if (pulse.live) openDesk();
  });
  door.handle('settings:read', ['wall', 'desk', 'briefing'], () => settings.current);
  door.handle('settings:change', ['desk', 'wall'], (_caller, change) => {
    const changed = settings.change(change as Partial<typeof settings.current>);
    windows.send('settings', changed);
    return changed;
  });
  door.on('wall:stand-by', ['wall'], ({ contents }, words) => stills.keepWords(contents.getURL(), words));
  door.handle('screen:read', ['wall'], ({ contents }) => machine.screenOf(contents.id));
  door.on('screen:technician', ['wall'], (_caller, act) => walls?.act(act));
  door.handle('layouts:read', ['wall', 'desk'], () => layouts.current);
  door.handle('layouts:save', ['desk'], (_caller, revision, changed) => {
    const saved = layouts.save(revision, changed as readonly Layout[]);
    if (saved.ok) windows.send('layouts', saved.layouts);
    return saved;
  });
  door.on('wall:open', ['desk'], () => windows.open('wall'));
  door.on('past:show', ['desk', 'wall'], ({ contents }, to) => past.show(contents, to));
  door.on('past:leave', ['desk', 'wall'], ({ contents }) => past.leave(contents));
  const briefings = new BriefingExport(windows, past, chosen.exportDirectory, door, log);

  // Windows first: their pages load while the other processes start.
  if (chosen.wall && chosen.desk) windows.open('wall');
  if (chosen.wall && !chosen.desk) walls = openWalls(chosen, userData, windows, (contents, placed) => machine.tell(contents, placed), log);
  let deskIsAwaited = chosen.desk;
  const openDesk = () => {
    if (deskIsAwaited) windows.open('desk');
    deskIsAwaited = false;
  };
  // A wall that nobody touches comes alive first: two windows at once would both be late.
  if (chosen.wall) setTimeout(openDesk, DESK_PATIENCE_MS);
  else openDesk();
  let childrenWait = true;
  const startChildren = () => {
    if (childrenWait) supervisor.start();
    childrenWait = false;
  };
  // Where a wall has its last picture to show, that is painted first: it takes the processor a moment, they take it for long.
  if (windows.addresses.some((address) => pictures.has(address))) setTimeout(startChildren, PICTURE_PATIENCE_MS);
  else startChildren();

  app.on('second-instance', () => {
    const window = BaseWindow.getAllWindows()[0];
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    machine.stop();
    void pictures
      .last()
      .then(() => Promise.all([supervisor.stop(), past.stop()]))
      .finally(() => {
        stopped = true;
        app.quit();
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  // What tests of the running app may look at.
  Object.assign(globalThis, {
    hotlineWall: {
      pids: () => ({ ...supervisor.pids(), past: past.pid() }),
      address: () => supervisor.address,
      briefing: () => briefings.make(),
      walls: () => walls?.shown() ?? [],
      swapWalls: () => windows.swapWalls('asked for'),
    },
  });
}

/** The token in the file's first line. Ends the app with a clear message when it cannot be had. */
function readToken(file: string): string {
  try {
    const token = readFileSync(file, 'utf8').trim().split(/\s+/).at(-1);
    if (token !== undefined && token !== '') return token;
    process.stderr.write(`The token file ${file} is empty. Ask the hub's operator for the token of this machine.\n`);
  } catch (error) {
    process.stderr.write(`The token file ${file} could not be read: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  process.exit(2);
}
