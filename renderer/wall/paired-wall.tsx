import type { WallPage } from '../../shared/contract/wall-pages';
import { PairingPage } from './pairing-page';
import { Wall } from './wall';
import { useWallScreen } from './wall-screen';

/** The wall, once its hub lets it in; before, and after it was shut out, nothing of any city. */
export function PairedWall({ first }: { readonly first: WallPage }) {
  const { pairing } = useWallScreen();
  return pairing === null ? <Wall first={first} /> : <PairingPage pairing={pairing} />;
}
