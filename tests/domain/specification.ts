import { expect } from 'vitest';
import type { Command, Refusal } from '../../shared/domain/commands';
import { decide } from '../../shared/domain/decide';
import type { DomainEvent } from '../../shared/domain/events';
import type { GradeRules } from '../../shared/domain/grades';
import type { Instant } from '../../shared/time/instant';
import { MORNING, World } from './world';

/** An event that happened at a named moment; without one, at MORNING. */
export interface Dated {
  readonly on: Instant;
  readonly event: DomainEvent;
}

export function on(moment: Instant, event: DomainEvent): Dated {
  return { on: moment, event };
}

export interface Specification {
  /** The moment of the command; without it, that of the last given event. */
  at(now: Instant): Specification;
  when(command: Command): Expectation;
  /** The state that the given events have built. */
  readonly world: World;
}

export interface Expectation {
  /** These events and no others; folded in, so that the state after them can be looked at too. */
  then(...events: readonly DomainEvent[]): World;
  /** Refused with at least these details. */
  thenRefused<Kind extends Refusal['kind']>(kind: Kind, details?: Partial<Omit<Extract<Refusal, { kind: Kind }>, 'kind'>>): void;
}

/** given(what has happened).when(somebody wants).then(what happens) or .thenRefused(why). */
export function given(events: readonly (DomainEvent | Dated)[], rules?: GradeRules): Specification {
  const world = new World(rules);
  world.now = MORNING;
  for (const entry of events) {
    if ('on' in entry) world.now = entry.on;
    world.apply('on' in entry ? entry.event : entry);
  }
  const specification: Specification = {
    world,
    at(now) {
      world.now = now;
      return specification;
    },
    when(command) {
      const decision = decide(command, world);
      return {
        // oxlint-disable-next-line unicorn/no-thenable -- the word that specifications are written with; nobody awaits one
        then(...expected) {
          expect(decision).toEqual({ ok: true, events: expected });
          for (const event of expected) world.apply(event);
          return world;
        },
        thenRefused(kind, details = {}) {
          expect(decision).toMatchObject({ ok: false, refusal: { kind, ...details } });
        },
      };
    },
  };
  return specification;
}
