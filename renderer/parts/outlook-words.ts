import type { FloorTile, OutlookTile } from '../../shared/contract/frames';
import type { ShareRange } from '../../shared/domain/staffing';
import type { Instant } from '../../shared/time/instant';
import { minuteText } from './city-time';
import { formatCount, formatRange, formatWholePercent } from './figures';
import { hoursAhead } from './hours-ahead';
import { inWholePercent, type Level, SERVICE_BROKEN_BELOW } from './levels';
import type { Words } from './words';

export type OutlookState =
  /** Needed seats are above the expected ones now / will be. */
  | 'short-now'
  | 'short-ahead'
  /** Nothing announced: enough in every step / some step a little short. */
  | 'enough'
  | 'narrow'
  /** Nothing announced, and yet fewer are answered in time right now than the target allows. */
  | 'behind'
  /** What is missing to tell. */
  | 'no-forecast'
  | 'no-handling'
  | 'no-plan'
  | 'closed';

/** Can we answer in the next hours, in a sentence and what belongs to it. */
export interface OutlookTelling {
  readonly state: OutlookState;
  /** Fine and not known are grey. */
  readonly level: Level;
  readonly headline: string;
  /** "15秒接通率 61%（48–72）", …: a few words each, the most important first. */
  readonly details: readonly string[];
}

/** The announcement at `now`, a time of the outlook's day. `floor` undefined: only the outlook is judged. */
export function tellOutlook(outlook: OutlookTile, floor: FloorTile | undefined, now: Instant, zone: string, words: Words): OutlookTelling {
  const { basis, shortage } = outlook;
  const end = endText(outlook, zone);
  const told = (state: OutlookState, headline: string, details: readonly string[] = [], level: Level = 'normal') => ({
    state,
    level,
    headline,
    details,
  });
  const known = (list: readonly (number | null)[]) => list.slice(outlook.first).some((value) => value !== null);
  if (basis.forecast === 'none' || !known(outlook.expected)) return told('no-forecast', words.t('parts.outlook.no-forecast'));
  if (basis.handlingMs === null) return told('no-handling', words.t('parts.outlook.no-handling'));
  if (!known(outlook.seatsExpected)) return told('no-plan', words.t('parts.outlook.no-plan'));
  if (shortage !== null) {
    const begun = shortage.fromAt <= now;
    const range = (key: 'serviceLevel' | 'abandoned' | 'occupancy', share: ShareRange) =>
      words.t(`parts.outlook.${key}`, { range: formatRange(share), threshold: basis.thresholdMs / 1_000 });
    const headline = words.t(begun ? 'parts.outlook.short-now' : 'parts.outlook.short-ahead', {
      from: minuteText(shortage.fromAt, zone),
      to: shortage.toAt === null ? end : minuteText(shortage.toAt, zone),
      gap: formatCount(shortage.gapSeats, words.locale),
      at: minuteText(shortage.gapAt, zone),
    });
    return told(
      begun ? 'short-now' : 'short-ahead',
      headline,
      [
        range('serviceLevel', shortage.serviceLevel),
        range('abandoned', shortage.abandoned),
        range('occupancy', shortage.occupancy),
        ...(basis.forecast === 'level' ? [words.t('parts.outlook.level-basis')] : []),
      ],
      begun ? 'broken' : 'watch',
    );
  }
  const tightest = tightestStep(outlook);
  if (tightest === null || (floor?.state === 'closed' && outlook.seatsExpected.slice(outlook.first).every((seats) => !seats)))
    return told('closed', words.t('parts.outlook.closed'));
  const { spare, at } = tightest;
  const detail = words.t(spare < 0 ? 'parts.outlook.short-by' : 'parts.outlook.spare', {
    at: minuteText(at, zone),
    n: Math.abs(spare),
  });
  const details = basis.forecast === 'level' ? [detail, words.t('parts.outlook.level-basis')] : [detail];
  const lately = floor?.service?.['5min'].value ?? null;
  if (lately !== null && lately < basis.target - SERVICE_BROKEN_BELOW)
    return told('behind', words.t(spare < 0 ? 'parts.outlook.behind' : 'parts.outlook.behind-enough', { to: end }), details, 'watch');
  const lowest = lowestHour(outlook);
  if (spare >= 0 && lowest === null) return told('enough', words.t('parts.outlook.enough', { to: end }), details);
  if (lowest !== null) {
    const share = formatWholePercent(lowest.share);
    details.splice(
      spare < 0 ? 1 : 0,
      0,
      words.t('parts.outlook.lowest', { at: minuteText(lowest.at, zone), share, threshold: basis.thresholdMs / 1_000 }),
    );
  }
  return told('narrow', words.t('parts.outlook.narrow', { to: end }), details);
}

/** When the day of the outlook ends: 24:00 where it ends at midnight. */
function endText({ startAt, stepMs, expected }: OutlookTile, zone: string): string {
  const text = minuteText(startAt + expected.length * stepMs, zone);
  return text === '00:00' ? '24:00' : text;
}

/** The hour in which fewest are answered in time; null: in all of them enough are, or it is not known. */
function lowestHour(outlook: OutlookTile): { readonly share: number; readonly at: Instant } | null {
  let lowest: { share: number; at: Instant } | null = null;
  for (const { fromAt, serviceLevel } of hoursAhead(outlook)) {
    if (serviceLevel === null || inWholePercent(serviceLevel) >= outlook.basis.target) continue;
    if (lowest === null || serviceLevel < lowest.share) lowest = { share: serviceLevel, at: fromAt };
  }
  return lowest;
}

/** The step ahead with the fewest spare seats; null: need or seats are not known in any. */
function tightestStep(outlook: OutlookTile): { readonly spare: number; readonly at: Instant } | null {
  let tightest: { spare: number; at: Instant } | null = null;
  for (let step = outlook.first; step < outlook.seatsNeeded.length; step += 1) {
    const needed = outlook.seatsNeeded[step] ?? null;
    const seats = outlook.seatsExpected[step] ?? null;
    if (needed === null || seats === null) continue;
    const spare = Math.floor(seats) - Math.ceil(needed);
    if (tightest === null || spare < tightest.spare) tightest = { spare, at: outlook.startAt + step * outlook.stepMs };
  }
  return tightest;
}
