import { recordAt, type RecordColumns } from '../../shared/domain/record-columns';
import { Projection } from '../../shared/projection/projection';
import type { NoteWriter } from './notes';
import { recordHash } from './record-hash';

type ApplyColumns = (this: Projection, columns: RecordColumns, row: number, end: number) => void;
type Apply = (this: Projection, record: ReturnType<typeof recordAt>) => void;

/**
 * Notes every record that any projection of this process folds, by standing in front of the product's own fold: the product knows nothing of it. A projection that
 * is met for the first time is a new picture: it has come from the hub, from the disk, or begins with nothing.
 */
export function observeFolds(notes: NoteWriter): void {
  const known = new WeakSet<Projection>();
  const meet = (projection: Projection) => {
    if (known.has(projection)) return;
    known.add(projection);
    notes.add({ kind: 'picture', seq: projection.seq, digest: projection.digest() });
  };
  const applyColumns: ApplyColumns = Reflect.get(Projection.prototype, 'applyColumns');
  const apply: Apply = Reflect.get(Projection.prototype, 'apply');
  /** Rows may be taken in one record at a time or not: each is noted once. */
  let inColumns = false;
  Projection.prototype.applyColumns = function observed(columns, row, end) {
    meet(this);
    inColumns = true;
    try {
      applyColumns.call(this, columns, row, end);
    } finally {
      inColumns = false;
      const taken = Math.min(end, this.seq - columns.from + 1);
      for (let at = row; at < taken; at += 1)
        notes.add({ kind: 'record', seq: columns.from + at, hash: recordHash(recordAt(columns, at)) });
    }
  };
  Projection.prototype.apply = function observed(record) {
    meet(this);
    apply.call(this, record);
    if (!inColumns) notes.add({ kind: 'record', seq: record.seq, hash: recordHash(record) });
  };
}
