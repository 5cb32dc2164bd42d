// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, makePrice, noon, refused } = require('../account.js');

const HOURS = 60 * 60;

async function balanceRows(account) {
  const { data } = await account.stripe.customers.listBalanceTransactions(account.customer.id, { limit: 100 });

  return data.map((row) => [row.amount, row.ending_balance, row.type]);
}

module.exports = {
  'adjustments of the balance add up, newest first': async ({ stripe }) => {
    const account = await Account.create(stripe, '2026-11-03');
    const first = await stripe.customers.createBalanceTransaction(account.customer.id, {
      amount: -5000, currency: 'usd', description: 'A kind gesture',
    });

    await stripe.customers.createBalanceTransaction(account.customer.id, { amount: 1200, currency: 'usd' });
    assert.match(first.id, /^cbtxn_/);
    assert.equal(first.object, 'customer_balance_transaction');
    assert.equal(first.description, 'A kind gesture');
    assert.equal(first.invoice, null);
    // −5000 + 1200 = −3800.
    assert.deepEqual(await balanceRows(account), [[1200, -3800, 'adjustment'], [-5000, -5000, 'adjustment']]);

    const again = await stripe.customers.retrieveBalanceTransaction(account.customer.id, first.id);
    assert.equal(again.ending_balance, -5000);
    const customer = await stripe.customers.retrieve(account.customer.id, { expand: ['invoice_credit_balance'] });
    assert.equal(customer.balance, -3800);
    assert.equal(customer.currency, 'usd');
    assert.deepEqual(customer.invoice_credit_balance, { usd: 3800 });
  },

  'currencies have ledgers of their own': async ({ stripe }) => {
    const account = await Account.create(stripe, '2026-11-03');

    await stripe.customers.createBalanceTransaction(account.customer.id, { amount: -700, currency: 'usd' });
    await stripe.customers.createBalanceTransaction(account.customer.id, { amount: -90, currency: 'eur' });
    assert.deepEqual(await balanceRows(account), [[-90, -90, 'adjustment'], [-700, -700, 'adjustment']]);

    const customer = await stripe.customers.retrieve(account.customer.id, { expand: ['invoice_credit_balance'] });
    assert.equal(customer.balance, -700);
    assert.deepEqual(customer.invoice_credit_balance, { usd: 700, eur: 90 });
  },

  'credit pays before the card does': async ({ stripe }) => {
    const standard = await makePrice(stripe, 'Standard', 7500, 'month');
    const pro = await makePrice(stripe, 'Pro', 12500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');

    await stripe.customers.createBalanceTransaction(account.customer.id, { amount: -1000, currency: 'usd' });
    await account.advance(noon('2026-11-18'));
    const preview = await account.preview(subscription, pro);
    const { latest_invoice: invoice } = await account.change(subscription, pro);
    // −3750 + 6250 = 2500, less 1000 of credit: 1500.
    for (const each of [preview, invoice]) {
      assert.equal(each.total, 2500);
      assert.equal(each.starting_balance, -1000);
      assert.equal(each.ending_balance, 0);
      assert.equal(each.amount_due, 1500);
    }
    assert.equal(invoice.amount_paid, 1500);
    assert.deepEqual(await balanceRows(account), [[1000, 0, 'applied_to_invoice'], [-1000, -1000, 'adjustment']]);
  },

  'debt is collected with the next invoice': async ({ stripe }) => {
    const standard = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');

    await stripe.customers.createBalanceTransaction(account.customer.id, { amount: 500, currency: 'usd' });
    const { latest_invoice: invoice } = await account.subscribe(standard, 'flexible', { expand: ['latest_invoice'] });
    // 7500 + 500 = 8000.
    assert.equal(invoice.total, 7500);
    assert.equal(invoice.amount_paid, 8000);
    assert.deepEqual(await balanceRows(account), [[-500, 0, 'applied_to_invoice'], [500, 500, 'adjustment']]);
  },

  'annual to monthly: nothing is refunded, the credit pays until it is gone': async ({ stripe }) => {
    const yearly = await makePrice(stripe, 'Pro', 125000, 'year');
    const monthly = await makePrice(stripe, 'Pro', 12500, 'month');
    const account = await Account.create(stripe, '2026-07-18');
    const subscription = await account.subscribe(yearly, 'flexible');

    await account.advance(noon('2026-11-20'));
    const { latest_invoice: change } = await account.change(subscription, monthly);
    // −125000 · 240 / 365 = −82191.78…, that is −82192; 12500 · 28 / 30 = 11666.66…, that is 11667.
    assert.equal(change.total, -70525);
    assert.equal(change.status, 'paid');
    assert.equal(change.amount_paid, 0);

    await account.advance(noon('2027-06-18') + 2 * HOURS);
    const { data } = await stripe.invoices.list({ subscription: subscription.id, limit: 7 });
    // Five months of 12500 leave 70525 − 62500 = 8025 for the sixth, whose other 4475 the card pays.
    assert.deepEqual(data.map((invoice) => [invoice.starting_balance, invoice.ending_balance, invoice.amount_paid]), [
      [0, 0, 12500], [-8025, 0, 4475], [-20525, -8025, 0], [-33025, -20525, 0], [-45525, -33025, 0],
      [-58025, -45525, 0], [-70525, -58025, 0],
    ]);
    assert.deepEqual(await balanceRows(account), [
      [8025, 0, 'applied_to_invoice'], [12500, -8025, 'applied_to_invoice'], [12500, -20525, 'applied_to_invoice'],
      [12500, -33025, 'applied_to_invoice'], [12500, -45525, 'applied_to_invoice'],
      [12500, -58025, 'applied_to_invoice'], [-70525, -70525, 'applied_to_invoice'],
    ]);
  },

  'less than the smallest charge becomes debt': async ({ stripe }) => {
    const low = await makePrice(stripe, 'Low', 1000, 'month');
    const high = await makePrice(stripe, 'High', 1800, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(low, 'classic');

    // 6480 of 2592000 seconds are left: −1000 · 6480 / 2592000 = −2.5, a tie, that is −3;
    // 1800 · 6480 / 2592000 = 4.5, a tie, that is 4; together one cent.
    await account.advance(noon('2026-12-03') - 6480);
    const { latest_invoice: invoice } = await account.change(subscription, high);
    assert.deepEqual(invoice.lines.data.map((line) => line.amount), [-3, 4]);
    assert.equal(invoice.total, 1);
    assert.equal(invoice.amount_due, 0);
    assert.equal(invoice.status, 'paid');
    assert.deepEqual(await balanceRows(account), [[1, 1, 'invoice_too_small']]);
  },

  'a balance row of another customer is not found': async ({ stripe }) => {
    const [mine, other] = [await Account.create(stripe, '2026-11-03'), await Account.create(stripe, '2026-11-03')];
    const row = await stripe.customers.createBalanceTransaction(mine.customer.id, { amount: -1, currency: 'usd' });

    await refused(stripe.customers.retrieveBalanceTransaction(other.customer.id, row.id), 'StripeInvalidRequestError',
      { statusCode: 404, code: 'resource_missing' });
    assert.deepEqual(await balanceRows(other), []);
  },
};
