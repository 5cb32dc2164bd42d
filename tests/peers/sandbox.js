// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const readline = require('node:readline');

/** The program's sandbox as a child process. */
class Sandbox {
  /**
   * @param {string} program the executable
   * @param {string} database its file
   * @param {number} clock unix seconds
   */
  static async start(program, database, clock) {
    const child = spawn(program, ['sandbox', `--database=${database}`, `--clock=${clock}`],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const lines = readline.createInterface({ input: child.stdout });
    const first = await Promise.race([
      once(lines, 'line'),
      ended.then(([code, signal]) => {
        throw new Error(`the sandbox ended before it listened: ${signal || code}`);
      }),
    ]);

    return new Sandbox(child, ended, JSON.parse(first[0]));
  }

  constructor(child, ended, greeting) {
    this.child = child;
    this.ended = ended;
    this.greeting = greeting;
    this.url = new URL(greeting.url);
    this.keys = greeting.keys;

    // However this process ends, it leaves none behind.
    process.once('exit', () => child.kill('SIGKILL'));
  }

  /** Asks it to end, or ends it where it stands; gives the exit code and the signal. */
  async stop(signal) {
    this.child.kill(signal);
    const [code, by] = await this.ended;

    return { code, signal: by };
  }
}

module.exports = Sandbox;
