import pino from 'pino';

export type Logger = pino.Logger;

/** Structured lines on stderr. No case, token or text of a person is ever handed to it. */
export function openLog(name: string): Logger {
  return pino({ name, level: process.env['HOTLINE_WALL_LOG'] ?? 'info' }, pino.destination({ dest: 2, sync: true }));
}
