import { useTile } from '../board/context';
import { PastLabel, SourceLabel } from '../parts/source-label';
import { useWords } from '../parts/words';

export interface PageNumber {
  readonly number: number;
  readonly of: number;
}

/** Which document this page belongs to, whether its city is a simulated one, and which of its pages it is: a page may be passed on alone. */
export function PageFoot({ page }: { readonly page: PageNumber }) {
  const words = useWords();
  const city = useTile('city');
  return (
    <footer className="briefing-foot">
      {city === undefined ? null : <span>{words.t('briefing.title', { city: words.name(city.name), hotline: city.hotline })}</span>}
      <SourceLabel />
      <PastLabel />
      <PageNumberMark page={page} />
    </footer>
  );
}

export function PageNumberMark({ page }: { readonly page: PageNumber }) {
  return (
    <span>
      {page.number} / {page.of}
    </span>
  );
}
