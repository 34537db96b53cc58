import { useLink, useTile } from '../board/context';
import { hasCalls } from '../charts/day-series';
import { clockText, dayText, minuteText, offsetText } from '../parts/city-time';
import { formatCount } from '../parts/figures';
import { PastLabel, SourceLabel } from '../parts/source-label';
import { useWords } from '../parts/words';
import { CallsSection } from './calls-section';
import { DeadlinesSection } from './deadlines-section';
import { weekdayText } from './document-time';
import { HeatSection } from './heat-section';
import { type PageNumber, PageNumberMark } from './page-foot';
import { TasksSection } from './tasks-section';

/** The first page: the four tiles, with what they were drawn from. */
export function OverviewPage({ page }: { readonly page: PageNumber }) {
  const words = useWords();
  const city = useTile('city');
  const floor = useTile('floor');
  const tasks = useTile('tasks');
  const outlook = useTile('outlook');
  if (city === undefined) return null;
  // A replay of cases alone has neither calls nor tasks: the map then gets the room.
  const quiet = floor !== undefined && !hasCalls(floor) && tasks?.tasks.length === 0;
  return (
    <article className="briefing-page" data-testid="briefing-page">
      <header className="briefing-head">
        <div>
          <h1>{words.t('briefing.title', { city: words.name(city.name), hotline: city.hotline })}</h1>
          <Moment />
        </div>
        <div className="briefing-marks">
          <EmergencyMark />
          <SourceLabel />
          <PastLabel />
        </div>
      </header>
      <div className="briefing-body" data-quiet={quiet || undefined}>
        <div className="briefing-column">
          <CallsSection />
          <TasksSection />
        </div>
        <HeatSection />
        <DeadlinesSection />
      </div>
      <footer className="briefing-foot">
        <span>{words.t('briefing.note.one-moment')}</span>
        <span>{words.t('briefing.note.appendix')}</span>
        {outlook === undefined || quiet ? null : (
          <span>{words.t('briefing.note.outlook', { at: minuteText(outlook.madeAt, city.zone) })}</span>
        )}
        <PageNumberMark page={page} />
      </footer>
    </article>
  );
}

/** 2026年11月21日 周六 14:36:08 · Asia/Shanghai (GMT+8) · #41,208,317 */
export function Moment() {
  const words = useWords();
  const { board } = useLink();
  const city = useTile('city');
  const { moment } = board;
  if (moment === null || city === undefined) return null;
  const { cityNow, seq } = moment;
  return (
    <p className="briefing-moment">
      <time data-testid="briefing-moment">
        {dayText(cityNow, city.zone)} {weekdayText(cityNow, city.zone, words.locale)} {clockText(cityNow, city.zone)}
      </time>
      <span>
        {city.zone} ({offsetText(cityNow, city.zone)})
      </span>
      <span data-testid="briefing-seq" data-seq={seq}>
        {words.t('briefing.seq', { seq: formatCount(seq, words.locale) })}
      </span>
    </p>
  );
}

function EmergencyMark() {
  const words = useWords();
  const city = useTile('city');
  const emergency = useTile('emergency');
  const open = emergency?.open ?? null;
  if (open === null) return <span className="briefing-mode">{words.t('briefing.mode.normal')}</span>;
  const playbook = city?.playbooks.find((candidate) => candidate.code === open.playbook);
  const name = playbook === undefined ? open.playbook : words.name(playbook.name);
  return (
    <span className="briefing-mode" data-mode={open.drill ? 'drill' : 'emergency'}>
      {words.t(open.drill ? 'briefing.mode.drill' : 'briefing.mode.emergency', { name })}
      {emergency?.appealsSince == null
        ? null
        : ` · ${words.t('briefing.mode.appeals', { count: formatCount(emergency.appealsSince, words.locale) })}`}
    </span>
  );
}
