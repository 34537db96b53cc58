import type { Held } from '../bench/machine/page-heap';
import { sparkline } from '../bench/sparkline';
import { figure, range, tableLines } from '../bench/spread';
import { type Judgement, type Verdict, warmUntil } from './judgement';
import { allowedPer10Min, MEASURES } from './measures';
import type { HeldChange, SoakOutcome } from './soak-run';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  grows: 'GROWS',
  steady: 'steady',
  unsure: 'cannot tell yet',
  untold: '',
};

/** What is to be said of a series in a few words: "−0.31 ± 0.52 per 10 min", with the half of its 95 % confidence interval; of what may change as it likes its median and its range. */
export function summaryText({ trend, measure, points }: Judgement): string {
  if (allowedPer10Min(measure) === null) return `median ${range(points.map(([, value]) => value))}`;
  return trend === null ? 'too little to tell' : `${figure(trend.slope, 2)} ± ${figure(trend.within, 2)} per 10 min`;
}

export function titleOf({ of, measure }: Judgement): string {
  const { label, unit } = MEASURES[measure];
  return unit === '' ? `${of}: ${label}` : `${of}: ${label}, ${unit}`;
}

/** What a run came to, for people. */
export function reportLines({ judgements, held, span, replaced, ended }: SoakOutcome): string[] {
  const growing = judgements.filter(({ verdict }) => verdict === 'grows');
  return [
    '',
    `${figure(span, 1)} min sampled; trends leave the first ${figure(warmUntil(span), 1)} min out and are per 10 min of real time, ± 95 % confidence; half an hour is the least that says much`,
    ...tableLines(['', 'first', 'last', 'most', 'after warming up', 'verdict', 'curve'], judgements.map(row)),
    '',
    'what pages hold once everything else is collected, at the beginning and at the end',
    ...tableLines(['', 'JavaScript, MB', 'nodes', 'listeners'], held.map(heldRow)),
    '',
    `pages replaced by the app meanwhile: ${replaced}`,
    ...(ended ? ['✗ the app ended before the run did'] : []),
    ...growing.map((judgement) => `✗ ${titleOf(judgement)} grows: ${summaryText(judgement)}`),
    ...(growing.length === 0 ? ['✓ nothing grows for certain'] : []),
  ];
}

function heldRow({ of, before, after }: HeldChange): string[] {
  const change = (pick: (held: Held) => number) => `${figure(pick(before))} → ${figure(pick(after))}`;
  return [of, change(({ heap }) => heap / 1e6), change(({ nodes }) => nodes), change(({ listeners }) => listeners)];
}

function row(judgement: Judgement): string[] {
  const values = judgement.points.map(([, value]) => value);
  return [
    titleOf(judgement),
    figure(values.at(0) ?? Number.NaN),
    figure(values.at(-1) ?? Number.NaN),
    figure(Math.max(...values)),
    summaryText(judgement),
    VERDICT_WORDS[judgement.verdict],
    sparkline(values),
  ];
}
