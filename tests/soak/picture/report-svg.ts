import { figure } from '../../bench/spread';
import { type Judgement, type Verdict, warmUntil } from '../judgement';
import { summaryText, titleOf, VERDICT_WORDS } from '../report-text';
import type { SoakOutcome } from '../soak-run';
import type { Point } from '../trend';

const COLUMNS = 4;
const PANEL = { width: 440, height: 170 } as const;
const MARGIN = 24;
const HEAD = 84;
/** The curve's place in its panel. */
const PLOT = { left: 52, top: 46, width: 370, height: 100 } as const;
/** More points than pixels draw nothing. */
const MOST_POINTS = PLOT.width;
const INK = { ground: '#0b0f14', panel: '#121922', text: '#e6edf3', quiet: '#8b98a5', curve: '#5aa9e6', warm: '#1b2530' } as const;
const VERDICT_INK: Readonly<Record<Verdict, string>> = { grows: '#ff6b5e', steady: '#6cc28a', unsure: '#e8b04a', untold: '#8b98a5' };

export interface Picture {
  readonly svg: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** A run as one picture: a panel for every series with its curve, the time that warms up shaded, and the line that was fitted with its slope. `lines` say what was run, on what. */
export function reportPicture({ judgements, span }: SoakOutcome, lines: readonly string[]): Picture {
  const rows = Math.ceil(judgements.length / COLUMNS);
  const width = 2 * MARGIN + COLUMNS * PANEL.width;
  const height = HEAD + rows * PANEL.height + MARGIN;
  const panels = judgements.map((judgement, i) => {
    const [x, y] = [MARGIN + (i % COLUMNS) * PANEL.width, HEAD + Math.floor(i / COLUMNS) * PANEL.height];
    return `<g transform="translate(${x} ${y})">${panel(judgement, span)}</g>`;
  });
  const head = lines.map((line, i) => text(MARGIN, 34 + 22 * i, line, i === 0 ? INK.text : INK.quiet, i === 0 ? 18 : 13));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Noto Sans, DejaVu Sans, sans-serif">
<rect width="100%" height="100%" fill="${INK.ground}"/>
${[...head, ...panels].join('\n')}
</svg>
`;
  return { svg, width, height };
}

function panel(judgement: Judgement, span: number): string {
  const { points, trend, verdict } = judgement;
  const values = points.map(([, value]) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(most - least, Math.abs(most) / 100, 1e-9);
  const x = (minute: number) => PLOT.left + (PLOT.width * minute) / Math.max(span, 1e-9);
  const y = (value: number) => PLOT.top + PLOT.height * (1 - (value - least) / room);
  const at = ([minute, value]: Point) => `${x(minute).toFixed(1)},${y(value).toFixed(1)}`;
  const ink = VERDICT_INK[verdict];
  const warm = warmUntil(span);
  return [
    `<rect x="4" y="4" width="${PANEL.width - 8}" height="${PANEL.height - 8}" rx="6" fill="${INK.panel}"/>`,
    text(14, 24, titleOf(judgement), INK.text, 13),
    text(14, 40, `${summaryText(judgement)}  ${VERDICT_WORDS[verdict]}`, ink, 12),
    `<rect x="${x(0)}" y="${PLOT.top}" width="${(x(warm) - x(0)).toFixed(1)}" height="${PLOT.height}" fill="${INK.warm}"/>`,
    text(8, PLOT.top + 10, figure(most), INK.quiet, 10),
    text(8, PLOT.top + PLOT.height, figure(least), INK.quiet, 10),
    text(PLOT.left, PLOT.top + PLOT.height + 13, '0', INK.quiet, 10),
    text(PLOT.left + PLOT.width - 40, PLOT.top + PLOT.height + 13, `${figure(span, 1)} min`, INK.quiet, 10),
    `<polyline fill="none" stroke="${INK.curve}" stroke-width="1.2" points="${thinned(points).map(at).join(' ')}"/>`,
    verdict === 'untold' || trend === null ? '' : fittedLine(judgement, at, ink),
  ].join('');
}

function fittedLine({ measured, trend }: Judgement, at: (point: Point) => string, ink: string): string {
  const [from, to] = [measured.at(0)?.[0], measured.at(-1)?.[0]];
  if (trend === null || from === undefined || to === undefined) return '';
  const on = (minute: number): Point => [minute, trend.intercept + (trend.slope / 10) * minute];
  return `<polyline fill="none" stroke="${ink}" stroke-width="1.6" stroke-dasharray="5 3" points="${at(on(from))} ${at(on(to))}"/>`;
}

/** As many as are seen, the most of each stretch, so that no peak is lost. */
function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST_POINTS) return points;
  return Array.from({ length: MOST_POINTS }, (_, i) =>
    points
      .slice(Math.floor((i * points.length) / MOST_POINTS), Math.floor(((i + 1) * points.length) / MOST_POINTS))
      .reduce((most, point) => (point[1] > most[1] ? point : most)),
  );
}

function text(x: number, y: number, words: string, ink: string, size: number): string {
  const safe = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" fill="${ink}" font-size="${size}">${safe}</text>`;
}
