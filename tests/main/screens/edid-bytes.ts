interface Panel {
  readonly serial: string;
  readonly name: string;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly width: number;
  readonly height: number;
}

/** The first block of the EDID of a Dell panel with product code 4189h, as VESA E-EDID 1.4 lays it out. */
export function edidOf({ serial, name, widthMm, heightMm, width, height }: Panel): Uint8Array {
  const bytes = new Uint8Array(128);
  bytes.set([0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0]);
  // D = 4, E = 5, L = 12 in five bits each.
  bytes.set([(4 << 2) | (5 >> 3), ((5 & 7) << 5) | 12, 0x89, 0x41], 8);
  bytes.set([Math.round(widthMm / 10), Math.round(heightMm / 10)], 21);
  const high = (a: number, b: number) => ((a >> 8) << 4) | (b >> 8);
  bytes.set([1, 1, width & 0xff, 0, (width >> 8) << 4, height & 0xff, 0, (height >> 8) << 4], 54);
  bytes.set([widthMm & 0xff, heightMm & 0xff, high(widthMm, heightMm)], 66);
  const text = (at: number, tag: number, words: string) => {
    bytes.set([0, 0, 0, tag, 0], at);
    bytes.fill(0x20, at + 5, at + 18);
    bytes.set(new TextEncoder().encode(`${words}\n`).subarray(0, 13), at + 5);
  };
  text(72, 0xff, serial);
  text(90, 0xfc, name);
  bytes.set([0, 0, 0, 0x10, 0], 108);
  bytes[127] = (256 - (bytes.reduce((sum, byte) => sum + byte, 0) % 256)) % 256;
  return bytes;
}
