/** One line of a text file, without its end. */
export interface TextLine {
  /** From 1. */
  readonly number: number;
  /** null: it was longer than the limit and was passed over. */
  readonly text: string | null;
}

/**
 * Cuts UTF-8 chunks into lines ended by LF or CRLF. A byte-order mark is dropped, bytes that are not UTF-8 become U+FFFD, and of a line beyond
 * `limit` characters no more is held than that.
 */
export async function* textLines(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder('utf-8');
  let number = 0;
  let rest = '';
  let tooLong = false;
  const line = (text: string): TextLine => {
    number += 1;
    const whole = tooLong || text.length > limit ? null : text.endsWith('\r') ? text.slice(0, -1) : text;
    tooLong = false;
    return { number, text: whole };
  };
  for await (const chunk of chunks) {
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) yield line(piece);
    if (rest.length > limit) {
      tooLong = true;
      rest = '';
    }
  }
  rest += decoder.decode();
  if (rest !== '' || tooLong) yield line(rest);
}
