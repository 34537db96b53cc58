/** Distances ahead over which forecasts are judged: last step ahead, and how it is called. */
export const HORIZONS = [
  { name: '≤ 30 min', last: 6 },
  { name: '30 min – 2 h', last: 24 },
  { name: '2 h – end of day', last: Number.POSITIVE_INFINITY },
] as const;

/** What a forecast of one step says. Bands null: it has none. */
export interface StepForecast {
  readonly expected: number;
  readonly bands: { readonly low80: number; readonly high80: number; readonly low95: number; readonly high95: number } | null;
}

/** Error and coverage of one forecaster over many forecast steps, by horizon. */
export class Tally {
  private readonly error = new Float64Array(HORIZONS.length);
  private readonly bias = new Float64Array(HORIZONS.length);
  private readonly calls = new Float64Array(HORIZONS.length);
  private readonly steps = new Float64Array(HORIZONS.length);
  private readonly within80 = new Float64Array(HORIZONS.length);
  private readonly within95 = new Float64Array(HORIZONS.length);
  private readonly banded = new Float64Array(HORIZONS.length);

  add(ahead: number, count: number, { expected, bands }: StepForecast): void {
    const i = HORIZONS.findIndex(({ last }) => ahead <= last);
    this.error[i]! += Math.abs(count - expected);
    this.bias[i]! += expected - count;
    this.calls[i]! += count;
    this.steps[i]! += 1;
    if (bands === null) return;
    this.banded[i]! += 1;
    if (count >= bands.low80 && count <= bands.high80) this.within80[i]! += 1;
    if (count >= bands.low95 && count <= bands.high95) this.within95[i]! += 1;
  }

  /** Σ|count − expected| / Σ count; NaN of nothing. */
  wape(horizon: number): number {
    return this.error[horizon]! / this.calls[horizon]!;
  }

  /** Σ(expected − count) / Σ count. */
  relativeBias(horizon: number): number {
    return this.bias[horizon]! / this.calls[horizon]!;
  }

  /** Share of counts inside the band; NaN where there is none. */
  coverage(band: 80 | 95, horizon: number): number {
    return (band === 80 ? this.within80 : this.within95)[horizon]! / this.banded[horizon]!;
  }

  /** Over all horizons. */
  coverageOfAll(band: 80 | 95): number {
    return sum(band === 80 ? this.within80 : this.within95) / sum(this.banded);
  }
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
