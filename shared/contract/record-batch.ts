import type { LogRecord } from '../domain/events';
import { RecordBuilder } from '../domain/record-builder';
import type { RecordColumns } from '../domain/record-columns';
import type { Seq } from '../domain/keys';
import { z } from 'zod';
import { packUnchecked, unpackUnchecked } from './pack';
import { checkRows } from './record-check';
import { eventSchema, MAX_BATCH_BYTES, MAX_BATCH_RECORDS } from './records';

/**
 * Consecutive records as they go over the wire: the columns of `RecordColumns` one after the other, widest first so that each is aligned.
 *
 *   12 × u32   magic, byte-order mark, counts: records, introductions, carried, dues, texts, bytes of texts, of actors, of general; 0, 0
 *   f64        from · at[records] · longitude, latitude[introductions] · receivedAt, dispatchedAt, dueAt[carried] · dueAt[dues]
 *   u32        key, other[records] · category, district, township[introductions] · unit[carried] · from[dues] · offsets[texts + 1]
 *   u16        by[records]
 *   u8         kind, code[records] · channel[introductions] · grade[carried] · texts · actors · general
 *
 * `side` and `text` follow from the kinds and are not sent. Actors and general events are msgpack: they are few. Numbers are in the machine's order,
 * which the mark names.
 */
const MAGIC = 0x4252_4c48;
const ORDER_MARK = 0x0102_0304;
const HEADER_WORDS = 12;
const ROUGH_GENERAL_BYTES = 256;

interface Counts {
  readonly records: number;
  readonly introductions: number;
  readonly carried: number;
  readonly dues: number;
  readonly texts: number;
  readonly textBytes: number;
  readonly actorBytes: number;
  readonly generalBytes: number;
}

const actorsSchema = z.array(z.string().min(1).max(200)).max(0x1_0000);
const generalSchema = z.array(eventSchema).max(MAX_BATCH_RECORDS);

export type OpenedBatch = { readonly ok: true; readonly columns: RecordColumns } | { readonly ok: false; readonly reason: string };

/** Packs consecutive records. Throws a RangeError when they do not follow each other. */
export function packBatch(records: readonly LogRecord[]): Uint8Array {
  const builder = new RecordBuilder(records.length);
  for (const record of records) builder.add(record);
  return packColumns(builder);
}

/** Columns with the rows of each side table that are in use. */
export type Packable = RecordColumns & Pick<RecordBuilder, 'introduced' | 'carriedOver' | 'due' | 'textCount'>;

/** Packs what a builder holds. */
export function packColumns(built: Packable): Uint8Array {
  const actors = packUnchecked(built.actors);
  const general = built.general.length === 0 ? new Uint8Array(0) : packUnchecked(built.general);
  const counts = {
    records: built.length,
    introductions: built.introduced,
    carried: built.carriedOver,
    dues: built.due,
    texts: built.textCount,
    textBytes: built.texts.offsets[built.textCount]!,
    actorBytes: actors.byteLength,
    generalBytes: general.byteLength,
  };
  const bytes = new Uint8Array(bytesOf(counts));
  new Uint32Array(bytes.buffer, 0, HEADER_WORDS).set([MAGIC, ORDER_MARK, ...Object.values(counts)]);
  const packed = view(bytes, counts);
  packed.from[0] = built.from;
  for (const name of ['at', 'key', 'other', 'by', 'kind', 'code'] as const) packed[name].set(built[name].subarray(0, counts.records));
  for (const [name, column] of Object.entries(packed.introductions)) {
    column.set(built.introductions[name as keyof typeof packed.introductions].subarray(0, counts.introductions));
  }
  for (const [name, column] of Object.entries(packed.carried)) {
    column.set(built.carried[name as keyof typeof packed.carried].subarray(0, counts.carried));
  }
  packed.dueAt.set(built.dueAt.subarray(0, counts.dues));
  packed.dueFrom.set(built.dueFrom.subarray(0, counts.dues));
  packed.texts.offsets.set(built.texts.offsets.subarray(0, counts.texts + 1));
  packed.texts.bytes.set(built.texts.bytes.subarray(0, counts.textBytes));
  packed.actors.set(actors);
  packed.general.set(general);
  return bytes;
}

/** About how many bytes `packColumns` makes of what a builder holds: all but its actors, and a guess at its general events. */
export function roughBytes(built: RecordBuilder): number {
  return bytesOf({
    records: built.length,
    introductions: built.introduced,
    carried: built.carriedOver,
    dues: built.due,
    texts: built.textCount,
    textBytes: built.texts.offsets[built.textCount]!,
    actorBytes: 0,
    generalBytes: built.general.length * ROUGH_GENERAL_BYTES,
  });
}

