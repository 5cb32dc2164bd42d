// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, makePrice, noon, refused } = require('../account.js');

const INVALID = 'StripeInvalidRequestError';

module.exports = {
  'an unknown parameter is named': async ({ stripe }) => {
    const error = await refused(stripe.customers.create({ nmae: 'Typo' }), INVALID,
      { statusCode: 400, rawType: 'invalid_request_error', code: 'parameter_unknown', param: 'nmae' });

    assert.match(error.message, /nmae/);
  },

  'an unknown parameter is named where it stands': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'flexible');

    await refused(stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items: [{ id: subscription.items.data[0].id, prise: price.id }] },
    }), INVALID, { statusCode: 400, code: 'parameter_unknown', param: 'subscription_details[items][0][prise]' });
  },

  'a missing parameter is named': async ({ stripe }) => {
    await refused(stripe.testHelpers.testClocks.create({}), INVALID,
      { statusCode: 400, code: 'parameter_missing', param: 'frozen_time' });
    await refused(stripe.subscriptions.create({ items: [] }), INVALID,
      { statusCode: 400, code: 'parameter_missing', param: 'customer' });
  },

  'what is no integer is named': async ({ stripe }) => {
    const account = await Account.create(stripe, '2026-11-03');
    const adjust = (amount) => stripe.customers.createBalanceTransaction(account.customer.id,
      { amount, currency: 'usd' });

    for (const amount of ['ten', 10.5, '1e3']) {
      await refused(adjust(amount), INVALID, { statusCode: 400, code: 'parameter_invalid_integer', param: 'amount' });
    }
    assert.equal(await account.readBalance(), 0);
  },

  'a value outside of the list is refused': async ({ stripe }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'flexible');

    await refused(stripe.subscriptions.update(subscription.id, { proration_behavior: 'sometimes' }), INVALID,
      { statusCode: 400, param: 'proration_behavior' });
  },

  'an object that is not there is a 404 with its id': async ({ stripe }) => {
    for (const [resource, id] of [['customers', 'cus_none'], ['subscriptions', 'sub_none'], ['invoices', 'in_none'],
      ['prices', 'price_none']]) {
      const error = await refused(stripe[resource].retrieve(id), INVALID,
        { statusCode: 404, code: 'resource_missing', param: 'id' });

      assert.match(error.message, /No such .*_none/);
    }
  },

  'an object that a parameter names and is not there is a 400': async ({ stripe }) => {
    const account = await Account.create(stripe, '2026-11-03');

    await refused(account.subscribe({ id: 'price_none' }, 'flexible'), INVALID,
      { statusCode: 400, code: 'resource_missing', param: 'items[0][price]' });
  },

  'an unknown address is a 404': async ({ stripe }) => {
    const error = await refused(stripe.rawRequest('GET', '/v1/unheard_of'), INVALID, { statusCode: 404 });

    assert.match(error.message, /Unrecognized request URL/);
  },

  'an invalid key is refused with a type and a message only': async ({ connect }) => {
    const error = await refused(connect('sk_test_wrong').customers.list(), 'StripeAuthenticationError',
      { statusCode: 401, rawType: 'invalid_request_error', code: undefined, param: undefined });

    assert.ok(error.message.length > 0);
    assert.equal(error.message.includes('sk_test_wrong'), false);
  },

  'a key without the permission reads, previews, and changes nothing': async ({ connect, sandbox, stripe }) => {
    const [standard, pro] = [await makePrice(stripe, 'Standard', 7500, 'month'),
      await makePrice(stripe, 'Pro', 12500, 'month')];
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');
    const user = connect(sandbox.keys.user);
    const error = await refused(user.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0].id, price: pro.id }],
    }), 'StripePermissionError', { statusCode: 403, rawType: 'invalid_request_error' });

    assert.match(error.message, /rak_subscription_write/);
    assert.equal(error.message.includes(sandbox.keys.user), false);
    assert.equal((await user.subscriptions.retrieve(subscription.id)).items.data[0].price.id, standard.id);
    // The same second: −7500 + 12500 = 5000.
    account.stripe = user;
    assert.equal((await account.preview(subscription, pro)).amount_due, 5000);
  },

  'the key of Finance & Billing may change': async ({ connect, sandbox, stripe }) => {
    const [standard, pro] = [await makePrice(stripe, 'Standard', 7500, 'month'),
      await makePrice(stripe, 'Pro', 12500, 'month')];
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');

    account.stripe = connect(sandbox.keys.finance);
    const changed = await account.change(subscription, pro);
    assert.equal(changed.items.data[0].price.id, pro.id);
    assert.equal(changed.latest_invoice.amount_paid, 5000);
  },

  'a price of another currency is refused': async ({ stripe }) => {
    const dollars = await makePrice(stripe, 'Standard', 7500, 'month');
    const euros = await makePrice(stripe, 'Standard', 7500, 'month', 'eur');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(dollars, 'flexible');

    await refused(account.preview(subscription, euros), INVALID, { statusCode: 400 });
    await refused(account.change(subscription, euros), INVALID, { statusCode: 400 });
    assert.equal((await stripe.subscriptions.retrieve(subscription.id)).items.data[0].price.id, dollars.id);
  },

  'every answer and every error has an id of its own': async ({ stripe }) => {
    const seen = [];

    seen.push((await stripe.customers.list({ limit: 1 })).lastResponse.requestId);
    seen.push((await stripe.customers.create({ name: 'Once' })).lastResponse.requestId);
    seen.push((await refused(stripe.customers.retrieve('cus_none'), INVALID, {})).requestId);
    for (const id of seen) {
      assert.match(id, /^req_\w+$/);
    }
    assert.equal(new Set(seen).size, seen.length);
  },

  'answers are in the version that the library is pinned to': async ({ stripe, Stripe }) => {
    const asked = [];
    const remember = (request) => asked.push(request.api_version);

    stripe.on('request', remember);
    const { lastResponse } = await stripe.customers.list({ limit: 1 });
    stripe.off('request', remember);
    assert.equal(Stripe.API_VERSION, '2026-10-28.endive');
    assert.deepEqual(asked, ['2026-10-28.endive']);
    assert.equal(lastResponse.apiVersion, '2026-10-28.endive');
  },

  'a proration date outside of the period is refused': async ({ stripe }) => {
    const [standard, pro] = [await makePrice(stripe, 'Standard', 7500, 'month'),
      await makePrice(stripe, 'Pro', 12500, 'month')];
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(standard, 'flexible');

    for (const date of [noon('2026-11-02'), noon('2026-12-04')]) {
      await refused(account.change(subscription, pro, { proration_date: date }), INVALID,
        { statusCode: 400, param: 'proration_date' });
    }
    assert.equal(await account.countInvoices(), 1);
  },
};
