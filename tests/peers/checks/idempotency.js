// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');

const { Account, makePrice, noon, refused } = require('../account.js');

function isReplayed(object) {
  return object.lastResponse.headers['idempotent-replayed'] === 'true';
}

module.exports = {
  'the same key replays the answer and does nothing twice': async ({ stripe }) => {
    const [standard, pro] = [await makePrice(stripe, 'Standard', 7500, 'month'),
      await makePrice(stripe, 'Pro', 12500, 'month')];
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const idempotencyKey = randomUUID();
    const send = () => stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0].id, price: pro.id, quantity: 1 }],
      proration_behavior: 'always_invoice',
    }, { idempotencyKey });

    const first = await send();
    const second = await send();
    assert.equal(isReplayed(first), false);
    assert.equal(isReplayed(second), true);
    assert.equal(second.latest_invoice, first.latest_invoice);
    assert.deepEqual(JSON.parse(JSON.stringify(second)), JSON.parse(JSON.stringify(first)));
    assert.equal(await account.countInvoices(), 2);
  },

  'the same key with other parameters is a conflict': async ({ stripe }) => {
    const account = await Account.create(stripe, '2026-11-03');
    const idempotencyKey = randomUUID();
    const adjust = (amount) => stripe.customers.createBalanceTransaction(account.customer.id,
      { amount, currency: 'usd' }, { idempotencyKey });

    await adjust(-100);
    await refused(adjust(-200), 'StripeIdempotencyError', { statusCode: 400, rawType: 'idempotency_error' });
    assert.equal(await account.readBalance(), -100);
    assert.equal(isReplayed(await adjust(-100)), true);
    assert.equal(await account.readBalance(), -100);
  },

  'a request that failed its validation leaves its key free': async ({ stripe }) => {
    const account = await Account.create(stripe, '2026-11-03');
    const idempotencyKey = randomUUID();
    const adjust = (amount) => stripe.customers.createBalanceTransaction(account.customer.id,
      { amount, currency: 'usd' }, { idempotencyKey });

    await refused(adjust('much'), 'StripeInvalidRequestError', { code: 'parameter_invalid_integer' });
    assert.equal(isReplayed(await adjust(-300)), false);
    assert.equal(await account.readBalance(), -300);
  },

  'a declined payment is replayed as declined': async ({ stripe }) => {
    const [standard, pro] = [await makePrice(stripe, 'Standard', 7500, 'month'),
      await makePrice(stripe, 'Pro', 12500, 'month')];
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const idempotencyKey = randomUUID();
    const send = () => stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0].id, price: pro.id, quantity: 1 }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'error_if_incomplete',
    }, { idempotencyKey });

    await account.advance(noon('2026-11-18'));
    await account.useCard('pm_card_chargeCustomerFail');
    await refused(send(), 'StripeCardError', { statusCode: 402 });
    await account.useCard('pm_card_visa');
    const error = await refused(send(), 'StripeCardError', { statusCode: 402, code: 'card_declined' });
    assert.equal(error.headers['idempotent-replayed'], 'true');
    assert.equal((await stripe.subscriptions.retrieve(subscription.id)).items.data[0].price.id, standard.id);
  },

  'a key is 255 characters at the most': async ({ stripe }) => {
    const create = (length) => stripe.customers.create({ name: 'Long' }, { idempotencyKey: 'k'.repeat(length) });

    assert.equal(isReplayed(await create(255)), false);
    assert.equal(isReplayed(await create(255)), true);
    await refused(create(256), 'StripeInvalidRequestError', { statusCode: 400 });
  },

  'requests in parallel with one key act once': async ({ stripe }) => {
    const account = await Account.create(stripe, '2026-11-03');
    const idempotencyKey = randomUUID();
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => (
      stripe.customers.createBalanceTransaction(account.customer.id, { amount: -50, currency: 'usd' },
        { idempotencyKey }))));
    const rows = answers.filter((answer) => answer.status === 'fulfilled').map((answer) => answer.value.id);

    assert.ok(rows.length > 0);
    assert.equal(new Set(rows).size, 1);
    for (const answer of answers.filter((each) => each.status === 'rejected')) {
      assert.equal(answer.reason.statusCode, 409);
      assert.equal(answer.reason.code, 'idempotency_key_in_use');
    }
    assert.equal(await account.readBalance(), -50);
  },
};
