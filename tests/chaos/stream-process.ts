import { StreamCore } from '../../electron/stream/core';
import { shownConnection } from '../../shared/connection/shown';
import { contentHash } from './content-hash';
import { NoteWriter } from './notes';
import { observeFolds } from './observed-fold';
import { ChaosPage } from './page';
import type { FromChaosStream, ToChaosStream } from './process-words';

/** The product's stream in a process that a run may kill: with its own disk, one page, and a wall clock that jumps when told. */
const [notesFile = '', cacheFile = ''] = process.argv.slice(2);
const STATE_EVERY_MS = 200;

let offsetMs = 0;
const notes = new NoteWriter(notesFile);
notes.add({ kind: 'process' });
observeFolds(notes);

const say = (message: FromChaosStream): void => {
  process.send?.(message);
};
const trouble = (facts: object, text: string) => say({ kind: 'trouble', text: `${text} ${JSON.stringify(facts)}` });

const core = new StreamCore({
  client: 'chaos',
  log: { info: () => {}, warn: trouble, error: trouble },
  report: () => {},
  wallMs: () => Date.now() + offsetMs,
  cacheEveryMs: 700,
  // Outlooks are not what is judged here, and a city day passes in minutes.
  outlookLimits: { everyMs: 5_000, modelEveryMs: 60_000 },
});
let page = openPage();
let earlierPages = { misfits: 0, uncredited: 0 };

function openPage(): ChaosPage {
  return new ChaosPage(core, notes, (key, outcome) => say({ kind: 'outcome', key, outcome }));
}

let noted = -1;
setInterval(() => {
  const { projection, connection } = core;
  const { losses, rejoins, gaps, duplicates, discards, digestMismatches } = connection.counts;
  say({
    kind: 'state',
    connection: shownConnection(connection, performance.now()).state,
    seq: projection?.seq ?? 0,
    peakMemory: process.resourceUsage().maxRSS,
    counts: {
      losses,
      rejoins,
      gaps,
      duplicates,
      discards,
      digestMismatches,
      misfits: earlierPages.misfits + page.misfits,
      uncredited: earlierPages.uncredited + page.uncredited,
    },
  });
  if (projection === null || projection.seq === noted) return;
  noted = projection.seq;
  notes.add({ kind: 'moment', seq: projection.seq, digest: projection.digest() });
}, STATE_EVERY_MS);

process.on('message', (message: ToChaosStream) => {
  switch (message.kind) {
    case 'start':
      void core.start(message.hub, cacheFile);
      break;
    case 'command':
      page.say(message);
      break;
    case 'stall':
      page.stall(message.stalled);
      break;
    case 'replace-page':
      earlierPages = { misfits: earlierPages.misfits + page.misfits, uncredited: earlierPages.uncredited + page.uncredited };
      page.close();
      page = openPage();
      break;
    case 'clock':
      offsetMs = message.offsetMs;
      break;
    case 'ask':
      tell();
      break;
    case 'stop':
      void core.stop().then(() => {
        notes.flush();
        process.exit(0);
      });
      break;
  }
});
process.on('disconnect', () => process.exit(1));

function tell(): void {
  const { projection } = core;
  if (projection === null) return;
  say({
    kind: 'held',
    seq: projection.seq,
    now: projection.now,
    digest: projection.digest(),
    recomputed: projection.recomputeDigest(),
    content: contentHash(projection),
  });
}
