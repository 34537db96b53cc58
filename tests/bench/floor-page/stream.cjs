'use strict';

// Takes every batch and hands its bytes on, unread. BENCH_HUB: JSON of {url, token, wire}.

const { io } = require('socket.io-client');

const { url, token, wire } = JSON.parse(process.env.BENCH_HUB);

process.parentPort.once('message', ({ ports: [port] }) => {
  const socket = io(url, { transports: ['websocket'], auth: { token, wire, client: 'bench-floor' } });
  socket.once('welcome', ({ epoch, head }) => {
    port.postMessage({ to: head, bytes: null });
    socket.emit('join', { epoch, since: head });
  });
  socket.on('batch', ({ to, bytes }) => {
    port.postMessage({ to, bytes });
    socket.emit('took', { seq: to });
  });
});
