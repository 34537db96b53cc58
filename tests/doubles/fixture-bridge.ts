import type { Bridge, Settings } from '../../shared/contract/bridge';
import type { CaseRow, Frame, FromWindow, TileName, Tiles, ToWindow, Wants } from '../../shared/contract/frames';
import type { Layouts } from '../../shared/contract/layouts';
import { fixtureCalls } from './fixture-calls';
import { fixtureCases, fixtureFrame, fixtureTable } from './fixture-frames';
import { decidedNow, withDecision } from './fixture-staffing';

export interface FixtureBridge extends Bridge {
  /** Sends the next patch to every page that is connected, as soon as its credit is there: the tiles that changed, and a frame's other fields. */
  patch(tiles: Partial<Tiles>, moment?: Partial<Pick<Frame, 'cityNow' | 'speed' | 'heardAgeMs'>> & { readonly seqs?: number }): void;
  /** Stops answering: the page grows stale. */
  fallSilent(): void;
}

interface Visitor {
  readonly port: MessagePort;
  wants: Wants;
}

/**
 * An in-page double of preload, main and stream: answers requestPort with a channel that carries the fixture's picture, table queries,
 * pages of calls, commands (always accepted; a staffing decision then stands in its tile and in the timeline) and histories, and a heartbeat patch every second.
 */
