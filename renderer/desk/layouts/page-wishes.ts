import type { KeyWish } from '../commands';

/** The desk's keys that work on the page of layouts too, beside its own. */
export const LAYOUTS_WISHES: ReadonlySet<KeyWish['wish']> = new Set<KeyWish['wish']>([
  'palette',
  'keys',
  'floor',
  'layouts',
  'emergency',
  'find',
  'what-if',
]);
