import { memo, type ReactNode } from 'react';
import type { City } from '../../shared/contract/city';
import type { EmergencyTile } from '../../shared/contract/frames';
import type { Name } from '../../shared/domain/keys';
import { useTile } from '../board/context';
import { actorText } from '../parts/actor';
import { minutesText } from '../parts/age';
import { minuteText } from '../parts/city-time';
import { Explained } from '../parts/explained';
import { formatCount, NO_DATA } from '../parts/figures';
import { FittedName } from '../parts/fitted-name';
import { FittedRows } from '../parts/fitted-rows';
import { useFreshness } from '../parts/freshness';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords } from '../parts/words';
import { useCityMinute } from './city-minute';

const DRAWN_FROM = ['emergency'] as const;

/** What emergency mode shows now; without one that none runs, and what is ready for one. */
export const SituationPanel = memo(function SituationPanel() {
  const words = useWords();
  const city = useTile('city');
  const emergency = useTile('emergency');
  return (
    <Tile name="situation" drawnFrom={DRAWN_FROM} title={words.t('wall.situation.title')}>
      {city === undefined || emergency === undefined ? (
        <NothingToShow>{words.t('wall.notYet')}</NothingToShow>
      ) : emergency.open === null ? (
        <Calm city={city} />
      ) : (
        <Open city={city} open={emergency.open} appealsSince={emergency.appealsSince} />
      )}
    </Tile>
  );
});

function Calm({ city }: { readonly city: City }) {
  const words = useWords();
  return (
    <div className="situation" data-mode="normal">
      <Head mode={words.t('wall.mode.normal')} kind={words.t('wall.situation.none')} />
      <p className="situation-caption">{words.t('wall.situation.ready')}</p>
      <Lines
        lines={city.playbooks.map(({ code, name, actions }) => ({
          id: code,
          name,
          note: words.t('wall.situation.actions', { count: actions.length }),
        }))}
      />
    </div>
  );
}

interface OpenProps {
  readonly city: City;
  readonly open: NonNullable<EmergencyTile['open']>;
  readonly appealsSince: number | null;
}

function Open({ city, open, appealsSince }: OpenProps) {
  const words = useWords();
  const catalogue = useTile('catalogue');
  const { fresh } = useFreshness();
  const playbook = city.playbooks.find(({ code }) => code === open.playbook);
  const mode = open.drill ? 'drill' : 'emergency';
  return (
    <div className="situation" data-mode={mode}>
      <Head mode={words.t(`wall.mode.${mode}`)} kind={playbook === undefined ? open.playbook : words.name(playbook.name)}>
        <Explained term="appealsSince" className="situation-count">
          <b data-old={!fresh || undefined}>{appealsSince === null ? NO_DATA : formatCount(appealsSince, words.locale)}</b>
          <span>{words.t('wall.emergency.appeals')}</span>
        </Explained>
      </Head>
      <p className="situation-reason">{open.reason}</p>
      <p className="situation-caption">
        {words.t('wall.emergency.since', { time: minuteText(open.openedAt, city.zone) })} <Running since={open.openedAt} /> ·{' '}
        {words.t('wall.emergency.by', { who: actorText(open.by, words, catalogue) })}
      </p>
      <Lines lines={playbook?.actions.map((name) => ({ id: name.zh, name, note: '' })) ?? []} />
    </div>
  );
}

function Running({ since }: { readonly since: number }) {
  const words = useWords();
  const minute = useCityMinute();
  return minute === null ? null : <>{words.t('wall.emergency.running', { length: minutesText(minute - since, words) })}</>;
}

function Head({ mode, kind, children }: { readonly mode: string; readonly kind: string; readonly children?: ReactNode }) {
  return (
    <div className="situation-head">
      <div className="situation-kind">
        <span>{mode}</span>
        <strong>{kind}</strong>
      </div>
      {children}
    </div>
  );
}

interface Line {
  readonly id: string;
  readonly name: Name;
  readonly note: string;
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const words = useWords();
  return (
    <FittedRows
      items={lines}
      leastRem={1.95}
      mostRem={2.7}
      renderRow={({ id, name, note }, index) => (
        <div key={id} className="situation-row">
          <i>{index + 1}</i>
          <span>
            <FittedName name={words.name(name)} />
          </span>
          <small>{note}</small>
        </div>
      )}
    />
  );
}
