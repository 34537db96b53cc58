import { keptPicturePainted } from './kept-picture';

// The last picture is on the screen before anything else takes the processor.
await keptPicturePainted();
await import('./main');
