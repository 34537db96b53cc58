import type Database from 'libsql';

/**
 * libsql's rows are untyped. These read single values and refuse what is not of the type that the caller expects. Rows are asked for in raw
 * form (arrays), because `pluck` does nothing in libsql's `get`, and objects carry an extra `_metadata`.
 */
export function firstRow(statement: Database.Statement, ...parameters: readonly unknown[]): readonly unknown[] | null {
  const [row] = statement.raw().all(...parameters);
  return Array.isArray(row) ? row : null;
}

export function numberIn(database: Database.Database, sql: string): number {
  return asNumber(firstRow(database.prepare(sql))?.[0]);
}

export function asNumber(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError(`the log holds ${typeof value} where a number must be`);
  return value;
}

export function asText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`the log holds ${typeof value} where text must be`);
  return value;
}

export function asBytes(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError(`the log holds ${typeof value} where bytes must be`);
  return value;
}
