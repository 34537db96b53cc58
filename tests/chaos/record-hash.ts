import type { LogRecord } from '../../shared/domain/events';

/** u32 over all that a record says, whatever the order of its fields. */
export function recordHash({ seq, at, by, event }: LogRecord): number {
  return mix(mix(mix(hashNumber(seq), hashNumber(at)), hashText(by)), hashValue(event)) >>> 0;
}

/** FNV-1a. */
export function hashText(text: string): number {
  let hash = 0x811c_9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193);
  return hash >>> 0;
}

/** JSON with the keys of every object in order. */
export function sorted(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${key}:${sorted(inner)}`).join()}}`;
}

function hashValue(value: unknown): number {
  if (typeof value === 'number') return hashNumber(value);
  if (typeof value === 'string') return hashText(value);
  if (typeof value !== 'object' || value === null) return hashText(String(value));
  if (Array.isArray(value)) return value.reduce<number>((hash, item) => mix(hash, hashValue(item)), value.length);
  // A sum does not depend on the order of the fields.
  let sum = 0;
  for (const [name, inner] of Object.entries(value)) sum = (sum + mix(nameHash(name), hashValue(inner))) | 0;
  return sum;
}

const names = new Map<string, number>();

function nameHash(name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  const hash = hashText(name);
  names.set(name, hash);
  return hash;
}

const bits = new DataView(new ArrayBuffer(8));

function hashNumber(value: number): number {
  bits.setFloat64(0, value);
  return mix(bits.getInt32(0), bits.getInt32(4));
}

/** Not the same when the two change places. The finalizer is MurmurHash3's. */
function mix(a: number, b: number): number {
  let mixed = (Math.imul(a, 0x9e37_79b1) ^ (b + 0x7f4a_7c15)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}
