'use strict';

const { createServer } = require('node:net');

const server = createServer((socket) => socket.write('record'));
server.listen(0, '127.0.0.1', () => process.parentPort.postMessage(server.address().port));
