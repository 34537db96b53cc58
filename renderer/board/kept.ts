/**
 * `after`, made of as much of `before` as says the same: where nothing has changed `before` itself comes back, so that what shows it need not be drawn
 * again. Plain data. Typed arrays are compared by identity alone: a copy of one that came over a port is always new, and looking at all of it costs more than it saves.
 */
export function kept<T>(before: unknown, after: T): T;
export function kept(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after;
  if (Array.isArray(after)) return Array.isArray(before) ? keptList(before, after) : after;
  if (Array.isArray(before) || ArrayBuffer.isView(after) || ArrayBuffer.isView(before)) return after;
  return keptFields(before as Fields, after as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function keptList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  let same = before.length === after.length;
  let shares = false;
  const list = after.map((value, index) => {
    const entry = kept(before[index], value);
    if (entry !== before[index]) same = false;
    if (entry !== value) shares = true;
    return entry;
  });
  return same ? before : shares ? list : after;
}

function keptFields(before: Fields, after: Fields): Fields {
  const names = Object.keys(after);
  let same = names.length === Object.keys(before).length;
  let shares = false;
  const fields: Record<string, unknown> = {};
  for (const name of names) {
    const value = kept(before[name], after[name]);
    if (!(name in before) || value !== before[name]) same = false;
    if (value !== after[name]) shares = true;
    fields[name] = value;
  }
  return same ? before : shares ? fields : after;
}
