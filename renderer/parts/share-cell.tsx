import { formatPercent, NO_DATA } from './figures';
import { serviceLevel } from './levels';
import { Sign } from './sign';

/** A service level in a line of numbers, judged against its target; null reads as no data. */
export function ShareCell({ value, target }: { readonly value: number | null; readonly target: number }) {
  const level = serviceLevel(value, target);
  return (
    <b data-share data-level={level} data-none={value === null || undefined}>
      <Sign level={level} />
      {value === null ? NO_DATA : formatPercent(value)}
    </b>
  );
}
