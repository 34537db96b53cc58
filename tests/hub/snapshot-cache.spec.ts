import { describe, expect, it } from 'vitest';
import { SnapshotCache } from '../../electron/hub/snapshot-cache';
import { settingsOf } from '../../electron/hub/recover';
import { Projection } from '../../shared/projection/projection';
import { CITY } from './scripted-source';

const KEEP_MS = 1_000;

function cache() {
  const time = { now: 0 };
  const clocks = { wallMs: () => 0, monotonicMs: () => time.now };
  const projection = new Projection(settingsOf(CITY));
  return { time, snapshots: new SnapshotCache(() => projection, clocks, KEEP_MS) };
}

describe('snapshots for all who ask', () => {
  it('are one while it is being packed, however long that takes: asking again on a busy machine begins nothing anew', async () => {
    const { time, snapshots } = cache();
    const first = snapshots.get(0);
    time.now = 60_000;
    expect(snapshots.get(0)).toBe(first);
    const changes = snapshots.changes(0);
    time.now = 120_000;
    expect(snapshots.changes(0)).toBe(changes);
    await Promise.all([first, changes]);
  });

  it('are kept for a while after they are done, and no longer', async () => {
    const { time, snapshots } = cache();
    const first = snapshots.get(0);
    time.now = 60_000;
    await first;
    time.now += KEEP_MS;
    expect(snapshots.get(0)).toBe(first);
    time.now += 1;
    expect(snapshots.get(0)).not.toBe(first);
  });
});
