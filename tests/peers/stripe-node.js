// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Stripe's own client library against the sandbox:
//
//     stripe-node.js PROGRAM
//
// The library is looked for in NODE_PATH; without it the test fails.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const tap = require('./tap.js');

// The demo account's own clock starts here; the checks bring clocks of their own.
const CLOCK = 1795003200;

const GROUPS = ['catalogue', 'previews', 'changes', 'clocks', 'credit', 'discounts', 'usage', 'payments', 'refusals',
  'idempotency', 'lists', 'invoices', 'pages', 'schedules', 'lifecycle', 'process'];

async function main(program) {
  const Stripe = require('stripe');
  const Sandbox = require('./sandbox.js');
  const checks = GROUPS.flatMap((group) => Object.entries(require(`./checks/${group}.js`)));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smrt-peers-'));
  const context = { Stripe };

  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  context.start = async () => {
    context.sandbox = await Sandbox.start(program, path.join(folder, 'sandbox.sqlite'), CLOCK);
    context.connect = (key) => new Stripe(key, {
      host: context.sandbox.url.hostname,
      port: context.sandbox.url.port,
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
      timeout: 60000,
    });
    context.stripe = context.connect(context.sandbox.keys.owner);
  };

  try {
    await context.start();

    return await tap.run(checks, context);
  } finally {
    if (context.sandbox) {
      await context.sandbox.stop('SIGKILL');
    }
  }
}

main(path.resolve(process.argv[2])).then(
  (failed) => {
    process.exitCode = failed === 0 ? 0 : 1;
  },
  (error) => {
    tap.bailOut(error);
    process.exitCode = 1;
  });
