/** The longest round length in metres (1, 2 or 5 × 10^n) that is at most `mostPx` long, and its length in pixels. */
export function scaleBar(metresPerPixel: number, mostPx: number): { readonly metres: number; readonly px: number } {
  const most = metresPerPixel * mostPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((factor) => factor * power <= most) ?? 1) * power;
  return { metres, px: metres / metresPerPixel };
}
