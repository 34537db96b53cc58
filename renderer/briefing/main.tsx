import '../theme/base.css';
import { loadLibrary } from '../charts/load-library';
import { mountPage } from '../parts/page';
import { Briefing } from './briefing';
import { BRIEFING_TILES } from './frozen-link';

await loadLibrary();
await mountPage('briefing', { tiles: BRIEFING_TILES, table: null, selected: null }, <Briefing />, { theme: 'day' });
