/**
 * The pages that a wall can show without anybody having drawn one. A new page is a name here and a composition in renderer/wall/pages.tsx, which the types then ask for:
 * command line, screens file and address take it from this list.
 */
export const WALL_PAGES = ['overview', 'calls', 'map', 'deadlines', 'tasks', 'emergency'] as const;
export type BuiltInPage = (typeof WALL_PAGES)[number];

const LAYOUT = 'layout:';
/** A layout of the operator's own as a page: `layout:` and its name. */
export type LayoutPage = `layout:${string}`;

export type WallPage = BuiltInPage | LayoutPage;

/** What a wall shows unless something else is asked for. */
export const FIRST_WALL_PAGE: BuiltInPage = 'overview';

const LONGEST_LAYOUT_NAME = 40;

/**
 * Whether a layout may be called so: 1 to 40 characters of one line, without blanks at its ends, without a comma or colon (they part pages on the command line and in
 * addresses), and not the name of a page that every wall has.
 */
export function isLayoutName(name: string): boolean {
  return (
    name === name.trim() &&
    name.length > 0 &&
    name.length <= LONGEST_LAYOUT_NAME &&
    !/[,:\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name) &&
    !isBuiltIn(name)
  );
}

/** The page that people call so. A name that no page has may be that of a layout: whether there is one is seen when it is shown. null: no page can be called so. */
export function wallPageOf(name: string): WallPage | null {
  if (isBuiltIn(name)) return name;
  return isLayoutName(name) ? layoutPage(name) : null;
}

/** The page that an address names: its own name, `layout:` included. null: none. */
export function pageOfAddress(text: string): WallPage | null {
  return text.startsWith(LAYOUT) ? wallPageOf(text.slice(LAYOUT.length)) : wallPageOf(text);
}

export function layoutPage(name: string): LayoutPage {
  return `${LAYOUT}${name}`;
}

/** The name of the layout that the page is; null: it is not one. */
export function layoutNameOf(page: WallPage): string | null {
  return isBuiltIn(page) ? null : page.slice(LAYOUT.length);
}

/** As people write it on the command line and in screens.json. */
export function pageNameOf(page: WallPage): string {
  return layoutNameOf(page) ?? page;
}

function isBuiltIn(name: string): name is BuiltInPage {
  return (WALL_PAGES as readonly string[]).includes(name);
}
