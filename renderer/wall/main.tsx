import '../theme/base.css';
import { mountPage } from '../parts/page';
import { isCovered, letGoOfKeptPicture } from './kept-picture';
import { keptTilesFrame } from './kept-tiles';
import { PAGES, pageAsked } from './pages';
import { ScreenNumber, TechnicianBar } from './technician-bar';
import { PairedWall } from './paired-wall';
import { WallScreenProvider } from './wall-screen';

const page = pageAsked(window.location.search);
const { tiles } = PAGES[page];
const first = isCovered() ? keptTilesFrame(tiles) : null;
const drawn = window.hotlineWall.screen().then((screen) => (
  <WallScreenProvider first={screen}>
    <PairedWall first={page} />
    <ScreenNumber />
    <TechnicianBar />
  </WallScreenProvider>
));
const { board } = await mountPage('wall', { tiles, table: null, selected: null }, drawn, { first });
letGoOfKeptPicture(board);
