import { useTile } from '../board/context';
import { ageText } from '../parts/age';
import { useFreshness } from '../parts/freshness';
import { Sign } from '../parts/sign';
import { useWords } from '../parts/words';
import './link-band.css';

/**
 * While there is a picture that is not live: what happened, how old the picture is, what still holds, what is being done. It takes the header's
 * free room, so that nothing on the wall moves when the link comes and goes.
 */
export function LinkBand() {
  const words = useWords();
  const link = useTile('link');
  const city = useTile('city');
  const { fresh, state, ageMs } = useFreshness();
  if (fresh || link === undefined || city === undefined) return <div className="link-band" />;
  const level = state === 'refused' ? 'broken' : 'watch';
  return (
    <div className="link-band" data-level={level} role="status">
      <strong>
        <Sign level={level} /> {words.t(`wall.band.${state}.what`)}
      </strong>
      {ageMs === null ? null : <span className="link-band-age">{words.t('wall.band.age', { age: ageText(ageMs, words) })}</span>}
      <span>{words.t(`wall.band.${state}.safe`)}</span>
      <span>{words.t(`wall.band.${state}.next`)}</span>
    </div>
  );
}
