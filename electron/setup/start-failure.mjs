import { readFileSync } from 'node:fs';
import { SetupError } from './say.mjs';

const userNamespaces = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';

/**
 * What to tell a person whose app window did not open.
 * @param {string} reason
 */
export function startFailure(reason) {
  return new SetupError(`Hotline Wall did not start: ${reason}.`, {
    safe: 'stored cases and settings; the app had no time to change them.',
    todo: `read the lines above; ${remedy()}`,
  });
}

function remedy() {
  if (process.platform === 'linux' && process.getuid?.() !== 0 && sandboxIsBlocked()) {
    // Ubuntu 23.10 and later: an unpacked Electron may not open its sandbox.
    return (
      "this system blocks Chromium's sandbox for unpacked programs. Allow it until the next restart:\n" +
      '    sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'
    );
  }
  if (process.platform === 'linux' && process.env.DISPLAY) {
    return `if they name the display, is ${process.env.DISPLAY} open to you? \`env -u DISPLAY npm start\` uses a virtual one.`;
  }
  return 'if they do not help, delete out/ and run npm start again to build anew.';
}

function sandboxIsBlocked() {
  try {
    return readFileSync(userNamespaces, 'utf8').trim() === '1';
  } catch {
    return false;
  }
}
