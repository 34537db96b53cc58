'use strict';

// Windows of the wall's size (BENCH_WINDOWS: so many) whose pages share one process, as walls do. BENCH_PAGE names the page beside this file:
// what the app's windows take beyond the same number of these is what its pages hold.

const { app, BrowserWindow } = require('electron');

app.commandLine.appendSwitch('process-per-site');

function openWindows() {
  for (let open = 0; open < Number(process.env.BENCH_WINDOWS); open += 1) {
    const window = new BrowserWindow({
      width: 1920,
      height: 1080,
      useContentSize: true,
      backgroundColor: '#0b0f14',
      webPreferences: { backgroundThrottling: false },
    });
    void window.loadFile(`${__dirname}/${process.env.BENCH_PAGE}`);
  }
}

void app.whenReady().then(openWindows);
app.on('window-all-closed', () => app.quit());
