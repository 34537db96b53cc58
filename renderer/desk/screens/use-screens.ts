import { useEffect, useState } from 'react';
import type { Screens } from '../../../shared/contract/screens';
import { useLink } from '../../board/context';

export interface SeenScreens {
  /** undefined: nothing was heard yet. null: the hub is not connected. */
  readonly screens: Screens | null | undefined;
  /** Addresses of the latest pictures, by screen. */
  readonly pictures: ReadonlyMap<string, string>;
}

const NOTHING: SeenScreens = { screens: undefined, pictures: new Map() };

/** The walls of the building, for as long as this is mounted. */
export function useScreens(): SeenScreens {
  const link = useLink();
  const [seen, setSeen] = useState(NOTHING);
  useEffect(() => {
    /** Each is held by the page until it is given back. */
    const addresses = new Map<string, string>();
    const give = (id: string) => {
      const address = addresses.get(id);
      if (address !== undefined) URL.revokeObjectURL(address);
      addresses.delete(id);
    };
    const close = link.screens.open((message) => {
      if (message.kind === 'screen-picture') {
        const { id, jpeg } = message.picture;
        const before = addresses.get(id);
        addresses.set(id, URL.createObjectURL(new Blob([Uint8Array.from(jpeg)], { type: 'image/jpeg' })));
        setSeen((last) => ({ ...last, pictures: new Map(addresses) }));
        // What is on the screen now is drawn from it still.
        if (before !== undefined) setTimeout(() => URL.revokeObjectURL(before), GIVEN_BACK_MS);
        return;
      }
      const { screens } = message;
      const known = new Set(screens?.screens.map(({ id }) => id));
      for (const id of addresses.keys()) if (!known.has(id)) give(id);
      setSeen({ screens, pictures: new Map(addresses) });
    });
    return () => {
      close();
      for (const id of addresses.keys()) give(id);
    };
  }, [link]);
  return seen;
}

const GIVEN_BACK_MS = 2_000;
