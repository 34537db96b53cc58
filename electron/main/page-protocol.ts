import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Session } from 'electron';
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

/** Serves the built pages under app://wall, app://desk and app://briefing from `root` (the built renderer's folder). */
export function servePages(session: Session, root: string): void {
  session.protocol.handle(SCHEME, async (request) => {
    const path = filePath(root, request.url);
    if (path === null || request.method !== 'GET') return refused(403);
    try {
      const body = await readFile(path);
      return new Response(new Uint8Array(body), {
        headers: {
          'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
          'content-security-policy': CONTENT_SECURITY_POLICY,
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-cache',
        },
      });
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR');
      return refused(missing ? 404 : 500);
    }
  });
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

function refused(status: number): Response {
  return new Response(null, { status });
}
