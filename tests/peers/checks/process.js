// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, makePrice } = require('../account.js');

// These come last: they end the sandbox.
module.exports = {
  'what was answered outlives a killed process': async (context) => {
    const [standard, pro] = [await makePrice(context.stripe, 'Standard', 7500, 'month'),
      await makePrice(context.stripe, 'Pro', 12500, 'month')];
    const account = await Account.create(context.stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const changed = await account.change(subscription, pro);
    const { keys } = context.sandbox;
    const end = await context.sandbox.stop('SIGKILL');

    assert.equal(end.signal, 'SIGKILL');
    await context.start();
    assert.deepEqual(context.sandbox.keys, keys);

    const after = await context.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    assert.equal(after.items.data[0].price.id, pro.id);
    assert.equal(after.latest_invoice.id, changed.latest_invoice.id);
    assert.equal(after.latest_invoice.amount_paid, 5000);
  },

  'an interrupted sandbox ends without a complaint': async (context) => {
    const end = await context.sandbox.stop('SIGINT');

    assert.deepEqual(end, { code: 0, signal: null });
  },
};
