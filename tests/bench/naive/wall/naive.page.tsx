// The wall as one writes it first: every event is a state of its own, everything is counted anew from an array of objects, the chart gets its whole option and the map its
// whole GeoJSON.
import { useEffect, useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { io } from 'socket.io-client';
import type { LogRecord } from '../../../../shared/domain/events';
import { afterEvent, type CaseObject, caseOf } from './case-object';
import type { HeatMap } from './heat-map';
import { figuresOf, WallView } from './wall-view';

function Wall({ url }: { readonly url: string }) {
  const [state, setState] = useState<{ readonly seq: number; readonly cases: readonly CaseObject[] }>({ seq: 0, cases: [] });
  const map = useRef<HeatMap | null>(null);
  useEffect(() => {
    const socket = io(url, { transports: ['websocket'] });
    socket.on('cases', (records: LogRecord[]) => {
      const cases = records.map((record) => afterEvent(undefined, record)).filter((one) => one !== null);
      setState({ seq: records.at(-1)?.seq ?? 0, cases });
    });
    socket.on('event', (record: LogRecord) => {
      setState(({ cases }) => {
        const key = caseOf(record);
        const next = afterEvent(
          cases.find((one) => one.key === key),
          record,
        );
        const others = cases.filter((one) => one.key !== key);
        return { seq: record.seq, cases: next === null ? others : [...others, next] };
      });
    });
    return () => void socket.close();
  }, [url]);
  useEffect(() => map.current?.show(state.cases), [state]);
  const figures = useMemo(() => figuresOf(state.seq, state.cases), [state]);
  return (
    <WallView
      figures={figures}
      animate
      map={(made) => {
        map.current = made;
      }}
    />
  );
}

const root = document.querySelector('#root');
const url = new URLSearchParams(location.search).get('hub') ?? '';
if (root !== null) createRoot(root).render(<Wall url={url} />);
