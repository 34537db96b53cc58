import type { Surface } from '../../shared/contract/frames';

export const SCHEME = 'app';
const SURFACES: readonly Surface[] = ['wall', 'desk', 'briefing'];

/** The address of a surface's page. Each surface is an origin of its own. */
export function pageUrl(surface: Surface): string {
  return `${SCHEME}://${surface}/`;
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
