// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const { makePrice, refused } = require('../account.js');

module.exports = {
  'prices by lookup key come with their products': async ({ stripe }) => {
    const keys = ['smrtphone_standard_monthly', 'smrtphone_pro_annual'];
    const prices = await stripe.prices.list({
      active: true, type: 'recurring', lookup_keys: keys, expand: ['data.product'],
    });
    const [standard, pro] = keys.map((key) => prices.data.find((price) => price.lookup_key === key));

    assert.equal(prices.object, 'list');
    assert.equal(prices.data.length, 2);
    assert.equal(prices.has_more, false);
    assert.equal(standard.unit_amount, 7500);
    assert.equal(standard.currency, 'usd');
    assert.equal(standard.recurring.interval, 'month');
    assert.equal(standard.recurring.interval_count, 1);
    assert.equal(standard.recurring.usage_type, 'licensed');
    assert.equal(standard.product.object, 'product');
    assert.equal(standard.product.name, 'smrtPhone Standard');
    assert.equal(pro.unit_amount, 125000);
    assert.equal(pro.recurring.interval, 'year');
    assert.equal(pro.product.metadata.family, 'smrtphone');
    assert.equal(pro.product.metadata.includes, standard.product.id);
    assert.ok(Number(pro.product.metadata.rank) > Number(standard.product.metadata.rank));
    assert.ok(pro.product.marketing_features.some((feature) => feature.name === 'Warm Transfers'));
  },

  'without expand a price names its product by id': async ({ stripe }) => {
    const { data } = await stripe.prices.list({ lookup_keys: ['smrtphone_pro_monthly'] });

    assert.equal(data.length, 1);
    assert.match(data[0].product, /^prod_/);
    assert.equal((await stripe.products.retrieve(data[0].product)).name, 'smrtPhone Pro');
  },

  'products and prices are created, changed and taken from sale': async ({ stripe }) => {
    const product = await stripe.products.create({
      name: 'Fax & Co.',
      description: 'Faxes, à la carte',
      metadata: { family: 'fax', rank: '1' },
      marketing_features: [{ name: '“Paper” saved' }, { name: 'Group sending' }],
      unit_label: 'line',
    });
    const price = await stripe.prices.create({
      product: product.id, currency: 'eur', unit_amount: 990, recurring: { interval: 'month' },
      lookup_key: 'peers_fax_monthly',
    });

    assert.equal(product.name, 'Fax & Co.');
    assert.equal(product.description, 'Faxes, à la carte');
    assert.deepEqual(product.marketing_features.map((feature) => feature.name), ['“Paper” saved', 'Group sending']);
    assert.equal(product.unit_label, 'line');
    assert.equal(price.active, true);
    assert.equal(price.type, 'recurring');
    assert.equal(price.livemode, false);

    const renamed = await stripe.products.update(product.id, { name: 'Fax', metadata: { rank: '', tier: 'low' } });
    assert.equal(renamed.name, 'Fax');
    assert.deepEqual(renamed.metadata, { family: 'fax', tier: 'low' });

    assert.equal((await stripe.prices.update(price.id, { active: false })).active, false);
    const onSale = await stripe.prices.list({ product: product.id, active: true });
    const all = await stripe.prices.list({ product: product.id });
    assert.deepEqual(onSale.data, []);
    assert.deepEqual(all.data.map((each) => each.id), [price.id]);
  },

  'decimal amounts are read by the library\'s own type': async ({ stripe, Stripe }) => {
    const product = await stripe.products.create({ name: 'Recording minute' });
    const price = await stripe.prices.create({
      product: product.id, currency: 'usd', unit_amount_decimal: Stripe.Decimal.from('12.5'),
      recurring: { interval: 'month' },
    });
    const whole = await makePrice(stripe, 'Whole', 7500, 'month');

    assert.equal(price.unit_amount, null);
    assert.equal(price.unit_amount_decimal.toString(), '12.5');
    assert.equal(whole.unit_amount_decimal.toString(), '7500');
  },

  'a lookup key belongs to one price until it is transferred': async ({ stripe }) => {
    const first = await makePrice(stripe, 'Keyed', 100, 'month');
    const wanted = {
      product: first.product, currency: 'usd', unit_amount: 200, recurring: { interval: 'month' }, lookup_key: 'peers_key',
    };

    await stripe.prices.update(first.id, { lookup_key: 'peers_key' });
    await refused(stripe.prices.create(wanted), 'StripeInvalidRequestError', { statusCode: 400 });

    const second = await stripe.prices.create({ ...wanted, transfer_lookup_key: true });
    const { data } = await stripe.prices.list({ lookup_keys: ['peers_key'] });
    assert.deepEqual(data.map((price) => price.id), [second.id]);
    assert.equal((await stripe.prices.retrieve(first.id)).lookup_key, null);
  },

  'the portal configuration shows its products when expanded': async ({ stripe }) => {
    const query = { is_default: true, active: true };
    const expand = ['data.features.subscription_update.products'];
    const plain = await stripe.billingPortal.configurations.list(query);
    const whole = await stripe.billingPortal.configurations.list({ ...query, expand });
    const rules = whole.data[0].features.subscription_update;
    const { data: [standard] } = await stripe.prices.list({ lookup_keys: ['smrtphone_standard_monthly'] });
    const entry = rules.products.find((product) => product.product === standard.product);

    assert.equal(plain.data.length, 1);
    assert.equal('products' in plain.data[0].features.subscription_update, false);
    assert.equal(rules.enabled, true);
    assert.ok(rules.default_allowed_updates.includes('price'));
    assert.equal(rules.proration_behavior, 'always_invoice');
    assert.ok(rules.products.length <= 10);
    assert.ok(entry.prices.includes(standard.id));
  },
};
