import '../theme/base.css';
import { mountPage } from '../parts/page';
import { Wall, WALL_TILES } from './wall';

await mountPage('wall', { tiles: WALL_TILES, table: null, selected: null }, <Wall />);
