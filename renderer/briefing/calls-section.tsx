import { useLink, useTile } from '../board/context';
import { hasCalls } from '../charts/day-series';
import { formatCount, formatDuration, formatPercent, NO_DATA } from '../parts/figures';
import { FloorFigures } from '../parts/floor-figures';
import { OutlookLine } from '../parts/outlook-line';
import { ServiceWindows } from '../parts/service-windows';
import { useWords } from '../parts/words';
import { FloorDay } from './floor-day';
import { Section } from './section';

/** Can we answer the phones, now and in the hours to come? Figures, announcement, the day against the capacity line, and the seats. */
export function CallsSection() {
  const words = useWords();
  const { board } = useLink();
  const floor = useTile('floor');
  const day = useTile('floorDay');
  const outlook = useTile('outlook');
  const city = useTile('city');
  if (floor === undefined || day === undefined || city === undefined) return null;
  const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;
  const service = floor.service?.['30min'].value ?? null;
  const silent = !hasCalls(floor);
  const says = silent
    ? words.t('briefing.say.calls-none')
    : words.t('briefing.say.calls', {
        service: service === null ? NO_DATA : formatPercent(service),
        threshold: city.serviceLevel.thresholdMs / 1_000,
        below: service !== null && service < city.serviceLevel.target ? 'yes' : 'no',
        target: percent(city.serviceLevel.target),
        n: floor.queued ?? 0,
        queued: floor.queued === null ? NO_DATA : formatCount(floor.queued, words.locale),
        wait: floor.longestWaitMs === null ? NO_DATA : formatDuration(floor.longestWaitMs),
      });
  return (
    <Section
      name="calls"
      title={words.t('wall.floor.title')}
      says={says}
      {...(floor.today === null ? {} : { meta: words.t('wall.floor.today', { count: formatCount(floor.today.offered, words.locale) }) })}
    >
      {silent ? null : (
        <>
          <FloorFigures floor={floor} city={city} className="briefing-figures" />
          <ServiceWindows service={floor.service} abandonRule={floor.abandonRule} city={city} />
          <OutlookLine outlook={outlook} now={board.moment?.cityNow ?? day.startAt} zone={city.zone} />
          <FloorDay day={day} outlook={outlook} city={city} />
        </>
      )}
    </Section>
  );
}
