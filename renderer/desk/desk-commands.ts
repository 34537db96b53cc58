import type { CatalogueTile } from '../../shared/contract/frames';
import type { SortColumn } from '../../shared/contract/frames';
import { LOCALES, THEMES } from '../../shared/contract/bridge';
import type { Words } from '../parts/words';
import { COLUMNS } from './columns';
import type { DeskCommand } from './commands';
import type { DeskPage } from './desk-state';
import { type Filters, NO_FILTERS } from './filters';
import { districtFilters, VIEWS } from './views';

/** What the palette's entries do. */
export interface DeskDeeds {
  readonly reassign: () => void;
  readonly urge: () => void;
  readonly open: () => void;
  readonly select: () => void;
  readonly selectScreen: () => void;
  readonly clearSelection: () => void;
  readonly filter: (filters: Filters) => void;
  readonly sortBy: (column: SortColumn) => void;
  readonly find: () => void;
  /** To the cases; to calls and seats, or back. */
  readonly cases: () => void;
  readonly floor: () => void;
  readonly whatIf: () => void;
  /** To the walls' own pages, or back to the cases. */
  readonly layouts: () => void;
  readonly emergency: () => void;
  readonly briefing: () => void;
  /** The time bar; and from the past back to now. */
  readonly time: () => void;
  readonly present: () => void;
  readonly screens: () => void;
  readonly keys: () => void;
}

export interface DeskSituation {
  /** Something is selected, open or under the focus. */
  readonly hasTarget: boolean;
  readonly hasFocus: boolean;
  readonly hasSelection: boolean;
  readonly emergencyOpen: boolean;
  readonly page: DeskPage;
  /** What is shown is the past, which nobody can change. */
  readonly past: boolean;
}

/** Every action, view and setting, in the order of the palette. */
export function deskCommands(
  words: Words,
  catalogue: CatalogueTile | undefined,
  situation: DeskSituation,
  deeds: DeskDeeds,
): readonly DeskCommand[] {
  const t: Words['t'] = (key, values) => words.t(key, values);
  const action = (id: string, label: string, keys: string, enabled: boolean, run: () => void): DeskCommand => ({
    id,
    group: 'action',
    label,
    keys,
    enabled,
    run,
  });
  const { hasFocus, hasSelection, emergencyOpen, page, past } = situation;
  const hasTarget = situation.hasTarget && !past;
  const onCases = page === 'cases';
  return [
    action('reassign', t('desk.palette.reassign'), 'R', hasTarget, deeds.reassign),
    action('urge', t('desk.palette.urge'), 'U', hasTarget, deeds.urge),
    action('open', t('desk.palette.open'), '↵', onCases && hasFocus, deeds.open),
    action('select', t('desk.palette.select'), 'X', onCases && hasFocus, deeds.select),
    action('select-screen', t('desk.palette.select-screen'), 'Ctrl A', onCases, deeds.selectScreen),
    action('clear-selection', t('desk.palette.clear-selection'), 'Esc', onCases && hasSelection, deeds.clearSelection),
    action('floor', t('desk.palette.floor'), 'C', page !== 'floor', deeds.floor),
    action('cases', t('desk.palette.cases'), page === 'floor' ? 'C' : 'B', !onCases, deeds.cases),
    action('layouts', t('desk.palette.layouts'), 'B', page !== 'layouts', deeds.layouts),
    action('what-if', t('desk.palette.what-if'), 'W', true, deeds.whatIf),
    action('find', t('desk.palette.find'), '/', true, deeds.find),
    action('emergency', t(emergencyOpen ? 'desk.palette.emergency-close' : 'desk.palette.emergency-open'), 'E', !past, deeds.emergency),
    action('time', t('desk.palette.time'), 'T', !past, deeds.time),
    action('present', t('desk.palette.present'), 'L', past, deeds.present),
    action('briefing', t('desk.palette.briefing'), '', true, deeds.briefing),
    action('wall', t('desk.palette.wall'), '', true, () => window.hotlineWall.openWall()),
    action('screens', t('desk.palette.screens'), 'S', true, deeds.screens),
    action('keys', t('desk.palette.keys'), '?', true, deeds.keys),
    ...VIEWS.map((view): DeskCommand => ({
      id: `view-${view.id}`,
      group: 'view',
      label: t('desk.palette.view', { name: t(view.label) }),
      keys: '',
      enabled: true,
      run: () => deeds.filter(view.filters),
    })),
    ...(catalogue?.districts ?? []).flatMap((district, key): DeskCommand[] =>
      key === 0
        ? []
        : [
            {
              id: `district-${key}`,
              group: 'view',
              label: t('desk.palette.district', { name: words.name(district.name) }),
              keys: '',
              enabled: true,
              run: () => deeds.filter(districtFilters(key)),
            },
          ],
    ),
    {
      id: 'clear-filters',
      group: 'filter',
      label: t('desk.palette.clear-filters'),
      keys: '',
      enabled: true,
      run: () => deeds.filter(NO_FILTERS),
    },
    ...COLUMNS.map((column, place): DeskCommand => ({
      id: `sort-${column}`,
      group: 'filter',
      label: t('desk.palette.sort', { column: t(`desk.column.${column}`) }),
      keys: String(place + 1),
      enabled: true,
      run: () => deeds.sortBy(column),
    })),
    ...LOCALES.map((locale): DeskCommand => ({
      id: `locale-${locale}`,
      group: 'setting',
      label: t(`desk.palette.language.${locale}`),
      keys: '',
      enabled: locale !== words.locale,
      run: () => void window.hotlineWall.changeSettings({ locale }),
    })),
    ...THEMES.map((theme): DeskCommand => ({
      id: `theme-${theme}`,
      group: 'setting',
      label: t(`desk.palette.theme.${theme}`),
      keys: '',
      enabled: true,
      run: () => void window.hotlineWall.changeSettings({ theme }),
    })),
  ];
}
