import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReplaySource } from '../../electron/hub/sources/replay';
import { SourceError } from '../../electron/hub/sources/source-error';
import { mappingSchema } from '../../shared/city/mapping';
import { RowsToEvents } from '../../shared/city/rows-to-events';
import { RESOURCES } from '../city/run-source';
import { playOut } from './replay-run';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'replay-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A third city: another file and another mapping, no code. */
const MAPPING = {
  name: 'anywhere',
  city: { name: { zh: '某地', en: 'Anywhere' }, zone: 'Europe/Berlin', extent: [13, 52, 14, 53] },
  columns: {
    reference: 'id',
    category: 'what',
    channel: null,
    createdAt: 'made',
    dueAt: 'due',
    closedAt: 'done',
    status: 'state',
    statusAt: null,
    unit: 'who',
    area: null,
    latitude: 'lat',
    longitude: 'lon',
  },
  dateFormats: ['yyyy-MM-dd HH:mm'],
  placeholderPoints: [{ latitude: 52.5, longitude: 13.5 }],
  channels: {},
  channelFallback: 'other',
  statuses: { offen: 'open', fertig: 'closed', doppelt: 'merged', weg: 'cancelled' },
  gradeByDue: [
    { withinHours: 2, grade: '2h' },
    { withinHours: 24, grade: '24h' },
  ],
  defaultGrade: '15d',
  personalColumnsDropped: ['name'],
};

const HEADER = 'id,what,made,due,done,state,who,lat,lon,name';
/** A sound row; its note may break it. */
const row = (id: string | number, note = 'x') => `${id},Licht,2020-01-02 03:04,,,offen,Amt,52.1,13.1,${note}`;

async function open(text: string | Buffer, query = 'speed=max', mapping: object = MAPPING) {
  const resources = join(directory, 'resources');
  cpSync(join(RESOURCES, 'city'), join(resources, 'city'), { recursive: true });
  writeFileSync(join(resources, 'city', 'mappings', 'anywhere.json'), JSON.stringify(mapping));
  writeFileSync(join(directory, 'rows.csv'), text);
  return openReplaySource(join(directory, 'rows.csv'), new URLSearchParams(query), resources);
}

async function report(lines: readonly string[], end = '\n') {
  const source = await open([HEADER, ...lines].join(end));
  const { refused, ...rest } = source.report()!;
  expect(rest.rows).toBe(rest.kept + refused.reduce((sum, { count }) => sum + count, 0));
  expect(playOut(source).projection.totals.received).toBe(rest.kept);
  return { ...rest, refused: Object.fromEntries(refused.map(({ reason, count, examples }) => [reason, [count, ...examples]])) };
}

async function failure(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SourceError);
  return (error as SourceError).message;
}

