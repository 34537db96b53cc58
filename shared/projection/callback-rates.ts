import type { CallbackAnswers } from '../domain/callback-code';
import type { Instant } from '../time/instant';
import type { CityClock } from './city-clock';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';

/**
 * The counters behind the three rates (响应率, 解决率, 满意率) for the running city month, by the moment of the callback. The domain lets a case give one
 * valid answer per resolution; a case that is reopened and resolved again answers again.
 */
export class CallbackRates {
  /** Callbacks in which the citizen was reached: the denominator. */
  valid = 0;
  /** The citizen said that the unit had been in touch. */
  contacted = 0;
  solved = 0;
  satisfied = 0;
  basicallySatisfied = 0;
  dissatisfied = 0;

  constructor(private readonly clock: CityClock) {}

  calledBack(answers: CallbackAnswers, at: Instant): void {
    if (!this.clock.inMonth(at)) return;
    if (!answers.reached) return;
    this.valid += 1;
    if (answers.contacted === true) this.contacted += 1;
    if (answers.solved === true) this.solved += 1;
    if (answers.satisfaction === 'satisfied') this.satisfied += 1;
    else if (answers.satisfaction === 'basically-satisfied') this.basicallySatisfied += 1;
    else if (answers.satisfaction === 'dissatisfied') this.dissatisfied += 1;
  }

  startMonth(): void {
    this.valid = 0;
    this.contacted = 0;
    this.solved = 0;
    this.satisfied = 0;
    this.basicallySatisfied = 0;
    this.dissatisfied = 0;
  }

  canonical(): unknown {
    const { valid, contacted, solved, satisfied, basicallySatisfied, dissatisfied } = this;
    return { valid, contacted, solved, satisfied, basicallySatisfied, dissatisfied };
  }

  write(writer: SnapshotWriter): void {
    const { valid, contacted, solved, satisfied, basicallySatisfied, dissatisfied } = this;
    for (const count of [valid, contacted, solved, satisfied, basicallySatisfied, dissatisfied]) writer.number(count);
  }

  read(reader: SnapshotReader): void {
    this.valid = reader.integer();
    this.contacted = reader.integer();
    this.solved = reader.integer();
    this.satisfied = reader.integer();
    this.basicallySatisfied = reader.integer();
    this.dissatisfied = reader.integer();
  }
}
