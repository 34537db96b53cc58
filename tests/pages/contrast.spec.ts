import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('renderer/theme/tokens.css', 'utf8');

/** The hex colours of one theme's block of tokens.css. */
function theme(name: 'night' | 'day'): Readonly<Record<string, string>> {
  const block = new RegExp(`\\[data-theme='${name}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return Object.fromEntries([...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6,8});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

describe.each(['night', 'day'] as const)('the %s theme', (name) => {
  const tokens = theme(name);
  const get = (token: string) => {
    const value = tokens[token];
    if (value === undefined) throw new Error(`no token --${token} in ${name}`);
    return value;
  };

  it.each(['text', 'text-2', 'text-3', 'text-4', 'amber', 'red'])('sets --%s as text at 4.5:1 or better on panel and ground', (token) => {
    for (const ground of ['panel', 'ground']) expect(contrast(get(token), get(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['data', 'data-2', 'data-3', 'capacity'])('draws --%s as a mark at 3:1 or better on panels', (token) => {
    expect(contrast(get(token), get('panel'))).toBeGreaterThanOrEqual(3);
  });

  it('keeps text on alarm grounds readable', () => {
    expect(contrast(get('on-alarm'), get('red'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(get('on-alarm'), get('amber'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(get('text-2'), get('alarm-ground'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(get('amber'), get('drill-ground'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(get('red'), get('alarm-ground'))).toBeGreaterThanOrEqual(4.5);
  });

  it('has a heat ramp that rises in lightness alone: it survives colour-blindness and grey', () => {
    const ramp = ['heat-1', 'heat-2', 'heat-3', 'heat-4'].map((token) => luminance(get(token)));
    const rising = name === 'night' ? ramp : ramp.toReversed();
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  });
});
