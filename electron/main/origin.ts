import type { Surface } from '../../shared/contract/frames';
import type { WallPage } from '../../shared/contract/wall-pages';

export const SCHEME = 'app';
const SURFACES: readonly Surface[] = ['wall', 'desk', 'briefing'];

/** The address of a surface's page. Each surface is an origin of its own; `page`: which of the wall's pages, otherwise its first one. */
export function pageUrl(surface: Surface, page?: WallPage): string {
  const address = `${SCHEME}://${surface}/`;
  return page === undefined ? address : `${address}?page=${page}`;
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
