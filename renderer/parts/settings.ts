import { createContext, useContext } from 'react';
import type { Settings } from '../../shared/contract/bridge';

export const SettingsContext = createContext<Settings | null>(null);

/** The person's choices: language, theme, the wall's geometry. Changed through the bridge, which tells every window. */
export function useSettings(): Settings {
  const settings = useContext(SettingsContext);
  if (settings === null) throw new Error('useSettings outside of a page');
  return settings;
}
