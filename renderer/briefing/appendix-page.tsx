import { useLink, useTile } from '../board/context';
import { clockText, dayText } from '../parts/city-time';
import { explanationOf, type Term, TERMS, type TermValues } from '../parts/explanations';
import { formatCount, NO_DATA } from '../parts/figures';
import { sourceText } from '../parts/source-label';
import { termValuesOf } from '../parts/term-values';
import { useWords } from '../parts/words';
import { PageFoot, type PageNumber } from './page-foot';

/** Figures of calls and seats have a page of their own. */
const OF_CALLS: readonly Term[] = TERMS.slice(0, TERMS.indexOf('heat'));
/** What only a screen shows is not explained on paper. */
const OF_CASES: readonly Term[] = TERMS.filter((term) => term !== 'latency' && !OF_CALLS.includes(term));

interface AppendixPageProps {
  readonly part: 'calls' | 'cases';
  readonly page: PageNumber;
}

/** The last pages: how every figure is computed, what counts, which limits apply, and under which conditions this briefing was made. */
export function AppendixPage({ part, page }: AppendixPageProps) {
  const words = useWords();
  const { board } = useLink();
  const city = useTile('city');
  const link = useTile('link');
  const floor = useTile('floor');
  const outlook = useTile('outlook');
  const heat = useTile('heat');
  const { moment } = board;
  if (city === undefined || link === undefined || moment === null) return null;
  const common = termValuesOf(words, { city, floor, outlook });
  const minutes = (length: number | undefined) => (length ?? 0) / 60_000;
  const own: Partial<Record<Term, TermValues>> = {
    serviceLevel: { window: 30 },
    heat: { window: minutes(heat?.windowMs) },
  };
  return (
    <article className="briefing-page briefing-appendix">
      <header className="briefing-head">
        <h1>{words.t(part === 'calls' ? 'briefing.appendix.title-calls' : 'briefing.appendix.title')}</h1>
      </header>
      <div className="appendix-columns">
        {part === 'calls' ? null : <Conditions />}
        {(part === 'calls' ? OF_CALLS : OF_CASES).map((term) => {
          const told = explanationOf(term, words, { window: '', ...common, ...own[term] });
          return (
            <section key={term} className="appendix-term">
              <h3>{told.name}</h3>
              <dl>
                <div>
                  <dt>{words.t('parts.explained.formula')}</dt>
                  <dd>{told.formula}</dd>
                </div>
                <div>
                  <dt>{words.t('parts.explained.rule')}</dt>
                  <dd>{told.rule}</dd>
                </div>
                <div>
                  <dt>{words.t('parts.explained.limit')}</dt>
                  <dd>{told.limit}</dd>
                </div>
              </dl>
            </section>
          );
        })}
      </div>
      <PageFoot page={page} />
    </article>
  );
}

/** Source, moment and settings under which this briefing was made. */
function Conditions() {
  const words = useWords();
  const { board } = useLink();
  const city = useTile('city');
  const link = useTile('link');
  const { moment } = board;
  if (city === undefined || link === undefined || moment === null) return null;
  const minutes = (length: number) => length / 60_000;
  const conditions: readonly (readonly [string, string])[] = [
    [words.t('briefing.appendix.source'), link.source === null ? NO_DATA : sourceText(link.source, words)],
    [words.t('briefing.appendix.moment'), `${dayText(moment.cityNow, city.zone)} ${clockText(moment.cityNow, city.zone)}`],
    [words.t('briefing.appendix.zone'), city.zone],
    [words.t('briefing.appendix.log'), `#${formatCount(moment.seq, words.locale)}`],
    [words.t('briefing.appendix.epoch'), link.epoch],
    [
      words.t('briefing.appendix.threshold'),
      words.t('briefing.appendix.threshold-value', {
        threshold: city.serviceLevel.thresholdMs / 1_000,
        target: `${Number((city.serviceLevel.target * 100).toFixed(1))}%`,
      }),
    ],
    [words.t('briefing.appendix.horizon'), words.t('briefing.appendix.horizon-value', { minutes: minutes(city.horizonMs) })],
    [words.t('briefing.appendix.seats'), formatCount(city.seatsInstalled, words.locale)],
    [words.t('briefing.appendix.grades'), words.t('briefing.appendix.grades-value')],
    [words.t('briefing.appendix.reassign'), words.t('briefing.appendix.reassign-value')],
    [words.t('briefing.appendix.signs'), words.t('briefing.appendix.signs-value')],
  ];
  return (
    <section className="appendix-conditions">
      <h2>{words.t('briefing.appendix.conditions')}</h2>
      <dl>
        {conditions.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {link.source?.kind === 'simulate' ? <p>{words.t('briefing.appendix.simulated')}</p> : null}
      <p>{words.t('briefing.appendix.privacy')}</p>
    </section>
  );
}
