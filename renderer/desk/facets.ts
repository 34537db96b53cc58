import type { CensusTile } from '../../shared/contract/census-tile';
import type { CatalogueTile, DeadlinesTile, DueTile } from '../../shared/contract/frames';
import { CASE_STATUSES, CHANNELS, DEADLINE_STATES, ENDED_STATUSES, GRADES } from '../../shared/domain/terms';
import type { Words } from '../parts/words';
import type { Facet } from './filters';

/** One choice of a facet. */
export interface FacetOption {
  readonly value: string | number;
  readonly label: string;
  /** What tells it from another of the same name: a district, a parent category. */
  readonly hint: string;
  /** Also found by these: its name in the other language, its code. */
  readonly also: string;
  /** Cases behind it, where the tiles know; null where they do not. */
  readonly count: number | null;
}

export interface FacetSources {
  readonly catalogue: CatalogueTile | undefined;
  readonly census: CensusTile | undefined;
  readonly deadlines: DeadlinesTile | undefined;
  readonly due: DueTile | undefined;
}

/** Facets with so many choices that one types to find one. */
export const SEARCHED_FACETS: readonly Facet[] = ['unit', 'category', 'district'];

/** Every choice of a facet, in its natural order (closed lists) or the catalogue's. */
export function optionsOf(facet: Facet, sources: FacetSources, words: Words): readonly FacetOption[] {
  const { catalogue, census, deadlines, due } = sources;
  switch (facet) {
    case 'deadline':
      return DEADLINE_STATES.toReversed().map((value) => ({
        value,
        label: words.t(`desk.deadline.${value}`),
        hint: '',
        also: '',
        count: deadlines === undefined ? null : value === 'breached' ? deadlines.breached : value === 'at-risk' ? deadlines.atRisk : null,
      }));
    case 'status':
      return CASE_STATUSES.filter((value) => !ENDED_STATUSES.includes(value)).map((value) => ({
        value,
        label: words.t(`desk.status.${value}`),
        hint: '',
        also: '',
        count: census?.byStatus.find((entry) => entry.status === value)?.count ?? null,
      }));
    case 'grade':
      return GRADES.map((value) => ({
        value,
        label: words.t(`unit.grade.${value}`),
        hint: '',
        also: '',
        count: due?.byGrade.find((entry) => entry.grade === value)?.open ?? null,
      }));
    case 'channel':
      return CHANNELS.map((value) => ({
        value,
        label: words.t(`desk.channel.${value}`),
        hint: '',
        also: '',
        count: census?.byChannel.find((entry) => entry.channel === value)?.open ?? null,
      }));
    case 'district':
      return named(catalogue?.districts, words, (_entry, key) => ({
        hint: '',
        count: census?.byDistrict.find((entry) => entry.district === key)?.open ?? null,
      }));
    case 'unit':
      return named(catalogue?.units, words, (entry) => {
        const district = catalogue?.districts[entry.district];
        const place = entry.district === 0 || district === undefined ? '' : words.name(district.name);
        return { hint: [place, words.t(`desk.unit-kind.${entry.kind}`)].filter((part) => part !== '').join(' · '), count: null };
      });
    case 'category':
      return named(catalogue?.categories, words, (entry) => {
        const parent = catalogue?.categories[entry.parent];
        return { hint: entry.parent === 0 || parent === undefined ? '' : words.name(parent.name), count: null };
      });
  }
}

function named<T extends { readonly code: string; readonly name: { readonly zh: string; readonly en: string } }>(
  list: readonly T[] | undefined,
  words: Words,
  more: (entry: T, key: number) => Pick<FacetOption, 'hint' | 'count'>,
): readonly FacetOption[] {
  return (list ?? []).flatMap((entry, key) =>
    key === 0
      ? []
      : [{ value: key, label: words.name(entry.name), also: `${entry.name.zh} ${entry.name.en} ${entry.code}`, ...more(entry, key) }],
  );
}

/** Those whose name, hint, other name or code holds the text, names that begin with it first. An empty text keeps everything. */
export function matching<T extends { readonly label: string; readonly hint: string; readonly also: string }>(
  options: readonly T[],
  text: string,
): readonly T[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return options;
  const rank = (option: T): number => {
    const label = option.label.toLocaleLowerCase();
    if (label.startsWith(wanted)) return 0;
    if (label.includes(wanted)) return 1;
    return `${option.hint} ${option.also}`.toLocaleLowerCase().includes(wanted) ? 2 : 3;
  };
  return options
    .map((option) => ({ option, rank: rank(option) }))
    .filter((entry) => entry.rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map((entry) => entry.option);
}
