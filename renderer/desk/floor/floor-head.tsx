import { SERVICE_WINDOWS, type ServiceWindow } from '../../../shared/domain/floor-terms';
import { memo } from 'react';
import { type FloorTile } from '../../../shared/contract/frames';
import type { City } from '../../../shared/contract/city';
import { ruleFormula, ruleName } from '../../parts/abandon-rule';
import { minuteText } from '../../parts/city-time';
import { Figure } from '../../parts/figure';
import { formatCount, formatDuration, formatPercent } from '../../parts/figures';
import { occupancyLevel, serviceLevel, waitLevel } from '../../parts/levels';
import { useWords } from '../../parts/words';
import './floor-head.css';
import { SeatStates } from '../../parts/seat-states';

interface FloorHeadProps {
  readonly floor: FloorTile;
  readonly city: City;
}

/** Can we answer the phones now? The service level over four windows, what makes it, and the seats by state. */
export const FloorHead = memo(function FloorHead({ floor, city }: FloorHeadProps) {
  const words = useWords();
  const { talkMs, wrapUpMs } = floor;
  const share = (value: number | null) => (value === null ? null : formatPercent(value));
  const length = (value: number | null) => (value === null ? null : formatDuration(value));
  return (
    <section className="floor-head" aria-label={words.t('desk.floor.now')}>
      <div className="floor-block floor-services">
        <h3>
          {words.t('wall.floor.serviceLevel', { threshold: city.serviceLevel.thresholdMs / 1_000 })}
          <small>
            {words.t('desk.floor.rule-target', { rule: ruleName(floor.abandonRule, words), target: percent(city.serviceLevel.target) })}
          </small>
        </h3>
        <div className="floor-figures">
          {SERVICE_WINDOWS.map((window) => (
            <ServiceFigure key={window} window={window} floor={floor} city={city} />
          ))}
        </div>
      </div>
      <div className="floor-block floor-queueing">
        <h3>{words.t('desk.floor.queueing')}</h3>
        <div className="floor-figures">
          <Figure
            size="small"
            term="queued"
            label={words.t('wall.floor.queued')}
            value={floor.queued === null ? null : formatCount(floor.queued, words.locale)}
          />
          <Figure
            size="small"
            term="longestWait"
            label={words.t('wall.floor.longestWait')}
            value={floor.queued === 0 ? '0:00' : length(floor.longestWaitMs)}
            level={waitLevel(floor.longestWaitMs)}
          />
          <Figure
            size="small"
            term="answerSpeed"
            label={words.t('desk.floor.asa')}
            value={length(floor.answerSpeedMs)}
            note={words.t('desk.floor.today')}
          />
          <Figure
            size="small"
            term="handling"
            label={words.t('desk.floor.aht')}
            value={talkMs === null || wrapUpMs === null ? null : formatDuration(talkMs + wrapUpMs)}
            note={
              talkMs === null || wrapUpMs === null
                ? undefined
                : words.t('desk.floor.aht-split', { talk: formatDuration(talkMs), wrapUp: formatDuration(wrapUpMs) })
            }
          />
        </div>
      </div>
      <div className="floor-block floor-people">
        <h3>{words.t('desk.floor.people')}</h3>
        <div className="floor-figures">
          <Figure
            size="small"
            term="occupancy"
            label={words.t('wall.floor.occupancy')}
            value={share(floor.occupancy)}
            level={occupancyLevel(floor.occupancy)}
            note={words.t('desk.floor.last-30')}
          />
          <Figure
            size="small"
            term="adherence"
            label={words.t('desk.floor.adherence')}
            value={share(floor.adherence)}
            note={
              floor.adherenceToday === null
                ? undefined
                : words.t('desk.floor.adherence-today', { share: formatPercent(floor.adherenceToday) })
            }
          />
        </div>
      </div>
      <SeatStates floor={floor} city={city} />
    </section>
  );
});

function percent(share: number): number {
  return Number((share * 100).toFixed(1));
}

interface ServiceFigureProps {
  readonly window: ServiceWindow;
  readonly floor: FloorTile;
  readonly city: City;
}

function ServiceFigure({ window, floor, city }: ServiceFigureProps) {
  const words = useWords();
  const figures = floor.service?.[window] ?? null;
  const { thresholdMs, target } = city.serviceLevel;
  const count = (value: number) => formatCount(value, words.locale);
  const span = words.t(`parts.window.${window}`);
  const since = figures === null ? span : words.t('desk.floor.window-since', { span, at: minuteText(figures.fromAt, city.zone) });
  return (
    <Figure
      size="small"
      term="serviceWindow"
      values={{
        seconds: thresholdMs / 1_000,
        span: window === 'day' ? since : span,
        formula: ruleFormula(floor.abandonRule, thresholdMs, words),
        rule: ruleName(floor.abandonRule, words),
        offered: count(figures?.offered ?? 0),
        answered: count(figures?.answered ?? 0),
        answeredInTime: count(figures?.answeredInTime ?? 0),
        abandoned: count(figures?.abandoned ?? 0),
        overdue: count(figures?.overdue ?? 0),
      }}
      label={span}
      value={figures?.value == null ? null : formatPercent(figures.value)}
      level={serviceLevel(figures?.value ?? null, target)}
      note={
        figures === null
          ? undefined
          : words.t('desk.floor.in-time-of', { inTime: count(figures.answeredInTime), offered: count(figures.offered) })
      }
    />
  );
}
