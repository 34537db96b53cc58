import { useTile } from '../board/context';
import { formatCount } from '../parts/figures';
import { useWords } from '../parts/words';
import { type Filters, passesEverything } from './filters';

/** No row, and why: nothing open at all, or everything outside the filters. */
export function TableEmpty({ filters, onClear }: { readonly filters: Filters; readonly onClear: () => void }) {
  const words = useWords();
  const open = useTile('census')?.open ?? 0;
  if (passesEverything(filters)) {
    return (
      <div className="table-empty" role="status">
        <strong>{words.t('desk.table.empty-all')}</strong>
      </div>
    );
  }
  return (
    <div className="table-empty" role="status">
      <strong>{words.t('desk.table.empty')}</strong>
      <p>{words.t('desk.table.empty-hint', { open: formatCount(open, words.locale) })}</p>
      <button type="button" className="button" onClick={onClear}>
        {words.t('desk.table.clear')}
      </button>
    </div>
  );
}
