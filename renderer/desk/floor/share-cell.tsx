import { formatPercent, NO_DATA } from '../../parts/figures';
import { serviceLevel } from '../../parts/levels';
import { Sign } from '../../parts/sign';

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
