'use strict';

// Stands before a utility process's own script: notes every pause for garbage collection and, once a second, the heap, as JSON lines.

const { createWriteStream } = require('node:fs');
const path = require('node:path');
const { PerformanceObserver } = require('node:perf_hooks');

const [script] = process.argv.splice(2, 1);
const out = createWriteStream(path.join(process.env.BENCH_WATCH_DIRECTORY, `${path.basename(script, '.js')}-${process.pid}.jsonl`));
const tell = (line) => out.write(`${JSON.stringify(line)}\n`);

new PerformanceObserver((list) => {
  for (const { startTime, duration, detail } of list.getEntries())
    tell({ at: performance.timeOrigin + startTime, pauseMs: duration, kind: detail?.kind ?? 0 });
}).observe({ entryTypes: ['gc'] });
setInterval(() => {
  const { heapUsed, arrayBuffers, external, rss } = process.memoryUsage();
  tell({ at: performance.timeOrigin + performance.now(), heapUsed, arrayBuffers, external, rss });
}, 1_000).unref();

require(script);
