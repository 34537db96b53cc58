'use strict';

// The least that Electron can show: one window of the wall's size with a word in it (BENCH_WINDOWS: so many of them). What this takes, nobody's app can save.

const { app, BrowserWindow } = require('electron');

function openWindows() {
  for (let open = 0; open < Number(process.env.BENCH_WINDOWS ?? 1); open += 1) {
    const window = new BrowserWindow({ width: 1920, height: 1080, useContentSize: true, backgroundColor: '#0b0f14' });
    void window.loadURL('data:text/html,<title>empty</title><body id="empty">empty');
  }
}

void app.whenReady().then(openWindows);
app.on('window-all-closed', () => app.quit());
