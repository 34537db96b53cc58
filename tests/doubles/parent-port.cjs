/**
 * Stands for Electron's utility process under plain Node: `process.parentPort` over the IPC channel of child_process.fork. Loaded with --require.
 */
const { EventEmitter } = require('node:events');

const port = new EventEmitter();
port.postMessage = (message) => process.send?.(message);
process.on('message', (data) => port.emit('message', { data }));
process.on('disconnect', () => port.emit('close'));
process.parentPort = port;
