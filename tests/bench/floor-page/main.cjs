'use strict';

// The floor of "event → pixels": an Electron app of one empty page, whose stream receives every batch over the same wire as the product's and hands it on through the
// same kind of port; the page does nothing with it but to give a box the colour of the last seq.

const { app, BrowserWindow, Menu, MessageChannelMain, utilityProcess } = require('electron');
const path = require('node:path');

app.commandLine.appendSwitch('enable-unsafe-swiftshader');
app.once('ready', () => void open());
app.on('window-all-closed', () => app.quit());

async function open() {
  Menu.setApplicationMenu(null);
  const window = new BrowserWindow({
    x: 0,
    y: 0,
    width: 1920,
    height: 1080,
    backgroundColor: '#0b0f14',
    webPreferences: { preload: path.join(__dirname, 'preload.cjs'), sandbox: true, backgroundThrottling: false },
  });
  await window.loadFile(path.join(__dirname, 'page.html'));
  const stream = utilityProcess.fork(path.join(__dirname, 'stream.cjs'), [], { env: process.env, stdio: 'inherit' });
  const { port1, port2 } = new MessageChannelMain();
  stream.once('spawn', () => {
    stream.postMessage(null, [port1]);
    window.webContents.postMessage('port', null, [port2]);
  });
}
