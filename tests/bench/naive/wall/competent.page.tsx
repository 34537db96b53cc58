// The wall as somebody writes it who knows what React, ECharts and MapLibre cost: batches, a Map of objects that nobody copies, one state four times a second, no
// animation, the map's data at most once a second.
import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { io } from 'socket.io-client';
import type { LogRecord } from '../../../../shared/domain/events';
import { afterEvent, type CaseObject, caseOf } from './case-object';
import type { HeatMap } from './heat-map';
import { figuresOf, WallView } from './wall-view';

const FLUSH_MS = 250;
const MAP_MS = 1_000;

function Wall({ url }: { readonly url: string }) {
  const cases = useRef(new Map<number, CaseObject>());
  const map = useRef<HeatMap | null>(null);
  const [figures, setFigures] = useState(() => figuresOf(0, []));
  useEffect(() => {
    const socket = io(url, { transports: ['websocket'] });
    const { current } = cases;
    let seq = 0;
    let shown = 0;
    let mapped = 0;
    let mappedAt = 0;
    const take = (records: LogRecord[]) => {
      for (const record of records) {
        const key = caseOf(record);
        const next = afterEvent(current.get(key), record);
        if (next === null) current.delete(key);
        else current.set(key, next);
        seq = record.seq;
      }
    };
    socket.on('cases', take);
    socket.on('events', take);
    const timer = setInterval(() => {
      if (seq === shown) return;
      shown = seq;
      setFigures(figuresOf(seq, [...current.values()]));
      if (mapped === seq || performance.now() - mappedAt < MAP_MS) return;
      mapped = seq;
      mappedAt = performance.now();
      map.current?.show(current.values());
    }, FLUSH_MS);
    return () => {
      clearInterval(timer);
      socket.close();
    };
  }, [url]);
  return (
    <WallView
      figures={figures}
      animate={false}
      map={(made) => {
        map.current = made;
      }}
    />
  );
}

const root = document.querySelector('#root');
const url = new URLSearchParams(location.search).get('hub') ?? '';
if (root !== null) createRoot(root).render(<Wall url={url} />);
