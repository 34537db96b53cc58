import '../theme/base.css';
import { mountPage } from '../parts/page';
import { Briefing } from './briefing';
import { BRIEFING_TILES } from './frozen-link';

await mountPage('briefing', { tiles: BRIEFING_TILES, table: null, selected: null }, <Briefing />, 'day');
