import '../theme/base.css';
import { mountPage } from '../parts/page';
import { Desk } from './desk';
import { FIRST_WANTS } from './use-wants';

await mountPage('desk', FIRST_WANTS, <Desk />);
