import type { ChaosReport } from './run';

const MOST_TROUBLES = 12;

/** What a run came to, for people: lines. */
export function reportLines({ verdict, recoveries, tookMs, ...rest }: ChaosReport): string[] {
  const { commands, kills, peakMemory, troubles } = rest;
  const injected = recoveries.reduce((sum, each) => sum + each.injected, 0);
  const longest = Math.max(0, ...recoveries.map((each) => each.tookMs.at(-1) ?? 0));
  return [
    '',
    'fault              injected   live again at the head after (median / longest of those waited for)',
    ...recoveries
      .toSorted((a, b) => b.injected - a.injected)
      .map((each) => {
        const [median, most] = [each.tookMs[Math.floor(each.tookMs.length / 2)] ?? Number.NaN, each.tookMs.at(-1) ?? Number.NaN];
        return `${each.kind.padEnd(18)} ${String(each.injected).padStart(8)}   ${milliseconds(median)} / ${milliseconds(most)} (${each.tookMs.length})`;
      }),
    '',
    `faults             ${injected}, in ${Math.round(tookMs / 1_000)} s; longest time to be live again at the head: ${milliseconds(longest)}`,
    `events             ${verdict.records} records, ${Math.round(verdict.records / (tookMs / 1_000))}/s on average`,
    `kills (-9)         hub ${kills.hub}, stream ${kills.stream}`,
    `connections        ${rest.losses} lost, ${rest.rejoins} joins again on an open one, ${verdict.snapshots} new pictures in a running stream`,
    `commands           ${commands.given} given, ${commands.repeated} times repeated: ${verdict.commandsDone} done, ${verdict.commandsRefused} refused`,
    `held against log   ${verdict.folded} folded records, ${verdict.digests} digests, ${verdict.frames} frames`,
    `peak memory        hub ${megabytes(peakMemory.hub)}, stream ${megabytes(peakMemory.stream)}`,
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
