'use strict';

// The main process of a small Electron app: draws an SVG file (first argument) of a size in pixels (third and fourth) into a PNG file (second), and ends.

const { app, BrowserWindow } = require('electron');
const { writeFileSync } = require('node:fs');

const [svg, png, width, height] = process.argv.slice(-4);
/** An empty page is white, the picture's ground is not. */
const WHITE = 255;

app.disableHardwareAcceleration();
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    show: false,
    width: Number(width),
    height: Number(height),
    useContentSize: true,
    webPreferences: { offscreen: true, sandbox: true, javascript: false },
  });
  window.webContents.on('paint', (_event, _dirty, image) => {
    if (image.isEmpty() || image.toBitmap()[0] === WHITE) return;
    writeFileSync(png, image.toPNG());
    app.exit(0);
  });
  return window.loadFile(svg);
});
