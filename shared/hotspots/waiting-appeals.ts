import type { CategoryKey } from '../domain/keys';

const MOST_WAITING = 1_024;

/** Appeals that came one by one and are counted together: areas above and of the place (−1: none), and category. */
export class WaitingAppeals {
  length = 0;
  readonly above = new Int32Array(MOST_WAITING);
  readonly own = new Int32Array(MOST_WAITING);
  readonly category = new Int32Array(MOST_WAITING);
  /** Where their cells were found; −1: there were none yet. */
  readonly aboveCell = new Int32Array(MOST_WAITING);
  readonly ownCell = new Int32Array(MOST_WAITING);

  get isFull(): boolean {
    return this.length === MOST_WAITING;
  }

  add(above: number, own: number, category: CategoryKey): void {
    const at = this.length;
    this.above[at] = above;
    this.own[at] = own;
    this.category[at] = category;
    this.length = at + 1;
  }

  clear(): void {
    this.length = 0;
  }
}
