'use strict';

// A window of the wall's size with one page of the benchmarks: BENCH_PAGE, an address under bench://pages/, which is out/bench/pages. Nothing of the product's guards is
// here: baselines are as one writes them first.

const { app, BrowserWindow, Menu, net, protocol } = require('electron');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const pages = path.resolve(__dirname, '../../../out/bench/pages');

app.commandLine.appendSwitch('enable-unsafe-swiftshader');
protocol.registerSchemesAsPrivileged([{ scheme: 'bench', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
app.once('ready', () => {
  Menu.setApplicationMenu(null);
  protocol.handle('bench', ({ url }) => net.fetch(pathToFileURL(path.join(pages, new URL(url).pathname)).href));
  const window = new BrowserWindow({
    x: 0,
    y: 0,
    width: 1920,
    height: 1080,
    backgroundColor: '#0b0f14',
    webPreferences: { backgroundThrottling: false, webSecurity: false },
  });
  void window.loadURL(process.env.BENCH_PAGE);
});
app.on('window-all-closed', () => app.quit());
