import type { Bridge } from '../../shared/contract/bridge';
import { keptPicturePainted } from './kept-picture';

declare global {
  interface Window {
    readonly hotlineWall: Bridge;
  }
}

// The last picture is on the screen before anything else takes the processor: neither the rest of this page nor, told by this, the other processes.
await keptPicturePainted();
window.hotlineWall.pulse({ seq: 0, frames: 0, webgl: null, live: false, page: null, ageMs: null });
await import('./main');
