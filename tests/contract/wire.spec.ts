import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as records from '../../shared/contract/records';
import { packBatch } from '../../shared/contract/record-batch';
import * as pairing from '../../shared/contract/pairing';
import * as screens from '../../shared/contract/screens';
import * as wire from '../../shared/contract/wire';
import { every } from './examples';

/**
 * What the wire of each version looks like. A hub and a stream of one version must mean the same by every message: so when this test fails, raise
 * WIRE_VERSION and add the new hash; never change the hash of a version that has been released.
 */
const PINNED: Readonly<Record<number, string>> = {
  1: 'f4fc7da0bfcf314bce7c69c26d1591c24683179cd867b3ab28a8ad725ba97375',
  2: 'c0f8738a4c17574496e568617c707d1c497cc456410431953ec05ca01a416da5',
  3: '0d625baeddc20748289bb293a32bbd18862002497d50f624d9563daddde3974f',
  4: '333839f480f0f47394ae7b74029cc251cfb2453359e7e61c261ad9cbc9b7866f',
  5: '333839f480f0f47394ae7b74029cc251cfb2453359e7e61c261ad9cbc9b7866f',
  6: '333839f480f0f47394ae7b74029cc251cfb2453359e7e61c261ad9cbc9b7866f',
  7: '333839f480f0f47394ae7b74029cc251cfb2453359e7e61c261ad9cbc9b7866f',
  8: '6856fd553458368156b1cab2bcc5219cfe5f02a14e24af3469f113ee70f7b37b',
  9: 'd3374f7560afb3dd08a8f7c942feefda74c9eea46ded968ef6cf8d71e9926bf2',
};

/** How the records in a batch are laid out, by version; before 3 they were msgpack. With 5 snapshots are laid out anew, with 6 they come as deflate, with 7 their numbers lie in planes, and nothing else. */
const PINNED_LAYOUT: Readonly<Record<number, string>> = {
  3: '16a3e3c9a99f0a4319bd7e9ad8cab0563e6dffe2e86a1257ff33b701e48851f9',
  4: '16a3e3c9a99f0a4319bd7e9ad8cab0563e6dffe2e86a1257ff33b701e48851f9',
  5: '16a3e3c9a99f0a4319bd7e9ad8cab0563e6dffe2e86a1257ff33b701e48851f9',
  6: '16a3e3c9a99f0a4319bd7e9ad8cab0563e6dffe2e86a1257ff33b701e48851f9',
  7: '16a3e3c9a99f0a4319bd7e9ad8cab0563e6dffe2e86a1257ff33b701e48851f9',
  8: '16a3e3c9a99f0a4319bd7e9ad8cab0563e6dffe2e86a1257ff33b701e48851f9',
  9: '16a3e3c9a99f0a4319bd7e9ad8cab0563e6dffe2e86a1257ff33b701e48851f9',
};

/** Every schema that two machines share, by name, as JSON Schema with sorted keys: formatting and order of declaration do not count. */
function canonicalWire(): string {
  const described: Record<string, unknown> = {};
  for (const [name, exported] of Object.entries<unknown>({ ...wire, ...pairing, ...screens, ...records })) {
    // Bytes have no JSON Schema: they stand as "anything", and what is in them is records.ts.
    if (exported instanceof z.ZodType) described[name] = z.toJSONSchema(exported, { unrepresentable: 'any', io: 'input' });
  }
  return JSON.stringify(sorted(described));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, sorted(inner)]);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

describe('the wire', () => {
  it('has the version that its schemas are pinned under', () => {
    const hash = createHash('sha256').update(canonicalWire()).digest('hex');
    expect(hash, `the wire has changed: raise WIRE_VERSION and pin ${hash} under it`).toBe(PINNED[wire.WIRE_VERSION]);
  });

  it('lays packed records out as its version is pinned to', () => {
    const hash = createHash('sha256').update(packBatch(every)).digest('hex');
    expect(hash, `packed records look different: raise WIRE_VERSION and pin ${hash} under it`).toBe(PINNED_LAYOUT[wire.WIRE_VERSION]);
  });

  it('is seen whole by the hash: every message and every field of it', () => {
    const text = canonicalWire();
    for (const schema of [
      'handshake',
      'join',
      'took',
      'welcome',
      'snapshot',
      'batch',
      'heartbeat',
      'command',
      'outcome',
      'history',
      'records',
      'code',
      'paired',
      'presence',
      'screens',
      'screenAct',
      'revoke',
    ]) {
      expect(text).toContain(`"${schema}Schema":`);
    }
    for (const part of [
      '"thresholdMs"',
      '"case.carried-over"',
      '"reassign-case"',
      '"maxItems":65536',
      '"additionalProperties":false',
      '"weibo"',
      '"decide-staffing"',
      '"staffing.decided"',
      '"calls.carried-over"',
      '"abandonRule"',
    ]) {
      expect(text).toContain(part);
    }
  });
});
