// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, DAY, linesOf, makePrice, noon, refused } = require('../account.js');

// Pro is $125.00 a month and $1,250.00 a year, Standard $75.00 a month and $750.00 a year.
async function makePrices(stripe) {
  return {
    standard: await makePrice(stripe, 'Standard', 7500, 'month'),
    standardYearly: await makePrice(stripe, 'Standard', 75000, 'year'),
    pro: await makePrice(stripe, 'Pro', 12500, 'month'),
    proYearly: await makePrice(stripe, 'Pro', 125000, 'year'),
  };
}

// Previews, changes, and holds the invoice against the preview; `due`, `total` and `lines` are worked out by hand.
async function quoteAndChange(account, subscription, price, expected, quantity = 1) {
  const balance = await account.readBalance();
  const preview = await account.preview(subscription, price, {}, quantity);
  const changed = await account.change(subscription, price, {
    proration_date: preview.parent.subscription_details.subscription_proration_date,
  }, quantity);
  const invoice = changed.latest_invoice;

  for (const each of [preview, invoice]) {
    assert.deepEqual(linesOf(each), expected.lines);
    assert.equal(each.subtotal, expected.total);
    assert.equal(each.total, expected.total);
    assert.equal(each.amount_due, expected.due);
    assert.equal(each.starting_balance, balance);
    assert.equal(each.ending_balance, expected.balance);
  }
  assert.equal(invoice.billing_reason, 'subscription_update');
  assert.equal(invoice.status, 'paid');
  assert.equal(invoice.amount_paid, expected.due);
  assert.equal(await account.readBalance(), expected.balance);
  assert.equal(changed.items.data.length, 1);
  assert.equal(changed.items.data[0].price.id, price.id);
  assert.equal(changed.items.data[0].quantity, quantity);

  return changed;
}

const upgrade = (mode) => async ({ stripe }) => {
  const { standard, pro } = await makePrices(stripe);
  const account = await Account.create(stripe, '2026-11-03');
  const subscription = await account.subscribe(standard, mode);
  const [start, now, end] = ['2026-11-03', '2026-11-18', '2026-12-03'].map(noon);

  await account.advance(now);
  // 15 of the 30 days are left: −7500 · 15 / 30 = −3750; 12500 · 15 / 30 = 6250; together 2500.
  const changed = await quoteAndChange(account, subscription, pro, {
    lines: [
      { amount: -3750, quantity: 1, start: now, end, price: standard.id, proration: true },
      { amount: 6250, quantity: 1, start: now, end, price: pro.id, proration: true },
    ],
    total: 2500, due: 2500, balance: 0,
  });
  assert.equal(changed.billing_mode.type, mode);
  assert.equal(changed.billing_cycle_anchor, start);
  assert.equal(changed.items.data[0].current_period_start, start);
  assert.equal(changed.items.data[0].current_period_end, end);
};

const downgrade = (mode) => async ({ stripe }) => {
  const { standard, pro } = await makePrices(stripe);
  const account = await Account.create(stripe, '2027-02-10');
  const subscription = await account.subscribe(pro, mode);
  const [now, end] = ['2027-02-17', '2027-03-10'].map(noon);

  await account.advance(now);
  // February 2027 has 28 days, 21 are left: −12500 · 21 / 28 = −9375; 7500 · 21 / 28 = 5625; together −3750.
  await quoteAndChange(account, subscription, standard, {
    lines: [
      { amount: -9375, quantity: 1, start: now, end, price: pro.id, proration: true },
      { amount: 5625, quantity: 1, start: now, end, price: standard.id, proration: true },
    ],
    total: -3750, due: 0, balance: -3750,
  });
};

