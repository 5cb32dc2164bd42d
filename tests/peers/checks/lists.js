// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, makePrice, refused } = require('../account.js');

const INVALID = 'StripeInvalidRequestError';
const MANY = 1003;

// One account with a ledger of more than a thousand rows of one cent each; written once for all checks here.
let ledger = null;

function getLedger(stripe) {
  ledger = ledger || (async () => {
    const account = await Account.create(stripe, '2026-11-03');
    const write = async (count) => {
      for (let i = 0; i < count; i += 1) {
        await stripe.customers.createBalanceTransaction(account.customer.id, { amount: -1, currency: 'usd' });
      }
    };

    // 17 · 59 = 1003.
    await Promise.all(Array.from({ length: 17 }, () => write(59)));

    return account.customer.id;
  })();

  return ledger;
}

module.exports = {
  'auto-paging reads more than a thousand objects, each once, newest first': async ({ stripe }) => {
    const customer = await getLedger(stripe);
    const rows = await stripe.customers.listBalanceTransactions(customer, { limit: 100 })
      .autoPagingToArray({ limit: 10000 });

    assert.equal(rows.length, MANY);
    assert.equal(new Set(rows.map((row) => row.id)).size, MANY);
    assert.deepEqual(rows.map((row) => row.ending_balance), Array.from({ length: MANY }, (_, i) => i - MANY));
  },

  'autoPagingEach stops where it is told to': async ({ stripe }) => {
    const customer = await getLedger(stripe);
    const seen = [];
    let requests = 0;
    const count = () => {
      requests += 1;
    };

    stripe.on('request', count);
    await stripe.customers.listBalanceTransactions(customer, { limit: 20 }).autoPagingEach((row) => {
      seen.push(row.ending_balance);
      return seen.length < 45;
    });
    stripe.off('request', count);
    assert.equal(seen.length, 45);
    assert.equal(seen[0], -MANY);
    assert.equal(seen[44], 44 - MANY);
    assert.equal(requests, 3);
  },

  'pages can be read backwards with ending_before': async ({ stripe }) => {
    const customer = await getLedger(stripe);
    const newest = await stripe.customers.listBalanceTransactions(customer, { limit: 60 });
    const last = newest.data[59];
    const page = await stripe.customers.listBalanceTransactions(customer, { limit: 10, ending_before: last.id });

    assert.deepEqual(page.data.map((row) => row.id), newest.data.slice(49, 59).map((row) => row.id));
    assert.equal(page.has_more, true);

    const backwards = [];
    for await (const row of stripe.customers.listBalanceTransactions(customer, { limit: 7, ending_before: last.id })) {
      backwards.push(row.id);
    }
    assert.deepEqual(backwards, newest.data.slice(0, 59).map((row) => row.id).reverse());
  },

  'a page follows a cursor, and says whether there is more': async ({ stripe }) => {
    const customer = await getLedger(stripe);
    const first = await stripe.customers.listBalanceTransactions(customer);
    const second = await stripe.customers.listBalanceTransactions(customer, { starting_after: first.data[9].id });

    assert.equal(first.object, 'list');
    assert.equal(first.url, `/v1/customers/${customer}/balance_transactions`);
    assert.equal(first.data.length, 10);
    assert.equal(first.has_more, true);
    assert.equal(second.data[0].ending_balance, first.data[9].ending_balance + 1);

    const all = await stripe.customers.listBalanceTransactions(customer, { limit: 100 })
      .autoPagingToArray({ limit: 10000 });
    const rest = await stripe.customers.listBalanceTransactions(customer, { limit: 3, starting_after: all[MANY - 4].id });
    assert.deepEqual(rest.data.map((row) => row.ending_balance), [-3, -2, -1]);
    assert.equal(rest.has_more, false);
  },

  'limits outside of 1 to 100 are refused': async ({ stripe }) => {
    for (const limit of [0, 101, -1]) {
      await refused(stripe.customers.list({ limit }), INVALID, { statusCode: 400, param: 'limit' });
    }
  },

  'an unknown cursor is refused, and so are two cursors': async ({ stripe }) => {
    const customer = await getLedger(stripe);
    const { data: [row] } = await stripe.customers.listBalanceTransactions(customer, { limit: 1 });

    await refused(stripe.customers.listBalanceTransactions(customer, { starting_after: 'cbtxn_none' }), INVALID,
      { statusCode: 400, code: 'resource_missing', param: 'starting_after' });
    await refused(stripe.customers.listBalanceTransactions(customer, {
      starting_after: row.id, ending_before: row.id,
    }), INVALID, { statusCode: 400 });
  },

  'four levels are expanded, five are refused': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const list = (expand) => stripe.subscriptions.list({ customer: account.customer.id, expand });

    await account.subscribe(price, 'flexible');
    const { data: [subscription] } = await list(['data.items.data.price', 'data.latest_invoice.customer',
      'data.default_payment_method']);
    assert.equal(subscription.items.data[0].price.id, price.id);
    assert.equal(subscription.latest_invoice.object, 'invoice');
    assert.equal(subscription.latest_invoice.customer.id, account.customer.id);
    assert.equal(subscription.default_payment_method, null);

    const error = await refused(list(['data.items.data.price.product']), INVALID, { statusCode: 400 });
    assert.match(error.message, /expand/);
  },

  'what cannot be expanded is refused': async ({ stripe }) => {
    const error = await refused(stripe.prices.list({ limit: 1, expand: ['data.currency'] }), INVALID,
      { statusCode: 400 });

    assert.match(error.message, /currency/);
  },
};
