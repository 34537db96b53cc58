import type { ChaosReport } from './run';

const MOST_TROUBLES = 12;

/** What a run came to, for people: lines. */
export function reportLines({ verdict, recoveries, tookMs, ...rest }: ChaosReport): string[] {
  const { commands, kills, peakMemory, troubles } = rest;
  const kinds = [...recoveries].toSorted(([, a], [, b]) => b.injected - a.injected);
  const injected = kinds.reduce((sum, [, each]) => sum + each.injected, 0);
  const longest = Math.max(0, ...kinds.flatMap(([, each]) => each.tookMs));
  return [
    '',
    'fault              injected   live again at the head after (median / longest of those waited for)',
    ...kinds.map(([kind, { injected: times, tookMs: waits }]) => {
      const order = waits.toSorted((a, b) => a - b);
      const [median, most] = [order[Math.floor(order.length / 2)] ?? Number.NaN, order.at(-1) ?? Number.NaN];
      return `${kind.padEnd(18)} ${String(times).padStart(8)}   ${milliseconds(median)} / ${milliseconds(most)} (${waits.length})`;
    }),
    '',
    `faults             ${injected}, in ${Math.round(tookMs / 1_000)} s; longest time to be live again at the head: ${milliseconds(longest)}`,
    `events             ${verdict.records} records, ${Math.round(verdict.records / (tookMs / 1_000))}/s on average`,
    `kills (-9)         hub ${kills.hub}, stream ${kills.stream} under Node and ${kills.appStream} in the app, page ${kills.appPage}`,
    `connections        ${rest.losses} lost, ${rest.rejoins} joins again on an open one, ${verdict.snapshots} new pictures in a running stream`,
    `commands           ${commands.given} given, ${commands.repeated} times repeated: ${verdict.commandsDone} done, ${verdict.commandsRefused} refused`,
    `held against log   ${verdict.folded} folded records, ${verdict.digests} digests, ${verdict.frames} frames`,
    `peak memory        hub ${megabytes(peakMemory.hub)}, stream ${megabytes(peakMemory.stream)}, the app's processes together ${megabytes(peakMemory.app)}`,
    ...troubles.slice(0, MOST_TROUBLES).map((text) => `said               ${text.slice(0, 300)}`),
    ...(troubles.length > MOST_TROUBLES ? [`said               … ${troubles.length - MOST_TROUBLES} more`] : []),
    '',
    ...verdict.violations.map((violation) => `✗ ${violation}`),
    verdict.violations.length === 0
      ? '✓ 0 lost, 0 twice, same order and content everywhere, every command once or not at all, one digest'
      : `✗ ${verdict.violations.length} violations`,
  ];
}

function milliseconds(ms: number): string {
  return Number.isNaN(ms) ? '–' : `${Math.round(ms)} ms`;
}

function megabytes(kibibytes: number): string {
  return `${Math.round(kibibytes / 1_024)} MiB`;
}
