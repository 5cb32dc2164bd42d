// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, makePrice, noon, refused } = require('../account.js');

const INVALID = 'StripeInvalidRequestError';
const METERED = { filter: { type: 'applicability_scope', applicability_scope: { price_type: 'metered' } } };

let number = 0;

/** A customer who pays 2 cents for a call, and has made some. */
async function makeCaller(stripe, calls = 0) {
  const event = `calls_${number += 1}`;
  const meter = await stripe.billing.meters.create({
    display_name: 'Calls', event_name: event, default_aggregation: { formula: 'sum' },
  });
  const product = await stripe.products.create({ name: 'Calls' });
  const price = await stripe.prices.create({
    product: product.id, currency: 'usd', unit_amount: 2,
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
  });
  const account = await Account.create(stripe, '2026-11-03');
  const subscription = await account.subscribe(price, 'flexible');
  const call = (value, more = {}) => stripe.billing.meterEvents.create({
    event_name: event, payload: { stripe_customer_id: account.customer.id, value: String(value) }, ...more,
  });

  if (calls > 0) {
    await call(calls);
  }

  return { account, call, meter, price, subscription };
}

function grant(stripe, account, value, more = {}) {
  return stripe.billing.creditGrants.create({
    customer: account.customer.id,
    amount: { type: 'monetary', monetary: { currency: 'usd', value } },
    applicability_config: { scope: { price_type: 'metered' } },
    ...more,
  });
}

async function readCredit(stripe, account) {
  const { balances } = await stripe.billing.creditBalanceSummaries.retrieve({
    customer: account.customer.id, ...METERED,
  });

  return balances.map((balance) => [balance.available_balance.monetary.value, balance.ledger_balance.monetary.value]);
}

async function readLatest(stripe, account) {
  return (await stripe.invoices.list({ customer: account.customer.id, limit: 1 })).data[0];
}

