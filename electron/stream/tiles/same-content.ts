/** Whether two tiles say the same: plain data, arrays and number arrays by their content. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint16Array) return b instanceof Uint16Array && sameNumbers(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((value, i) => sameContent(value, b[i]));
  if (Array.isArray(b) || b instanceof Uint16Array) return false;
  const before = Object.entries(a);
  if (before.length !== Object.keys(b).length) return false;
  return before.every(([name, value]) => name in b && sameContent(value, (b as Readonly<Record<string, unknown>>)[name]));
}

function sameNumbers(a: Uint16Array, b: Uint16Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
