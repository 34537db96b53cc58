/** A source that cannot be opened: a wrong specification, or a file that is not there or not as it must be. The message is for the operator. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
