// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Checks, one after the other, each a line of TAP on standard output.

function explain(error) {
  const text = error instanceof Error ? error.stack || String(error) : String(error);
  const request = error && error.requestId ? `\nrequest ${error.requestId}` : '';

  return (text + request).split('\n').map((line) => `# ${line}`).join('\n');
}

/**
 * Runs all checks, a failed one does not stop the others.
 *
 * @param {Array<[string, Function]>} checks titles and functions
 * @param {object} context what each function gets
 * @returns {Promise<number>} how many failed
 */
async function run(checks, context) {
  let failed = 0;

  console.log('TAP version 13');
  console.log(`1..${checks.length}`);
  for (const [index, [title, check]] of checks.entries()) {
    try {
      await check(context);
      console.log(`ok ${index + 1} - ${title}`);
    } catch (error) {
      failed += 1;
      console.log(`not ok ${index + 1} - ${title}`);
      console.log(explain(error));
    }
  }

  return failed;
}

function bailOut(error) {
  console.log(explain(error));
  console.log(`Bail out! ${String(error && error.message).split('\n')[0]}`);
}

module.exports = { run, bailOut };
