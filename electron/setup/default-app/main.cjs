'use strict';

// What Electron's own default app does, for the stand-in, which comes without one: `electron <app>`
// loads the app from the folder or file named first on the command line. Like the original it uses
// Electron's and Node's unpublished functions, so no type checker reads it.

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { app } = require('electron');

/** @param {string[]} args the command line without the executable */
function parse(args) {
  const modules = [];
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === '-r' || args[at] === '--require') modules.push(args[(at += 1)]);
    else if (!args[at].startsWith('-')) return { modules, target: path.resolve(args[at]) };
  }
  return { modules, target: undefined };
}

/** @param {string} target the app's folder, or its main file */
function introduce(target) {
  Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
  const packageFile = path.join(target, 'package.json');
  if (!fs.existsSync(packageFile)) {
    app.setAppPath(fs.statSync(target).isDirectory() ? target : path.dirname(target));
    return {};
  }
  const about = JSON.parse(fs.readFileSync(packageFile, 'utf8'));
  if (about.version) app.setVersion(about.version);
  if (about.productName || about.name) app.name = about.productName || about.name;
  app.setDesktopName?.(about.desktopName || `${app.name}.desktop`);
  if (about.v8Flags) require('node:v8').setFlagsFromString(about.v8Flags);
  app.setAppPath(target);
  return about;
}

/** @param {unknown} error */
function fail(error) {
  // A dialog would hang a test run: this Electron is for development and tests.
  console.error(error);
  process.exit(1);
}

const { modules, target } = parse(process.argv.slice(1));

try {
  if (modules.length > 0) Module._preloadModules(modules);
  if (target) {
    const about = introduce(target);
    const main = Module._resolveFilename(target, null, true);
    const isModule = main.endsWith('.mjs') || (about.type === 'module' && !main.endsWith('.cjs'));
    // A CommonJS main is loaded at once: it must run before `ready`, to register its schemes.
    if (isModule) import(pathToFileURL(main).href).catch(fail);
    else Module._load(main, null, true);
  } else {
    console.error('Usage: electron [options] <app folder> [arguments]');
    process.exit(2);
  }
} catch (error) {
  fail(error);
}
