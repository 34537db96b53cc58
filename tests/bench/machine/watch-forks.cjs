'use strict';

// Loaded into the main process before the app itself (electron -r): every utility process that the app starts is watched from inside (watch-process.cjs), which writes
// what it sees into BENCH_WATCH_DIRECTORY. The app knows nothing of it.

const { utilityProcess } = require('electron');
const path = require('node:path');

const fork = utilityProcess.fork.bind(utilityProcess);
utilityProcess.fork = (modulePath, args = [], options = {}) =>
  fork(path.join(__dirname, 'watch-process.cjs'), [modulePath, ...args], options);
