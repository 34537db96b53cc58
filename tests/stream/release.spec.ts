import { expect, test } from 'vitest';
import { release } from '../../electron/stream/release';

test('what is released is empty at once, without waiting for the collector', () => {
  const [first, second] = [new Uint8Array(1_000), Buffer.alloc(100_000, 1)];
  release(first, second);
  expect([first.byteLength, first.buffer.byteLength]).toEqual([0, 0]);
  expect([second.byteLength, second.buffer.byteLength]).toEqual([0, 0]);
});

test('bytes that share their buffer stay as they are, and so do those beside them', () => {
  const buffer = new ArrayBuffer(16);
  const [part, beside] = [new Uint8Array(buffer, 0, 8), new Uint8Array(buffer, 8).fill(7)];
  release(part);
  expect(part.byteLength).toBe(8);
  expect([...beside]).toEqual(Array.from({ length: 8 }, () => 7));
});

test('what was released may be released again', () => {
  const bytes = new Uint8Array(8);
  release(bytes, bytes);
  expect(bytes.byteLength).toBe(0);
});
