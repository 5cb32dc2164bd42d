// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, linesOf, makePrice, noon, refused } = require('../account.js');

const INVALID = 'StripeInvalidRequestError';

module.exports = {
  'a coupon is made, read, renamed and deleted': async ({ stripe }) => {
    const made = await stripe.coupons.create({
      id: 'AUTUMN', percent_off: 12.5, duration: 'repeating', duration_in_months: 3, name: 'Autumn',
    });

    assert.equal(made.id, 'AUTUMN');
    assert.equal(made.object, 'coupon');
    assert.equal(made.percent_off, 12.5);
    assert.equal(made.amount_off, null);
    assert.equal(made.duration_in_months, 3);
    assert.equal(made.valid, true);
    assert.equal(made.times_redeemed, 0);
    assert.equal((await stripe.coupons.update('AUTUMN', { name: 'Fall' })).name, 'Fall');
    assert.ok((await stripe.coupons.list({ limit: 100 })).data.some(({ id }) => id === 'AUTUMN'));
    assert.deepEqual(
      (({ id, deleted }) => ({ id, deleted }))(await stripe.coupons.del('AUTUMN')), { id: 'AUTUMN', deleted: true });
    await refused(stripe.coupons.retrieve('AUTUMN'), INVALID, { statusCode: 404, code: 'resource_missing' });
  },

  'a coupon takes a percentage or an amount, not both': async ({ stripe }) => {
    await refused(stripe.coupons.create({ duration: 'once' }), INVALID, { statusCode: 400, param: 'percent_off' });
    await refused(stripe.coupons.create({ percent_off: 5, amount_off: 5, currency: 'usd' }), INVALID,
      { statusCode: 400, param: 'percent_off' });
    await refused(stripe.coupons.create({ percent_off: 101 }), INVALID, { statusCode: 400, param: 'percent_off' });
    await refused(stripe.coupons.create({ amount_off: 500 }), INVALID, { statusCode: 400, param: 'currency' });
  },

  'a discount can be expanded down to its coupon': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' });
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'flexible', {
      discounts: [{ coupon: coupon.id }], expand: ['discounts.source.coupon', 'latest_invoice.discounts'],
    });
    const [discount] = subscription.discounts;

    assert.equal(discount.object, 'discount');
    assert.equal(discount.subscription, subscription.id);
    assert.equal(discount.customer, account.customer.id);
    assert.equal(discount.source.type, 'coupon');
    assert.equal(discount.source.coupon.percent_off, 20);
    assert.equal(discount.source.coupon.times_redeemed, 1);
    assert.equal(discount.start, noon('2026-11-03'));
    assert.equal(discount.end, null);
    assert.equal(subscription.latest_invoice.discounts[0].id, discount.id);
    assert.deepEqual((await stripe.subscriptions.retrieve(subscription.id)).discounts, [discount.id]);
  },

  'a discount is taken of the line and named on the invoice': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' });
    const account = await Account.create(stripe, '2026-11-03');
    const { latest_invoice: invoice, discounts: [id] } = await account.subscribe(price, 'flexible', {
      discounts: [{ coupon: coupon.id }], expand: ['latest_invoice'],
    });

    // 20 % of 7500 are 1500.
    assert.equal(invoice.subtotal, 7500);
    assert.deepEqual(invoice.total_discount_amounts, [{ amount: 1500, discount: id }]);
    assert.deepEqual(invoice.lines.data[0].discount_amounts, [{ amount: 1500, discount: id }]);
    assert.deepEqual(invoice.total_pretax_credit_amounts, [{ amount: 1500, discount: id, type: 'discount' }]);
    assert.equal(invoice.amount_paid, 6000);
  },

  'a discounted change gives back what was paid': async ({ stripe }) => {
    const [standard, pro] = [await makePrice(stripe, 'Standard', 7500, 'month'),
      await makePrice(stripe, 'Pro', 12500, 'month')];
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' });
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible', { discounts: [{ coupon: coupon.id }] });

    await account.advance(noon('2026-11-18'));
    const preview = await account.preview(subscription, pro);
    const { latest_invoice: invoice } = await account.change(subscription, pro);
    // Half of 6000 back, half of 10000 charged.
    for (const each of [preview, invoice]) {
      assert.deepEqual(linesOf(each).map((line) => line.amount), [-3000, 5000]);
      assert.ok(each.lines.data.every((line) => line.discountable === false));
      assert.equal(each.amount_due, 2000);
    }
  },

  'discounts of prorations are itemized on demand': async ({ stripe }) => {
    const [standard, pro] = [await makePrice(stripe, 'Standard', 7500, 'month'),
      await makePrice(stripe, 'Pro', 12500, 'month')];
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' });
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible', {
      discounts: [{ coupon: coupon.id }],
      billing_mode: { type: 'flexible', flexible: { proration_discounts: 'itemized' } },
    });

    assert.equal(subscription.billing_mode.flexible.proration_discounts, 'itemized');
    await account.advance(noon('2026-11-18'));
    const { latest_invoice: invoice } = await account.change(subscription, pro);
    // −3750 + 750, 6250 − 1250.
    assert.deepEqual(linesOf(invoice).map((line) => line.amount), [-3750, 6250]);
    assert.deepEqual(invoice.lines.data.map((line) => line.discount_amounts[0].amount), [-750, 1250]);
    assert.equal(invoice.total, 2000);
  },

  'a discount that counts once is used up': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const coupon = await stripe.coupons.create({ amount_off: 2500, currency: 'usd', duration: 'once' });
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'flexible', {
      discounts: [{ coupon: coupon.id }], expand: ['latest_invoice'],
    });

    assert.equal(subscription.latest_invoice.total, 5000);
    assert.deepEqual((await stripe.subscriptions.retrieve(subscription.id)).discounts, []);
    assert.equal((await stripe.invoices.createPreview({ subscription: subscription.id })).total, 7500);
  },

  'discounts are replaced and cleared': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const [tenth, half] = [await stripe.coupons.create({ percent_off: 10, duration: 'forever' }),
      await stripe.coupons.create({ percent_off: 50, duration: 'forever' })];
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'flexible', { discounts: [{ coupon: tenth.id }] });
    const next = async () => (await stripe.invoices.createPreview({ subscription: subscription.id })).total;

    assert.equal(await next(), 6750);
    await stripe.subscriptions.update(subscription.id, { discounts: [{ coupon: half.id }] });
    assert.equal(await next(), 3750);
    await stripe.subscriptions.update(subscription.id, { discounts: '' });
    assert.equal(await next(), 7500);
  },

  'a preview redeems nothing': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'once', max_redemptions: 1 });
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'flexible');
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id, discounts: [{ coupon: coupon.id }],
    });

    assert.equal(preview.total, 6000);
    assert.equal((await stripe.coupons.retrieve(coupon.id)).times_redeemed, 0);
    assert.deepEqual((await stripe.subscriptions.retrieve(subscription.id)).discounts, []);
    await stripe.subscriptions.update(subscription.id, { discounts: [{ coupon: coupon.id }] });
    assert.equal((await stripe.coupons.retrieve(coupon.id)).valid, false);
    await refused(account.subscribe(price, 'flexible', { discounts: [{ coupon: coupon.id }] }), INVALID,
      { statusCode: 400, code: 'coupon_expired', param: 'discounts[0][coupon]' });
  },

  'a tax rate is made, read and archived': async ({ stripe }) => {
    const made = await stripe.taxRates.create({
      display_name: 'Sales tax', percentage: 8.875, inclusive: false, jurisdiction: 'US-NY', tax_type: 'sales_tax',
    });

    assert.match(made.id, /^txr_/);
    assert.equal(made.percentage, 8.875);
    assert.equal(made.inclusive, false);
    assert.equal(made.active, true);
    assert.equal((await stripe.taxRates.update(made.id, { active: false, description: 'Old' })).active, false);
    assert.equal((await stripe.taxRates.retrieve(made.id)).description, 'Old');
    assert.ok((await stripe.taxRates.list({ active: false, limit: 100 })).data.some(({ id }) => id === made.id));
    await refused(stripe.taxRates.create({ display_name: 'T', percentage: 101, inclusive: true }), INVALID,
      { statusCode: 400, param: 'percentage' });
  },

  'exclusive tax comes on top': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const rate = await stripe.taxRates.create({ display_name: 'Tax', percentage: 8.875, inclusive: false });
    const account = await Account.create(stripe, '2026-11-03');
    const { latest_invoice: invoice, default_tax_rates: rates } = await account.subscribe(price, 'flexible', {
      default_tax_rates: [rate.id], expand: ['latest_invoice'],
    });

    // 7500 × 0.08875 = 665.625 → 666.
    assert.equal(rates[0].id, rate.id);
    assert.deepEqual(invoice.total_taxes, [{
      amount: 666, tax_behavior: 'exclusive', tax_rate_details: { tax_rate: rate.id },
      taxability_reason: 'not_available', taxable_amount: 7500, type: 'tax_rate_details',
    }]);
    assert.deepEqual(invoice.lines.data[0].taxes, invoice.total_taxes);
    assert.deepEqual([invoice.subtotal, invoice.total, invoice.total_excluding_tax, invoice.amount_paid],
      [7500, 8166, 7500, 8166]);
  },

  'inclusive tax is within the price': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 20, inclusive: true });
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'flexible', {
      items: [{ price: price.id, tax_rates: [rate.id] }], expand: ['latest_invoice'],
    });
    const invoice = subscription.latest_invoice;

    // 7500 × 20 / 120 = 1250.
    assert.equal(subscription.items.data[0].tax_rates[0].percentage, 20);
    assert.equal(invoice.total_taxes[0].amount, 1250);
    assert.equal(invoice.total_taxes[0].tax_behavior, 'inclusive');
    assert.deepEqual([invoice.subtotal, invoice.subtotal_excluding_tax, invoice.total, invoice.total_excluding_tax],
      [7500, 6250, 7500, 6250]);
  },

  'a credit note for an open invoice lowers what is due': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const { latest_invoice: id } = await account.subscribe(price, 'flexible', {
      collection_method: 'send_invoice', days_until_due: 30,
    });
    const note = await stripe.creditNotes.create({ invoice: id, amount: 500, reason: 'order_change', memo: 'Sorry' });
    const invoice = await stripe.invoices.retrieve(id);

    assert.equal(note.type, 'pre_payment');
    assert.equal(note.status, 'issued');
    assert.equal(note.pre_payment_amount, 500);
    assert.equal(note.number, `${invoice.number}-CN-01`);
    assert.deepEqual([invoice.amount_due, invoice.amount_remaining, invoice.pre_payment_credit_notes_amount],
      [7000, 7000, 500]);
    assert.equal((await stripe.creditNotes.voidCreditNote(note.id)).status, 'void');
    assert.equal((await stripe.invoices.retrieve(id)).amount_due, 7500);
  },

  'a credit note for a paid invoice becomes credit, linked both ways': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const { latest_invoice: invoice } = await account.subscribe(price, 'flexible', { expand: ['latest_invoice'] });
    const note = await stripe.creditNotes.create({
      invoice: invoice.id,
      lines: [{ type: 'invoice_line_item', invoice_line_item: invoice.lines.data[0].id, amount: 2500 }],
      credit_amount: 2500,
      expand: ['customer_balance_transaction', 'invoice'],
    });

    assert.equal(note.type, 'post_payment');
    assert.equal(note.invoice.id, invoice.id);
    assert.equal(note.customer_balance_transaction.type, 'credit_note');
    assert.equal(note.customer_balance_transaction.amount, -2500);
    assert.equal(note.customer_balance_transaction.credit_note, note.id);
    assert.equal(await account.readBalance(), -2500);
    const lines = await stripe.creditNotes.listLineItems(note.id);
    assert.deepEqual(lines.data.map((line) => [line.amount, line.invoice_line_item]),
      [[2500, invoice.lines.data[0].id]]);
    assert.deepEqual((await stripe.creditNotes.list({ invoice: invoice.id })).data.map(({ id }) => id), [note.id]);
  },

  'a refund is named by its credit note': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const { latest_invoice: id } = await account.subscribe(price, 'flexible');
    const note = await stripe.creditNotes.create({
      invoice: id, amount: 7500, refund_amount: 7000, out_of_band_amount: 500, expand: ['refunds.refund'],
    });

    assert.equal(note.refunds[0].refund.amount, 7000);
    assert.equal(note.out_of_band_amount, 500);
    assert.equal(await account.readBalance(), 0);
    await refused(stripe.creditNotes.create({ invoice: id, amount: 1, credit_amount: 1 }), INVALID,
      { statusCode: 400, param: 'amount' });
  },

  'the PDF of a credit note is one': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const { latest_invoice: id } = await account.subscribe(price, 'flexible');
    const { pdf } = await stripe.creditNotes.create({ invoice: id, amount: 100, credit_amount: 100 });
    const answer = await fetch(pdf);

    assert.equal(answer.status, 200);
    assert.equal(Buffer.from(await answer.arrayBuffer()).subarray(0, 5).toString(), '%PDF-');
  },
};
