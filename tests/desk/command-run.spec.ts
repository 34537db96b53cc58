import { describe, expect, it } from 'vitest';
import { CommandRun, type RunItem } from '../../renderer/desk/command-run';
import type { CommandOutcome, ExpectedVersion } from '../../shared/contract/frames';
import type { Problem } from '../../shared/contract/problem';

interface Sent {
  readonly key: string;
  readonly expected: readonly ExpectedVersion[];
  readonly answer: (outcome: CommandOutcome) => Promise<void>;
}

/** A stream whose answers the test gives by hand, with a clock that the test lets run out. */
function begin(count: number) {
  const sent: Sent[] = [];
  const late: (() => void)[] = [];
  let keys = 0;
  const run = new CommandRun(
    Array.from({ length: count }, (_, index) => ({ case: index + 1, version: 7 })),
    (key) => ({ kind: 'reassign-case', case: key, to: 4, reason: 'nearer' }),
    {
      send: (key, _command, expected) =>
        new Promise((resolve) => {
          sent.push({
            key,
            expected,
            async answer(outcome) {
              resolve(outcome);
              await new Promise((settle) => setTimeout(settle, 0));
            },
          });
        }),
      newKey: () => `key-${(keys += 1)}`,
      after(_delay, callback) {
        let wanted = true;
        late.push(() => wanted && callback());
        return () => (wanted = false);
      },
    },
  );
  const result = (key: number) => run.items().find((item) => item.case === key)?.result;
  return { run, sent, late, result };
}

const done = (key: number): CommandOutcome => ({ ok: true, seq: 1, versions: [{ case: key, version: 8 }] });
const problem = (type: Problem['type'], more: Partial<Problem> = {}): CommandOutcome => ({
  ok: false,
  problem: { type, title: '', status: 409, detail: '', ...more },
});
const states = (items: readonly RunItem[]) => items.map((item) => item.result.state);

describe('acting on many cases', () => {
  it('sends one command for each case with the version that the person saw, a few at a time', async () => {
    const { run, sent } = begin(10);
    run.start();
    expect(sent).toHaveLength(4);
    expect(sent.map((each) => each.expected)).toEqual([1, 2, 3, 4].map((key) => [{ case: key, version: 7 }]));
    await sent[1]?.answer(done(2));
    expect(sent).toHaveLength(5);
    for (let index = 0; index < 10; index += 1) if (index !== 1) await sent[index]?.answer(done(index + 1));
    expect(states(run.items())).toEqual(Array.from({ length: 10 }, () => 'done'));
    expect(new Set(sent.map((each) => each.key)).size).toBe(10);
  });

  it('shows a conflict with the state of the winner and changes nothing by itself', async () => {
    const { run, sent, result } = begin(1);
    run.start();
    await sent[0]?.answer(problem('version-conflict', { current: [{ case: 1, version: 9, status: 'accepted', unit: 3 }] }));
    expect(result(1)).toEqual({ state: 'conflict', winner: { version: 9, status: 'accepted', unit: 3 } });
    expect(sent).toHaveLength(1);
  });

  it('decides anew on the version of the winner, under a new key', async () => {
    const { run, sent, result } = begin(1);
    run.start();
    await sent[0]?.answer(problem('version-conflict', { current: [{ case: 1, version: 9, status: 'accepted', unit: 3 }] }));
    run.again([1]);
    expect(sent[1]?.expected).toEqual([{ case: 1, version: 9 }]);
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
    await sent[1]?.answer(done(1));
    expect(result(1)).toEqual({ state: 'done', version: 8, seq: 1 });
  });

  it('sends again under the same key when the answer was lost', async () => {
    const { run, sent, result } = begin(1);
    run.start();
    await sent[0]?.answer(problem('unavailable'));
    expect(result(1)).toEqual({ state: 'unknown' });
    run.retry([1]);
    expect(sent[1]?.key).toBe(sent[0]?.key);
    expect(sent[1]?.expected).toEqual(sent[0]?.expected);
  });

  it('says "not known" when no answer comes, goes on with the others, and takes the answer if it comes after all', async () => {
    const { run, sent, late, result } = begin(5);
    run.start();
    for (const runOut of late.slice(0, 4)) runOut();
    expect(states(run.items()).slice(0, 4)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect(sent).toHaveLength(5);
    await sent[2]?.answer(done(3));
    expect(result(3)).toEqual({ state: 'done', version: 8, seq: 1 });
  });

  it('keeps a refusal and never sends it again', async () => {
    const { run, sent, result } = begin(1);
    run.start();
    await sent[0]?.answer(problem('forbidden'));
    run.retry([1]);
    run.again([1]);
    expect(result(1)?.state).toBe('refused');
    expect(sent).toHaveLength(1);
  });
});

describe('a command about no case', () => {
  it('expects no version, carries one key through a lost answer, and tells the event that it became', async () => {
    const sent: { key: string; expected: readonly ExpectedVersion[] }[] = [];
    const answers: CommandOutcome[] = [problem('unavailable'), { ok: true, seq: 41, versions: [] }];
    const run = CommandRun.single(
      { kind: 'close-emergency', emergency: 1, reason: 'over' },
      {
        send(key, _command, expected) {
          sent.push({ key, expected });
          return Promise.resolve(answers.shift() ?? problem('forbidden'));
        },
        newKey: () => `key-${sent.length}`,
        after: () => () => undefined,
      },
    );
    run.start();
    await new Promise((settle) => setTimeout(settle, 0));
    expect(states(run.items())).toEqual(['unknown']);
    run.retry(run.items().map((item) => item.case));
    await new Promise((settle) => setTimeout(settle, 0));
    expect(run.items()[0]?.result).toEqual({ state: 'done', version: 0, seq: 41 });
    expect(sent.map((each) => each.expected)).toEqual([[], []]);
    expect(sent[0]?.key).toBe(sent[1]?.key);
  });
});
