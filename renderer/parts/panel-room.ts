import { type LayoutTile, type PanelId, settingOf } from '../../shared/contract/layouts';
import type { FoldRules, Room } from './layout-fold';
import type { WallScale } from './type-scale';

/** Read from afar there are fewer notes, rows and columns, in larger type. */
type Density = WallScale['density'];

/**
 * The least room that a panel needs to show what it has to show, whole, in both languages, in rem: of the wall's base size, which follows from the distance that it is read
 * from. Found by looking at every panel in ever less room, on the real wall.
 */
const LEAST: Readonly<Record<Density, Readonly<Record<PanelId, readonly [width: number, height: number]>>>> = {
  roomy: {
    floor: [40, 28],
    callsNow: [44, 20],
    callsDay: [34, 22],
    queues: [38, 12],
    hours: [38, 12],
    seatsNow: [44, 15],
    heat: [26, 26],
    mapFull: [26, 20],
    places: [24, 15],
    usual: [32, 13],
    deadlines: [27, 37],
    dueNow: [31, 27],
    dueAhead: [26, 17],
    dueDistricts: [20, 12],
    dueUnits: [22, 12],
    oldest: [20, 12],
    tasks: [26, 12],
    taskBullets: [33, 15],
    situation: [26, 20],
    events: [26, 8],
  },
  close: {
    floor: [36, 26],
    callsNow: [47, 20],
    callsDay: [32, 18],
    queues: [38, 12],
    hours: [38, 12],
    seatsNow: [43, 14],
    heat: [26, 24],
    mapFull: [24, 18],
    places: [20, 14],
    usual: [28, 12],
    deadlines: [25, 30],
    dueNow: [30, 25],
    dueAhead: [24, 17],
    dueDistricts: [20, 12],
    dueUnits: [21, 12],
    oldest: [20, 12],
    tasks: [24, 11],
    taskBullets: [28, 13],
    situation: [25, 18],
    events: [24, 8],
  },
};

function leastRoom({ panel, settings }: LayoutTile, density: Density): Room {
  const [width, height] = LEAST[density][panel];
  return { width: width * Math.max(1, settingOf({ panel, settings }, 'columns')), height };
}

const RULES: Readonly<Record<Density, FoldRules>> = { roomy: rulesFor('roomy'), close: rulesFor('close') };

/** How layouts are folded on walls of this density. */
export function foldRules(density: Density): FoldRules {
  return RULES[density];
}

function rulesFor(density: Density): FoldRules {
  return { least: (tile) => leastRoom(tile, density), gap: 0.6, beneath: 2.2 };
}

/** What stands around every page of a wall, rem. */
const FRAME_REM: Room = { width: 1.6, height: 7.2 };

/** The room of a page in rem, about: a wall's box without what stands around every page. */
export function pageRoom(box: Room, basePx: number): Room {
  return { width: box.width / basePx - FRAME_REM.width, height: box.height / basePx - FRAME_REM.height };
}
