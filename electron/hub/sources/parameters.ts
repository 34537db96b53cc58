import { SourceError } from './source-error';

/** A number of a source's parameters, or `fallback` where it is not given. Throws a SourceError on anything but a number from `least` to `most`. */
export function numberParameter(
  parameters: URLSearchParams,
  name: string,
  { least, most, fallback, whole = false }: { least: number; most: number; fallback: number; whole?: boolean },
): number {
  const text = parameters.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most) || (whole && !Number.isInteger(value)))
    throw new SourceError(`${name}=${text} is not a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`);
  return value;
}
