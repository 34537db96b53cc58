import { createHash } from 'node:crypto';
import type { Projection } from '../../shared/projection/projection';

/** Hash over everything that a projection holds, in its canonical order. */
export function contentHash(projection: Projection): string {
  const hash = createHash('sha256');
  for (const [name, part] of Object.entries(projection.canonical())) {
    hash.update(name);
    // Cases are many: their text is not made in one piece.
    for (const piece of Array.isArray(part) ? part : [part]) hash.update(JSON.stringify(piece));
  }
  return hash.digest('hex');
}