/**
 * Opens and checks a batch from another machine; its columns are views on `bytes`, which must not change afterwards. Never throws: `reason` is English for a
 * log line and repeats nothing of the content.
 */
export function openBatch(bytes: Uint8Array): OpenedBatch {
  if (bytes.byteLength > MAX_BATCH_BYTES) return refused(`${bytes.byteLength} bytes are more than ${MAX_BATCH_BYTES}`);
  if (bytes.byteLength < HEADER_WORDS * 4) return refused('too short for a batch');
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
  const [magic, mark, records, introductions, carried, dues, texts, textBytes, actorBytes, generalBytes] = new Uint32Array(
    aligned.buffer,
    aligned.byteOffset,
    HEADER_WORDS,
  ) as unknown as [number, number, number, number, number, number, number, number, number, number];
  if (magic !== MAGIC) return refused('no batch begins like this');
  if (mark !== ORDER_MARK) return refused('made by a machine with another byte order');
  if (records > MAX_BATCH_RECORDS) return refused(`${records} records are more than ${MAX_BATCH_RECORDS}`);
  const counts = { records, introductions, carried, dues, texts, textBytes, actorBytes, generalBytes };
  if (bytesOf(counts) !== aligned.byteLength) return refused('its length is not what its counts say');
  const packed = view(aligned, counts);
  const actors = unpackedAs(actorsSchema, packed.actors);
  if (actors === null) return refused('its actors are none');
  const general = generalBytes === 0 ? [] : unpackedAs(generalSchema, packed.general);
  if (general === null) return refused('a rare event does not pass its schema');
  const columns = {
    ...packed,
    length: records,
    from: packed.from[0]! satisfies Seq,
    actors,
    general,
    side: new Uint32Array(records),
    text: new Uint32Array(records),
  };
  const why = checkRows(columns, { introductions, carried, dues, texts });
  return why === null ? { ok: true, columns } : refused(why);
}

function refused(reason: string): OpenedBatch {
  return { ok: false, reason };
}

function unpackedAs<T>(schema: z.ZodType<T>, bytes: Uint8Array): T | null {
  let value: unknown;
  try {
    value = unpackUnchecked(bytes);
  } catch {
    return null;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function bytesOf(counts: Counts): number {
  const { records, introductions, carried, dues, texts, textBytes, actorBytes, generalBytes } = counts;
  const f64s = 1 + records + 2 * introductions + 3 * carried + dues;
  const u32s = HEADER_WORDS + 2 * records + 3 * introductions + carried + dues + texts + 1;
  const u8s = 2 * records + introductions + carried + textBytes + actorBytes + generalBytes;
  return 8 * f64s + 4 * u32s + 2 * records + u8s;
}

/** The columns in `bytes`, which must be as long as `bytesOf` says. */
function view(bytes: Uint8Array, counts: Counts) {
  const { records, introductions, carried, dues, texts } = counts;
  let at = bytes.byteOffset + HEADER_WORDS * 4;
  const take = (size: number, length: number): number => {
    const from = at;
    at += size * length;
    return from;
  };
  const f64 = (length: number) => new Float64Array(bytes.buffer, take(8, length), length);
  const u32 = (length: number) => new Uint32Array(bytes.buffer, take(4, length), length);
  const u16 = (length: number) => new Uint16Array(bytes.buffer, take(2, length), length);
  const u8 = (length: number) => new Uint8Array(bytes.buffer, take(1, length), length);
  const from = f64(1);
  const atColumn = f64(records);
  const [longitude, latitude] = [f64(introductions), f64(introductions)];
  const [receivedAt, dispatchedAt, carriedDueAt] = [f64(carried), f64(carried), f64(carried)];
  const dueAt = f64(dues);
  const [key, other] = [u32(records), u32(records)];
  const [category, district, township] = [u32(introductions), u32(introductions), u32(introductions)];
  const unit = u32(carried);
  const dueFrom = u32(dues);
  const offsets = u32(texts + 1);
  const by = u16(records);
  const [kind, code] = [u8(records), u8(records)];
  const channel = u8(introductions);
  const grade = u8(carried);
  const textBytes = u8(counts.textBytes);
  const actors = u8(counts.actorBytes);
  const general = u8(counts.generalBytes);
  return {
    from,
    at: atColumn,
    key,
    other,
    by,
    kind,
    code,
    introductions: { channel, category, district, township, longitude, latitude },
    carried: { unit, grade, receivedAt, dispatchedAt, dueAt: carriedDueAt },
    dueAt,
    dueFrom,
    texts: { offsets, bytes: textBytes },
    actors,
    general,
  };
}
