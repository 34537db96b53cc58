import { useTile } from '../board/context';
import { tellOutlook } from '../parts/outlook-words';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import { useCityMinute } from './floor/use-city-minute';
import './shortage-line.css';

interface ShortageLineProps {
  readonly onLook: () => void;
}

/** Under the top bar while a shortage of seats is announced: calm, in words, with the way to what would help. Amber ahead, red once it has begun. */
export function ShortageLine({ onLook }: ShortageLineProps) {
  const words = useWords();
  const outlook = useTile('outlook');
  const floor = useTile('floor');
  const zone = useTile('city')?.zone;
  const minute = useCityMinute();
  if (outlook === undefined || outlook.shortage === null || zone === undefined || minute === null) return null;
  const { level, headline, details } = tellOutlook(outlook, floor, minute, zone, words);
  return (
    <section className="shortage" role="status" data-testid="desk-shortage" data-level={level}>
      <Sign level={level} />
      <b>{headline}</b>
      <span title={details.join(' · ')}>{details.join(' · ')}</span>
      <button type="button" className="button" onClick={onLook} aria-keyshortcuts="c">
        {words.t('desk.shortage.look')} <kbd className="key">C</kbd>
      </button>
    </section>
  );
}
