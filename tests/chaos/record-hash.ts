import type { LogRecord } from '../../shared/domain/events';

/** u32 over all that a record says, whatever the order of its fields: FNV-1a over its sorted JSON. */
export function recordHash(record: LogRecord): number {
  return hashText(`${record.seq} ${record.at} ${record.by} ${sorted(record.event)}`);
}

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
