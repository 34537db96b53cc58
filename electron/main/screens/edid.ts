import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a panel says of itself in the first block of its EDID (VESA E-EDID 1.4, section 3). */
export interface Edid {
  /** Maker's three letters and product code, e.g. `DEL-4189`. */
  readonly model: string;
  /** The serial number printed on it (descriptor FFh), else the number in the header; null: it has none. */
  readonly serial: string | null;
  /** The product's name (descriptor FCh); empty: none. What Electron calls `label`. */
  readonly name: string;
  /** Size of the picture in millimetres; null: not said (projectors). */
  readonly sizeMm: { readonly width: number; readonly height: number } | null;
  /** Pixels of the preferred mode; null: not said. */
  readonly native: { readonly width: number; readonly height: number } | null;
}

/** An EDID and the connector that its panel is plugged into, e.g. `HDMI-A-1`. */
export interface PluggedPanel {
  readonly connector: string;
  readonly edid: Edid;
}

const BLOCK_BYTES = 128;
const HEADER = [0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0];
const DESCRIPTORS_AT = 54;
const DESCRIPTOR_BYTES = 18;
const DESCRIPTOR_COUNT = 4;
const TAG_SERIAL = 0xff;
const TAG_NAME = 0xfc;

/** null: these bytes are no EDID. */
export function parseEdid(bytes: Uint8Array): Edid | null {
  if (bytes.length < BLOCK_BYTES || !HEADER.every((byte, index) => bytes[index] === byte)) return null;
  let sum = 0;
  for (let at = 0; at < BLOCK_BYTES; at += 1) sum += bytes[at] ?? 0;
  if (sum % 256 !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, BLOCK_BYTES);
  const maker = view.getUint16(8);
  const letters = [10, 5, 0].map((shift) => String.fromCharCode(64 + ((maker >> shift) & 0x1f))).join('');
  const product = view.getUint16(10, true).toString(16).padStart(4, '0');
  const number = view.getUint32(12, true);
  let serial = number === 0 ? null : String(number);
  let name = '';
  let sizeMm: Edid['sizeMm'] = null;
  let native: Edid['native'] = null;
  for (let index = 0; index < DESCRIPTOR_COUNT; index += 1) {
    const at = DESCRIPTORS_AT + index * DESCRIPTOR_BYTES;
    if (view.getUint16(at) === 0) {
      const tag = view.getUint8(at + 3);
      if (tag === TAG_SERIAL) serial = textOf(bytes, at) || serial;
      if (tag === TAG_NAME) name = textOf(bytes, at);
    } else if (native === null) {
      // The first timing is the preferred one.
      const high = view.getUint8(at + 4);
      const tall = view.getUint8(at + 7);
      native = { width: view.getUint8(at + 2) | ((high & 0xf0) << 4), height: view.getUint8(at + 5) | ((tall & 0xf0) << 4) };
      const mm = view.getUint8(at + 14);
      const width = view.getUint8(at + 12) | ((mm & 0xf0) << 4);
      const height = view.getUint8(at + 13) | ((mm & 0x0f) << 8);
      if (width > 0 && height > 0) sizeMm = { width, height };
    }
  }
  const widthCm = view.getUint8(21);
  const heightCm = view.getUint8(22);
  if (sizeMm === null && widthCm > 0 && heightCm > 0) sizeMm = { width: widthCm * 10, height: heightCm * 10 };
  return { model: `${letters}-${product}`, serial, name, sizeMm, native };
}

function textOf(bytes: Uint8Array, at: number): string {
  const text = String.fromCharCode(...bytes.subarray(at + 5, at + DESCRIPTOR_BYTES));
  return (text.split('\n')[0] ?? '').trim();
}

/**
 * The panels that are plugged into this machine, ordered by connector, as Linux tells them under `/sys/class/drm`. Empty where there is no such
 * folder: other systems, virtual displays.
 */
export function pluggedPanels(folder = '/sys/class/drm'): readonly PluggedPanel[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // Not a machine that tells.
    return [];
  }
  return names.toSorted().flatMap((name) => {
    const connector = /^card\d+-(.+)$/.exec(name)?.[1];
    if (connector === undefined) return [];
    try {
      const edid = parseEdid(readFileSync(join(folder, name, 'edid')));
      return edid === null ? [] : [{ connector, edid }];
    } catch {
      // Unplugged between the two reads, or a connector that has no panel file.
      return [];
    }
  });
}
