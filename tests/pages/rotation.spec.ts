import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginRotation, type Facts, leadOn, rotate, type RotationState, showing, toggleHold } from '../../renderer/wall/rotation';
import { ALARMS, type AlarmRule, pagesOf, type PageTurn, rotationOf, type WallRotation } from '../../shared/contract/rotation';
import { WALL_PAGES, type WallPage } from '../../shared/contract/wall-pages';

const turn = (page: WallPage, seconds: number, from: string | null = null, to: string | null = null): PageTurn => ({
  page,
  seconds,
  from,
  to,
});
const NOTHING: Facts = { minuteOfDay: 12 * 60, matters: {} };
const EMERGENCY: Facts = { ...NOTHING, matters: { emergency: { occasion: 1, begins: true } } };

/** A wall that is looked at once a second. */
class Wall {
  readonly rotation: WallRotation;
  state: RotationState;
  #now = 1_000;

  constructor(rotation: WallRotation) {
    this.rotation = rotation;
    this.state = beginRotation(rotation, this.#now);
  }

  get page(): WallPage {
    return showing(this.rotation, this.state).page;
  }

  /** Lets so many seconds pass; the pages that were seen, one for each. */
  pass(seconds: number, facts: Facts = NOTHING): readonly WallPage[] {
    return Array.from({ length: seconds }, () => {
      this.#now += 1_000;
      this.state = rotate(this.rotation, this.state, facts, this.#now);
      return this.page;
    });
  }

  lead(by: 1 | -1): void {
    this.state = leadOn(this.rotation, this.state, pagesOf(this.rotation), by);
  }

  hold(): void {
    this.state = toggleHold(this.state);
  }
}

const THREE = [turn('overview', 20), turn('calls', 10), turn('map', 5)];
const alarmOn = (page: WallPage, seconds: number | null = null): AlarmRule => ({ when: 'emergency', page, seconds });

describe('a wall with several pages', () => {
  it('shows each for its time, in their order, and begins anew', () => {
    const wall = new Wall({ turns: THREE, alarms: [] });
    const seen = [wall.page, ...wall.pass(69)];
    expect(seen).toEqual([0, 1].flatMap(() => THREE.flatMap(({ page, seconds }) => Array.from({ length: seconds }, () => page))));
  });

  it('leaves out what is not for this time of day, and stays where it is if nothing is', () => {
    const wall = new Wall({
      turns: [turn('overview', 5), turn('calls', 5, '22:00', '06:00'), turn('tasks', 5, '08:00', '18:00')],
      alarms: [],
    });
    const at = (minuteOfDay: number) => new Set(wall.pass(40, { ...NOTHING, minuteOfDay }));
    expect(at(9 * 60)).toEqual(new Set(['overview', 'tasks']));
    wall.pass(30, { ...NOTHING, minuteOfDay: 20 * 60 });
    expect(at(23 * 60)).toEqual(new Set(['overview', 'calls']));
    wall.pass(30, { ...NOTHING, minuteOfDay: 20 * 60 });
    expect(at(5 * 60 + 59)).toEqual(new Set(['overview', 'calls']));
    const night = new Wall({ turns: [turn('calls', 5, '22:00', '06:00')], alarms: [] });
    expect(new Set(night.pass(20))).toEqual(new Set(['calls']));
  });

  it('leaves a page whose time of day ends while it is shown', () => {
    const wall = new Wall({ turns: [turn('tasks', 600, '08:00', '18:00'), turn('overview', 10)], alarms: [] });
    wall.pass(3, { ...NOTHING, minuteOfDay: 17 * 60 + 59 });
    expect(wall.page).toBe('tasks');
    wall.pass(1, { ...NOTHING, minuteOfDay: 18 * 60 });
    expect(wall.page).toBe('overview');
  });
});

describe('an alarm', () => {
  it('brings its page forward at once and hands back to what it interrupted, with the time that was left', () => {
    const wall = new Wall({ turns: THREE, alarms: [alarmOn('emergency')] });
    wall.pass(23);
    expect(wall.page).toBe('calls');
    expect(new Set(wall.pass(300, EMERGENCY))).toEqual(new Set(['emergency']));
    // Four of its ten seconds were over when it was interrupted.
    expect(wall.pass(7)).toEqual([...Array.from({ length: 6 }, () => 'calls'), 'map']);
  });

  it('hands back when it has had its time, and comes again for another occasion alone', () => {
    const wall = new Wall({ turns: THREE, alarms: [alarmOn('emergency', 30)] });
    expect(wall.pass(31, EMERGENCY).filter((page) => page === 'emergency')).toHaveLength(30);
    expect(wall.pass(200, EMERGENCY)).not.toContain('emergency');
    expect(wall.pass(1, { ...NOTHING, matters: { emergency: { occasion: 2, begins: true } } })).toEqual(['emergency']);
  });

  it('that is over in a moment is seen for some seconds all the same', () => {
    const wall = new Wall({ turns: THREE, alarms: [alarmOn('emergency')] });
    wall.pass(2, EMERGENCY);
    const after = wall.pass(40);
    expect(after.filter((page) => page === 'emergency').length).toBeGreaterThanOrEqual(10);
    expect(after.at(-1)).not.toBe('emergency');
  });

  it('that only goes on does not begin', () => {
    const wall = new Wall({ turns: THREE, alarms: [{ when: 'service-level', page: 'calls', seconds: null }] });
    const wavering = { ...NOTHING, matters: { 'service-level': { occasion: 1, begins: false } } };
    expect(wall.pass(10, wavering)).not.toContain('calls');
    wall.pass(1, { ...NOTHING, matters: { 'service-level': { occasion: 1, begins: true } } });
    expect(new Set(wall.pass(100, wavering))).toEqual(new Set(['calls']));
  });

  it('of an earlier rule goes before that of a later one', () => {
    const wall = new Wall({ turns: THREE, alarms: [alarmOn('emergency'), { when: 'hotspot', page: 'map', seconds: null }] });
    const hotspot = { hotspot: { occasion: 7, begins: true } };
    wall.pass(1, { ...NOTHING, matters: hotspot });
    expect(wall.page).toBe('map');
    wall.pass(1, { ...NOTHING, matters: { ...hotspot, ...EMERGENCY.matters } });
    expect(wall.page).toBe('emergency');
    wall.pass(30, { ...NOTHING, matters: hotspot });
    expect(wall.page).toBe('map');
  });
});

describe('a hand', () => {
  it('leads through the pages and lets the turns go on after the one that it has chosen', () => {
    const wall = new Wall({ turns: THREE, alarms: [] });
    wall.lead(1);
    expect(wall.page).toBe('calls');
    wall.lead(-1);
    wall.lead(-1);
    expect(wall.page).toBe('map');
    const after = wall.pass(40);
    expect(after.slice(0, 29)).toEqual(Array.from({ length: 29 }, () => 'map'));
    expect(after.at(-1)).toBe('overview');
  });

  it('holds the turns as long as it likes, and they go on with the time that was left', () => {
    const wall = new Wall({ turns: THREE, alarms: [] });
    wall.pass(15);
    wall.hold();
    expect(new Set(wall.pass(1_000))).toEqual(new Set(['overview']));
    wall.hold();
    expect(wall.pass(5).at(-1)).toBe('calls');
  });

  it('leads away from an alarm, and another one comes all the same, held or not', () => {
    const wall = new Wall({ turns: THREE, alarms: [alarmOn('emergency'), { when: 'hotspot', page: 'map', seconds: 60 }] });
    wall.pass(1, EMERGENCY);
    wall.lead(1);
    wall.hold();
    expect(new Set(wall.pass(20, EMERGENCY))).not.toContain('emergency');
    wall.pass(1, { ...NOTHING, matters: { ...EMERGENCY.matters, hotspot: { occasion: 1, begins: true } } });
    expect(wall.page).toBe('map');
  });

  it('leads a wall of one page elsewhere, which comes back by itself', () => {
    const rotation = rotationOf(['overview']);
    let state = leadOn(rotation, beginRotation(rotation, 0), WALL_PAGES, 1);
    expect(showing(rotation, state)).toEqual({ page: WALL_PAGES[1], because: 'hand' });
    state = rotate(rotation, state, NOTHING, 119_000);
    expect(showing(rotation, state).because).toBe('hand');
    state = rotate(rotation, state, NOTHING, 121_000);
    expect(showing(rotation, state).page).toBe('overview');
  });
});

describe('whatever happens', () => {
  const page = fc.constantFrom(...WALL_PAGES);
  const seconds = fc.integer({ min: 5, max: 300 });
  const times = fc.constantFrom<readonly [string | null, string | null]>(
    [null, null],
    ['08:00', '18:00'],
    ['22:00', '06:00'],
    ['00:00', '12:00'],
  );
  const turns = fc.array(
    fc.record({ page, seconds, times }).map(({ times: [from, to], ...rest }): PageTurn => ({ ...rest, from, to })),
    { minLength: 1, maxLength: 6 },
  );
  const alarms = fc.uniqueArray(
    fc.record({ when: fc.constantFrom(...ALARMS), page, seconds: fc.option(seconds) }) as fc.Arbitrary<AlarmRule>,
    { selector: ({ when }) => when, maxLength: 3 },
  );
  const rotations = fc.record({ turns, alarms });
  const matter = fc.option(fc.record({ occasion: fc.integer({ min: 1, max: 4 }), begins: fc.boolean() }));
  const facts: fc.Arbitrary<Facts> = fc.record({
    minuteOfDay: fc.option(fc.integer({ min: 0, max: 1_439 })),
    matters: fc.record({ emergency: matter, 'service-level': matter, hotspot: matter }),
  });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: -5_000, max: 400_000 }), facts }),
    fc.record({ kind: fc.constant('lead' as const), by: fc.constantFrom(1 as const, -1 as const) }),
    fc.record({ kind: fc.constant('hold' as const) }),
  );
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

  /** Every state on the way, and what was done before it. */
  function walk(
    rotation: WallRotation,
    steps: readonly Step[],
  ): { readonly before: RotationState; readonly after: RotationState; readonly done: Step }[] {
    let now = 0;
    let state = beginRotation(rotation, now);
    return steps.map((done) => {
      const before = state;
      if (done.kind === 'pass') {
        now += done.ms;
        state = rotate(rotation, state, done.facts, now);
      } else state = done.kind === 'lead' ? leadOn(rotation, state, pagesOf(rotation), done.by) : toggleHold(state);
      return { before, after: state, done };
    });
  }

  it('a page of the rules is shown, for a reason that holds', () => {
    fc.assert(
      fc.property(rotations, fc.array(step, { maxLength: 60 }), (rotation, steps) => {
        for (const { after } of walk(rotation, steps)) {
          const { page: shown, because } = showing(rotation, after);
          expect(pagesOf(rotation)).toContain(shown);
          expect(after.turn).toBeLessThan(rotation.turns.length);
          if (because === 'turn') expect(shown).toBe(rotation.turns[after.turn]?.page);
          else if (because !== 'hand') expect(rotation.alarms).toContainEqual(expect.objectContaining({ when: because, page: shown }));
        }
      }),
    );
  });

  it('asked twice at one moment it says the same', () => {
    fc.assert(
      fc.property(rotations, fc.array(step, { maxLength: 40 }), facts, (rotation, steps, known) => {
        const last = walk(rotation, steps).at(-1)?.after ?? beginRotation(rotation, 0);
        const once = rotate(rotation, last, known, last.at + 1_000);
        expect(showing(rotation, rotate(rotation, once, known, once.at))).toEqual(showing(rotation, once));
      }),
    );
  });

  it('held, nothing but an alarm or its end changes the page', () => {
    fc.assert(
      fc.property(rotations, fc.array(step, { maxLength: 60 }), (rotation, steps) => {
        for (const { before, after, done } of walk(rotation, steps)) {
          if (done.kind !== 'pass' || !before.held) continue;
          const [was, is] = [showing(rotation, before), showing(rotation, after)];
          const byHandOrTurn = (because: string) => because === 'turn' || because === 'hand';
          if (byHandOrTurn(was.because) && byHandOrTurn(is.because)) expect(is.page).toBe(was.page);
        }
      }),
    );
  });

  it('the last word is that of time: when nothing is the matter and no hand comes, every page of the day is seen', () => {
    fc.assert(
      fc.property(rotations, fc.array(step, { maxLength: 30 }), (rotation, steps) => {
        let state = walk(rotation, steps).at(-1)?.after ?? beginRotation(rotation, 0);
        if (state.held) state = toggleHold(state);
        const seen = new Set<WallPage>();
        const day: Facts = { minuteOfDay: null, matters: {} };
        for (let second = 0; second < 3_000; second += 5) {
          state = rotate(rotation, state, day, state.at + 5_000);
          seen.add(showing(rotation, state).page);
        }
        expect([...seen].toSorted()).toEqual(expect.arrayContaining([...new Set(rotation.turns.map((each) => each.page))].toSorted()));
      }),
      { numRuns: 60 },
    );
  });
});
