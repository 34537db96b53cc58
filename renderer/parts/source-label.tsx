import type { Source } from '../../shared/contract/city';
import { useTile } from '../board/context';
import './source-label.css';
import { useWords, type Words } from './words';

/** Where the events come from, in words. */
export function sourceText(source: Source, words: Words): string {
  switch (source.kind) {
    case 'simulate':
      return words.t('source.simulated');
    case 'replay':
      return source.speed > 0
        ? words.t('source.replay', { name: source.name, speed: source.speed })
        : words.t('source.replayByEvents', { name: source.name });
    case 'live':
      return words.t('source.live', { name: source.name });
    case 'none':
      return words.t('source.none');
  }
}

/** On every screen: nobody may take an invented or a recorded city for the real one. */
export function SourceLabel() {
  const words = useWords();
  const source = useTile('link')?.source ?? null;
  if (source === null) return null;
  const text = sourceText(source, words);
  return (
    <span className="source-label" data-testid="source" data-kind={source.kind} title={text}>
      {text}
    </span>
  );
}

/** Beside it, where the past is shown: nobody may take it for now. */
export function PastLabel() {
  const words = useWords();
  const past = useTile('link')?.past ?? null;
  return past === null ? null : <strong className="past-label">{words.t('time.past')}</strong>;
}
