/** UTF-8 without TextEncoder, which is not part of the language and so not of `shared`. */

/** Bytes that `text` takes; a lone surrogate counts as U+FFFD. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      bytes += 1;
      continue;
    }
    bytes += 2;
    // A pair takes 4 bytes for its 2 units.
    if (isPair(text, i, unit)) {
      i += 1;
    }
  }
  return bytes;
}

/** Writes `text` at `offset` and returns where it ends. `into` must have room. */
export function writeUtf8(text: string, into: Uint8Array, offset: number): number {
  let end = offset;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      into[end++] = unit;
    } else if (unit < 0x800) {
      into[end++] = 0xc0 | (unit >> 6);
      into[end++] = 0x80 | (unit & 0x3f);
    } else if (isPair(text, i, unit)) {
      const point = text.codePointAt(i)!;
      i += 1;
      into[end++] = 0xf0 | (point >> 18);
      into[end++] = 0x80 | ((point >> 12) & 0x3f);
      into[end++] = 0x80 | ((point >> 6) & 0x3f);
      into[end++] = 0x80 | (point & 0x3f);
    } else {
      const point = unit >= 0xd800 && unit <= 0xdfff ? 0xfffd : unit;
      into[end++] = 0xe0 | (point >> 12);
      into[end++] = 0x80 | ((point >> 6) & 0x3f);
      into[end++] = 0x80 | (point & 0x3f);
    }
  }
  return end;
}

/** The text in bytes `start … end`; what is not UTF-8 becomes U+FFFD, byte by byte. */
export function readUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  let i = start;
  while (i < end) {
    const lead = bytes[i]!;
    const size = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    const point = size === 0 || i + size > end ? -1 : pointAt(bytes, i, size, lead);
    if (point < 0) {
      text += '\ufffd';
      i += 1;
    } else {
      text += point < 0x1_0000 ? String.fromCharCode(point) : String.fromCodePoint(point);
      i += size;
    }
  }
  return text;
}

function isPair(text: string, at: number, unit: number): boolean {
  if (unit < 0xd800 || unit > 0xdbff || at + 1 >= text.length) return false;
  const low = text.charCodeAt(at + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}

const LOWEST = [0, 0, 0x80, 0x800, 0x1_0000] as const;

/** −1: not a sound sequence (overlong, a surrogate, beyond Unicode, broken continuation). */
function pointAt(bytes: Uint8Array, at: number, size: number, lead: number): number {
  if (size === 1) return lead;
  let point = lead & (0x7f >> size);
  for (let k = 1; k < size; k += 1) {
    const next = bytes[at + k]!;
    if ((next & 0xc0) !== 0x80) return -1;
    point = (point << 6) | (next & 0x3f);
  }
  const sound = point >= LOWEST[size]! && point <= 0x10_ffff && !(point >= 0xd800 && point <= 0xdfff);
  return sound ? point : -1;
}