describe('a broken file', () => {
  it('costs its broken rows and no others, each with its line', async () => {
    const lines = [row(1), `${row(2)},more`, 'short,row', row(3), '', row(4, '5" pipe'), row(5), row(6)];
    expect(await report(lines)).toMatchObject({
      rows: 7,
      kept: 4,
      refused: { 'wrong-column-count': [2, 'line 3', 'line 4'], 'broken-quotes': [1, 'line 7'] },
    });
  });

  it('loses one line to a quote that is never closed', async () => {
    const lines = [row(1), row(2, '"never'), ...Array.from({ length: 120 }, (_, i) => row(i + 3))];
    expect(await report(lines)).toMatchObject({ rows: 122, kept: 121, refused: { 'broken-quotes': [1, 'line 3'] } });
  });

  it('loses one line to a quote that is never closed at its end', async () => {
    expect(await report([row(1), row(2, '"never'), row(3)])).toMatchObject({
      rows: 3,
      kept: 2,
      refused: { 'broken-quotes': [1, 'line 3'] },
    });
  });

  it('loses two lines to two unrelated quotes', async () => {
    const lines = [row(1), row(2, '6" a'), row(3), row(4, '7" b'), row(5)];
    expect(await report(lines)).toMatchObject({ rows: 5, kept: 3, refused: { 'broken-quotes': [2, 'line 3', 'line 5'] } });
  });

  it('may have line breaks and commas in quotes, a byte-order mark and CRLF', async () => {
    const lines = [row(1, '"two\r\nlines, and ""quotes"""'), row(2)];
    const source = await open(`\uFEFF${[HEADER, ...lines].join('\r\n')}\r\n`);
    expect(source.report()).toMatchObject({ rows: 2, kept: 2, refused: [] });
  });

  it('loses a line that is too long, and holds no more of it than that', async () => {
    expect(await report([row(1), row(2, 'x'.repeat(3_000_000)), row(3)])).toMatchObject({
      rows: 3,
      kept: 2,
      refused: { 'line-too-long': [1, 'line 3'] },
    });
  });

  it('may have more rows than are taken', async () => {
    const rows = new RowsToEvents(mappingSchema.parse(MAPPING), 3);
    const cells: Record<string, string> = { category: 'Licht', createdAt: '2020-01-02 03:04', status: 'offen', unit: 'Amt' };
    for (let id = 1; id <= 5; id += 1) rows.add((column) => (column === 'reference' ? String(id) : (cells[column] ?? '')), `line ${id}`);
    expect(rows.finish().report).toMatchObject({
      rows: 5,
      kept: 3,
      refused: [{ reason: 'too-many-rows', count: 2, examples: ['4', '5'] }],
    });
  });

  it('may hold bytes that are no text', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}\n${row(1, 'a')}`),
      Buffer.from([0, 0xff, 0xfe, 0x80]),
      Buffer.from(`\n${row(2)}\n`),
    ]);
    expect((await open(bytes)).report()).toMatchObject({ rows: 2, kept: 2 });
  });

  it('never stops the reader, whatever bytes are changed', async () => {
    const sound = [HEADER, ...Array.from({ length: 40 }, (_, i) => row(i, i % 5 === 0 ? '"a, ""b"""' : 'x'))].join('\n');
    let seed = 12_345;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    const resources = join(directory, 'resources');
    await open(sound);
    for (let round = 0; round < 150; round += 1) {
      const bytes = Buffer.from(sound);
      for (let change = 0; change < 6; change += 1)
        bytes[HEADER.length + 1 + random(bytes.length - HEADER.length - 1)] = [34, 44, 10, 13, 0, 255, 65][random(7)]!;
      writeFileSync(join(directory, 'rows.csv'), bytes);
      const source = await openReplaySource(join(directory, 'rows.csv'), new URLSearchParams('speed=max&mapping=anywhere'), resources);
      const { rows, kept, refused } = source.report()!;
      expect(rows, `round ${round}`).toBe(kept + refused.reduce((sum, { count }) => sum + count, 0));
      // Six changed bytes break at most a few rows.
      expect(kept, `round ${round}`).toBeGreaterThan(22);
      playOut(source);
    }
  });
});

describe('a row', () => {
  const cells = (over: Partial<Record<string, string>>) => {
    const sound: Record<string, string> = {
      id: '1',
      what: 'Licht',
      made: '2020-01-02 03:04',
      due: '',
      done: '',
      state: 'offen',
      who: 'Amt',
      lat: '52.1',
      lon: '13.1',
      name: 'x',
    };
    return Object.keys(sound)
      .map((name) => over[name] ?? sound[name])
      .join(',');
  };

  it.each([
    ['no-id', { id: ' ' }],
    ['no-created-date', { made: '' }],
    ['bad-date', { made: '2020-13-02 03:04' }],
    ['bad-date', { due: 'soon' }],
    ['bad-date', { done: '2020-02-30 00:00', state: 'fertig' }],
    ['no-unit', { who: '' }],
    ['no-category', { what: '' }],
    ['unknown-status', { state: 'constructor' }],
    ['no-close-date', { state: 'fertig' }],
    ['no-close-date', { state: 'doppelt' }],
    ['closed-before-created', { state: 'fertig', done: '2020-01-02 03:03' }],
    ['text-too-long', { id: 'x'.repeat(65) }],
    ['text-too-long', { who: 'x'.repeat(201) }],
  ])('is refused: %s', async (reason, over) => {
    expect(await report([row('sound'), cells(over)])).toMatchObject({
      rows: 2,
      kept: 1,
      refused: { [reason]: [1, ('id' in over ? over.id : '1').trim().slice(0, 64) || 'line 3'] },
    });
  });

  it('is refused when its id was there before', async () => {
    expect(await report([row(1), row(2), row(1)])).toMatchObject({ rows: 3, kept: 2, refused: { 'duplicate-id': [1, '1'] } });
  });

  it.each([{ lat: '' }, { lon: '' }, { lat: 'north' }, { lat: '0', lon: '0' }, { lat: '52.5', lon: '13.5' }, { lat: '53.5' }])(
    'is kept without a place: %j',
    async (over) => {
      expect(await report([cells(over)])).toMatchObject({ kept: 1, withoutPlace: 1, refused: {} });
    },
  );

  it('may name what is too long for a code', async () => {
    const source = await open([HEADER, cells({ what: `${'y'.repeat(150)}1` }), cells({ id: '2', what: `${'y'.repeat(150)}2` })].join('\n'));
    const codes = playOut(source).projection.catalogue.categories.map(({ code }) => code);
    expect(new Set(codes).size).toBe(3);
    expect(codes.every((code) => code.length <= 64)).toBe(true);
  });

  it('without a deadline becomes a case without one; with one it gets the grade of the time allowed', async () => {
    const source = await open(
      [HEADER, cells({}), cells({ id: '2', due: '2020-01-02 05:00' }), cells({ id: '3', due: '2020-01-09 05:00' })].join('\n'),
    );
    const dispatched = playOut(source).events.flatMap(({ event }) => (event.kind === 'case.dispatched' ? [event] : []));
    expect(dispatched.map(({ grade, dueAt }) => [grade, dueAt])).toEqual([
      ['15d', 0],
      ['2h', Date.UTC(2020, 0, 2, 4)],
      ['15d', Date.UTC(2020, 0, 9, 4)],
    ]);
  });

  it('brings nothing into the log but what the mapping names', async () => {
    const source = await open([HEADER, cells({ name: 'Erika Mustermann' })].join('\n'));
    expect(JSON.stringify(playOut(source).events)).not.toContain('Erika');
  });
});

describe('a file that cannot be replayed', () => {
  it('is refused with the headers that were found', async () => {
    const text = `${HEADER.replace('made', 'created')}\n${row(1)}`;
    expect(await failure(open(text, 'mapping=anywhere'))).toMatch(/needs each of these columns once: made\..*"created"/);
    expect(await failure(open(text))).toMatch(/No mapping fits.*anywhere.*"created"/s);
  });

  it('is refused when a mapped column is there twice', async () => {
    expect(await failure(open(`${HEADER.replace('name', 'id')}\n${row(1)}`, 'mapping=anywhere'))).toMatch(/once: id\./);
  });

  it('is refused when it is empty, is not there, or has no row that makes sense', async () => {
    expect(await failure(open(''))).toMatch(/is empty/);
    expect(await failure(open('\n\n'))).toMatch(/is empty/);
    expect(await failure(open(`${HEADER}\n`))).toMatch(/No row/);
    expect(await failure(open(`${HEADER}\nx,y`))).toMatch(/wrong-column-count 1 \(line 2\)/);
    expect(await failure(openReplaySource(join(directory, 'nowhere.csv'), new URLSearchParams(), RESOURCES))).toMatch(
      /nowhere\.csv cannot be read/,
    );
    expect(await failure(openReplaySource(directory, new URLSearchParams(), RESOURCES))).toMatch(/cannot be read/);
  });

  it.each(['../beijing/city', '..%2fbeijing%2fcity', '/etc/passwd', 'baltimore-311.json', 'nothing', ''])(
    'is refused with mapping=%s',
    async (name) => {
      expect(await failure(open(`${HEADER}\n${row(1)}`, `mapping=${name}`))).toMatch(/There is no mapping/);
    },
  );

  it('is refused with a mapping that makes no sense', async () => {
    const text = `${HEADER}\n${row(1)}`;
    expect(await failure(open(text, 'mapping=anywhere', { ...MAPPING, dateFormats: ['yyyy-QQ'] }))).toMatch(/anywhere\.json, dateFormats/);
    expect(await failure(open(text, 'mapping=anywhere', { ...MAPPING, statuses: { offen: 'maybe' } }))).toMatch(
      /anywhere\.json is wrong at statuses\.offen/,
    );
  });

  it.each(['speed=0', 'speed=10001', 'speed=fast', 'speed=-1'])('is refused with %s', async (query) => {
    expect(await failure(open(`${HEADER}\n${row(1)}`, query))).toMatch(/speed=/);
  });
});
