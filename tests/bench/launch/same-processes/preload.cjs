'use strict';

const { ipcRenderer } = require('electron');

// What it hears is marked as a live picture is (see ../milestones.cjs).
ipcRenderer.once('port', ({ ports: [port] }) => {
  port.addEventListener('message', ({ data }) => {
    const picture = document.createElement('p');
    picture.className = 'as-of';
    picture.textContent = data;
    Object.assign(picture.dataset, { seq: '1', testid: 'connection', state: 'live' });
    document.body.append(picture);
  });
  port.start();
});
