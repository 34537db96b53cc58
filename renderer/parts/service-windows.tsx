import { memo } from 'react';
import { SERVICE_WINDOWS } from '../../shared/domain/floor-terms';
import type { City } from '../../shared/contract/city';
import { type FloorTile } from '../../shared/contract/frames';
import { ruleFormula, ruleName } from './abandon-rule';
import { Explained } from './explained';
import { formatCount, formatPercent, NO_DATA } from './figures';
import { useFreshness } from './freshness';
import { serviceLevelOver } from './levels';
import './service-windows.css';
import { Sign } from './sign';
import { useWords } from './words';

/** The key figure beside is that of the last 30 minutes. */
const BESIDE = SERVICE_WINDOWS.filter((window) => window !== '30min');

interface ServiceWindowsProps {
  readonly service: FloorTile['service'];
  readonly abandonRule: FloorTile['abandonRule'];
  readonly city: City;
  readonly all?: boolean;
}

/** The service level over the other windows side by side, with the rule that all of them go by; `all`: where no key figure stands beside. */
export const ServiceWindows = memo(function ServiceWindows({ service, abandonRule, city, all = false }: ServiceWindowsProps) {
  const words = useWords();
  const { fresh } = useFreshness();
  const { thresholdMs, target } = city.serviceLevel;
  const seconds = thresholdMs / 1_000;
  return (
    <p className="service-windows" data-old={!fresh || undefined}>
      <span>{words.t('wall.floor.serviceLevel', { threshold: seconds })}</span>
      {(all ? SERVICE_WINDOWS : BESIDE).map((window) => {
        const figures = service?.[window];
        const value = figures?.value ?? null;
        const level = serviceLevelOver(window, value, target);
        const span = words.t(`parts.window.${window}`);
        const count = (number: number | undefined) => (number === undefined ? NO_DATA : formatCount(number, words.locale));
        const values = {
          seconds,
          span,
          formula: ruleFormula(abandonRule, thresholdMs, words),
          rule: ruleName(abandonRule, words),
          offered: count(figures?.offered),
          answered: count(figures?.answered),
          answeredInTime: count(figures?.answeredInTime),
          abandoned: count(figures?.abandoned),
          overdue: count(figures?.overdue),
        };
        return (
          <Explained key={window} term="serviceWindow" values={values} className="service-window">
            <i>{span}</i>
            <b data-level={level} data-none={value === null || undefined}>
              <Sign level={fresh ? level : 'normal'} />
              {value === null ? NO_DATA : formatPercent(value)}
            </b>
          </Explained>
        );
      })}
      <small>{ruleName(abandonRule, words)}</small>
    </p>
  );
});