module.exports = {
  'flexible: an upgrade is previewed and invoiced alike': upgrade('flexible'),
  'classic: an upgrade is previewed and invoiced alike': upgrade('classic'),
  'flexible: a downgrade is previewed and credited alike': downgrade('flexible'),
  'classic: a downgrade is previewed and credited alike': downgrade('classic'),

  'flexible: monthly to annual keeps the anchor': async ({ stripe }) => {
    const { standard, standardYearly } = await makePrices(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const [start, now, monthEnd, end] = ['2026-11-03', '2026-11-18', '2026-12-03', '2027-11-03'].map(noon);

    await account.advance(now);
    // −7500 · 15 / 30 = −3750. The year from 3 November has 365 days, 350 are left:
    // 75000 · 350 / 365 = 71917.808…, that is 71918; together 68168.
    const changed = await quoteAndChange(account, subscription, standardYearly, {
      lines: [
        { amount: -3750, quantity: 1, start: now, end: monthEnd, price: standard.id, proration: true },
        { amount: 71918, quantity: 1, start: now, end, price: standardYearly.id, proration: true },
      ],
      total: 68168, due: 68168, balance: 0,
    });
    assert.equal(changed.billing_cycle_anchor, start);
    assert.equal(changed.items.data[0].current_period_start, start);
    assert.equal(changed.items.data[0].current_period_end, end);
  },

  'classic: monthly to annual moves the anchor to now': async ({ stripe }) => {
    const { standard, standardYearly } = await makePrices(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'classic');
    const [now, monthEnd, end] = ['2026-11-18', '2026-12-03', '2027-11-18'].map(noon);

    await account.advance(now);
    // −7500 · 15 / 30 = −3750, and the whole new year: 75000; together 71250.
    const changed = await quoteAndChange(account, subscription, standardYearly, {
      lines: [
        { amount: -3750, quantity: 1, start: now, end: monthEnd, price: standard.id, proration: true },
        { amount: 75000, quantity: 1, start: now, end, price: standardYearly.id, proration: false },
      ],
      total: 71250, due: 71250, balance: 0,
    });
    assert.equal(changed.billing_cycle_anchor, now);
    assert.equal(changed.items.data[0].current_period_start, now);
    assert.equal(changed.items.data[0].current_period_end, end);
  },

  'flexible: annual to monthly becomes the month of the anchor': async ({ stripe }) => {
    const { pro, proYearly } = await makePrices(stripe);
    const account = await Account.create(stripe, '2026-07-18');
    const subscription = await account.subscribe(proYearly, 'flexible');
    const [start, now, monthStart, monthEnd, yearEnd] = ['2026-07-18', '2026-11-20', '2026-11-18', '2026-12-18',
      '2027-07-18'].map(noon);

    await account.advance(now);
    // 125 of 365 days are over, 240 are left: −125000 · 240 / 365 = −82191.78…, that is −82192.
    // The month from 18 November has 30 days, 28 are left: 12500 · 28 / 30 = 11666.66…, that is 11667;
    // together −70525.
    const changed = await quoteAndChange(account, subscription, pro, {
      lines: [
        { amount: -82192, quantity: 1, start: now, end: yearEnd, price: proYearly.id, proration: true },
        { amount: 11667, quantity: 1, start: now, end: monthEnd, price: pro.id, proration: true },
      ],
      total: -70525, due: 0, balance: -70525,
    });
    assert.equal(changed.billing_cycle_anchor, start);
    assert.equal(changed.items.data[0].current_period_start, monthStart);
    assert.equal(changed.items.data[0].current_period_end, monthEnd);
  },

  'classic: annual to monthly and to the lower plan at once': async ({ stripe }) => {
    const { standard, proYearly } = await makePrices(stripe);
    const account = await Account.create(stripe, '2026-07-18');
    const subscription = await account.subscribe(proYearly, 'classic');
    const [now, monthEnd, yearEnd] = ['2026-11-20', '2026-12-20', '2027-07-18'].map(noon);

    await account.advance(now);
    // −82192 as above, and a whole month of Standard from now on: 7500; together −74692.
    const changed = await quoteAndChange(account, subscription, standard, {
      lines: [
        { amount: -82192, quantity: 1, start: now, end: yearEnd, price: proYearly.id, proration: true },
        { amount: 7500, quantity: 1, start: now, end: monthEnd, price: standard.id, proration: false },
      ],
      total: -74692, due: 0, balance: -74692,
    });
    assert.equal(changed.billing_cycle_anchor, now);
    assert.equal(changed.items.data[0].current_period_end, monthEnd);
  },

  'classic gives back today\'s price, flexible what was billed': async ({ stripe }) => {
    const { standard, pro } = await makePrices(stripe);
    // From Standard to Pro without a bill, and back: half of 12500 that was never paid, or half of the 7500 that was.
    const expected = { classic: [-6250, 3750], flexible: [-3750, 3750] };

    for (const mode of Object.keys(expected)) {
      const account = await Account.create(stripe, '2026-11-03');
      const subscription = await account.subscribe(standard, mode);

      await account.advance(noon('2026-11-18'));
      await account.change(subscription, pro, { proration_behavior: 'none' });
      const preview = await account.preview(subscription, standard);
      const { latest_invoice: invoice } = await account.change(subscription, standard);
      for (const each of [preview, invoice]) {
        assert.deepEqual(linesOf(each).map((line) => line.amount), expected[mode]);
      }
    }
  },

  'three seats survive a change': async ({ stripe }) => {
    const single = await makePrice(stripe, 'Single Line', 4200, 'month');
    const multi = await makePrice(stripe, 'Multi Line', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(single, 'flexible', { items: [{ price: single.id, quantity: 3 }] });
    const [now, end] = ['2026-11-18', '2026-12-03'].map(noon);

    await account.advance(now);
    // −3 · 4200 · 15 / 30 = −6300; 3 · 7500 · 15 / 30 = 11250; together 4950.
    await quoteAndChange(account, subscription, multi, {
      lines: [
        { amount: -6300, quantity: 3, start: now, end, price: single.id, proration: true },
        { amount: 11250, quantity: 3, start: now, end, price: multi.id, proration: true },
      ],
      total: 4950, due: 4950, balance: 0,
    }, 3);
  },

  'a price without a quantity means one, a quantity without a price keeps it': async ({ stripe }) => {
    const single = await makePrice(stripe, 'Single Line', 4200, 'month');
    const multi = await makePrice(stripe, 'Multi Line', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(single, 'flexible', { items: [{ price: single.id, quantity: 3 }] });
    const { id } = subscription.items.data[0];

    await account.advance(noon('2026-11-18'));
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items: [{ id, price: multi.id }], proration_behavior: 'always_invoice' },
    });
    // −6300 for three seats, but 7500 · 15 / 30 = 3750 for one.
    assert.deepEqual(linesOf(preview).map((line) => [line.amount, line.quantity]), [[-6300, 3], [3750, 1]]);

    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id, quantity: 5 }], proration_behavior: 'none',
    });
    assert.equal(changed.items.data[0].price.id, single.id);
    assert.equal(changed.items.data[0].quantity, 5);
  },

  'yen have no decimals and round to the whole yen': async ({ stripe }) => {
    const low = await makePrice(stripe, 'Standard', 5000, 'month', 'jpy');
    const high = await makePrice(stripe, 'Pro', 9800, 'month', 'jpy');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(low, 'flexible');
    const [now, end] = ['2026-11-13', '2026-12-03'].map(noon);

    await account.advance(now);
    // 20 of 30 days are left: −5000 · 20 / 30 = −3333.33…, that is −3333; 9800 · 20 / 30 = 6533.33…, that is 6533.
    await quoteAndChange(account, subscription, high, {
      lines: [
        { amount: -3333, quantity: 1, start: now, end, price: low.id, proration: true },
        { amount: 6533, quantity: 1, start: now, end, price: high.id, proration: true },
      ],
      total: 3200, due: 3200, balance: 0,
    });
  },

  'proration_date pins a preview while the clock goes on': async ({ stripe }) => {
    const { standard, pro } = await makePrices(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const pinned = noon('2026-11-08');
    const amounts = async (more) => linesOf(await account.preview(subscription, pro, more)).map((line) => line.amount);

    await account.advance(noon('2026-11-18') + 3600);
    // From 8 November 25 of 30 days are left: −7500 · 25 / 30 = −6250; 12500 · 25 / 30 = 10416.66…, that is 10417.
    assert.deepEqual(await amounts({ proration_date: pinned }), [-6250, 10417]);
    // From now 359 of 720 hours are left: −7500 · 359 / 720 = −3739.58…, that is −3740;
    // 12500 · 359 / 720 = 6232.63…, that is 6233.
    assert.deepEqual(await amounts({}), [-3740, 6233]);

    const changed = await account.change(subscription, pro, { proration_date: pinned });
    assert.deepEqual(linesOf(changed.latest_invoice).map((line) => line.amount), [-6250, 10417]);
    assert.equal(changed.latest_invoice.amount_due, 4167);
    assert.ok(linesOf(changed.latest_invoice).every((line) => line.start === pinned));
  },

  'a preview tells the second that it counts from': async ({ stripe }) => {
    const { standard, pro } = await makePrices(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const now = noon('2026-11-18') + 17;

    await account.advance(now);
    const preview = await account.preview(subscription, pro);
    assert.equal(preview.parent.type, 'subscription_details');
    assert.equal(preview.parent.subscription_details.subscription, subscription.id);
    assert.equal(preview.parent.subscription_details.subscription_proration_date, now);
    await refused(account.preview(subscription, pro, { proration_date: noon('2026-11-03') - 1 }),
      'StripeInvalidRequestError', { statusCode: 400, param: 'subscription_details[proration_date]' });
  },

  'a preview leaves nothing behind': async ({ stripe }) => {
    const { standard, pro } = await makePrices(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');

    await account.advance(noon('2026-11-18'));
    const preview = await account.preview(subscription, pro);
    assert.match(preview.id, /^upcoming_in_/);
    assert.equal(preview.number, null);
    assert.equal(preview.hosted_invoice_url, null);
    assert.equal(preview.invoice_pdf, null);

    const after = await stripe.subscriptions.retrieve(subscription.id);
    assert.equal(after.items.data[0].price.id, standard.id);
    assert.equal(after.latest_invoice, subscription.latest_invoice);
    assert.equal(await account.countInvoices(), 1);
    await refused(stripe.invoices.retrieve(preview.id), 'StripeInvalidRequestError', { statusCode: 404 });
  },

  'the next renewal is previewed as it then is invoiced': async ({ stripe }) => {
    const { standard } = await makePrices(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const [end, next] = ['2026-12-03', '2027-01-03'].map(noon);
    const preview = await stripe.invoices.createPreview({ subscription: subscription.id });

    assert.deepEqual(linesOf(preview), [
      { amount: 7500, quantity: 1, start: end, end: next, price: standard.id, proration: false },
    ]);
    assert.equal(preview.amount_due, 7500);
    await account.advance(end + 2 * 60 * 60);

    const { data: [invoice] } = await stripe.invoices.list({ subscription: subscription.id, limit: 1 });
    assert.deepEqual(linesOf(invoice), linesOf(preview));
    assert.equal(invoice.amount_due, 7500);
  },

  'preview_mode=recurring shows the new price without prorations': async ({ stripe }) => {
    const { standard, proYearly } = await makePrices(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');

    await account.advance(noon('2026-11-18'));
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      preview_mode: 'recurring',
      subscription_details: {
        items: [{ id: subscription.items.data[0].id, price: proYearly.id, quantity: 1 }],
        proration_behavior: 'always_invoice',
      },
    });
    assert.deepEqual(linesOf(preview).map((line) => [line.amount, line.price, line.proration]),
      [[125000, proYearly.id, false]]);
    assert.equal(preview.total, 125000);
  },

  'starting over now bills a whole period and cannot be pinned': async ({ stripe }) => {
    const { standard, pro } = await makePrices(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const now = noon('2026-11-18');
    const anew = { billing_cycle_anchor: { type: 'now' } };

    await account.advance(now);
    await refused(account.change(subscription, pro, { ...anew, proration_date: now }), 'StripeInvalidRequestError',
      { statusCode: 400, param: 'proration_date' });

    // −3750 for half a month of Standard, 12500 for a whole one of Pro; together 8750.
    const changed = await account.change(subscription, pro, anew);
    assert.equal(changed.latest_invoice.amount_due, 8750);
    assert.equal(changed.billing_cycle_anchor, now);
    assert.equal(changed.items.data[0].current_period_end, now + 30 * DAY);
  },
};
