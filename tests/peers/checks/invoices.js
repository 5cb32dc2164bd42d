// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, makePrice } = require('../account.js');

module.exports = {
  'an invoice shows ten lines, the list has them all': async ({ stripe }) => {
    const prices = [];

    for (let i = 1; i <= 12; i += 1) {
      prices.push(await makePrice(stripe, `Part ${i}`, 100 * i, 'month'));
    }
    const account = await Account.create(stripe, '2026-11-03');
    const { latest_invoice: invoice } = await account.subscribe(prices[0], 'flexible', {
      items: prices.map((price) => ({ price: price.id })), expand: ['latest_invoice'],
    });

    // 100 · (1 + 2 + … + 12) = 7800.
    assert.equal(invoice.total, 7800);
    assert.equal(invoice.lines.data.length, 10);
    assert.equal(invoice.lines.has_more, true);
    assert.equal(invoice.lines.url, `/v1/invoices/${invoice.id}/lines`);

    const lines = await stripe.invoices.listLineItems(invoice.id, { limit: 5 }).autoPagingToArray({ limit: 100 });
    assert.equal(lines.length, 12);
    assert.equal(lines.reduce((sum, line) => sum + line.amount, 0), 7800);
    assert.deepEqual(lines.slice(0, 10).map((line) => line.id), invoice.lines.data.map((line) => line.id));
    assert.deepEqual(lines.map((line) => line.pricing.price_details.price), prices.map((price) => price.id));
  },

  'invoices are numbered in a row and can be told apart by status': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const { customer } = account;

    await account.subscribe(price, 'flexible');
    await account.subscribe(price, 'flexible', { collection_method: 'send_invoice', days_until_due: 10 });
    const { data } = await stripe.invoices.list({ customer: customer.id });
    assert.deepEqual(data.map((invoice) => invoice.number),
      [`${customer.invoice_prefix}-0002`, `${customer.invoice_prefix}-0001`]);
    for (const [status, number] of [['paid', 1], ['open', 0]]) {
      const some = await stripe.invoices.list({ customer: customer.id, status });

      assert.deepEqual(some.data.map((invoice) => invoice.id), [data[number].id]);
    }
  },

  'the PDF is fetched without a key, by its secret address alone': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const { latest_invoice: invoice } = await account.subscribe(price, 'flexible', { expand: ['latest_invoice'] });
    const answer = await fetch(invoice.invoice_pdf);
    const bytes = Buffer.from(await answer.arrayBuffer());

    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/pdf');
    assert.equal(bytes.subarray(0, 5).toString('latin1'), '%PDF-');
    assert.match(bytes.subarray(-16).toString('latin1'), /%%EOF\s*$/);
    assert.equal((await fetch(`${invoice.invoice_pdf}0`)).status, 404);
  },

  'the library tells a subscription\'s invoice by its parent': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'flexible', { metadata: { team: 'sales' } });
    const invoice = await stripe.invoices.retrieve(subscription.latest_invoice, {
      expand: ['parent.subscription_details.subscription', 'customer'],
    });

    assert.equal(invoice.billing_reason, 'subscription_create');
    assert.equal(invoice.parent.subscription_details.subscription.id, subscription.id);
    assert.deepEqual(invoice.parent.subscription_details.metadata, { team: 'sales' });
    assert.equal(invoice.customer.email, account.customer.email);
    assert.equal(invoice.lines.data[0].pricing.unit_amount_decimal.toString(), '7500');
    assert.equal(invoice.status_transitions.paid_at, invoice.created);
    assert.equal(invoice.livemode, false);
  },
};
