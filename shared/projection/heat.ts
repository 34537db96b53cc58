import type { DistrictKey, TownshipKey } from '../domain/keys';
import { INTERVAL_MS } from '../time/instant';
import type { Instant } from '../time/instant';
import type { CityClock } from './city-clock';
import { HeatGrid } from './heat-grid';
import { SMALL_KEY_LIMIT } from './key-limits';
import type { SnapshotReader } from './snapshot-reader';
import type { SnapshotWriter } from './snapshot-writer';
import { stepOf, StepSeries } from './step-series';
import { WINDOW_BUCKETS, WindowCounts } from './window-counts';

const U16_MAX = 0xffff;
/** Keys of the tally. */
const PLACED = 0;
const UNPLACED = 1;
const OUTSIDE = 2;

/**
 * Where appeals have come from lately: the running 5-minute step and the eleven before (55–60 minutes), on a grid of equal steps of Web Mercator over the
 * extent, by township and by district. An appeal counts at the moment it was received; one that arrives late counts if that lies in the window.
 */
export class Heat {
  private readonly grid: WindowCounts;
  private readonly townships = new WindowCounts(512);
  private readonly districts = new WindowCounts(32);
  /** Of the whole city, without a cap. */
  private readonly tally = new StepSeries(3);
  private readonly places: HeatGrid;
  /** Before this moment the windows need not be moved on. */
  private settledUntil: Instant = 0;

  constructor(
    private readonly clock: CityClock,
    readonly extent: readonly [number, number, number, number],
    /** Columns and rows. */
    readonly size: number,
  ) {
    this.grid = new WindowCounts(size * size);
    this.places = new HeatGrid(extent, size);
  }

  /** Degrees; NaN for an appeal without a place. */
  appealReceived(longitude: number, latitude: number, district: DistrictKey, township: TownshipKey, at: Instant): void {
    const bucket = stepOf(at);
    this.settle();
    const placed = !Number.isNaN(longitude);
    const cell = placed ? this.cellOf(longitude, latitude) : -1;
    this.tally.add(bucket, !placed ? UNPLACED : cell < 0 ? OUTSIDE : PLACED, 1);
    this.townships.add(bucket, township);
    this.districts.add(bucket, district);
    if (cell >= 0) this.grid.add(bucket, cell);
  }

  /** Row · size + column; row 0 is the north. −1: outside the extent. */
  cellOf(longitude: number, latitude: number): number {
    return this.places.cellOf(longitude, latitude);
  }

  /** Appeals by cell, capped at 65,535: a copy of size² counts. */
  cells(): Uint16Array {
    this.settle();
    const { sums } = this.grid;
    const cells = new Uint16Array(sums.length);
    for (let cell = 0; cell < sums.length; cell += 1) cells[cell] = Math.min(sums[cell]!, U16_MAX);
    return cells;
  }

  /** Appeals in the window. */
  get count(): number {
    return this.tallied(PLACED) + this.tallied(UNPLACED) + this.tallied(OUTSIDE);
  }

  /** Of `count`: without a place. */
  get unplaced(): number {
    return this.tallied(UNPLACED);
  }

  /** Of `count`: with a place that the extent does not hold. */
  get outside(): number {
    return this.tallied(OUTSIDE);
  }

  ofTownship(township: TownshipKey): number {
    this.settle();
    return this.townships.get(township);
  }

  ofDistrict(district: DistrictKey): number {
    this.settle();
    return this.districts.get(district);
  }

  /** Most appeals first, the lower key first among equals; appeals without a township are left out. */
  topTownships(limit: number): { township: TownshipKey; count: number }[] {
    this.settle();
    return this.townships.top(limit).map(({ key, count }) => ({ township: key, count }));
  }

  bytes(): number {
    return this.grid.bytes() + this.townships.bytes() + this.districts.bytes();
  }

  canonical(): unknown {
    this.settle();
    return {
      count: this.count,
      unplaced: this.unplaced,
      outside: this.outside,
      cells: this.grid.canonical(),
      townships: this.townships.canonical(),
      districts: this.districts.canonical(),
    };
  }

  write(writer: SnapshotWriter): void {
    this.settle();
    this.grid.write(writer);
    this.townships.write(writer);
    this.districts.write(writer);
    this.tally.write(writer);
  }

  read(reader: SnapshotReader): void {
    this.settledUntil = 0;
    this.grid.read(reader, this.size * this.size);
    this.townships.read(reader, SMALL_KEY_LIMIT + 1);
    this.districts.read(reader, SMALL_KEY_LIMIT + 1);
    this.tally.read(reader);
  }

  /** Moves the windows on to the clock's now. */
  private settle(): void {
    if (this.clock.now < this.settledUntil) return;
    const bucket = stepOf(this.clock.now);
    this.settledUntil = (bucket + 1) * INTERVAL_MS;
    this.grid.open(bucket);
    this.townships.open(bucket);
    this.districts.open(bucket);
    this.tally.open(bucket);
  }

  private tallied(key: number): number {
    this.settle();
    const last = stepOf(this.clock.now);
    return this.tally.sum(last - WINDOW_BUCKETS + 1, last, key);
  }
}
