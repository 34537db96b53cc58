import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { ProtocolResponse, Session } from 'electron';
import { KEPT_TILES_PATH } from '../../shared/contract/kept-tiles';
import { SCHEME, surfaceOf } from './origin';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** A page may load its own files and nothing else; MapLibre's worker is one of them. Style text is refused too: React writes style properties. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface Served {
  /** The built renderer's folder. */
  readonly root: string;
  /** Is given a page's address and text and says what it begins with. Never rejects. */
  readonly begin: (address: string, html: string) => Promise<string>;
  /** JSON of what walls were shown last; null: there is none. Never rejects. */
  readonly keptTiles: () => Promise<Buffer | null>;
}

/** Serves the built pages under app://wall, app://desk and app://briefing. */
export function servePages(session: Session, served: Served): void {
  // `protocol.handle` loads undici for its Request and Response, a tenth of a second in which the first window waits for its page.
  session.protocol.registerBufferProtocol(SCHEME, ({ url, method }, answer) => {
    void answerTo(served, url, method).then(answer);
  });
}

/** Never rejects. */
async function answerTo({ root, begin, keptTiles }: Served, address: string, method: string): Promise<ProtocolResponse & { data: Buffer }> {
  if (method === 'GET' && isKeptTiles(address)) {
    const body = await keptTiles();
    return body === null ? refused(404) : { data: body, headers: headersOf('.json') };
  }
  const path = filePath(root, address);
  if (path === null || method !== 'GET') return refused(403);
  try {
    const body = await readFile(path);
    const type = extname(path);
    return {
      data: type === '.html' ? Buffer.from(await begin(address, body.toString('utf8'))) : body,
      headers: headersOf(type),
    };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR');
    return refused(missing ? 404 : 500);
  }
}

function headersOf(type: string): Record<string, string> {
  return {
    'content-type': TYPES[type] ?? 'application/octet-stream',
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  };
}

/** Of the wall's own pages alone: they show sums, never a case. */
function isKeptTiles(address: string): boolean {
  return surfaceOf(address) === 'wall' && new URL(address).pathname === KEPT_TILES_PATH;
}

/**
 * The file that an address means, always inside `root`; null when it belongs to no surface or leaves the folder. `/` is the surface's page;
 * built assets are shared by all surfaces.
 */
export function filePath(root: string, address: string): string | null {
  const surface = surfaceOf(address);
  if (surface === null) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\') || path.split('/').includes('..')) return null;
  if (path === '/') return join(root, surface, 'index.html');
  if (!path.startsWith('/assets/')) return null;
  const file = normalize(join(root, path));
  return file.startsWith(join(root, 'assets') + sep) ? file : null;
}

function refused(statusCode: number): ProtocolResponse & { data: Buffer } {
  return { statusCode, data: Buffer.alloc(0) };
}
