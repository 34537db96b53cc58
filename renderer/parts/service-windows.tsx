import type { City } from '../../shared/contract/city';
import { type FloorTile, SERVICE_WINDOWS } from '../../shared/contract/frames';
import { ruleFormula, ruleName } from './abandon-rule';
import { Explained } from './explained';
import { formatCount, formatPercent, NO_DATA } from './figures';
import { useFreshness } from './freshness';
import { serviceLevel } from './levels';
import './service-windows.css';
import { Sign } from './sign';
import { useWords } from './words';

/** The service level over every window side by side, with the rule that all of them go by. */
export function ServiceWindows({ floor, city }: { readonly floor: FloorTile; readonly city: City }) {
  const words = useWords();
  const { fresh } = useFreshness();
  const { thresholdMs, target } = city.serviceLevel;
  const seconds = thresholdMs / 1_000;
  return (
    <p className="service-windows" data-old={!fresh || undefined}>
      <span>{words.t('wall.floor.serviceLevel', { threshold: seconds })}</span>
      {SERVICE_WINDOWS.map((window) => {
        const figures = floor.service?.[window];
        const value = figures?.value ?? null;
        const level = serviceLevel(value, target);
        const span = words.t(`parts.window.${window}`);
        const count = (number: number | undefined) => (number === undefined ? NO_DATA : formatCount(number, words.locale));
        const values = {
          seconds,
          span,
          formula: ruleFormula(floor.abandonRule, thresholdMs, words),
          rule: ruleName(floor.abandonRule, words),
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
              <Sign level={level} />
              {value === null ? NO_DATA : formatPercent(value)}
            </b>
          </Explained>
        );
      })}
      <small>{ruleName(floor.abandonRule, words)}</small>
    </p>
  );
}
