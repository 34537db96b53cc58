import type { Seq } from '../../../shared/domain/keys';
import type { RecordColumns } from '../../../shared/domain/record-columns';
import type { Instant } from '../../../shared/time/instant';

/**
 * The last seq before the first record that is later than `at`, by looking into as few blocks as a search by halves needs: records lie in the order of their times but for
 * the few ms that one round of the writer spans.
 *
 * @param head the last seq of the log
 * @param since a seq whose record is known not to be later; near it the search is short
 * @param blockWith the columns of the block with that seq in it, which may begin earlier and end later
 */
export function seqAt(at: Instant, head: Seq, since: Seq, blockWith: (seq: Seq) => RecordColumns): Seq {
  let before = since;
  let after = head + 1;
  let stride = 1;
  while (after - before > 1) {
    // First in growing strides: a playhead moves by little.
    const seq = stride === 0 ? Math.floor((before + after) / 2) : Math.min(before + stride, after - 1);
    const columns = blockWith(seq);
    const later = firstLater(columns, at);
    if (later === null) {
      before = Math.max(seq, Math.min(head, columns.from + columns.length - 1));
      stride *= 8;
    } else if (later > columns.from || later - 1 <= before) return Math.max(before, later - 1);
    else {
      after = columns.from;
      stride = 0;
    }
  }
  return before;
}

/** The seq of the first record there that is later than `at`; null: none is. */
function firstLater(columns: RecordColumns, at: Instant): Seq | null {
  for (let row = 0; row < columns.length; row += 1) if ((columns.at[row] ?? 0) > at) return columns.from + row;
  return null;
}
