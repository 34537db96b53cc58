import '../theme/base.css';
import { mountPage } from '../parts/page';
import { letGoOfKeptPicture } from './kept-picture';
import { PAGES, pageAsked } from './pages';
import { ScreenNumber, TechnicianBar } from './technician-bar';
import { Wall } from './wall';
import { WallScreenProvider } from './wall-screen';

const page = pageAsked(window.location.search);
const drawn = window.hotlineWall.screen().then((first) => (
  <WallScreenProvider first={first}>
    <Wall first={page} />
    <ScreenNumber />
    <TechnicianBar />
  </WallScreenProvider>
));
const { board } = await mountPage('wall', { tiles: PAGES[page].tiles, table: null, selected: null }, drawn);
letGoOfKeptPicture(board);
