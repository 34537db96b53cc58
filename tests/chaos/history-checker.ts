import type { PendingEvent } from '../../electron/hub/sources/source';
import { censusTile } from '../../electron/stream/tiles/census-tile';
import type { CommandOutcome } from '../../shared/contract/frames';
import type { Command } from '../../shared/domain/commands';
import type { LogRecord } from '../../shared/domain/events';
import { Projection } from '../../shared/projection/projection';
import type { ProjectionSettings } from '../../shared/projection/settings';
import { contentHash } from './content-hash';
import { NO_FIGURES, type Note } from './notes';
import type { Held } from './process-words';
import { hashText, recordHash, sorted } from './record-hash';

/** One command and every outcome that anybody was told of it, in whatever order. Its reason is in no other command. */
export interface CommandHistory {
  readonly key: string;
  readonly command: Extract<Command, { readonly reason: string }>;
  readonly outcomes: readonly CommandOutcome[];
}

/** All that is known of a run once it is over. */
export interface RunHistory {
  readonly settings: ProjectionSettings;
  /** What is on the disk of the hub: the truth. */
  readonly log: Iterable<LogRecord>;
  /** What has happened in the city, which must be in the log, once each and in this order. */
  readonly tape: Iterable<PendingEvent>;
  /** In whose name commands were given: everything else in the log is of the city. */
  readonly actor: string;
  readonly commands: readonly CommandHistory[];
  /** `held` absent: nobody can look into it from outside. */
  readonly observers: readonly { readonly name: string; readonly notes: () => Iterable<Note>; readonly held?: Held | null }[];
  /** The hub's own digest at the end. */
  readonly hubDigest: string | null;
}

export interface Verdict {
  /** What must not be, in words; empty: nothing. At most MOST of a kind are told. */
  readonly violations: readonly string[];
  readonly records: number;
  readonly commandsDone: number;
  readonly commandsRefused: number;
  /** Notes that were held against the log. */
  readonly folded: number;
  readonly digests: number;
  readonly frames: number;
  /** Pictures that did not go on where the process had been: snapshots of the hub. */
  readonly snapshots: number;
}

const MOST = 5;

/** Judges a run: nothing lost, nothing twice, the same order and content with everybody, commands once or not at all, the same digest everywhere. */
export function checkHistory(history: RunHistory): Verdict {
  const violations = new Violations();
  const counts = { folded: 0, digests: 0, frames: 0, snapshots: 0 };
  const claims = new Claims();
  for (const { name, notes } of history.observers) claims.collect(name, notes());
  const truth = replay(history, claims, violations);
  for (const { name, notes } of history.observers) observe(name, notes(), truth.hashes, counts, violations);
  counts.digests = claims.digests;
  const commands = judgeCommands(history, truth.byReason, violations);
  judgeEnd(history, truth.projection, violations);
  return { violations: violations.told, records: truth.projection.seq, ...commands, ...counts };
}

class Violations {
  readonly told: string[] = [];
  readonly #counts = new Map<string, number>();

  add(kind: string, detail: string): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count <= MOST) this.told.push(`${kind}: ${detail}`);
  }
}

/** Digests and figures that observers have noted, by seq, until the replay comes there. */
class Claims {
  readonly #digests = new Map<number, Map<string, string>>();
  readonly #figures = new Map<number, Map<number, string>>();
  digests = 0;

