import pino from 'pino';

/** What the hub logs through. Lines hold what happened and numbers; never a token, never the body of a message. */
export interface Logger {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** JSON lines on stderr, written at once so that the last line before an end is not lost. stdout belongs to the readiness line. */
export function stderrLogger(): Logger {
  return pino({ name: 'hub', base: null, level: process.env['HOTLINE_WALL_LOG'] ?? 'info' }, pino.destination({ dest: 2, sync: true }));
}
