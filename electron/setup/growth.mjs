import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Watches a download from outside: reports the size of the folders it writes to and gives up on it
 * when they stop growing. A limit on the whole time would punish slow lines that work.
 * @param {string[]} folders may not exist yet
 * @param {object} options
 * @param {number} options.stallMs how long without growth counts as dead
 * @param {(bytes: number) => void} options.onSize
 * @returns {{ signal: AbortSignal, close: () => void }} the signal fires on a stall
 */
export function watchGrowth(folders, { stallMs, onSize }) {
  const controller = new AbortController();
  let largest = 0;
  let grewAtMs = performance.now();
  const timer = setInterval(() => {
    const bytes = folders.reduce((sum, folder) => sum + folderBytes(folder), 0);
    if (bytes > largest) {
      largest = bytes;
      grewAtMs = performance.now();
      onSize(bytes);
    } else if (performance.now() - grewAtMs > stallMs) {
      controller.abort();
    }
  }, 1000);
  return { signal: controller.signal, close: () => clearInterval(timer) };
}

/**
 * @param {string} folder
 * @returns {number}
 */
function folderBytes(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
  } catch {
    // Not made yet, or a temporary file vanished between the listing and the look.
    return 0;
  }
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
