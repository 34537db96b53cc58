const BYTES = 4;
/** Places of a table that is copied no more when it grows: a copy is garbage of megabytes, for which the collector stops everything. */
const LARGE = 2 ** 19;
const SPARE_ROOM = 4;
/** Places that are moved at a time when a large table grows in its place. */
const STRETCH = 2 ** 16;

/**
 * Finds the slot of a u32 key: open addressing with linear probing and backward-shift deletion, so that it never fills with tombstones.
 * It stores slots only and compares with the owner's key column, which is handed in: 4 bytes per place, 5–11 per entry. Multiplying by 2³²/φ spreads
 * the dense keys of a log almost without collisions.
 */
export class KeyIndex {
  /** slot + 1; 0 is an empty place. Lies at the beginning of its buffer. */
  private table: Int32Array<ArrayBuffer>;
  private shift: number;
  private entries = 0;

  /** `expected`: so many entries need no growth. */
  constructor(expected = 0) {
    const bits = Math.max(4, Math.ceil(Math.log2((expected * 4) / 3 + 1)));
    this.table = tableOf(2 ** bits);
    this.shift = 32 - bits;
  }

  get size(): number {
    return this.entries;
  }

  /** The slot of `key`, −1 if it is not there. `keys`: the owner's key by slot. */
  find(key: number, keys: Uint32Array): number {
    const { table } = this;
    const mask = table.length - 1;
    let place = Math.imul(key, 0x9e3779b1) >>> this.shift;
    for (;;) {
      const slot = table[place]! - 1;
      if (slot < 0) return -1;
      if (keys[slot] === key) return slot;
      place = (place + 1) & mask;
    }
  }

  /** For entries from, … of `wanted`: the slot at the place where a key would be without collisions, −1 if that is empty. Into `slots` from 0 on. */
  guess(wanted: Uint32Array, from: number, count: number, slots: Int32Array): void {
    const { table, shift } = this;
    for (let i = 0; i < count; i += 1) slots[i] = table[Math.imul(wanted[from + i]!, 0x9e3779b1) >>> shift]! - 1;
  }

  /** Adds `keys[slot]`, which must not be there yet. */
  insert(slot: number, keys: Uint32Array): void {
    if ((this.entries + 1) * 4 > this.table.length * 3) this.grow(keys);
    this.entries += 1;
    this.place(slot, keys[slot]!);
  }

  /** Adds the keys of slots `from` … `to` − 1, none of which may be there yet. */
  insertAll(from: number, to: number, keys: Uint32Array): void {
    while ((this.entries + to - from) * 4 > this.table.length * 3) this.grow(keys);
    this.entries += to - from;
    const { table, shift } = this;
    const mask = table.length - 1;
    for (let slot = from; slot < to; slot += 1) {
      let place = Math.imul(keys[slot]!, 0x9e3779b1) >>> shift;
      while (table[place] !== 0) place = (place + 1) & mask;
      table[place] = slot + 1;
    }
  }

  /** Forgets `key`, whose slot still carries it in `keys`. */
  remove(key: number, keys: Uint32Array): void {
    const { table, shift } = this;
    const mask = table.length - 1;
    let hole = Math.imul(key, 0x9e3779b1) >>> shift;
    while (table[hole] !== 0 && keys[table[hole]! - 1] !== key) hole = (hole + 1) & mask;
    if (table[hole] === 0) return;
    this.entries -= 1;
    for (let next = (hole + 1) & mask; table[next] !== 0; next = (next + 1) & mask) {
      const home = Math.imul(keys[table[next]! - 1]!, 0x9e3779b1) >>> shift;
      // An entry may fill the hole unless its home lies (cyclically) after the hole.
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        table[hole] = table[next]!;
        hole = next;
      }
    }
    table[hole] = 0;
  }

  get bytes(): number {
    return this.table.byteLength;
  }

  private place(slot: number, key: number): void {
    const { table } = this;
    const mask = table.length - 1;
    let place = Math.imul(key, 0x9e3779b1) >>> this.shift;
    while (table[place] !== 0) place = (place + 1) & mask;
    table[place] = slot + 1;
  }

  /** Twice as many places, in the same buffer if that has room. */
  private grow(keys: Uint32Array): void {
    const { length, buffer } = this.table;
    const places = length * 2;
    if (places * BYTES > buffer.byteLength) {
      const old = this.table;
      this.table = tableOf(places);
      this.shift -= 1;
      for (const entry of old) if (entry !== 0) this.place(entry - 1, keys[entry - 1]!);
      return;
    }
    this.table = new Int32Array(buffer, 0, places);
    this.shift -= 1;
    this.spread(length, keys);
  }

  /**
   * Moves the entries of the first `old` places to theirs among twice as many. Places double and keep their order: the last stretch goes first, to where nobody stands any more who
   * has not moved, for of those that stood at the end each finds two places there. Who stood too far behind its place for that waits until all have moved.
   */
  private spread(old: number, keys: Uint32Array): void {
    const { table, shift } = this;
    const aside: number[] = [];
    const stretch = new Int32Array(Math.min(old, STRETCH));
    for (let from = old - stretch.length; from >= 0; from -= stretch.length) {
      stretch.set(table.subarray(from, from + stretch.length));
      table.fill(0, from, from + stretch.length);
      for (const entry of stretch) {
        if (entry === 0) continue;
        const slot = entry - 1;
        if (Math.imul(keys[slot]!, 0x9e3779b1) >>> shift >= from) this.place(slot, keys[slot]!);
        else aside.push(slot);
      }
    }
    for (const slot of aside) this.place(slot, keys[slot]!);
  }
}

/** An empty table of so many places; a large one has room to double twice. The system gives memory only for what is written to. */
function tableOf(places: number): Int32Array<ArrayBuffer> {
  return new Int32Array(new ArrayBuffer(places * BYTES * (places < LARGE ? 1 : SPARE_ROOM)), 0, places);
}
