import { describe, expect, it } from 'vitest';
import { cameraFor, metresPerPixel, project, unproject } from '../../renderer/map/camera';
import { heatSurface, scaleTop } from '../../renderer/map/heat-surface';
import { scaleBar } from '../../renderer/map/scale-bar';
import { fixtureCity, fixtureTiles } from '../doubles/fixture-frames';

const camera = cameraFor(fixtureCity.focus, 700, 900, 10);

describe('the camera that ground, heat and labels share', () => {
  it('shows the whole focus and goes there and back', () => {
    const [west, south, east, north] = fixtureCity.focus;
    const [x0, y0] = project(camera, west, north);
    const [x1, y1] = project(camera, east, south);
    expect(Math.min(x0, y0)).toBeGreaterThanOrEqual(9.99);
    expect(x1).toBeLessThanOrEqual(690.01);
    expect(y1).toBeLessThanOrEqual(890.01);
    const [longitude, latitude] = unproject(camera, ...project(camera, 116.39, 39.91));
    expect(longitude).toBeCloseTo(116.39, 9);
    expect(latitude).toBeCloseTo(39.91, 9);
  });

  it('measures a known length: a hundredth of a degree of latitude is 1.11 km', () => {
    const [, y0] = project(camera, 116.4, 39.95);
    const [, y1] = project(camera, 116.4, 39.94);
    expect((y1 - y0) * metresPerPixel(camera)).toBeCloseTo(1_112, -2);
    expect(scaleBar(metresPerPixel(camera), 120).px).toBeLessThanOrEqual(120);
  });
});

describe('the heat surface', () => {
  it('loses no appeal by smoothing: the density over the whole city adds up to the counts', () => {
    const heat = fixtureTiles.heat;
    const whole = cameraFor(heat.extent, 800, 800, 0);
    const surface = heatSurface(heat, whole);
    const counted = heat.cells.reduce((sum, cell) => sum + cell, 0);
    const density = surface?.density.reduce((sum, value) => sum + value, 0) ?? 0;
    // Density is per km²; a cell of this grid is 0.893 × 0.898 km at the middle latitude.
    const cellKm2 = counted / density;
    expect(cellKm2).toBeGreaterThan(0.7);
    expect(cellKm2).toBeLessThan(0.95);
  });

  it('is nothing where the grid is out of view, and flat where nothing happened', () => {
    const far = cameraFor([2.2, 48.8, 2.4, 48.9], 500, 500, 0);
    expect(heatSurface(fixtureTiles.heat, far)).toBeNull();
    const quiet = { ...fixtureTiles.heat, cells: new Uint16Array(fixtureTiles.heat.cells.length) };
    expect(heatSurface(quiet, camera)?.peak).toBe(0);
  });

  it('has a scale that ends on a round number at or above the peak', () => {
    for (const peak of [0.25, 0.3, 1, 4.2, 17, 99, 101]) {
      expect(String(scaleTop(peak)).length).toBeLessThanOrEqual(3);
      expect(scaleTop(peak)).toBeGreaterThanOrEqual(peak);
      expect(scaleTop(peak)).toBeLessThanOrEqual(peak * 2.6);
    }
  });
});
