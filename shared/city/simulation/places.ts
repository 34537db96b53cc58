import type { Place } from '../../domain/keys';
import type { CityDefinition } from '../city-definition';
import { Area, DEGREE_M } from '../outline';
import { DRAW, normal, uniform } from './chance';

/** Beyond this many standard deviations nothing is scattered. */
const REACH = 2.2;
const ESTATES = 9;
/** Share of places in one of a township's estates rather than anywhere in it. */
const ESTATE_SHARE = 0.6;
const ESTATE_M = 160;
const LARGEST_SPREAD_M = 1_600;
const SMALLEST_SPREAD_M = 250;

interface Ground {
  readonly longitude: number;
  readonly latitude: number;
  readonly area: Area;
  readonly spreadM: number;
  /** The district's edge is out of reach: no place needs to be tested. */
  readonly clear: boolean;
}

/**
 * Scatters places round the points of townships: most in a few estates, the rest anywhere. A place never leaves the township's district; its
 * outline inside the district is not published, so neighbours' places overlap a little.
 */
export class Places {
  /** By township, made when its first place is asked for: measuring all of them would hold up a start. */
  private readonly grounds: (Ground | undefined)[] = [];
  private readonly areas = new Map<string, Area>();

  constructor(
    private readonly definition: CityDefinition,
    private readonly seed: number,
  ) {}

  /** A place in the township for whatever has this identity; null when the township's own point is outside its district. */
  place(township: number, identity: number): Place | null {
    const ground = (this.grounds[township] ??= this.groundOf(township));
    if (ground === undefined) return null;
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const place = this.scatter(ground, township, identity, attempt * 8);
      if (ground.clear || ground.area.contains(place.longitude, place.latitude)) return place;
    }
    return ground.area.contains(ground.longitude, ground.latitude) ? { longitude: ground.longitude, latitude: ground.latitude } : null;
  }

  private groundOf(key: number): Ground | undefined {
    const { townships } = this.definition;
    const township = townships[key - 1];
    if (township === undefined) return undefined;
    const [longitude, latitude] = township.point;
    const area = this.areaOf(township.district);
    let nearestM = Number.POSITIVE_INFINITY;
    for (const other of townships)
      if (other !== township) nearestM = Math.min(nearestM, metres(longitude, latitude, other.point[0], other.point[1]));
    const spreadM = Math.max(SMALLEST_SPREAD_M, Math.min(LARGEST_SPREAD_M, nearestM * 0.45));
    const reachM = REACH * Math.SQRT2 * (spreadM + ESTATE_M);
    const clear = area.contains(longitude, latitude) && area.distanceToEdgeM(longitude, latitude) > reachM;
    return { longitude, latitude, area, spreadM, clear };
  }

  private areaOf(district: string): Area {
    let area = this.areas.get(district);
    if (area === undefined) {
      const outlines = this.definition.districts.features.filter(({ properties }) => properties.code === district);
      const geometry = outlines.at(-1)?.geometry;
      area = new Area(geometry === undefined ? [] : geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
      this.areas.set(district, area);
    }
    return area;
  }

  private scatter(ground: Ground, township: number, identity: number, first: number): Place {
    const { seed } = this;
    const draw = (n: number): number => reach(uniform(seed, DRAW.place, identity, first + n));
    let eastM = 0;
    let northM = 0;
    const choice = uniform(seed, DRAW.place, identity, first);
    if (choice < ESTATE_SHARE) {
      const estate = Math.floor((choice / ESTATE_SHARE) * ESTATES);
      eastM = ground.spreadM * reach(uniform(seed, DRAW.place, -township, estate * 2)) + ESTATE_M * draw(1);
      northM = ground.spreadM * reach(uniform(seed, DRAW.place, -township, estate * 2 + 1)) + ESTATE_M * draw(2);
    } else {
      eastM = ground.spreadM * draw(1);
      northM = ground.spreadM * draw(2);
    }
    const latitude = ground.latitude + northM / DEGREE_M;
    const longitude = ground.longitude + eastM / (DEGREE_M * Math.cos((ground.latitude * Math.PI) / 180));
    // Six digits are 0.1 m: more would only cost bytes.
    return { longitude: Math.round(longitude * 1e6) / 1e6, latitude: Math.round(latitude * 1e6) / 1e6 };
  }
}

function reach(u: number): number {
  return Math.max(-REACH, Math.min(REACH, normal(u)));
}

function metres(lon1: number, lat1: number, lon2: number, lat2: number): number {
  return Math.hypot((lon2 - lon1) * Math.cos((lat1 * Math.PI) / 180), lat2 - lat1) * DEGREE_M;
}
