import { parseArgs } from 'node:util';
import { LOCALES, type Locale, THEMES, type Theme } from '../../shared/contract/bridge';
import { WALL_PAGES, type WallPage, wallPageOf } from '../../shared/contract/wall-pages';

/** What the command line asks for. */
export interface AppOptions {
  /** Windows to open; both when none is named. */
  readonly wall: boolean;
  readonly desk: boolean;
  /** One wall with these pages, in turn, instead of the screens of screens.json; null: as they say. */
  readonly pages: readonly WallPage[] | null;
  /** The display that this one wall goes on, by any of its names (screens/identity.ts); null: any. */
  readonly display: string | null;
  /** Walls that a passer-by cannot leave. */
  readonly kiosk: boolean;
  /** Prints the displays of this machine as entries for screens.json, and ends. */
  readonly listDisplays: boolean;
  /** Address of a hub on another machine, with the file that holds its token (null: walls that are paired by a code); null: the embedded hub. */
  readonly hub: { readonly url: string; readonly tokenFile: string | null } | null;
  /** Source of the embedded hub. */
  readonly source: string;
  /** Where everything that is kept lies; null: the platform's own place. */
  readonly dataDirectory: string | null;
  /** Where briefings go; null: the person is asked. */
  readonly exportDirectory: string | null;
  readonly locale: Locale | null;
  readonly theme: Theme | null;
  readonly softwareRendering: boolean;
}

export type ParsedOptions = { readonly ok: true; readonly options: AppOptions } | { readonly ok: false; readonly reason: string };

/** Reads the arguments that are ours; Chromium's own switches pass by. */
export function parseOptions(argv: readonly string[]): ParsedOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    options: {
      wall: { type: 'boolean' },
      desk: { type: 'boolean' },
      page: { type: 'string' },
      display: { type: 'string' },
      kiosk: { type: 'boolean' },
      'list-displays': { type: 'boolean' },
      hub: { type: 'string' },
      'token-file': { type: 'string' },
      source: { type: 'string' },
      data: { type: 'string' },
      'export-dir': { type: 'string' },
      locale: { type: 'string' },
      theme: { type: 'string' },
      'software-rendering': { type: 'boolean' },
    },
  });
  const text = (name: string): string | null => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const locale = text('locale');
  const theme = text('theme');
  if (locale !== null && !isOneOf(LOCALES, locale)) return { ok: false, reason: `--locale must be one of ${LOCALES.join(', ')}` };
  if (theme !== null && !isOneOf(THEMES, theme)) return { ok: false, reason: `--theme must be one of ${THEMES.join(', ')}` };

  const wall = values['wall'] === true;
  const names = text('page')?.split(',') ?? null;
  const pages = names === null ? null : [...new Set(names)].map((name) => ({ name, page: wallPageOf(name) }));
  const missing = pages?.find(({ page }) => page === null);
  if (missing !== undefined)
    return {
      ok: false,
      reason: `--page ${missing.name}: no page can be called so; there is ${WALL_PAGES.join(', ')}, every layout by its name, or several with commas between`,
    };
  for (const name of ['page', 'display', 'kiosk'] as const) {
    if (values[name] === '') return { ok: false, reason: `--${name} needs a name` };
    if (values[name] !== undefined && !wall) return { ok: false, reason: `--${name} is for walls: say --wall --${name}` };
  }

  const url = text('hub');
  const tokenFile = text('token-file');
  if (url !== null) {
    const refused = refuseHubUrl(url);
    if (refused !== null) return { ok: false, reason: refused };
    if (tokenFile === null && !(wall && values['desk'] !== true))
      return {
        ok: false,
        reason:
          '--hub needs --token-file FILE with the token that the hub knows this machine by; only walls (--wall) can be paired by a code',
      };
  }
  const named = wall || values['desk'] === true;
  return {
    ok: true,
    options: {
      wall: !named || wall,
      desk: !named || values['desk'] === true,
      pages: pages === null ? null : pages.flatMap(({ page }) => (page === null ? [] : [page])),
      display: text('display'),
      kiosk: values['kiosk'] === true,
      listDisplays: values['list-displays'] === true,
      hub: url === null ? null : { url, tokenFile },
      source: text('source') ?? 'simulate',
      dataDirectory: text('data'),
      exportDirectory: text('export-dir'),
      locale,
      theme,
      softwareRendering: values['software-rendering'] === true,
    },
  };
}

/** Why a hub address is not acceptable; null when it is. Unencrypted connections stay on this machine. */
export function refuseHubUrl(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return `--hub ${address} is not an address; write it as https://hub.example:8443`;
  }
  if (url.username !== '' || url.password !== '') return '--hub must not carry a user or a password; use --token-file';
  if (url.protocol === 'https:') return null;
  if (url.protocol === 'http:') {
    const local = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
    return local ? null : '--hub over http is only accepted on this machine; use https for another one';
  }
  return `--hub must be https (or http on this machine), not ${url.protocol}`;
}

function isOneOf<T extends string>(list: readonly T[], value: string): value is T {
  return (list as readonly string[]).includes(value);
}
