// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const DAY = 24 * 60 * 60;

/** The unix second of noon (UTC) of a day, `noon ('2026-11-03')`. */
function noon(day) {
  return Date.parse(`${day}T12:00:00Z`) / 1000;
}

let number = 0;

/** A recurring price of its own product; `interval` is month or year. */
async function makePrice(stripe, name, amount, interval, currency = 'usd') {
  const product = await stripe.products.create({ name });

  return stripe.prices.create({
    product: product.id, currency, unit_amount: amount, recurring: { interval },
  });
}

/** A customer with a clock and a card of their own, so that no check sees another's traces. */
class Account {
  static async create(stripe, day, card = 'pm_card_visa') {
    const account = new Account();

    number += 1;
    account.stripe = stripe;
    account.clock = await stripe.testHelpers.testClocks.create({ frozen_time: noon(day), name: `clock ${number}` });
    account.customer = await stripe.customers.create({
      name: `Customer ${number}`, email: `customer${number}@example.com`, test_clock: account.clock.id,
    });
    await account.useCard(card);

    return account;
  }

  /** Attaches the card of a test name and makes it the one that is charged. */
  async useCard(name) {
    this.method = await this.stripe.paymentMethods.attach(name, { customer: this.customer.id });
    this.customer = await this.stripe.customers.update(this.customer.id, {
      invoice_settings: { default_payment_method: this.method.id },
    });
  }

  subscribe(price, mode, more = {}) {
    return this.stripe.subscriptions.create({
      customer: this.customer.id, items: [{ price: price.id }], billing_mode: { type: mode }, ...more,
    });
  }

  /** Moves the clock on, and waits until all that was due by then has happened. */
  async advance(time) {
    let clock = await this.stripe.testHelpers.testClocks.advance(this.clock.id, { frozen_time: time });

    for (let asked = 0; clock.status === 'advancing'; asked += 1) {
      assert.ok(asked < 1000, 'the clock arrives');
      clock = await this.stripe.testHelpers.testClocks.retrieve(this.clock.id);
    }
    assert.equal(clock.status, 'ready');
    assert.equal(clock.frozen_time, time);
  }

  /** What an update of the first item to a price would invoice. */
  preview(subscription, price, more = {}, quantity = 1) {
    return this.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: {
        items: [{ id: subscription.items.data[0].id, price: price.id, quantity }],
        proration_behavior: 'always_invoice',
        ...more,
      },
    });
  }

  change(subscription, price, more = {}, quantity = 1) {
    return this.stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0].id, price: price.id, quantity }],
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
      ...more,
    });
  }

  async readBalance() {
    return (await this.stripe.customers.retrieve(this.customer.id)).balance;
  }

  async countInvoices() {
    return (await this.stripe.invoices.list({ customer: this.customer.id, limit: 100 })).data.length;
  }
}

/** The lines of an invoice as far as a person sees them, with what makes them prorations. */
function linesOf(invoice) {
  return invoice.lines.data.map((line) => ({
    amount: line.amount,
    quantity: line.quantity,
    start: line.period.start,
    end: line.period.end,
    price: line.pricing.price_details.price,
    proration: line.parent.subscription_item_details.proration,
  }));
}

/** Rejects unless a promise does with this class of the SDK's errors and these members. */
async function refused(promise, type, members) {
  const error = await promise.then(
    () => assert.fail(`${type} was expected, but it was accepted`),
    (reason) => reason);

  assert.equal(error.type, type, error.stack);
  for (const [name, value] of Object.entries(members)) {
    assert.equal(error[name], value, `${name} of: ${error.message}`);
  }

  return error;
}

module.exports = { Account, DAY, linesOf, makePrice, noon, refused };
