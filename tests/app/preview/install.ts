import type { Settings } from '../../../shared/contract/bridge';
import { fixtureBridge } from '../../doubles/fixture-bridge';
import { scene, type SceneName } from './scenes';

/**
 * Stands where the preload stands: gives a page the fixture instead of the app. What to show is in the address:
 * ?scene=emergency&locale=en&theme=day&heightMm=700&distanceMm=5000
 */
const wanted = new URLSearchParams(location.search);
const { tiles, moment, silent } = scene((wanted.get('scene') ?? 'normal') as SceneName);
const number = (name: string, otherwise: number) => Number(wanted.get(name) ?? otherwise);
const settings: Settings = {
  locale: wanted.get('locale') === 'en' ? 'en' : 'zh-CN',
  theme: wanted.get('theme') === 'day' ? 'day' : 'night',
  wall: { heightMm: number('heightMm', 1_400), distanceMm: number('distanceMm', 5_000) },
};
const bridge = fixtureBridge(tiles, settings, moment);
Object.assign(window, { hotlineWall: bridge });
if (silent) setTimeout(() => bridge.fallSilent(), 700);
