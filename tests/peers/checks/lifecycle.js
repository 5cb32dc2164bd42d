// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, DAY, makePrice, noon, refused } = require('../account.js');

const [START, END] = ['2026-11-03', '2026-12-03'].map(noon);

// Standard since 3 November.
async function setUp(stripe, more = {}, card = 'pm_card_visa') {
  const standard = await makePrice(stripe, 'Standard', 7500, 'month');
  const pro = await makePrice(stripe, 'Pro', 12500, 'month');
  const account = await Account.create(stripe, '2026-11-03', card);
  const subscription = await account.subscribe(standard, 'flexible', more);

  return { account, pro, standard, subscription };
}

function read(stripe, { id }) {
  return stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
}

module.exports = {
  'a trial costs nothing and ends with the first payment': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe, { trial_period_days: 14, expand: ['latest_invoice'] });

    assert.equal(subscription.status, 'trialing');
    assert.equal(subscription.trial_end, START + 14 * DAY);
    assert.equal(subscription.latest_invoice.total, 0);
    assert.equal(subscription.latest_invoice.status, 'paid');
    await account.advance(START + 14 * DAY);
    const after = await read(stripe, subscription);
    assert.equal(after.status, 'active');
    assert.equal(after.latest_invoice.amount_paid, 7500);
  },

  'a change in the trial makes no invoice': async ({ stripe }) => {
    const { account, pro, subscription } = await setUp(stripe, { trial_period_days: 14 });
    const changed = await account.change(subscription, pro);

    assert.equal(changed.status, 'trialing');
    assert.equal(changed.items.data[0].price.id, pro.id);
    assert.equal(await account.countInvoices(), 1);
  },

  'a trial ends when it is told to': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe, { trial_period_days: 14 });

    await account.advance(START + DAY);
    const ended = await stripe.subscriptions.update(subscription.id, { trial_end: 'now', expand: ['latest_invoice'] });
    assert.equal(ended.status, 'active');
    assert.equal(ended.billing_cycle_anchor, START + DAY);
    assert.equal(ended.latest_invoice.amount_paid, 7500);
  },

  'a trial without a card pauses, and resumes with one': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');

    await stripe.paymentMethods.detach(account.method.id);
    const subscription = await account.subscribe(price, 'flexible', {
      trial_period_days: 7, trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    });
    await account.advance(START + 8 * DAY);
    assert.equal((await read(stripe, subscription)).status, 'paused');
    await refused(stripe.invoices.createPreview({ subscription: subscription.id }), 'StripeInvalidRequestError',
      { statusCode: 404, code: 'invoice_upcoming_none' });

    await account.useCard('pm_card_visa');
    const resumed = await stripe.subscriptions.resume(subscription.id, { expand: ['latest_invoice'] });
    assert.equal(resumed.status, 'active');
    assert.equal(resumed.latest_invoice.amount_paid, 7500);
  },

  'paused collection leaves drafts, and is unset': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe);

    await stripe.subscriptions.update(subscription.id, { pause_collection: { behavior: 'keep_as_draft' } });
    await account.advance(END);
    const paused = await read(stripe, subscription);
    assert.equal(paused.status, 'active');
    assert.equal(paused.latest_invoice.status, 'draft');
    const open = await stripe.invoices.finalizeInvoice(paused.latest_invoice.id);
    assert.equal(open.status, 'open');
    assert.equal((await stripe.invoices.pay(open.id)).status, 'paid');
    const resumed = await stripe.subscriptions.update(subscription.id, { pause_collection: '' });
    assert.equal(resumed.pause_collection, null);
  },

  'paused collection resumes by the clock': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe);

    await stripe.subscriptions.update(subscription.id, {
      pause_collection: { behavior: 'void', resumes_at: noon('2026-12-20') },
    });
    await account.advance(END);
    assert.equal((await read(stripe, subscription)).latest_invoice.status, 'void');
    await account.advance(noon('2027-01-03'));
    const after = await read(stripe, subscription);
    assert.equal(after.pause_collection, null);
    assert.equal(after.latest_invoice.status, 'paid');
  },

  'a card that fails at renewals only': async ({ stripe }) => {
    const { account, pro, subscription } = await setUp(stripe, {}, 'pm_card_renewalFail');

    assert.equal(subscription.status, 'active');
    assert.equal((await account.change(subscription, pro)).latest_invoice.status, 'paid');
    await account.advance(END);
    const behind = await read(stripe, subscription);
    assert.equal(behind.status, 'past_due');
    assert.equal(behind.latest_invoice.next_payment_attempt, END + 3 * DAY);
    await refused(stripe.invoices.pay(behind.latest_invoice.id), 'StripeCardError',
      { statusCode: 402, code: 'card_declined' });
    const other = await stripe.paymentMethods.attach('pm_card_visa', { customer: account.customer.id });
    await stripe.invoices.pay(behind.latest_invoice.id, { payment_method: other.id });
    assert.equal((await read(stripe, subscription)).status, 'active');
  },

  'after four attempts it is unpaid': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe);

    await account.useCard('pm_card_chargeDeclinedInsufficientFunds');
    await account.advance(END + 15 * DAY);
    const unpaid = await read(stripe, subscription);
    assert.equal(unpaid.status, 'unpaid');
    assert.equal(unpaid.latest_invoice.attempt_count, 4);
    assert.equal(unpaid.latest_invoice.next_payment_attempt, null);
  },

  'an attempt of the clock succeeds with another card': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe);

    await account.useCard('pm_card_chargeDeclinedExpiredCard');
    await account.advance(END);
    await account.useCard('pm_card_visa');
    await account.advance(END + 3 * DAY);
    const after = await read(stripe, subscription);
    assert.equal(after.status, 'active');
    assert.equal(after.latest_invoice.attempt_count, 2);
  },

  'voiding what is owed lets the subscription go on': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe, {}, 'pm_card_renewalFail');

    await account.advance(END);
    const behind = await read(stripe, subscription);
    assert.equal((await stripe.invoices.voidInvoice(behind.latest_invoice.id)).status, 'void');
    assert.equal((await read(stripe, subscription)).status, 'active');
  },

  'a waiting change lapses with the period': async ({ stripe }) => {
    const { account, pro, standard, subscription } = await setUp(stripe);

    await account.advance(END - DAY / 2);
    await account.useCard('pm_card_chargeDeclined');
    const pending = await account.change(subscription, pro, { payment_behavior: 'pending_if_incomplete' });
    assert.equal(pending.pending_update.expires_at, END);
    await account.useCard('pm_card_visa');
    await account.advance(END);
    const after = await read(stripe, subscription);
    assert.equal(after.pending_update, null);
    assert.equal(after.items.data[0].price.id, standard.id);
    assert.equal(after.latest_invoice.amount_paid, 7500);
    assert.equal((await stripe.invoices.retrieve(pending.latest_invoice.id)).status, 'void');
  },

  'the end of a trial waits for its payment': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe, { trial_period_days: 14 });

    await account.useCard('pm_card_chargeDeclined');
    const pending = await stripe.subscriptions.update(subscription.id, {
      trial_end: 'now', payment_behavior: 'pending_if_incomplete', expand: ['latest_invoice'],
    });
    assert.equal(pending.status, 'trialing');
    assert.equal(pending.pending_update.trial_end, START);
    const other = await stripe.paymentMethods.attach('pm_card_visa', { customer: account.customer.id });
    await stripe.invoices.pay(pending.latest_invoice.id, { payment_method: other.id });
    const after = await read(stripe, subscription);
    assert.equal(after.status, 'active');
    assert.equal(after.trial_end, START);
  },

  'an invoice that is sent is overdue after its days': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe, {
      collection_method: 'send_invoice', days_until_due: 10, expand: ['latest_invoice'],
    });

    assert.equal(subscription.status, 'active');
    assert.equal(subscription.latest_invoice.status, 'open');
    assert.equal(subscription.latest_invoice.due_date, START + 10 * DAY);
    await account.advance(START + 10 * DAY);
    assert.equal((await read(stripe, subscription)).status, 'past_due');
    await stripe.invoices.pay(subscription.latest_invoice.id, { paid_out_of_band: true });
    assert.equal((await read(stripe, subscription)).status, 'active');
  },

  'canceling at once gives back what it is asked to': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe);

    await account.advance(noon('2026-11-18'));
    const canceled = await stripe.subscriptions.cancel(subscription.id, {
      prorate: true, invoice_now: true, cancellation_details: { feedback: 'unused' },
    });
    assert.equal(canceled.status, 'canceled');
    assert.equal(canceled.cancellation_details.feedback, 'unused');
    assert.equal(canceled.cancellation_details.reason, 'cancellation_requested');
    assert.equal(await account.readBalance(), -3750);
  },

  'a cancellation is dated, and taken back': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe);

    await refused(stripe.subscriptions.update(subscription.id, { cancel_at: START }), 'StripeInvalidRequestError',
      { statusCode: 400, param: 'cancel_at' });
    const set = await stripe.subscriptions.update(subscription.id, { cancel_at: noon('2026-11-20') });
    assert.equal(set.cancel_at, noon('2026-11-20'));
    assert.equal((await stripe.subscriptions.update(subscription.id, { cancel_at: '' })).cancel_at, null);
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    await account.advance(END + DAY);
    const after = await read(stripe, subscription);
    assert.equal(after.status, 'canceled');
    assert.equal(after.ended_at, END);
  },
};
