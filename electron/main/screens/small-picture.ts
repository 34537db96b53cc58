import type { NativeImage } from 'electron';
import { MOST_PICTURE_BYTES } from '../../../shared/contract/screens';

/** Wide enough to tell the pages apart and to see that a wall is right. */
const WIDTH_PX = 400;
const QUALITIES = [72, 55, 40, 25];

/** JPEG of at most MOST_PICTURE_BYTES; null: there is nothing to be seen, or it cannot be made that small. */
export function smallPicture(image: Pick<NativeImage, 'isEmpty' | 'resize' | 'getSize'>): Uint8Array | null {
  if (image.isEmpty()) return null;
  const { width, height } = image.getSize();
  // A tall one is as high as others are wide.
  const scale = Math.min(1, WIDTH_PX / Math.max(width, height));
  const small = image.resize({ width: Math.max(1, Math.round(width * scale)), quality: 'better' });
  for (const quality of QUALITIES) {
    const jpeg = small.toJPEG(quality);
    if (jpeg.byteLength <= MOST_PICTURE_BYTES) return Uint8Array.from(jpeg);
  }
  return null;
}
