import { type ReactNode, useSyncExternalStore } from 'react';
import { FreshnessInTurn } from '../parts/freshness';
import { TileGuard } from '../parts/tile-guard';
import { useWords, type WordKey } from '../parts/words';
import { isCovered, onUncovered } from './kept-picture';

/** The panels of all pages. */
export type PanelName = {
  [Key in WordKey]: Key extends `wall.${infer Name}.title` ? Name : never;
}[WordKey];

/** A panel that fails says so in its place, and hears of the picture's age in a turn of its own. */
export function Guarded({ name, children }: { readonly name: PanelName; readonly children: ReactNode }) {
  const words = useWords();
  const unseen = useSyncExternalStore(onUncovered, isCovered);
  return (
    <TileGuard name={name} title={words.t(`wall.${name}.title`)} text={words.t('parts.tileFailed')}>
      <FreshnessInTurn unseen={unseen}>{children}</FreshnessInTurn>
    </TileGuard>
  );
}
