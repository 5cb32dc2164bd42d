// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, linesOf, makePrice, noon, refused } = require('../account.js');

const HOURS = 60 * 60;

module.exports = {
  'a clock stands where it is put, goes on, and never back': async ({ stripe }) => {
    const { testClocks } = stripe.testHelpers;
    const clock = await testClocks.create({ frozen_time: noon('2027-01-01'), name: 'A new year' });

    assert.match(clock.id, /^clock_/);
    assert.equal(clock.object, 'test_helpers.test_clock');
    assert.equal(clock.name, 'A new year');
    assert.equal(clock.status, 'ready');
    assert.equal(clock.frozen_time, noon('2027-01-01'));

    await testClocks.advance(clock.id, { frozen_time: noon('2027-01-02') });
    await refused(testClocks.advance(clock.id, { frozen_time: noon('2027-01-01') }), 'StripeInvalidRequestError',
      { statusCode: 400 });
    assert.equal((await testClocks.retrieve(clock.id)).frozen_time, noon('2027-01-02'));
  },

  'objects carry the time of their customer\'s clock': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2031-05-06');
    const subscription = await account.subscribe(price, 'flexible');

    assert.equal(account.customer.test_clock, account.clock.id);
    assert.equal(subscription.test_clock, account.clock.id);
    assert.equal(subscription.created, noon('2031-05-06'));
    assert.equal((await stripe.invoices.retrieve(subscription.latest_invoice)).created, noon('2031-05-06'));
  },

  'a passing month renews, invoices and collects': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'flexible');
    const [end, next] = ['2026-12-03', '2027-01-03'].map(noon);

    await account.advance(end + 2 * HOURS);
    const renewed = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    const invoice = renewed.latest_invoice;
    assert.notEqual(invoice.id, subscription.latest_invoice);
    assert.equal(invoice.billing_reason, 'subscription_cycle');
    assert.equal(invoice.status, 'paid');
    assert.equal(invoice.amount_paid, 7500);
    assert.deepEqual(linesOf(invoice), [
      { amount: 7500, quantity: 1, start: end, end: next, price: price.id, proration: false },
    ]);
    assert.equal(renewed.items.data[0].current_period_start, end);
    assert.equal(renewed.items.data[0].current_period_end, next);
  },

  'the last day of a month stays the last day': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2028-01-31');
    const subscription = await account.subscribe(price, 'flexible');

    await account.advance(noon('2028-05-01'));
    const { data } = await stripe.invoices.list({ subscription: subscription.id });
    // 2028 is a leap year.
    assert.deepEqual(data.map((invoice) => invoice.lines.data[0].period.end),
      ['2028-05-31', '2028-04-30', '2028-03-31', '2028-02-29'].map(noon));
  },

  'ten years pass in one step': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'classic');

    await account.advance(noon('2036-11-03') + 2 * HOURS);
    // The first invoice and one for each of 120 months.
    const invoices = await stripe.invoices.list({ subscription: subscription.id, limit: 100 })
      .autoPagingToArray({ limit: 10000 });
    assert.equal(invoices.length, 121);
    assert.equal(invoices.reduce((sum, invoice) => sum + invoice.amount_paid, 0), 121 * 7500);
    assert.equal(new Set(invoices.map((invoice) => invoice.number)).size, 121);
  },

  'a clock that is deleted is gone': async ({ stripe }) => {
    const { testClocks } = stripe.testHelpers;
    const clock = await testClocks.create({ frozen_time: noon('2027-01-01') });
    const gone = await testClocks.del(clock.id);

    assert.equal(gone.id, clock.id);
    assert.equal(gone.deleted, true);
    await refused(testClocks.retrieve(clock.id), 'StripeInvalidRequestError',
      { statusCode: 404, code: 'resource_missing' });
  },
};
