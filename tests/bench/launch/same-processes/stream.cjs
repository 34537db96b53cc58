'use strict';

const { connect } = require('node:net');

let page = null;
let heard = null;

function tell() {
  if (page !== null && heard !== null) page.postMessage(heard);
}

process.parentPort.on('message', ({ data, ports }) => {
  if (ports[0] !== undefined) page = ports[0];
  if (data.port !== undefined) {
    connect(data.port, '127.0.0.1').once('data', (record) => {
      heard = record.toString();
      tell();
    });
  } else tell();
});
