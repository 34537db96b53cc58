import { z } from 'zod';
import { extentSchema } from '../contract/city';
import { CHANNELS, GRADES } from '../domain/terms';

const column = z.string().min(1);

/** What a recorded row has come to. merged: the source calls it a duplicate. */
export const ROW_STATUSES = ['open', 'closed', 'merged', 'cancelled'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

/**
 * A file under `resources/city/mappings`: how one city's recorded cases are read. Everything that is particular about a file is said here, so that
 * another city's file needs another mapping and no code. Columns that are not named are not read at all.
 */
export const mappingSchema = z.object({
  name: z.string().min(1),
  city: z.object({ name: z.object({ zh: z.string().min(1), en: z.string().min(1) }), zone: z.string().min(1), extent: extentSchema }),
  /** Headers of the columns. null: the file has nothing of the kind. */
  columns: z.object({
    reference: column,
    category: column,
    channel: column.nullable(),
    createdAt: column,
    dueAt: column.nullable(),
    closedAt: column.nullable(),
    status: column,
    /** When the row got its status: used for the end of a row that is closed without a date for it. */
    statusAt: column.nullable(),
    unit: column,
    area: column.nullable(),
    latitude: column.nullable(),
    longitude: column.nullable(),
  }),
  /** Tried in this order; times are the city's own. See `dateReader`. */
  dateFormats: z.array(z.string().min(1)).min(1),
  /** Points that stand for "not known". Points outside the extent are not believed either. */
  placeholderPoints: z.array(z.object({ latitude: z.number(), longitude: z.number() })),
  channels: z.record(z.string(), z.enum(CHANNELS)),
  channelFallback: z.enum(CHANNELS),
  /** Statuses that are not named are refused: nobody knows what they mean. */
  statuses: z.record(z.string(), z.enum(ROW_STATUSES)),
  /** Grade by the time allowed, first that fits; null: the source has no grades and every case carries `defaultGrade`. */
  gradeByDue: z.array(z.object({ withinHours: z.number().positive(), grade: z.enum(GRADES) })).nullable(),
  defaultGrade: z.enum(GRADES),
  personalColumnsDropped: z.array(z.string()),
});
export type Mapping = z.infer<typeof mappingSchema>;
export type MappedColumn = keyof Mapping['columns'];

/** The mapped columns in an order of our own, each with its header. */
export function mappedColumns({ columns }: Mapping): readonly (readonly [MappedColumn, string])[] {
  const named: [MappedColumn, string][] = [];
  for (const [name, header] of Object.entries(columns)) if (header !== null) named.push([name as MappedColumn, header]);
  return named;
}

/** Headers that the mapping needs and the file does not have exactly once. */
export function missingHeaders(mapping: Mapping, headers: readonly string[]): string[] {
  return mappedColumns(mapping)
    .map(([, header]) => header)
    .filter((header) => headers.filter((found) => found === header).length !== 1);
}
