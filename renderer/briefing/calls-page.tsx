import { useLink, useTile } from '../board/context';
import { OutlookLine } from '../parts/outlook-line';
import { ServiceWindows } from '../parts/service-windows';
import { useWords } from '../parts/words';
import { BasisList } from './basis-list';
import { DecisionsTable } from './decisions-table';
import { FloorDay } from './floor-day';
import { HoursTable } from './hours-table';
import { PageFoot, type PageNumber } from './page-foot';
import { QueuesTable } from './queues-table';

/** Calls and seats in full: the day with its forecast and capacity line, the rest of it by the hour, the queues, and the decisions with their scores. */
export function CallsPage({ page }: { readonly page: PageNumber }) {
  const words = useWords();
  const { board } = useLink();
  const floor = useTile('floor');
  const day = useTile('floorDay');
  const outlook = useTile('outlook');
  const city = useTile('city');
  if (floor === undefined || day === undefined || city === undefined) return null;
  return (
    <article className="briefing-page briefing-calls-page">
      <header className="briefing-head">
        <h1>{words.t('briefing.calls.title')}</h1>
        <ServiceWindows service={floor.service} abandonRule={floor.abandonRule} city={city} all />
      </header>
      <div className="briefing-calls-body">
        <div className="briefing-column">
          <OutlookLine outlook={outlook} now={board.moment?.cityNow ?? day.startAt} zone={city.zone} />
          <FloorDay day={day} outlook={outlook} city={city} />
        </div>
        <div className="briefing-column">
          {outlook === undefined ? null : <HoursTable outlook={outlook} city={city} />}
          <QueuesTable city={city} />
          {outlook === undefined ? null : <BasisList floor={floor} outlook={outlook} city={city} />}
        </div>
      </div>
      <DecisionsTable city={city} />
      <PageFoot page={page} />
    </article>
  );
}
