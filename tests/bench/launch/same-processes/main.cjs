'use strict';

// The least that an app of these processes can do: a window of the wall's size and two utility processes that load nothing of ours. One of them listens on the loopback and says
// one record, the other one hears it and tells it to the page. All begin at once; what this takes, nobody's app of such processes can save.

const { app, BrowserWindow, MessageChannelMain, utilityProcess } = require('electron');
const path = require('node:path');

const own = (file) => path.join(__dirname, file);

function open() {
  const stream = utilityProcess.fork(own('stream.cjs'), [], { serviceName: 'bench stream' });
  const hub = utilityProcess.fork(own('hub.cjs'), [], { serviceName: 'bench hub' });
  hub.once('message', (port) => stream.postMessage({ port }));
  const window = new BrowserWindow({
    width: 1920,
    height: 1080,
    useContentSize: true,
    backgroundColor: '#0b0f14',
    webPreferences: { preload: own('preload.cjs') },
  });
  window.webContents.once('dom-ready', () => {
    const { port1, port2 } = new MessageChannelMain();
    stream.postMessage({}, [port1]);
    window.webContents.postMessage('port', null, [port2]);
  });
  void window.loadURL('data:text/html,<title>same processes</title><body>empty');
}

void app.whenReady().then(open);
app.on('window-all-closed', () => app.quit());
