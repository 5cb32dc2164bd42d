// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, makePrice, noon, refused } = require('../account.js');

// Standard since 3 November, on 18 November, with this card from now on.
async function setUp(stripe, card) {
  const standard = await makePrice(stripe, 'Standard', 7500, 'month');
  const pro = await makePrice(stripe, 'Pro', 12500, 'month');
  const account = await Account.create(stripe, '2026-11-03');
  const subscription = await account.subscribe(standard, 'flexible');

  await account.advance(noon('2026-11-18'));
  await account.useCard(card);

  return { account, pro, standard, subscription };
}

async function readIntent(stripe, invoice) {
  const { payments } = await stripe.invoices.retrieve(invoice, { expand: ['payments.data.payment.payment_intent'] });

  return payments.data[0].payment.payment_intent;
}

module.exports = {
  'cards are attached by their test names': async ({ stripe }) => {
    const account = await Account.create(stripe, '2026-11-03', 'pm_card_mastercard');
    const { data } = await stripe.customers.listPaymentMethods(account.customer.id);
    const same = await stripe.paymentMethods.retrieve(account.method.id);

    assert.match(account.method.id, /^pm_/);
    assert.notEqual(account.method.id, 'pm_card_mastercard');
    assert.deepEqual(data.map((method) => method.id), [account.method.id]);
    assert.equal(same.type, 'card');
    assert.equal(same.card.brand, 'mastercard');
    assert.equal(same.card.last4, '4444');
    assert.equal(same.customer, account.customer.id);

    const expanded = await stripe.customers.retrieve(account.customer.id, {
      expand: ['invoice_settings.default_payment_method'],
    });
    assert.equal(expanded.invoice_settings.default_payment_method.card.last4, '4444');
  },

  'error_if_incomplete: a declined card is an error and nothing has changed': async ({ stripe }) => {
    const { account, pro, standard, subscription } = await setUp(stripe, 'pm_card_chargeCustomerFail');

    await refused(account.change(subscription, pro, { payment_behavior: 'error_if_incomplete' }), 'StripeCardError',
      { statusCode: 402, rawType: 'card_error', code: 'card_declined', decline_code: 'generic_decline' });
    const after = await stripe.subscriptions.retrieve(subscription.id);
    assert.equal(after.status, 'active');
    assert.equal(after.items.data[0].price.id, standard.id);
    assert.equal(after.latest_invoice, subscription.latest_invoice);
    assert.equal(await account.countInvoices(), 1);
    assert.equal(await account.readBalance(), 0);
  },

  'pending_if_incomplete: a declined card leaves the old plan, voiding gives up': async ({ stripe }) => {
    const { account, pro, standard, subscription } = await setUp(stripe, 'pm_card_chargeCustomerFail');
    const pending = await account.change(subscription, pro, { payment_behavior: 'pending_if_incomplete' });

    assert.equal(pending.status, 'active');
    assert.equal(pending.items.data[0].price.id, standard.id);
    assert.equal(pending.latest_invoice.status, 'open');
    assert.equal(pending.latest_invoice.amount_due, 2500);
    assert.equal(pending.latest_invoice.amount_paid, 0);
    // It waits for 23 hours.
    assert.equal(pending.pending_update.expires_at, noon('2026-11-18') + 23 * 60 * 60);
    assert.equal(pending.pending_update.subscription_items[0].price.id, pro.id);

    const intent = await readIntent(stripe, pending.latest_invoice.id);
    assert.equal(intent.status, 'requires_payment_method');
    assert.equal(intent.last_payment_error.code, 'card_declined');

    const voided = await stripe.invoices.voidInvoice(pending.latest_invoice.id);
    assert.equal(voided.status, 'void');
    const after = await stripe.subscriptions.retrieve(subscription.id);
    assert.equal(after.pending_update, null);
    assert.equal(after.items.data[0].price.id, standard.id);
    await refused(stripe.invoices.voidInvoice(voided.id), 'StripeInvalidRequestError', { statusCode: 400 });
  },

  'pending_if_incomplete: another card finishes the change': async ({ stripe }) => {
    const { account, pro, subscription } = await setUp(stripe, 'pm_card_chargeCustomerFail');
    const pending = await account.change(subscription, pro, {
      payment_behavior: 'pending_if_incomplete', metadata: { smrt_change: 'c-2' },
    });

    assert.deepEqual(pending.metadata, {});
    assert.deepEqual(pending.pending_update.metadata, { smrt_change: 'c-2' });
    await refused(stripe.invoices.pay(pending.latest_invoice.id), 'StripeCardError',
      { statusCode: 402, code: 'card_declined' });

    const other = await stripe.paymentMethods.attach('pm_card_visa', { customer: account.customer.id });
    const paid = await stripe.invoices.pay(pending.latest_invoice.id, { payment_method: other.id });
    assert.equal(paid.status, 'paid');
    assert.equal(paid.amount_paid, 2500);
    const after = await stripe.subscriptions.retrieve(subscription.id);
    assert.equal(after.pending_update, null);
    assert.equal(after.items.data[0].price.id, pro.id);
    assert.deepEqual(after.metadata, { smrt_change: 'c-2' });
  },

  'pending_if_incomplete: a bank that wants to be asked is told apart': async ({ stripe }) => {
    const { account, pro, standard, subscription } = await setUp(stripe, 'pm_card_authenticationRequired');
    const pending = await account.change(subscription, pro, { payment_behavior: 'pending_if_incomplete' });

    assert.equal(pending.items.data[0].price.id, standard.id);
    assert.notEqual(pending.pending_update, null);
    assert.equal((await readIntent(stripe, pending.latest_invoice.id)).status, 'requires_action');
  },

  'pending_if_incomplete: what waits too long lapses': async ({ stripe }) => {
    const { account, pro, standard, subscription } = await setUp(stripe, 'pm_card_chargeCustomerFail');
    const pending = await account.change(subscription, pro, { payment_behavior: 'pending_if_incomplete' });

    await account.advance(pending.pending_update.expires_at + 1);
    const after = await stripe.subscriptions.retrieve(subscription.id);
    assert.equal(after.pending_update, null);
    assert.equal(after.items.data[0].price.id, standard.id);
    assert.equal((await stripe.invoices.retrieve(pending.latest_invoice.id)).status, 'void');
  },

  'voiding gives back the credit that the invoice took': async ({ stripe }) => {
    const { account, pro, subscription } = await setUp(stripe, 'pm_card_chargeCustomerFail');

    await stripe.customers.createBalanceTransaction(account.customer.id, { amount: -1000, currency: 'usd' });
    const pending = await account.change(subscription, pro, { payment_behavior: 'pending_if_incomplete' });
    // 2500 less 1000.
    assert.equal(pending.latest_invoice.amount_due, 1500);
    assert.equal(await account.readBalance(), 0);

    await stripe.invoices.voidInvoice(pending.latest_invoice.id);
    assert.equal(await account.readBalance(), -1000);
    const { data: [row] } = await stripe.customers.listBalanceTransactions(account.customer.id);
    assert.equal(row.type, 'unapplied_from_invoice');
    assert.equal(row.amount, -1000);
    assert.equal(row.invoice, pending.latest_invoice.id);
  },

  'pending_if_incomplete goes with few other parameters': async ({ stripe }) => {
    const { account, pro, standard, subscription } = await setUp(stripe, 'pm_card_visa');

    await refused(account.change(subscription, pro, {
      payment_behavior: 'pending_if_incomplete', description: 'More than prices',
    }), 'StripeInvalidRequestError', { statusCode: 400 });
    assert.equal((await stripe.subscriptions.retrieve(subscription.id)).items.data[0].price.id, standard.id);
  },

  'allow_incomplete: the change is made and the payment overdue': async ({ stripe }) => {
    const { account, pro, subscription } = await setUp(stripe, 'pm_card_chargeCustomerFail');
    const changed = await account.change(subscription, pro, { payment_behavior: 'allow_incomplete' });

    assert.equal(changed.status, 'past_due');
    assert.equal(changed.items.data[0].price.id, pro.id);
    assert.equal(changed.latest_invoice.status, 'open');

    await account.useCard('pm_card_visa');
    assert.equal((await stripe.invoices.pay(changed.latest_invoice.id)).status, 'paid');
    assert.equal((await stripe.subscriptions.retrieve(subscription.id)).status, 'active');
  },

  'a declined renewal makes the subscription past due': async ({ stripe }) => {
    const { account, subscription } = await setUp(stripe, 'pm_card_chargeDeclinedInsufficientFunds');

    await account.advance(noon('2026-12-03') + 2 * 60 * 60);
    const after = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    assert.equal(after.status, 'past_due');
    assert.equal(after.latest_invoice.status, 'open');
    assert.equal(after.latest_invoice.amount_remaining, 7500);
    assert.equal((await readIntent(stripe, after.latest_invoice.id)).last_payment_error.decline_code,
      'insufficient_funds');
  },
};