module.exports = {
  'a meter is made, renamed, stopped and started': async ({ stripe }) => {
    const { meter } = await makeCaller(stripe);

    assert.equal(meter.object, 'billing.meter');
    assert.equal(meter.customer_mapping.event_payload_key, 'stripe_customer_id');
    assert.equal(meter.value_settings.event_payload_key, 'value');
    assert.equal((await stripe.billing.meters.update(meter.id, { display_name: 'Talks' })).display_name, 'Talks');
    assert.equal((await stripe.billing.meters.deactivate(meter.id)).status, 'inactive');
    assert.ok((await stripe.billing.meters.list({ status: 'inactive', limit: 100 })).data
      .some(({ id }) => id === meter.id));
    assert.equal((await stripe.billing.meters.reactivate(meter.id)).status, 'active');
  },

  'an event is counted once for its identifier': async ({ stripe }) => {
    const { account, call, meter, subscription } = await makeCaller(stripe);
    const first = await call(5, { identifier: `id-${number}` });
    const again = await call(5, { identifier: `id-${number}` });

    assert.equal(first.object, 'billing.meter_event');
    assert.equal(first.payload.value, '5');
    assert.equal(again.identifier, first.identifier);
    await refused(call(6, { identifier: `id-${number}` }), INVALID, { statusCode: 400, param: 'identifier' });
    assert.equal((await stripe.invoices.createPreview({ subscription: subscription.id })).lines.data[0].quantity, 5);
    const { data: [summary] } = await stripe.billing.meters.listEventSummaries(meter.id, {
      customer: account.customer.id, start_time: noon('2026-11-03') - 43200, end_time: noon('2026-11-04'),
    });
    assert.equal(summary.aggregated_value, 5);
  },

  'an event for nothing known is refused': async ({ stripe }) => {
    const { account, call } = await makeCaller(stripe);

    await refused(stripe.billing.meterEvents.create({
      event_name: 'unheard_of', payload: { stripe_customer_id: account.customer.id, value: '1' },
    }), INVALID, { statusCode: 400, param: 'event_name' });
    await refused(call('much'), INVALID, { statusCode: 400, param: 'payload[value]' });
    await refused(call(1, { timestamp: noon('2026-08-01') }), INVALID, { statusCode: 400, param: 'timestamp' });
  },

  'usage is billed when the period is over, as it was previewed': async ({ stripe }) => {
    const { account, call, price, subscription } = await makeCaller(stripe, 100);

    assert.equal(subscription.latest_invoice, null);
    assert.equal(subscription.items.data[0].quantity, undefined);
    await account.advance(noon('2026-11-18'));
    await call(250);
    const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
    await account.advance(noon('2026-12-03'));
    const invoice = await readLatest(stripe, account);
    // 350 calls at 2 cents.
    for (const each of [preview, invoice]) {
      const [line] = each.lines.data;

      assert.deepEqual([line.quantity, line.amount, line.pricing.price_details.price], [350, 700, price.id]);
      assert.deepEqual([line.period.start, line.period.end], [noon('2026-11-03'), noon('2026-12-03')]);
      assert.equal(line.parent.subscription_item_details.proration, false);
      assert.equal(each.amount_due, 700);
    }
  },

  'a metered price needs a meter, and takes no quantity': async ({ stripe }) => {
    const { account, price } = await makeCaller(stripe);

    await refused(stripe.prices.create({
      product: price.product, currency: 'usd', unit_amount: 2, recurring: { interval: 'month', usage_type: 'metered' },
    }), INVALID, { statusCode: 400, param: 'recurring[meter]' });
    await refused(account.subscribe(price, 'flexible', { items: [{ price: price.id, quantity: 2 }] }), INVALID,
      { statusCode: 400, param: 'items[0][quantity]' });
  },

  'metered prices can be listed apart': async ({ stripe }) => {
    const { meter, price } = await makeCaller(stripe);
    const metered = await stripe.prices.list({ recurring: { usage_type: 'metered' }, limit: 100 });
    const licensed = await stripe.prices.list({ recurring: { usage_type: 'licensed' }, limit: 100 });

    assert.ok(metered.data.some(({ id, recurring }) => id === price.id && recurring.meter === meter.id));
    assert.ok(licensed.data.every(({ recurring }) => recurring.meter === null));
  },

  'a credit grant is made, changed and read': async ({ stripe }) => {
    const { account } = await makeCaller(stripe);
    const made = await grant(stripe, account, 1000, {
      category: 'promotional', name: 'Welcome', priority: 10, expires_at: noon('2027-01-01'),
    });

    assert.equal(made.object, 'billing.credit_grant');
    assert.deepEqual(made.amount, { type: 'monetary', monetary: { currency: 'usd', value: 1000 } });
    assert.deepEqual(made.applicability_config, { scope: { price_type: 'metered' } });
    assert.deepEqual([made.category, made.name, made.priority], ['promotional', 'Welcome', 10]);
    assert.equal(made.effective_at, noon('2026-11-03'));
    assert.equal((await stripe.billing.creditGrants.update(made.id, { expires_at: '' })).expires_at, null);
    assert.deepEqual((await stripe.billing.creditGrants.list({ customer: account.customer.id })).data
      .map(({ id }) => id), [made.id]);
    assert.deepEqual(await readCredit(stripe, account), [[1000, 1000]]);
  },

  'usage credit pays usage first, and no more than there is': async ({ stripe }) => {
    const { account } = await makeCaller(stripe, 350);
    const paid = await grant(stripe, account, 500);
    const promotional = await grant(stripe, account, 100, { category: 'promotional' });

    await account.advance(noon('2026-12-03'));
    const invoice = await readLatest(stripe, account);
    // $7.00: $1.00 that was given for nothing, $5.00 that were paid for, $1.00 by card.
    assert.deepEqual(invoice.total_pretax_credit_amounts.map(({ amount, type }) => [amount, type]),
      [[100, 'credit_balance_transaction'], [500, 'credit_balance_transaction']]);
    assert.deepEqual([invoice.subtotal, invoice.total, invoice.amount_paid], [700, 100, 100]);
    assert.deepEqual(await readCredit(stripe, account), [[0, 0]]);

    const rows = await stripe.billing.creditBalanceTransactions.list({ customer: account.customer.id });
    assert.deepEqual(rows.data.map((row) => [row.type, row.credit_grant]), [
      ['debit', paid.id], ['debit', promotional.id], ['credit', promotional.id], ['credit', paid.id],
    ]);
    assert.equal(rows.data[0].debit.type, 'credits_applied');
    assert.deepEqual(rows.data[0].debit.credits_applied,
      { invoice: invoice.id, invoice_line_item: invoice.lines.data[0].id });
    assert.equal(rows.data[3].credit.type, 'credits_granted');
  },

  'a transaction is read, with its grant and its invoice': async ({ stripe }) => {
    const { account } = await makeCaller(stripe, 10);
    const made = await grant(stripe, account, 500);

    await account.advance(noon('2026-12-03'));
    const { lines: { data: [line] }, id } = await readLatest(stripe, account);
    const row = await stripe.billing.creditBalanceTransactions.retrieve(
      line.pretax_credit_amounts[0].credit_balance_transaction,
      { expand: ['credit_grant', 'debit.credits_applied.invoice'] });
    assert.equal(row.credit_grant.id, made.id);
    assert.equal(row.debit.amount.monetary.value, 20);
    assert.equal(row.debit.credits_applied.invoice.id, id);
  },

  'usage credit pays for no plan': async ({ stripe }) => {
    const { account } = await makeCaller(stripe);
    const plan = await makePrice(stripe, 'Standard', 7500, 'month');

    await grant(stripe, account, 10000);
    const { latest_invoice: invoice } = await account.subscribe(plan, 'flexible', { expand: ['latest_invoice'] });
    assert.equal(invoice.amount_paid, 7500);
    assert.deepEqual(await readCredit(stripe, account), [[10000, 10000]]);
  },

  'a grant expires at its time, or when it is told to': async ({ stripe }) => {
    const { account } = await makeCaller(stripe);
    const [timed, told] = [await grant(stripe, account, 300, { expires_at: noon('2026-11-10') }),
      await grant(stripe, account, 200)];

    assert.deepEqual(await readCredit(stripe, account), [[500, 500]]);
    await account.advance(noon('2026-11-18'));
    assert.deepEqual(await readCredit(stripe, account), [[200, 200]]);
    assert.equal((await stripe.billing.creditGrants.expire(told.id)).expires_at, noon('2026-11-18'));
    assert.deepEqual(await readCredit(stripe, account), [[0, 0]]);
    const rows = await stripe.billing.creditBalanceTransactions.list({
      customer: account.customer.id, credit_grant: timed.id,
    });
    assert.equal(rows.data[0].debit.type, 'credits_expired');
    assert.equal(rows.data[0].debit.amount.monetary.value, 300);
  },

  'a grant that was not used can be voided': async ({ stripe }) => {
    const { account } = await makeCaller(stripe, 10);
    const [unused, used] = [await grant(stripe, account, 300, { priority: 90 }), await grant(stripe, account, 200)];

    await account.advance(noon('2026-12-03'));
    assert.equal((await stripe.billing.creditGrants.voidGrant(unused.id)).voided_at, noon('2026-12-03'));
    await refused(stripe.billing.creditGrants.voidGrant(used.id), INVALID, { statusCode: 400 });
    assert.deepEqual(await readCredit(stripe, account), [[180, 180]]);
  },

  'a balance can be asked of one grant': async ({ stripe }) => {
    const { account } = await makeCaller(stripe);
    const [first] = [await grant(stripe, account, 300), await grant(stripe, account, 200)];
    const { balances } = await stripe.billing.creditBalanceSummaries.retrieve({
      customer: account.customer.id, filter: { type: 'credit_grant', credit_grant: first.id },
    });

    assert.deepEqual(balances.map((balance) => balance.available_balance.monetary), [{ currency: 'usd', value: 300 }]);
    await refused(stripe.billing.creditBalanceSummaries.retrieve({
      customer: account.customer.id, filter: { type: 'applicability_scope' },
    }), INVALID, { statusCode: 400, param: 'filter' });
  },
};
