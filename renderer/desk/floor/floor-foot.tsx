import { memo } from 'react';
import { useWords, type WordKey } from '../../parts/words';
import './floor-foot.css';
import type { Level } from './floor-state';

const OPENS: Readonly<Record<Level, WordKey>> = {
  queues: 'desk.floor.hint.intervals',
  intervals: 'desk.floor.hint.calls',
  calls: 'desk.floor.hint.case',
};

/** The keys that matter on this page. */
export const FloorFoot = memo(function FloorFoot({ level }: { readonly level: Level }) {
  const words = useWords();
  const hints: readonly (readonly [string, WordKey])[] = [
    ['j k', 'desk.hint.move'],
    ['↵', OPENS[level]],
    ['Esc', level === 'queues' ? 'desk.floor.hint.cases' : 'desk.floor.hint.up'],
    ['w', 'desk.floor.hint.what-if'],
    ['c', 'desk.floor.hint.cases'],
    ['?', 'desk.hint.keys'],
  ];
  return (
    <footer className="floor-foot" aria-hidden="true">
      {hints.map(([key, word]) => (
        <span key={key}>
          <kbd className="key">{key}</kbd> {words.t(word)}
        </span>
      ))}
    </footer>
  );
});
