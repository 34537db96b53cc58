import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CaseLog } from '../../electron/hub/log/case-log';
import type { EventSource, PendingEvent } from '../../electron/hub/sources/source';
import { settingsOf } from '../../electron/stream/city-settings';
import type { CommandOutcome, Wants } from '../../shared/contract/frames';
import type { LogRecord } from '../../shared/domain/events';
import { Projection } from '../../shared/projection/projection';
import { seeded } from '../connection/model';
import { bundleForNode } from '../hub/bundle';
import { freshDirectory } from '../hub/directories';
import { headlessArguments, type HeadlessHub, startHeadless, TOKEN } from '../hub/headless-process';
import { LOS_ANGELES, playOut, replay } from '../replay/replay-run';
import { HubClient } from '../hub/hub-client';
import { Cable } from './cable';
import { type RunningStream, runStream, TestPage } from './running-stream';

const SOURCE = `replay:${LOS_ANGELES}?speed=10000`;
const DESK: Wants = { tiles: ['city', 'census', 'timeline'], table: null, selected: null };
const KILLS = 4;

let entry = '';
let source: EventSource;
/** What the file says, made without a hub: what must be in the log, once each and in this order. */
let told: PendingEvent[];

beforeAll(async () => {
  entry = await bundleForNode('electron/hub/headless.ts');
  source = await replay(LOS_ANGELES, 'speed=max');
  told = playOut(source).events;
});
afterAll(() => rmSync(dirname(entry), { recursive: true, force: true }));

/** A case that runs when the file has been told so far, and longer than most. */
function lastingCase(toldSoFar: number, random: () => number): number {
  const ends = new Map<number, number>();
  for (const { event } of told.slice(0, toldSoFar)) if (event.kind === 'case.dispatched') ends.set(event.case, Number.POSITIVE_INFINITY);
  for (const [index, { event }] of told.entries()) {
    if ('case' in event && ends.has(event.case) && event.kind !== 'case.dispatched') ends.set(event.case, index);
  }
  const lasting = [...ends].toSorted(([, a], [, b]) => b - a).slice(0, 10);
  return lasting[Math.floor(random() * lasting.length)]?.[0] ?? 1;
}

/** All that is on the disk of a hub that does not run. */
function stored(directory: string): LogRecord[] {
  const log = CaseLog.open({ directory, sourceIdentity: `replay:${basename(LOS_ANGELES)}`, now: 0 });
  const records = log.readSince(0, 1_000_000);
  log.close();
  return records;
}

interface Answer {
  readonly reason: string;
  readonly outcome: CommandOutcome;
}

describe('a stream whose hub is killed -9 while events and commands are under way', () => {
  it.each([1, 2])(
    'holds what the file tells and every command, once each and in order (seed %i)',
    async (seed) => {
      const random = seeded(seed);
      const directory = freshDirectory();
      const cacheFile = join(freshDirectory(), 'picture');
      let hub: HeadlessHub = await startHeadless(entry, headlessArguments({ log: directory, source: SOURCE }));
      const cable = await Cable.lay(() => Number(new URL(hub.ready.url).port));
      const address = { url: cable.url, token: TOKEN };
      let stream: RunningStream;
      let desk: TestPage;
      const startStream = async (): Promise<void> => {
        // The stream of before is not asked to end: its cache is what it happened to write last.
        stream = runStream({ cacheEveryMs: 50 });
        desk = new TestPage(stream.core, 'desk', { wants: DESK });
        await stream.core.start(address, cacheFile);
      };
      await startStream();

      const answers: Promise<Answer>[] = [];
      const urge = (): void => {
        const reason = `command ${answers.length}`;
        const key = lastingCase(desk!.frame?.seq ?? 0, random);
        answers.push(desk!.command(ulid(), { kind: 'urge-case', case: key, reason }).then((outcome) => ({ reason, outcome })));
      };

      for (let kill = 1; kill <= KILLS; kill += 1) {
        const from = desk!.frame?.seq ?? 0;
        await desk!.until(({ frame, state }) => state === 'live' && (frame?.seq ?? 0) > 200 + from + random() * 300);
        if (kill % 2 === 0) {
          for (let i = 0; i < 5; i += 1) urge();
          // Killed before it has heard of the commands, in the midst of them, or after.
          if (random() < 0.6) await answers[answers.length - 1 - Math.floor(random() * 5)];
          await hub.end('SIGKILL');
        } else {
          // Killed when the commands are on its disk and no answer has come.
          const witness = new HubClient(hub.ready.url, TOKEN);
          await witness.until(() => witness.welcome !== null);
          witness.join(hub.ready.epoch, witness.welcome?.head ?? 0);
          cable.swallows = true;
          for (let i = 0; i < 5; i += 1) urge();
          await witness.until(() => witness.records.some(({ event }) => event.kind === 'case.urged'));
          await hub.end('SIGKILL');
          witness.close();
          cable.swallows = false;
        }
        const onDisk = stored(directory);
        // Nobody has seen what the disk does not hold.
        expect(onDisk.length).toBeGreaterThanOrEqual(desk!.frame?.seq ?? 0);
        hub = await startHeadless(entry, headlessArguments({ log: directory, source: SOURCE }));
        if (kill % 2 === 0) {
          // What was asked of this stream must be answered before it goes: its window would go with it.
          await Promise.all(answers);
          await startStream();
        }
      }
      const given = await Promise.all(answers);
      const done = given.filter(({ outcome }) => outcome.ok).length;
      // The file goes on until the hub ends: some of it has come after the last kill.
      const last = desk!.frame?.seq ?? 0;
      await desk!.until(({ state, frame }) => state === 'live' && (frame?.seq ?? 0) > last + 200);
      await hub.end('SIGTERM');

      const records = stored(directory);
      expect(records.map(({ seq }) => seq)).toEqual(Array.from({ length: records.length }, (_, index) => index + 1));
      const urged = new Map<string, number[]>();
      for (const { seq, event } of records) {
        if (event.kind === 'case.urged') urged.set(event.reason, [...(urged.get(event.reason) ?? []), seq]);
      }
      for (const { reason, outcome } of given) {
        expect(urged.get(reason), reason).toEqual(outcome.ok ? [outcome.seq] : undefined);
        // A case may have ended before the command came; nothing else is a reason to refuse it.
        if (!outcome.ok) expect(['illegal-transition', 'not-found']).toContain(outcome.problem.type);
      }
      expect(done).toBeGreaterThan(given.length / 2);
      const ofFile = records.filter(({ event }) => event.kind !== 'case.urged').map(({ event }) => event);
      const events = told.slice(0, ofFile.length).map(({ event }) => event);
      if (!isDeepStrictEqual(ofFile, events)) expect(ofFile).toEqual(events);

      // The stream may not have heard of the last moment before the end; up to where it is it holds exactly what the disk holds.
      const held = stream!.core.projection!;
      expect(held.seq).toBeLessThanOrEqual(records.length);
      const full = new Projection(settingsOf(source.city));
      for (const record of records.slice(0, held.seq)) full.apply(record);
      full.advanceTo(held.now);
      expect(held.digest()).toBe(full.digest());
      const [one, other] = [held.canonical(), full.canonical()];
      if (!isDeepStrictEqual(one, other)) expect(one).toEqual(other);
      expect([desk!.misfits, desk!.uncredited]).toEqual([0, 0]);
    },
    900_000,
  );
});
