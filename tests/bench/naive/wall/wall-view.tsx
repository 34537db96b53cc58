import * as echarts from 'echarts';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { CaseObject } from './case-object';
import { HeatMap } from './heat-map';

export interface WallFigures {
  /** Of the last event that is counted. */
  readonly seq: number;
  readonly open: number;
  readonly byDistrict: readonly (readonly [number, number])[];
  readonly byStatus: readonly (readonly [string, number])[];
  readonly nextDue: readonly CaseObject[];
}

/** What both baselines show: figures, a chart by district, a table of the next deadlines. `animate`: ECharts' default. */
export function WallView({
  figures,
  animate,
  map,
}: {
  readonly figures: WallFigures;
  readonly animate: boolean;
  readonly map: (made: HeatMap) => void;
}) {
  const chartElement = useRef<HTMLDivElement>(null);
  const mapElement = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts | null>(null);

  useEffect(() => {
    if (mapElement.current !== null) map(new HeatMap(mapElement.current));
    // Once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    if (chartElement.current === null) return;
    chart.current ??= echarts.init(chartElement.current);
    chart.current.setOption({
      animation: animate,
      xAxis: { type: 'category', data: figures.byDistrict.map(([district]) => String(district)) },
      yAxis: { type: 'value' },
      series: [{ type: 'bar', data: figures.byDistrict.map(([, count]) => count) }],
    });
  }, [figures, animate]);
  // In the task that changes the elements: what is seen of it is seen of them.
  useLayoutEffect(() => {
    const box = document.querySelector<HTMLElement>('#bench-marker');
    if (box !== null) box.style.background = `#${(figures.seq % 0x100_0000).toString(16).padStart(6, '0')}`;
  }, [figures]);

  return (
    <main style={{ display: 'grid', gridTemplateColumns: '1280px 1fr', gridTemplateRows: '720px 1fr', height: '100vh' }}>
      <div ref={mapElement} />
      <table>
        <tbody>
          {figures.nextDue.map((one) => (
            <tr key={one.key}>
              <td>{one.reference}</td>
              <td>{one.status}</td>
              <td>{new Date(one.dueAt).toISOString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div ref={chartElement} />
      <ul>
        <li>{figures.open}</li>
        {figures.byStatus.map(([status, count]) => (
          <li key={status}>
            {status}: {count}
          </li>
        ))}
      </ul>
    </main>
  );
}

/** Counts everything anew. */
export function figuresOf(seq: number, cases: readonly CaseObject[]): WallFigures {
  const count = <Key,>(keyOf: (one: CaseObject) => Key) => {
    const counts = new Map<Key, number>();
    for (const one of cases) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
    return [...counts];
  };
  return {
    seq,
    open: cases.length,
    byDistrict: count(({ district }) => district).toSorted(([a], [b]) => a - b),
    byStatus: count(({ status }) => status),
    nextDue: cases
      .filter(({ dueAt }) => dueAt > 0)
      .toSorted((a, b) => a.dueAt - b.dueAt)
      .slice(0, 30),
  };
}
