import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption } from 'echarts/components';
import type { ComposeOption, EChartsType } from 'echarts/core';
import { createContext, useContext, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLink } from '../board/context';
import { settled } from '../board/settled';
import { leaveTurn, takeTurn } from '../parts/drawing-turns';
import { useSize } from '../parts/size';
import { type Tokens, useTokens } from '../theme/tokens';
import { loadedLibrary, loadLibrary } from './load-library';
import './chart.css';

/** canvas on screens; svg in a document, where text and lines must stay sharp on paper. */
export const ChartMedium = createContext<'canvas' | 'svg'>('canvas');

export type ChartOption = ComposeOption<LineSeriesOption | BarSeriesOption | GridComponentOption>;

export interface ChartSpace {
  readonly tokens: Tokens;
  /** CSS pixels of the canvas. */
  readonly width: number;
  readonly height: number;
}

interface ChartProps {
  /** What the drawing says, for people who do not see it. */
  readonly label: string;
  /** Axes, grid and empty series: set when it, the theme or the size changes. Keep its identity otherwise. */
  readonly frame: (space: ChartSpace) => ChartOption;
  /** The series with their data: merged in alone when it changes. */
  readonly series: (space: ChartSpace) => NonNullable<ChartOption['series']>;
}

/** What a chart shows, or is to show. */
interface Drawn extends ChartSpace, Pick<ChartProps, 'frame' | 'series'> {}

/** Whether only the series differ, which can be merged in. */
function sameFrame(a: Drawn, b: Drawn): boolean {
  return a.frame === b.frame && a.tokens === b.tokens && a.width === b.width && a.height === b.height;
}

/** One canvas, drawn after the page's first live picture. It never animates, is resized with its box, and gives its memory back when it goes. */
export function Chart({ label, frame, series }: ChartProps) {
  const [ref, size] = useSize<HTMLDivElement>();
  const tokens = useTokens();
  const medium = useContext(ChartMedium);
  const chart = useRef<EChartsType | null>(null);
  const drawn = useRef<Drawn | null>(null);
  const { board } = useLink();
  const [library, setLibrary] = useState(loadedLibrary);
  const { width, height } = size;
  const visible = library !== null && width > 0 && height > 0;

  useEffect(() => {
    if (library !== null) return undefined;
    let gone = false;
    const load = async () => {
      await settled(board);
      const loaded = await loadLibrary();
      if (!gone) setLibrary(loaded);
    };
    void load();
    return () => {
      gone = true;
    };
  }, [board, library]);

  useLayoutEffect(() => {
    const element = ref.current;
    if (!visible || element === null) return undefined;
    const made = library.init(element, null, { renderer: medium, width, height });
    chart.current = made;
    drawn.current = null;
    // The first text may be drawn before its font is there: draw once more when it is.
    const fonts = () => made.resize({ silent: true });
    document.fonts.addEventListener('loadingdone', fonts);
    return () => {
      document.fonts.removeEventListener('loadingdone', fonts);
      chart.current = null;
      leaveTurn(made);
      made.dispose();
    };
    // Size is applied by resize below; making the chart anew is for appearing and disappearing only.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [visible, ref]);

  useEffect(() => {
    const shown = chart.current;
    if (!visible || shown === null) return;
    const next: Drawn = { frame, series, tokens, width, height };
    const draw = () => {
      const last = drawn.current;
      drawn.current = next;
      const space: ChartSpace = next;
      if (last !== null && sameFrame(last, next)) {
        shown.setOption({ series: series(space) }, { silent: true });
        return;
      }
      shown.resize({ width, height, silent: true });
      shown.setOption(
        { animation: false, textStyle: { fontFamily: tokens.font }, ...frame(space), series: series(space) },
        { notMerge: true },
      );
    };
    // A document is drawn once, and whoever prints it waits for that; an empty box waits for nobody either.
    if (medium === 'svg' || drawn.current === null) draw();
    else takeTurn(shown, draw);
  }, [visible, width, height, tokens, frame, series, medium]);

  return (
    <div className="chart" role="img" aria-label={label}>
      <div ref={ref} className="chart-canvas" />
    </div>
  );
}
