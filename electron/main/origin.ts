import type { Surface } from '../../shared/contract/frames';
import type { WallPage } from '../../shared/contract/wall-pages';

export const SCHEME = 'app';
const SURFACES: readonly Surface[] = ['wall', 'desk', 'briefing'];

/**
 * The address of a surface's page. Each surface is an origin of its own. `page`: which of the wall's pages, otherwise its first one; `opened`: the size that its window is
 * opened with, by which a wall finds its last picture.
 */
export function pageUrl(surface: Surface, page?: WallPage, opened?: { readonly width?: number; readonly height?: number }): string {
  const query = [
    page === undefined ? [] : `page=${encodeURIComponent(page)}`,
    opened === undefined ? [] : `opened=${opened.width}x${opened.height}`,
  ].flat();
  return `${SCHEME}://${surface}/${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/** The surface that an address belongs to; null for every other origin (fails closed: no port, user, or unknown host passes). */
export function surfaceOf(address: string): Surface | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== `${SCHEME}:` || url.port !== '' || url.username !== '' || url.password !== '') return null;
  return SURFACES.find((surface) => surface === url.hostname) ?? null;
}
