/** Values in order, for quantiles. */
export class Sample {
  readonly #sorted: Float64Array;

  constructor(values: Iterable<number>) {
    this.#sorted = Float64Array.from(values).toSorted();
  }

  get size(): number {
    return this.#sorted.length;
  }

  /** The smallest value that at least `share` (0…1) of all values do not exceed; NaN of nothing. */
  at(share: number): number {
    return this.#sorted[Math.max(0, Math.ceil(share * this.size) - 1)] ?? Number.NaN;
  }

  /** How many values are above `bound`. */
  countOver(bound: number): number {
    return this.#sorted.filter((value) => value > bound).length;
  }

  get median(): number {
    return this.at(0.5);
  }

  get least(): number {
    return this.at(0);
  }

  get most(): number {
    return this.at(1);
  }
}

/** "1,234": no more digits than the number is worth. */
export function figure(value: number, digits = value < 10 ? 1 : 0): string {
  return Number.isFinite(value) ? value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }) : '–';
}

/** "median (least … most)". */
export function range(values: Iterable<number>, digits?: number): string {
  const sample = new Sample(values);
  return `${figure(sample.median, digits)} (${figure(sample.least, digits)} … ${figure(sample.most, digits)})`;
}

/** Rows under a head, the first column to the left and the others to the right. */
export function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}`);
}

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const line of tableLines(head, rows)) console.log(line);
}
