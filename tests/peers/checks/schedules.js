// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, linesOf, makePrice, noon, refused } = require('../account.js');

const [START, END] = ['2026-11-03', '2026-12-03'].map(noon);

// Standard since 3 November, on 18 November, with a schedule of one phase.
async function setUp(stripe, mode = 'flexible') {
  const standard = await makePrice(stripe, 'Standard', 7500, 'month');
  const pro = await makePrice(stripe, 'Pro', 12500, 'month');
  const account = await Account.create(stripe, '2026-11-03');
  const subscription = await account.subscribe(standard, mode);

  await account.advance(noon('2026-11-18'));
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });

  return { account, pro, schedule, standard, subscription };
}

// The current phase as it is, and one more.
function planNext(stripe, schedule, price, more = {}, rest = {}) {
  const [current] = schedule.phases;

  return stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: 'release',
    phases: [
      {
        items: current.items.map(({ price: id, quantity }) => ({ price: id, quantity })),
        start_date: current.start_date,
        end_date: current.end_date,
      },
      {
        items: [{ price: price.id, quantity: 1 }],
        start_date: current.end_date,
        duration: { interval: price.recurring.interval },
        proration_behavior: 'none',
        ...more,
      },
    ],
    ...rest,
  });
}

module.exports = {
  'a schedule is made from a subscription and knows its phase': async ({ stripe }) => {
    const { account, schedule, standard, subscription } = await setUp(stripe);

    assert.match(schedule.id, /^sub_sched_/);
    assert.equal(schedule.object, 'subscription_schedule');
    assert.equal(schedule.status, 'active');
    assert.equal(schedule.subscription, subscription.id);
    assert.equal(schedule.customer, account.customer.id);
    assert.deepEqual(schedule.current_phase, { start_date: START, end_date: END });
    assert.equal(schedule.phases.length, 1);
    assert.equal(schedule.phases[0].items[0].price, standard.id);
    assert.equal(schedule.phases[0].end_date, END);
  },

  'a schedule is found by its id, in the list and through its subscription': async ({ stripe }) => {
    const { account, schedule, standard, subscription } = await setUp(stripe);
    const { data } = await stripe.subscriptionSchedules.list({ customer: account.customer.id });
    const read = await stripe.subscriptionSchedules.retrieve(schedule.id, {
      expand: ['subscription', 'phases.items.price'],
    });
    const expanded = await stripe.subscriptions.retrieve(subscription.id, { expand: ['schedule'] });

    assert.deepEqual(data.map(({ id }) => id), [schedule.id]);
    assert.equal(read.subscription.id, subscription.id);
    assert.equal(read.phases[0].items[0].price.unit_amount, standard.unit_amount);
    assert.equal(expanded.schedule.id, schedule.id);
  },

  'nothing goes beside from_subscription, and one schedule is enough': async ({ stripe }) => {
    const { account, standard, subscription } = await setUp(stripe);
    const other = await account.subscribe(standard, 'flexible');

    await refused(stripe.subscriptionSchedules.create({ from_subscription: other.id, end_behavior: 'cancel' }),
      'StripeInvalidRequestError', { statusCode: 400 });
    await refused(stripe.subscriptionSchedules.create({ from_subscription: subscription.id }),
      'StripeInvalidRequestError', { statusCode: 400 });
  },

  'a phase has no iterations any more': async ({ stripe }) => {
    const { pro, schedule } = await setUp(stripe);

    await refused(planNext(stripe, schedule, pro, { duration: undefined, iterations: 1 }),
      'StripeInvalidRequestError', { statusCode: 400, code: 'parameter_unknown', param: 'phases[1][iterations]' });
  },

  'the first phase is the current one, and the others follow': async ({ stripe }) => {
    const { pro, schedule, standard } = await setUp(stripe);

    await refused(stripe.subscriptionSchedules.update(schedule.id, {
      phases: [{ items: [{ price: standard.id }], start_date: END }],
    }), 'StripeInvalidRequestError', { statusCode: 400, param: 'phases[0][start_date]' });
    await refused(planNext(stripe, schedule, pro, { start_date: END + 1 }),
      'StripeInvalidRequestError', { statusCode: 400, param: 'phases[1][start_date]' });
  },

  'the next phase is previewed, and billed when its time comes': async ({ stripe }) => {
    const { account, pro, schedule, subscription } = await setUp(stripe);
    const next = noon('2027-01-03');
    const lines = [{ amount: 12500, quantity: 1, start: END, end: next, price: pro.id, proration: false }];

    const planned = await planNext(stripe, schedule, pro, { metadata: { smrt_change: 'c-1' } });
    assert.equal(planned.phases[1].end_date, next);
    assert.deepEqual(linesOf(await stripe.invoices.createPreview({ subscription: subscription.id })), lines);

    await account.advance(END);
    const begun = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    assert.deepEqual(linesOf(begun.latest_invoice), lines);
    assert.equal(begun.latest_invoice.amount_paid, 12500);
    assert.equal(begun.items.data[0].price.id, pro.id);
    assert.equal(begun.metadata.smrt_change, 'c-1');
  },

  'the last phase releases the subscription': async ({ stripe }) => {
    const { account, pro, schedule, subscription } = await setUp(stripe, 'classic');

    await planNext(stripe, schedule, pro);
    await account.advance(noon('2027-01-03'));
    const over = await stripe.subscriptionSchedules.retrieve(schedule.id);
    assert.equal(over.status, 'released');
    assert.equal(over.released_at, noon('2027-01-03'));
    assert.equal(over.released_subscription, subscription.id);
    assert.equal(over.subscription, null);
    const after = await stripe.subscriptions.retrieve(subscription.id);
    assert.equal(after.schedule, null);
    assert.equal(after.status, 'active');
  },

  'a year that starts with its phase is billed whole': async ({ stripe }) => {
    const { account, schedule, subscription } = await setUp(stripe);
    const yearly = await makePrice(stripe, 'Pro', 125000, 'year');

    await planNext(stripe, schedule, yearly, { billing_cycle_anchor: 'phase_start' });
    await account.advance(END);
    const begun = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    assert.equal(begun.billing_cycle_anchor, END);
    assert.deepEqual(linesOf(begun.latest_invoice), [
      { amount: 125000, quantity: 1, start: END, end: noon('2027-12-03'), price: yearly.id, proration: false },
    ]);
  },

  'a year without a cycle of its own collects nothing at first': async ({ stripe }) => {
    const { account, schedule, subscription } = await setUp(stripe);
    const yearly = await makePrice(stripe, 'Pro', 125000, 'year');

    await planNext(stripe, schedule, yearly);
    await account.advance(END + 1);
    const begun = await stripe.subscriptions.retrieve(subscription.id);
    assert.equal(begun.items.data[0].price.id, yearly.id);
    assert.equal(begun.latest_invoice, subscription.latest_invoice);
    // The year of the old anchor.
    assert.equal(begun.items.data[0].current_period_end, noon('2027-11-03'));
  },

  'a released schedule changes nothing any more': async ({ stripe }) => {
    const { account, pro, schedule, standard, subscription } = await setUp(stripe);

    await planNext(stripe, schedule, pro);
    assert.equal((await stripe.subscriptionSchedules.release(schedule.id)).status, 'released');
    await refused(stripe.subscriptionSchedules.release(schedule.id), 'StripeInvalidRequestError',
      { statusCode: 400 });
    await account.advance(END);
    const after = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    assert.equal(after.items.data[0].price.id, standard.id);
    assert.equal(after.latest_invoice.amount_paid, 7500);
  },

  'a schedule can end the subscription with its last phase': async ({ stripe }) => {
    const { account, pro, schedule, subscription } = await setUp(stripe);

    await planNext(stripe, schedule, pro, {}, { end_behavior: 'cancel' });
    assert.equal((await stripe.subscriptions.retrieve(subscription.id)).cancel_at, noon('2027-01-03'));
    await account.advance(noon('2027-01-04'));
    assert.equal((await stripe.subscriptionSchedules.retrieve(schedule.id)).status, 'completed');
    const after = await stripe.subscriptions.retrieve(subscription.id);
    assert.equal(after.status, 'canceled');
    assert.equal(after.ended_at, noon('2027-01-03'));
  },

  'canceling a schedule cancels the subscription and gives the rest back': async ({ stripe }) => {
    const { account, schedule, subscription } = await setUp(stripe);
    const canceled = await stripe.subscriptionSchedules.cancel(schedule.id);

    assert.equal(canceled.status, 'canceled');
    assert.equal(canceled.canceled_at, noon('2026-11-18'));
    assert.equal((await stripe.subscriptions.retrieve(subscription.id)).status, 'canceled');
    // 15 of 30 days of 7500.
    assert.equal(await account.readBalance(), -3750);
  },

  'a direct change keeps the later phases': async ({ stripe }) => {
    const { account, pro, schedule, standard, subscription } = await setUp(stripe);

    await planNext(stripe, schedule, standard);
    const changed = await account.change(subscription, pro);
    assert.equal(changed.latest_invoice.amount_paid, 2500);
    const { phases } = await stripe.subscriptionSchedules.retrieve(schedule.id);
    assert.deepEqual(phases.map(({ items }) => items[0].price), [pro.id, standard.id]);
    await account.advance(END);
    const after = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    assert.equal(after.latest_invoice.amount_paid, 7500);
  },

  'a phase has the discounts and tax rates that it names': async ({ stripe }) => {
    const { account, pro, schedule: { id }, subscription } = await setUp(stripe);
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' });
    const rate = await stripe.taxRates.create({ display_name: 'Sales tax', percentage: 8.875, inclusive: false });
    const { discounts: [discount] } = await stripe.subscriptions.update(subscription.id, {
      discounts: [{ coupon: coupon.id }], default_tax_rates: [rate.id],
    });
    const schedule = await stripe.subscriptionSchedules.retrieve(id);

    assert.deepEqual(schedule.phases[0].discounts, [{ coupon: coupon.id, discount, promotion_code: null }]);
    assert.deepEqual(schedule.phases[0].default_tax_rates.map((each) => each.id), [rate.id]);
    await refused(planNext(stripe, schedule, pro, { discounts: [{ coupon: 'none' }] }), 'StripeInvalidRequestError',
      { statusCode: 400, code: 'resource_missing', param: 'phases[1][discounts][0][coupon]' });

    // The running phase names neither, and loses both without an invoice.
    const { phases } = await planNext(stripe, schedule, pro, {
      discounts: [{ coupon: coupon.id }], default_tax_rates: [rate.id],
    });
    assert.deepEqual(phases[1].discounts, [{ coupon: coupon.id, discount: null, promotion_code: null }]);
    const without = await stripe.subscriptions.retrieve(subscription.id);
    assert.deepEqual([without.discounts, without.default_tax_rates], [[], []]);
    assert.equal(without.latest_invoice, subscription.latest_invoice);

    // 20 % of 12500 are 2500; 8.875 % of 10000 are 887.5, rounded up.
    const quote = await stripe.invoices.createPreview({ schedule: id });
    assert.equal(quote.total, 10888);
    await account.advance(END);
    const after = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    assert.equal(after.latest_invoice.amount_paid, 10888);
    assert.equal(after.discounts.length, 1);
    assert.notEqual(after.discounts[0], discount);
  },
};
