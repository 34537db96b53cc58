import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../shared/domain/events';
import type { Projection } from '../../shared/projection/projection';
import { HubClient } from './hub-client';
import { runHub, SUPERVISOR, WALL } from './running-hub';
import { CATALOGUE, openCase, ScriptedSource, START } from './scripted-source';

const WORDS = 'the caller lives on the fifth floor';
const REFERENCE = 'R20260304-00';
/** Not the middle of any cell. */
const EXACT = { longitude: 116.512_345_6, latitude: 39.923_456_7 };

function story(first: number, count: number): DomainEvent[] {
  return Array.from({ length: count }, (_, index) => first + index).flatMap((key): DomainEvent[] => [
    ...openCase(key).map((event) =>
      event.kind === 'case.received' ? { ...event, reference: `${REFERENCE}${key}`, place: key % 3 === 0 ? null : EXACT } : event,
    ),
    { kind: 'case.urged', case: key, reason: WORDS },
    { kind: 'case.reassigned', case: key, from: 1, to: 2, dueAt: START + 86_400_000, reason: WORDS },
  ]);
}

const share = { low: 0.1, likely: 0.2, high: 0.3 };
const expectation = { serviceLevel: share, abandoned: share, occupancy: share };
const DECIDED: DomainEvent = {
  kind: 'staffing.decided',
  decision: 1,
  measure: { seats: 3, handlingFactor: 1, arrivalsFactor: 1, patienceFactor: 1 },
  fromAt: START,
  toAt: START + 3_600_000,
  without: expectation,
  with: expectation,
  reason: WORDS,
};
const OPENED: DomainEvent = { kind: 'emergency.opened', emergency: 1, playbook: 'rainstorm', drill: true, reason: 'said to everybody' };

/** All bytes that a client is sent. */
function bytesHeard(client: HubClient): Buffer[] {
  const heard: Buffer[] = [];
  client.socket.on('batch', ({ bytes }) => heard.push(Buffer.from(bytes)));
  client.socket.on('snapshot', ({ bytes, parts }) => {
    if (parts !== 1) throw new Error('one part was expected');
    heard.push(inflateRawSync(bytes));
  });
  return heard;
}

/** What a wall shows: everything but the cases' own names and places. */
function figuresOf(projection: Projection): Record<string, unknown> {
  const { census, deadlines, heat, hotspots, rates, totals, tasks, emergency } = projection.canonical();
  return { census, deadlines, heat, hotspots, rates, totals, tasks, emergency, digest: projection.digest() };
}

function placesOf(projection: Projection): string[] {
  const { cases } = projection;
  return Array.from({ length: cases.end }, (_, slot) => `${cases.longitude(slot)} ${cases.latitude(slot)}`);
}

async function hubWith(count: number) {
  const source = new ScriptedSource(CATALOGUE);
  const running = await runHub({ source, serverLimits: { heartbeatMs: 30, digestEvery: 1 } });
  source.add(...story(1, count), DECIDED, OPENED);
  const head = CATALOGUE.length + 4 * count + 2;
  await expect.poll(() => running.hub.head).toBe(head);
  return { ...running, source, head };
}

describe('a client with the role of a wall', () => {
  for (const way of ['records', 'a snapshot'] as const) {
    it(`is sent ${way} that lead to the same figures and name no case`, async () => {
      const { url, head } = await hubWith(60);
      const wall = new HubClient(url, WALL.token);
      const desk = new HubClient(url, SUPERVISOR.token);
      const heard = bytesHeard(wall);
      const atDesk = bytesHeard(desk);
      for (const client of [wall, desk]) {
        await (way === 'records' ? client.follow() : client.joinAnew());
        await client.until(() => client.last === head && client.heartbeats.at(-1)?.digest?.seq === head);
      }
      const [told, known] = [wall.projection, desk.projection];
      if (told === null || known === null) throw new Error('both have a picture');
      for (const projection of [told, known]) projection.advanceTo(Math.max(told.now, known.now));
      expect(figuresOf(told)).toEqual(figuresOf(known));
      expect(told.digest()).toBe(wall.heartbeats.at(-1)?.digest?.value);

      const references = (projection: Projection) =>
        new Set(Array.from({ length: projection.cases.end }, (_, s) => projection.cases.reference(s)));
      expect(references(known).size).toBe(60);
      expect(references(told)).toEqual(new Set(['0000']));
      expect(placesOf(known)).toContain('116.5123456 39.9234567');
      expect(placesOf(told)).not.toContain('116.5123456 39.9234567');
      expect(new Set(placesOf(told)).size).toBe(2);

      // The desk's bytes prove that the words would have been seen.
      const exact = Buffer.from(new Float64Array([EXACT.longitude]).buffer);
      for (const secret of [REFERENCE, WORDS]) {
        expect(atDesk.some((bytes) => bytes.includes(secret))).toBe(true);
        expect(heard.some((bytes) => bytes.includes(secret))).toBe(false);
      }
      if (way === 'records') expect(atDesk.some((bytes) => bytes.includes(exact))).toBe(true);
      expect(heard.some((bytes) => bytes.includes(exact))).toBe(false);
      expect(heard.some((bytes) => bytes.includes('said to everybody'))).toBe(true);
    });
  }

  it('is sent what has changed, and the past, without them too', async () => {
    const { url, head, source, hub } = await hubWith(400);
    const wall = new HubClient(url, WALL.token);
    await wall.joinAnew();
    await wall.until(() => wall.last === head);
    wall.socket.disconnect();
    source.add(...story(1_000, 400));
    const later = head + 1_600;
    await expect.poll(() => hub.head).toBe(later);
    const changes = await hub.leap(head, later, 'aggregates');
    if (changes === null) throw new Error('what has changed is shorter than the records');
    expect(changes.since).toBe(head);
    expect(inflateRawSync(changes.bytes).includes(WORDS)).toBe(false);

    const back = new HubClient(url, WALL.token, undefined, { at: START, speed: 0 });
    const heard = bytesHeard(back);
    await back.follow();
    await back.until(() => back.last === later);
    expect(heard.some((bytes) => bytes.includes(REFERENCE) || bytes.includes(WORDS))).toBe(false);
  });
});
