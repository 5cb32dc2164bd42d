// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Chromium for a script. puppeteer-core is looked for in NODE_PATH, chromium in
// PATH.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const PATIENCE = 120000;

function findChromium() {
  const found = process.env.PATH.split(path.delimiter)
    .map((folder) => path.join(folder, 'chromium'))
    .find((file) => fs.existsSync(file));

  assert.ok(found, 'chromium is not installed');

  return found;
}

/** The browser, with a home of its own, that reaches this computer alone. */
function launch() {
  const puppeteer = require('puppeteer-core');
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'smrt-browser-'));

  process.once('exit', () => fs.rmSync(home, { recursive: true, force: true }));

  return puppeteer.launch({
    executablePath: findChromium(),
    pipe: true,
    timeout: PATIENCE,
    protocolTimeout: PATIENCE,
    userDataDir: path.join(home, 'profile'),
    env: { HOME: home, LANG: 'C.UTF-8', PATH: process.env.PATH, TMPDIR: home },
    args: [
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--no-proxy-server',
      ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

module.exports = { PATIENCE, launch };
