import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterPaint, leaveTurn, takeTurn } from '../../renderer/parts/drawing-turns';

const chart = {};
const heat = {};

/** Pictures of a screen, one by one: the callbacks that have asked for the next, then what they have left for after it. */
let asked: (() => void)[] = [];
function picture(): void {
  const now = asked;
  asked = [];
  for (const callback of now) callback();
  vi.runAllTimers();
}

beforeEach(() => {
  asked = [];
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => asked.push(callback));
});
afterEach(() => {
  picture();
  picture();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('drawings', () => {
  it('come one to a picture, after the picture of what has changed already', () => {
    const drawn: string[] = [];
    takeTurn(chart, () => drawn.push('chart'));
    takeTurn(heat, () => drawn.push('heat'));
    const seen = Array.from({ length: 5 }, () => {
      picture();
      return drawn.join(' ');
    });
    expect(seen).toEqual(['', 'chart', 'chart', 'chart heat', 'chart heat']);
  });

  it('keep their place and draw the newest', () => {
    const drawn: string[] = [];
    takeTurn(chart, () => drawn.push('old chart'));
    takeTurn(heat, () => drawn.push('heat'));
    takeTurn(chart, () => drawn.push('new chart'));
    for (let i = 0; i < 4; i += 1) picture();
    expect(drawn).toEqual(['new chart', 'heat']);
  });

  it('are not made of what has gone', () => {
    const drawn: string[] = [];
    takeTurn(chart, () => drawn.push('chart'));
    leaveTurn(chart);
    for (let i = 0; i < 3; i += 1) picture();
    expect(drawn).toEqual([]);
  });
});

describe('whoever changes numbers', () => {
  it('may go on after the next picture when nothing is to be drawn', () => {
    const told = vi.fn<() => void>();
    afterPaint(told);
    expect(told).not.toHaveBeenCalled();
    picture();
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('leaves a waiting drawing its picture, and only one of several', () => {
    const story: string[] = [];
    takeTurn(chart, () => story.push('chart'));
    takeTurn(heat, () => story.push('heat'));
    const number = () => {
      story.push('number');
      afterPaint(number);
    };
    afterPaint(number);
    for (let i = 0; i < 5; i += 1) picture();
    expect(story.slice(0, 4)).toEqual(['chart', 'number', 'heat', 'number']);
  });
});
