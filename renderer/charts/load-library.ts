import type * as Library from './library';

let library: typeof Library | null = null;

/** Half a megabyte of script, which a page's first picture does not wait for; a document loads it before it is drawn. Rejects when the app's files are gone. */
export async function loadLibrary(): Promise<typeof Library> {
  library ??= await import('./library');
  return library;
}

/** null: it has not been loaded yet. */
export function loadedLibrary(): typeof Library | null {
  return library;
}