  collect(observer: string, notes: Iterable<Note>): void {
    for (const note of notes) {
      if (note.kind === 'picture' || note.kind === 'moment') {
        this.digests += 1;
        put(this.#digests, note.seq, note.digest, observer);
      } else if (note.kind === 'frame' && note.figures !== NO_FIGURES) {
        put(this.#figures, note.seq, note.figures, observer);
      }
    }
  }

  judge(projection: Projection, violations: Violations): void {
    const { seq } = projection;
    for (const [digest, observer] of this.#digests.get(seq) ?? []) {
      if (digest !== projection.digest())
        violations.add('digest', `${observer} has ${digest} at seq ${seq}, the log ${projection.digest()}`);
    }
    this.#digests.delete(seq);
    const figures = this.#figures.get(seq);
    if (figures === undefined) return;
    const right = hashText(sorted(censusTile(projection)));
    for (const [hash, observer] of figures) {
      if (hash !== right) violations.add('figures', `a window of ${observer} showed another census at seq ${seq} than the log gives`);
    }
    this.#figures.delete(seq);
  }

  judgeRest(violations: Violations): void {
    for (const [seq, digests] of this.#digests)
      violations.add('invented', `${[...digests.values()].join()} was at seq ${seq}, beyond the log`);
    for (const [seq, figures] of this.#figures)
      violations.add('invented', `a window of ${[...figures.values()].join()} showed seq ${seq}, beyond the log`);
  }
}

function put<Key, Value>(map: Map<number, Map<Key, Value>>, seq: number, key: Key, value: Value): void {
  const inner = map.get(seq) ?? new Map<Key, Value>();
  inner.set(key, value);
  map.set(seq, inner);
}

interface Truth {
  readonly projection: Projection;
  /** By seq; entry 0 is empty. */
  readonly hashes: readonly number[];
  /** Records of commands by their reason. */
  readonly byReason: ReadonlyMap<string, readonly LogRecord[]>;
}

/** Folds the whole log from nothing, and holds it against the tape and against what observers claim to have seen on the way. */
function replay({ settings, log, tape, actor }: RunHistory, claims: Claims, violations: Violations): Truth {
  const projection = new Projection(settings);
  const hashes = [0];
  const byReason = new Map<string, LogRecord[]>();
  const city = tape[Symbol.iterator]();
  claims.judge(projection, violations);
  for (const record of log) {
    if (record.seq !== hashes.length) {
      violations.add('gap', `record ${record.seq} stands where ${hashes.length} should`);
      break;
    }
    hashes.push(recordHash(record));
    if (record.by === actor && 'reason' in record.event) {
      byReason.set(record.event.reason, [...(byReason.get(record.event.reason) ?? []), record]);
    } else {
      judgeCityEvent(record, city.next().value as PendingEvent | undefined, violations);
    }
    try {
      projection.apply(record);
    } catch (error) {
      violations.add('illegal', `record ${record.seq} does not fold: ${String(error)}`);
      break;
    }
    claims.judge(projection, violations);
  }
  claims.judgeRest(violations);
  const missing = city.next();
  if (missing.done !== true) violations.add('lost', `the log ends before what has happened in the city: ${sorted(missing.value)}`);
  return { projection, hashes, byReason };
}

function judgeCityEvent(record: LogRecord, happened: PendingEvent | undefined, violations: Violations): void {
  if (happened !== undefined && recordHash({ ...happened, seq: record.seq }) === recordHash(record)) return;
  violations.add('city', `record ${record.seq} is ${sorted(record.event)}, what happened next was ${sorted(happened?.event ?? null)}`);
}

/** Follows one observer from note to note. */
function observe(
  name: string,
  notes: Iterable<Note>,
  hashes: readonly number[],
  counts: { folded: number; frames: number; snapshots: number },
  violations: Violations,
): void {
  let next: number | null = null;
  let highest = 0;
  let pictures = 0;
  let shown = 0;
  for (const note of notes) {
    switch (note.kind) {
      case 'process':
        [next, highest, pictures] = [null, 0, 0];
        break;
      case 'picture':
        if (note.seq < highest) violations.add('back', `${name} was at seq ${highest} and began again at ${note.seq}`);
        if (pictures > 0) counts.snapshots += 1;
        pictures += 1;
        highest = Math.max(highest, note.seq);
        next = note.seq + 1;
        break;
      case 'record':
        counts.folded += 1;
        if (next === null || note.seq > next)
          violations.add('lost', `${name} folded record ${note.seq} where ${next ?? 'nothing'} was next`);
        else if (note.seq < next) violations.add('twice', `${name} folded record ${note.seq} again after ${next - 1}`);
        if (note.hash !== hashes[note.seq]) violations.add('altered', `${name} folded another record ${note.seq} than the log holds`);
        next = note.seq + 1;
        highest = Math.max(highest, note.seq);
        break;
      case 'moment':
        break;
      case 'page':
        shown = 0;
        break;
      case 'frame':
        counts.frames += 1;
        if (note.seq < shown) violations.add('back', `a window of ${name} showed seq ${shown} and then ${note.seq}`);
        shown = note.seq;
        break;
    }
  }
}

function judgeCommands(
  { commands }: RunHistory,
  byReason: Truth['byReason'],
  violations: Violations,
): { commandsDone: number; commandsRefused: number } {
  let [done, refused] = [0, 0];
  const known = new Set(commands.map(({ command }) => command.reason));
  for (const [reason, records] of byReason) {
    if (!known.has(reason)) violations.add('invented', `record ${records[0]?.seq} is of a command that nobody gave`);
  }
  for (const { key, command, outcomes } of commands) {
    const records = byReason.get(command.reason) ?? [];
    const [first] = outcomes;
    if (records.length > 1) violations.add('command twice', `${key} is in the log at ${records.map(({ seq }) => seq).join(' and ')}`);
    if (first === undefined) violations.add('unanswered', `${key} has no outcome`);
    else if (outcomes.some((outcome) => sorted(outcome) !== sorted(first))) violations.add('outcome', `${key} has outcomes that differ`);
    if (first?.ok === true) {
      done += 1;
      const [record] = records;
      if (record === undefined) violations.add('command lost', `${key} was acknowledged at seq ${first.seq} and is not in the log`);
      else if (record.seq !== first.seq || !('case' in record.event) || !('case' in command) || record.event.case !== command.case)
        violations.add('command altered', `${key} was acknowledged at seq ${first.seq} and is at ${record.seq}: ${sorted(record.event)}`);
    } else if (first?.ok === false) {
      refused += 1;
      if (records.length > 0) violations.add('command refused', `${key} was refused (${first.problem.type}) and is in the log`);
    }
  }
  return { commandsDone: done, commandsRefused: refused };
}

function judgeEnd({ observers, hubDigest }: RunHistory, projection: Projection, violations: Violations): void {
  const digest = projection.digest();
  if (hubDigest !== digest) violations.add('end', `the hub ends with ${hubDigest}, the replay of its log with ${digest}`);
  const contents = new Map<number, string>();
  for (const { name, held } of observers.toSorted((a, b) => (a.held?.now ?? 0) - (b.held?.now ?? 0))) {
    if (held === undefined) continue;
    if (held === null || held.seq !== projection.seq || held.digest !== digest || held.recomputed !== digest) {
      violations.add('end', `${name} ends with ${held?.digest} (from its columns ${held?.recomputed}), the replay with ${digest}`);
      continue;
    }
    projection.advanceTo(held.now);
    const content = contents.get(held.now) ?? contentHash(projection);
    contents.set(held.now, content);
    if (content !== held.content) violations.add('end', `${name} has the digest of the replay and holds something else`);
  }
}
