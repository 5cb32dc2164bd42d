// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { Account, makePrice, refused } = require('../account.js');

module.exports = {
  'a finalised invoice has a page, with no key, that is not kept': async ({ stripe, sandbox }) => {
    const price = await makePrice(stripe, 'Standard', 7500, 'month');
    const account = await Account.create(stripe, '2026-11-03');
    const subscription = await account.subscribe(price, 'flexible', { expand: ['latest_invoice'] });
    const url = new URL(subscription.latest_invoice.hosted_invoice_url);
    const answer = await fetch(url);
    const text = await answer.text();

    assert.equal(url.origin, sandbox.url.origin);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.ok(text.includes(subscription.latest_invoice.number));
    assert.ok(text.includes('Paid.'));
    assert.ok(!text.includes('<form'));
  },

  'a portal session is for one customer': async ({ stripe, sandbox }) => {
    const account = await Account.create(stripe, '2026-11-03');
    const session = await stripe.billingPortal.sessions.create({
      customer: account.customer.id,
      flow_data: { type: 'payment_method_update' },
      return_url: 'https://plans.example/',
    });

    assert.equal(session.object, 'billing_portal.session');
    assert.equal(session.customer, account.customer.id);
    assert.equal(session.livemode, false);
    assert.equal(session.flow.type, 'payment_method_update');
    assert.equal(session.return_url, 'https://plans.example/');
    assert.equal(new URL(session.url).origin, sandbox.url.origin);
    assert.equal((await fetch(session.url)).status, 200);
  },

  'who may only look gets no portal session': async (context) => {
    const account = await Account.create(context.stripe, '2026-11-03');

    await refused(context.connect(context.sandbox.keys.user).billingPortal.sessions.create({
      customer: account.customer.id,
    }), 'StripePermissionError', { statusCode: 403 });
  },

  'a portal session needs a customer that is there': async ({ stripe }) => {
    await refused(stripe.billingPortal.sessions.create({ customer: 'cus_none' }),
      'StripeInvalidRequestError', { code: 'resource_missing', param: 'customer', statusCode: 400 });
  },
};
