import { describe, expect, it } from 'vitest';
import { HeldKeys, type KeyStroke, reachesKiosk } from '../../../electron/main/screens/held-keys';

const stroke = (key: string, held: Partial<KeyStroke> = {}): KeyStroke => ({
  type: 'keyDown',
  key,
  control: false,
  shift: false,
  alt: false,
  meta: false,
  ...held,
});
const technician = stroke('F12', { control: true, shift: true });

/** Time that is moved by hand. */
function clock() {
  let now = 0;
  let due: { at: number; call: () => void } | null = null;
  return {
    after: (ms: number, then: () => void) => {
      due = { at: now + ms, call: then };
      return () => (due = null);
    },
    pass: (ms: number) => {
      now += ms;
      if (due === null || due.at > now) return;
      const { call } = due;
      due = null;
      call();
    },
  };
}

describe("the technician's keys", () => {
  const begin = () => {
    const time = clock();
    let calls = 0;
    return { keys: new HeldKeys(() => (calls += 1), time.after), time, calls: () => calls };
  };

  it('are heard after three seconds, however often the key repeats itself', () => {
    const { keys, time, calls } = begin();
    for (let tenth = 0; tenth < 29; tenth += 1) {
      keys.hear(technician);
      time.pass(100);
    }
    expect(calls()).toBe(0);
    keys.hear(technician);
    time.pass(100);
    expect(calls()).toBe(1);
  });

  it('begin anew when one of them is let go, another is pressed or the window loses the keyboard', () => {
    for (const interrupt of [
      (keys: HeldKeys) => keys.hear({ ...technician, type: 'keyUp' }),
      (keys: HeldKeys) => keys.hear(stroke('a')),
      (keys: HeldKeys) => keys.letGo(),
    ]) {
      const { keys, time, calls } = begin();
      keys.hear(technician);
      time.pass(2_900);
      interrupt(keys);
      time.pass(200);
      expect(calls()).toBe(0);
    }
  });
});

describe('a kiosk', () => {
  it('lets no key through that leads out of the page or the window', () => {
    for (const key of [
      stroke('w', { control: true }),
      stroke('r', { control: true }),
      stroke('I', { control: true, shift: true }),
      stroke('q', { meta: true }),
      stroke('F4', { alt: true }),
      stroke('Tab', { alt: true }),
      stroke('ArrowLeft', { alt: true }),
      stroke('F5'),
      stroke('F11'),
      stroke('F12'),
      stroke('BrowserBack'),
      stroke('ContextMenu'),
      technician,
    ])
      expect(reachesKiosk(key), JSON.stringify(key)).toBe(false);
    expect(reachesKiosk(stroke('Home'))).toBe(true);
  });
});
