import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { Outbox } from '../../electron/stream/outbox';
import type { CommandOutcome } from '../../shared/contract/frames';
import type { CommandMessage } from '../../shared/contract/wire';

const FAST = { most: 3, answerMs: 5, firstRetryMs: 1, mostRetryMs: 4 };
const DONE: CommandOutcome = { ok: true, seq: 9, versions: [] };

function message(): CommandMessage {
  return { key: ulid(), expected: [], command: { kind: 'close-case', case: 1 } };
}

/** Every try, and how it is to end. */
function hub(answers: (attempt: number) => Promise<CommandOutcome>) {
  const tries: CommandMessage[] = [];
  return {
    tries,
    send: (sent: CommandMessage): Promise<CommandOutcome> => {
      tries.push(sent);
      return answers(tries.length);
    },
  };
}

const lost = (): Promise<CommandOutcome> => Promise.reject(new Error('operation has timed out'));

describe('the outbox', () => {
  it('sends again with the same key until an outcome is there', async () => {
    const { tries, send } = hub((attempt) => (attempt < 4 ? lost() : Promise.resolve(DONE)));
    const outbox = new Outbox(send, FAST);
    outbox.opened('e1');
    const sent = message();
    const outcome = await new Promise((resolve) => outbox.submit(sent, 'e1', resolve));
    expect(outcome).toEqual(DONE);
    expect(tries).toEqual([sent, sent, sent, sent]);
    expect(outbox.size).toBe(0);
  });

  it('waits for a hub and sends when it is there', async () => {
    const { tries, send } = hub(() => Promise.resolve(DONE));
    const outbox = new Outbox(send, FAST);
    const outcome = new Promise((resolve) => outbox.submit(message(), 'e1', resolve));
    expect(tries).toHaveLength(0);
    outbox.opened('e1');
    expect(await outcome).toEqual(DONE);
  });

  it('answers both when one key is given twice, and sends it once', async () => {
    const { tries, send } = hub(() => Promise.resolve(DONE));
    const outbox = new Outbox(send, FAST);
    const sent = message();
    const both = Promise.all([1, 2].map(() => new Promise((resolve) => outbox.submit(sent, 'e1', resolve))));
    outbox.opened('e1');
    expect(await both).toEqual([DONE, DONE]);
    expect(tries).toHaveLength(1);
  });

  it('takes only so many and says so', async () => {
    const outbox = new Outbox(() => lost(), FAST);
    for (let i = 0; i < FAST.most; i += 1) outbox.submit(message(), 'e1', () => {});
    const outcome = await new Promise((resolve) => outbox.submit(message(), 'e1', resolve));
    expect(outcome).toMatchObject({ ok: false, problem: { type: 'overloaded' } });
    expect(outbox.size).toBe(FAST.most);
  });

  it('never sends a command to another log', async () => {
    const { tries, send } = hub(() => Promise.resolve(DONE));
    const outbox = new Outbox(send, FAST);
    const outcome = new Promise((resolve) => outbox.submit(message(), 'e1', resolve));
    outbox.opened('e2');
    expect(await outcome).toMatchObject({ ok: false, problem: { type: 'unavailable' } });
    const late = await new Promise((resolve) => outbox.submit(message(), 'e1', resolve));
    expect(late).toMatchObject({ ok: false, problem: { type: 'unavailable' } });
    expect(tries).toHaveLength(0);
  });

  it.each([
    ['is busy', { type: 'overloaded', title: 'busy', status: 429, detail: 'Nothing was changed by this one.' }],
    ['is about to end', { type: 'unavailable', title: 'ending', status: 503, detail: 'Try again in a moment.' }],
  ] as const)('does not take a hub that %s for an answer to a try before', async (_how, problem) => {
    const unsaid: CommandOutcome = { ok: false, problem };
    const { tries, send } = hub((attempt) => (attempt === 1 ? lost() : Promise.resolve(attempt === 2 ? unsaid : DONE)));
    const outbox = new Outbox(send, FAST);
    outbox.opened('e1');
    expect(await new Promise((resolve) => outbox.submit(message(), 'e1', resolve))).toEqual(DONE);
    expect(tries).toHaveLength(3);
  });

  it('answers everything at the end', async () => {
    const outbox = new Outbox(() => lost(), FAST);
    const outcome = new Promise((resolve) => outbox.submit(message(), 'e1', resolve));
    outbox.stop();
    expect(await outcome).toMatchObject({ ok: false, problem: { type: 'unavailable' } });
  });
});
