const LEVELS = [...'▁▂▃▄▅▆▇█'];
const WIDTH = 24;

/** A curve in one line, from its least value to its most; values in their order, evenly apart. '' of nothing. */
export function sparkline(values: readonly number[]): string {
  const width = Math.min(WIDTH, values.length);
  const means = Array.from({ length: width }, (_, i) => {
    const part = values.slice(Math.floor((i * values.length) / width), Math.floor(((i + 1) * values.length) / width));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const level = (value: number) => (most > least ? Math.round(((value - least) / (most - least)) * (LEVELS.length - 1)) : 0);
  return means.map((value) => LEVELS[level(value)]).join('');
}
