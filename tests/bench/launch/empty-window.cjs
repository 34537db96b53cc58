'use strict';

// The least that Electron can show: one window of the wall's size with a word in it. What this takes, nobody's app can save.

const { app, BrowserWindow } = require('electron');

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1920, height: 1080, useContentSize: true, backgroundColor: '#0b0f14' });
  return window.loadURL('data:text/html,<title>empty</title><body id="empty">empty');
});
app.on('window-all-closed', () => app.quit());
