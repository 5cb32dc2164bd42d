// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, linesOf, makePrice, noon } = require('../account.js');

async function makeMonthly(stripe) {
  return {
    standard: await makePrice(stripe, 'Standard', 7500, 'month'),
    pro: await makePrice(stripe, 'Pro', 12500, 'month'),
  };
}

module.exports = {
  'create_prorations waits for the next invoice': async ({ stripe }) => {
    const { standard, pro } = await makeMonthly(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');

    await account.advance(noon('2026-11-18'));
    const changed = await account.change(subscription, pro, { proration_behavior: 'create_prorations' });
    assert.equal(changed.latest_invoice.id, subscription.latest_invoice);
    assert.equal(changed.items.data[0].price.id, pro.id);

    const waiting = await stripe.invoiceItems.list({ customer: account.customer.id, pending: true });
    assert.deepEqual(waiting.data.map((item) => item.amount).sort((a, b) => a - b), [-3750, 6250]);

    // −3750 + 6250 + 12500 = 15000.
    await account.advance(noon('2026-12-03') + 2 * 60 * 60);
    const { data: [renewal] } = await stripe.invoices.list({ subscription: subscription.id, limit: 1 });
    assert.deepEqual(renewal.lines.data.map((line) => line.amount).sort((a, b) => a - b), [-3750, 6250, 12500]);
    assert.equal(renewal.amount_paid, 15000);
  },

  'proration_behavior=none invoices nothing now': async ({ stripe }) => {
    const { standard, pro } = await makeMonthly(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');

    await account.advance(noon('2026-11-18'));
    const changed = await account.change(subscription, pro, { proration_behavior: 'none' });
    assert.equal(changed.latest_invoice.id, subscription.latest_invoice);
    assert.equal(await account.countInvoices(), 1);

    await account.advance(noon('2026-12-03') + 2 * 60 * 60);
    const { data: [renewal] } = await stripe.invoices.list({ subscription: subscription.id, limit: 1 });
    assert.deepEqual(renewal.lines.data.map((line) => line.amount), [12500]);
  },

  'an item without an id is added, a deleted one goes': async ({ stripe }) => {
    const { standard, pro } = await makeMonthly(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const both = await stripe.subscriptions.update(subscription.id, {
      items: [{ price: pro.id }], proration_behavior: 'none',
    });

    assert.deepEqual(both.items.data.map((item) => item.price.id).sort(), [standard.id, pro.id].sort());
    const one = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0].id, deleted: true }], proration_behavior: 'none',
    });
    assert.deepEqual(one.items.data.map((item) => item.price.id), [pro.id]);
  },

  'metadata of a change is kept with the subscription': async ({ stripe }) => {
    const { standard, pro } = await makeMonthly(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible', { metadata: { team: 'sales', old: 'yes' } });

    await account.change(subscription, pro, { metadata: { smrt_change: 'c-1', old: '' } });
    const after = await stripe.subscriptions.retrieve(subscription.id);
    assert.deepEqual(after.metadata, { team: 'sales', smrt_change: 'c-1' });
  },

  'a cancelled subscription is listed only when asked for': async ({ stripe }) => {
    const { standard } = await makeMonthly(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const list = async (more) => (await stripe.subscriptions.list({ customer: account.customer.id, ...more })).data
      .map((each) => each.id);

    assert.deepEqual(await list({}), [subscription.id]);
    const cancelled = await stripe.subscriptions.cancel(subscription.id);
    assert.equal(cancelled.status, 'canceled');
    assert.equal(cancelled.ended_at, noon('2026-11-03'));
    assert.deepEqual(await list({}), []);
    assert.deepEqual(await list({ status: 'all' }), [subscription.id]);
    assert.deepEqual(await list({ status: 'canceled' }), [subscription.id]);
  },

  'cancel_at_period_end ends it instead of renewing': async ({ stripe }) => {
    const { standard } = await makeMonthly(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const leaving = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });

    assert.equal(leaving.status, 'active');
    assert.equal(leaving.cancel_at_period_end, true);
    await account.advance(noon('2026-12-04'));
    assert.equal((await stripe.subscriptions.retrieve(subscription.id)).status, 'canceled');
    assert.equal(await account.countInvoices(), 1);
  },

  'send_invoice leaves an open invoice that is due later': async ({ stripe }) => {
    const { standard } = await makeMonthly(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible', {
      collection_method: 'send_invoice', days_until_due: 30, expand: ['latest_invoice'],
    });

    assert.equal(subscription.status, 'active');
    assert.equal(subscription.latest_invoice.collection_method, 'send_invoice');
    assert.equal(subscription.latest_invoice.status, 'open');
    assert.equal(subscription.latest_invoice.amount_due, 7500);
    assert.equal(subscription.latest_invoice.due_date, noon('2026-12-03'));

    const paid = await stripe.invoices.pay(subscription.latest_invoice.id, { paid_out_of_band: true });
    assert.equal(paid.status, 'paid');
  },

  'a change in the same second gives all back and bills all': async ({ stripe }) => {
    const { standard, pro } = await makeMonthly(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const changed = await account.change(subscription, pro);

    // −7500 + 12500 = 5000.
    assert.deepEqual(linesOf(changed.latest_invoice).map((line) => line.amount), [-7500, 12500]);
    assert.equal(changed.latest_invoice.amount_paid, 5000);
  },

  'what is given back names the invoice and the line that billed it': async ({ stripe }) => {
    const { standard, pro } = await makeMonthly(stripe);
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible', { expand: ['latest_invoice'] });
    const first = subscription.latest_invoice;
    const changed = await account.change(subscription, pro);
    const [credit, debit] = changed.latest_invoice.lines.data;
    const details = credit.parent.subscription_item_details;

    assert.equal(credit.parent.type, 'subscription_item_details');
    assert.equal(details.subscription, subscription.id);
    assert.equal(details.subscription_item, subscription.items.data[0].id);
    assert.equal(details.proration_details.credited_items.invoice, first.id);
    assert.deepEqual(details.proration_details.credited_items.invoice_line_items, [first.lines.data[0].id]);
    assert.equal(debit.parent.subscription_item_details.proration_details.credited_items, null);
    assert.match(credit.description, /^Unused time on /);
    assert.match(debit.description, /^Remaining time on /);
  },
};
