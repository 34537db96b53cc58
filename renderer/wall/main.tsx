import '../theme/base.css';
import { layoutNameOf } from '../../shared/contract/wall-pages';
import { mountPage } from '../parts/page';
import { KeptLayouts } from './kept-layouts';
import { isCovered, letGoOfKeptPicture } from './kept-picture';
import { keptTilesFrame } from './kept-tiles';
import { drawnPage, FRAME_TILES, pageAsked } from './pages';
import { PairedWall } from './paired-wall';
import { StandByWords } from './stand-by-words';
import { ScreenNumber, TechnicianBar } from './technician-bar';
import { WallScreenProvider } from './wall-screen';

const page = pageAsked(window.location.search);
// What a layout needs is known when the layouts are: the page then asks for it by itself.
const tiles = layoutNameOf(page) === null ? drawnPage(page, { layouts: [] }).tiles : FRAME_TILES;
const first = isCovered() ? keptTilesFrame(tiles) : null;
const drawn = Promise.all([window.hotlineWall.screen(), window.hotlineWall.layouts()]).then(([screen, layouts]) => (
  <WallScreenProvider first={screen}>
    <KeptLayouts first={layouts}>
      <PairedWall first={page} />
    </KeptLayouts>
    <ScreenNumber />
    <TechnicianBar />
    <StandByWords />
  </WallScreenProvider>
));
const { board } = await mountPage('wall', { tiles, table: null, selected: null }, drawn, { first });
letGoOfKeptPicture(board);
