import type { CaseKey, Seq } from '../domain/keys';
import type { CaseColumns } from './case-columns';

/**
 * Two u32 lanes that sum, modulo 2³², a mix of (key, version, status code) of every case that the log has known. Sums do not depend on order. A case
 * that was let go keeps its share, so the digest is a function of the log alone and not of when the city's day was seen to change.
 */
export class Digest {
  private low = 0;
  private high = 0;
  /** The share of cases that are not held any more. */
  goneLow = 0;
  goneHigh = 0;

  add(key: CaseKey, version: number, status: number): void {
    this.low = (this.low + mixLow(key, version, status)) | 0;
    this.high = (this.high + mixHigh(key, version, status)) | 0;
  }

  subtract(key: CaseKey, version: number, status: number): void {
    this.low = (this.low - mixLow(key, version, status)) | 0;
    this.high = (this.high - mixHigh(key, version, status)) | 0;
  }

  /** The two sums over the cases that are held. */
  get held(): readonly [number, number] {
    return [(this.low - this.goneLow) | 0, (this.high - this.goneHigh) | 0];
  }

  /** Remembers the share of a case that is let go. */
  letGo(key: CaseKey, version: number, status: number): void {
    this.goneLow = (this.goneLow + mixLow(key, version, status)) | 0;
    this.goneHigh = (this.goneHigh + mixHigh(key, version, status)) | 0;
  }

  /** Hex: the seq, then the two lanes. */
  value(seq: Seq): string {
    return `${seq.toString(16)}-${hex(this.high)}${hex(this.low)}`;
  }

  /** Without any case but those that are gone. */
  static ofGone(goneLow: number, goneHigh: number): Digest {
    const digest = new Digest();
    digest.goneLow = goneLow | 0;
    digest.goneHigh = goneHigh | 0;
    digest.low = goneLow | 0;
    digest.high = goneHigh | 0;
    return digest;
  }

  /** Adds the cases in slots `from` … `to` − 1. */
  addAll(cases: CaseColumns, from: number, to: number): void {
    const { keys, status } = cases;
    let { low, high } = this;
    for (let slot = from; slot < to; slot += 1) {
      const key = keys[slot]!;
      if (key === 0) continue;
      const version = cases.version(slot);
      low = (low + mixLow(key, version, status[slot]!)) | 0;
      high = (high + mixHigh(key, version, status[slot]!)) | 0;
    }
    this.low = low;
    this.high = high;
  }
}

/** Finalizer of MurmurHash3 over a combination of the three; the lanes differ by their multipliers. */
function mixLow(key: number, version: number, status: number): number {
  return finish((Math.imul(key, 0x9e37_79b1) + Math.imul(version, 0x85eb_ca77) + status * 0x27d4_eb2f) | 0);
}

function mixHigh(key: number, version: number, status: number): number {
  return finish((Math.imul(key ^ 0x5bd1_e995, 0xc2b2_ae3d) + Math.imul(version, 0x2545_f491) + status * 0x1656_67b1) ^ 0x3c6e_f372);
}

function finish(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}
