import { nativeImage, type NativeImage } from 'electron';
import type { StandByWords } from '../../../shared/contract/bridge';
import { type DurationMs, MINUTE_MS } from '../../../shared/time/instant';
import type { WallPicture } from './picture-file';

/** Bytes of a pixel in a bitmap: blue, green, red, alpha. */
const PIXEL = 4;
/** Of the picture's light so much is left, in greys: it must not look alive. */
const LIGHT = 0.4;
/** Luma (ITU-R BT.601) of blue, green and red. */
const LUMA = [0.114, 0.587, 0.299] as const;
/** Where the band with the words begins, of the height; room above and below the words, of theirs. */
const BAND = { top: 0.42, room: 0.6 } as const;

/**
 * The picture of a wall without colour and with half of its light, and across it in words that it is a still picture and how old it is: `width` by `height` pixels of a window whose
 * pixels are `scale` of the screen. Takes some 0.1 s for a screen of 1920 by 1080. null: it cannot be decoded.
 */
export function stillImage(
  { jpeg, takenAt }: WallPicture,
  words: StandByWords,
  size: { readonly width: number; readonly height: number },
  scale: number,
  nowMs: number,
): NativeImage | null {
  const decoded = nativeImage.createFromBuffer(Buffer.from(jpeg));
  if (decoded.isEmpty()) return null;
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
  const taken = decoded.getSize();
  const fitting = taken.width === width && taken.height === height ? decoded : decoded.resize({ width, height, quality: 'good' });
  const bitmap = fitting.toBitmap();
  dim(bitmap, words.ground);
  drawWords(bitmap, { width, height }, words, nowMs - takenAt);
  return nativeImage.createFromBitmap(bitmap, { width, height, scaleFactor: scale });
}

function dim(bitmap: Buffer, ground: StandByWords['ground']): void {
  const [blue, green, red] = LUMA.map((part) => part * LIGHT) as [number, number, number];
  const rest = ground.map((part) => part * (1 - LIGHT)) as [number, number, number];
  for (let at = 0; at < bitmap.length; at += PIXEL) {
    const light = blue * bitmap[at]! + green * bitmap[at + 1]! + red * bitmap[at + 2]!;
    bitmap[at] = rest[2] + light;
    bitmap[at + 1] = rest[1] + light;
    bitmap[at + 2] = rest[0] + light;
  }
}

function drawWords(
  bitmap: Buffer,
  { width, height }: { readonly width: number; readonly height: number },
  words: StandByWords,
  age: DurationMs,
): void {
  const line = Math.min(words.lines - 1, Math.max(0, Math.floor(age / MINUTE_MS)));
  const top = Math.round(height * BAND.top);
  const textTop = top + Math.round(words.lineHeight * BAND.room);
  const bottom = Math.min(height, textTop + words.lineHeight + (textTop - top));
  const left = Math.floor((width - words.width) / 2);
  for (let y = top; y < bottom; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [inX, inY] = [x - left, y - textTop];
      const inside = inX >= 0 && inX < words.width && inY >= 0 && inY < words.lineHeight;
      const ink = inside ? words.mask[(line * words.lineHeight + inY) * words.width + inX]! / 255 : 0;
      const at = (y * width + x) * PIXEL;
      for (let part = 0; part < 3; part += 1) bitmap[at + part] = words.band[2 - part]! * (1 - ink) + words.ink[2 - part]! * ink;
    }
}