export function fixtureBridge(
  change: { readonly [N in TileName]?: Tiles[N] | undefined } = {},
  first: Partial<Settings> = {},
  moment: Partial<Pick<Frame, 'heardAgeMs' | 'speed'>> = {},
): FixtureBridge {
  let settings: Settings = { locale: 'zh-CN', theme: 'night', wall: { heightMm: 700, distanceMm: 5_000 }, ...first };
  const given = fixtureFrame(change as Partial<Tiles>);
  const known = Object.entries(given.tiles).filter(([, tile]) => tile !== undefined);
  let frame: Frame = { ...given, ...moment, tiles: Object.fromEntries(known) as Partial<Tiles> };
  let silent = false;
  const visitors = new Set<Visitor>();
  const listeners = new Set<(settings: Settings) => void>();
  let layouts: Layouts = { revision: 0, layouts: [], problems: [] };
  const layoutListeners = new Set<(layouts: Layouts) => void>();
  const started = performance.now();
  const begun = frame.cityNow;

  const tell = (visitor: Visitor, message: ToWindow) => {
    if (!silent) visitor.port.postMessage(message);
  };
  const selectedOf = (wants: Wants): CaseRow | null => fixtureCases.find((row) => row.case === wants.selected) ?? null;
  const tilesFor = (wants: Wants): Partial<Tiles> => {
    const wanted = new Set<TileName>([...wants.tiles, 'link']);
    const tiles = Object.fromEntries(Object.entries(frame.tiles).filter(([name]) => wanted.has(name as TileName))) as Partial<Tiles>;
    return {
      ...tiles,
      ...(wants.table === null ? {} : { table: fixtureTable(wants.table) }),
      ...(wants.calls == null ? {} : { calls: fixtureCalls(wants.calls) }),
      ...(wants.selected === null ? {} : { selected: selectedOf(wants) }),
    };
  };
  const patch: FixtureBridge['patch'] = (tiles, times = {}) => {
    const base = frame.seq;
    const { seqs = 1, ...fields } = times;
    frame = { ...frame, ...fields, number: frame.number + 1, base, seq: base + seqs, tiles: { ...frame.tiles, ...tiles } };
    for (const visitor of visitors) tell(visitor, { kind: 'frame', frame: { ...frame, tiles } });
  };
  const snapshot = (visitor: Visitor) => tell(visitor, { kind: 'frame', frame: { ...frame, base: null, tiles: tilesFor(visitor.wants) } });

  const received = (visitor: Visitor, message: FromWindow) => {
    switch (message.kind) {
      case 'want':
        visitor.wants = message.wants;
        patch(tilesFor(message.wants), { seqs: 0 });
        break;
      case 'refresh':
        snapshot(visitor);
        break;
      case 'command': {
        const versions = message.expected.map((seen) => ({ case: seen.case, version: seen.version + 1 }));
        tell(visitor, { kind: 'outcome', key: message.key, outcome: { ok: true, seq: frame.seq + 1, versions } });
        if (message.command.kind === 'decide-staffing') {
          const record = decidedNow(message.command, frame.seq + 1, frame.cityNow);
          const { staffing, timeline } = frame.tiles;
          patch({
            ...(staffing === undefined ? {} : { staffing: withDecision(staffing, record) }),
            ...(timeline === undefined ? {} : { timeline: { entries: [{ record }, ...timeline.entries].slice(0, 30) } }),
          });
        }
        break;
      }
      case 'history':
        tell(visitor, { kind: 'history', id: message.id, case: message.case, records: historyOf(message.case), problem: null });
        break;
      case 'hello':
      case 'credit':
      case 'console':
        break;
      case 'screen-request':
        tell(visitor, { kind: 'screen-outcome', id: message.id, outcome: { ok: true } });
        break;
    }
  };

  setInterval(() => {
    if (!silent && visitors.size > 0 && frame.speed > 0) {
      patch({}, { cityNow: begun + (performance.now() - started) * frame.speed, heardAgeMs: frame.heardAgeMs, seqs: 14 });
    }
  }, 1_000);

  return {
    requestPort(nonce) {
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', (event: MessageEvent<FromWindow>) => {
        const message = event.data;
        if (message.kind === 'hello') {
          const visitor: Visitor = { port: channel.port1, wants: message.wants };
          visitors.add(visitor);
          channel.port1.addEventListener('message', (later: MessageEvent<FromWindow>) => received(visitor, later.data));
          snapshot(visitor);
        }
      });
      channel.port1.start();
      window.postMessage({ hotlineWallPort: nonce }, '*', [channel.port2]);
    },
    pulse: () => undefined,
    settings: () => Promise.resolve(settings),
    changeSettings(wanted) {
      settings = { ...settings, ...wanted };
      for (const listener of listeners) listener(settings);
      return Promise.resolve(settings);
    },
    onSettings(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    screen: () =>
      Promise.resolve({
        name: null,
        place: null,
        geometry: null,
        rotation: null,
        alone: false,
        number: null,
        technician: null,
        led: null,
        pairing: null,
      }),
    standBy: () => undefined,
    technician: () => undefined,
    onScreen: () => () => undefined,
    layouts: () => Promise.resolve(layouts),
    onLayouts(listener) {
      layoutListeners.add(listener);
      return () => layoutListeners.delete(listener);
    },
    saveLayouts(revision, changed) {
      if (revision !== layouts.revision) return Promise.resolve({ ok: false, problem: 'changed', detail: '' });
      layouts = { revision: revision + 1, layouts: changed, problems: [] };
      for (const listener of layoutListeners) listener(layouts);
      return Promise.resolve({ ok: true, layouts });
    },
    exportBriefing: () => Promise.resolve({ ok: true, briefing: { seq: frame.seq, pdf: 'briefing.pdf', png: 'briefing.png' } }),
    briefingReady: () => undefined,
    openWall: () => undefined,
    showPast: () => undefined,
    leavePast: () => undefined,
    patch,
    fallSilent() {
      silent = true;
    },
  };
}

function historyOf(key: number): Extract<ToWindow, { kind: 'history' }>['records'] {
  const row = fixtureCases.find((candidate) => candidate.case === key);
  if (row === undefined) return [];
  const record = (seq: number, minutes: number, by: string) => ({ seq, at: row.receivedAt + minutes * 60_000, by });
  return [
    {
      ...record(key * 10, 0, 'source:simulate'),
      event: {
        kind: 'case.received',
        case: key,
        reference: row.reference,
        contact: 'appeal',
        channel: row.channel,
        category: row.category,
        district: row.district,
        township: row.township,
        place: null,
        call: 0,
      },
    },
    {
      ...record(key * 10 + 1, 4, 'system'),
      event: { kind: 'case.dispatched', case: key, unit: row.unit, grade: row.grade, dueAt: row.dueAt },
    },
    { ...record(key * 10 + 2, 11, `unit:${row.unit}`), event: { kind: 'case.accepted', case: key } },
  ];
}
