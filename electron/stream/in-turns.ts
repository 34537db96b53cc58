import { setImmediate } from 'node:timers/promises';
import type { DurationMs } from '../../shared/time/instant';

/** What one turn of the event loop gives to it. */
const TURN_MS: DurationMs = 5;
/** Even where the machine is so busy that no time is left: somebody waits for the result. */
const LEAST_STEPS = 4;

/** Does steps in turns of a few milliseconds, between which the event loop does whatever else waits. `each` is told what a step has yielded. */
export async function inTurns<Step, Result>(steps: Generator<Step, Result>, each?: (step: Step) => void): Promise<Result> {
  for (;;) {
    const until = performance.now() + TURN_MS;
    for (let done = 0; done < LEAST_STEPS || performance.now() < until; done += 1) {
      const step = steps.next();
      if (step.done === true) return step.value;
      each?.(step.value);
    }
    await setImmediate();
  }
}
