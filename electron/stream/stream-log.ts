/** What the stream needs of a logger; pino fits. Never handed a token, a command's reason or a case. */
export interface StreamLog {
  info(facts: Readonly<Record<string, unknown>>, text: string): void;
  warn(facts: Readonly<Record<string, unknown>>, text: string): void;
  error(facts: Readonly<Record<string, unknown>>, text: string): void;
}
