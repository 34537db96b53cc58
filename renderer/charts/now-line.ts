import type { LineSeriesOption } from 'echarts/charts';
import type { Tokens } from '../theme/tokens';
import { PLAIN_LINE } from './plain-line';

/** The line between what was and what is planned, as a series, so that moving it redraws nothing else. Empty label: line only. */
export function nowLine(tokens: Tokens, step: number | null, top: number, label: string): LineSeriesOption {
  return {
    ...PLAIN_LINE,
    id: 'now',
    lineStyle: { color: tokens.text3, width: Math.max(1, 0.07 * tokens.basePx) },
    endLabel: {
      show: label !== '',
      formatter: label,
      color: tokens.text,
      fontFamily: tokens.font,
      fontSize: 0.833 * tokens.basePx,
      align: 'left',
      verticalAlign: 'top',
      distance: 0.25 * tokens.basePx,
      backgroundColor: tokens.panel,
      padding: 0.12 * tokens.basePx,
    },
    data:
      step === null
        ? []
        : [
            [step, 0],
            [step, top],
          ],
    z: 5,
  };
}
