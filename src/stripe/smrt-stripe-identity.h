/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SMRT_TYPE_STRIPE_IDENTITY (smrt_stripe_identity_get_type ())

/**
 * SmrtStripeIdentity:
 *
 * Who a token belongs to: the claims that an account server publishes at
 * `/userinfo`. The contract is this project's own.
 */
G_DECLARE_FINAL_TYPE (SmrtStripeIdentity, smrt_stripe_identity, SMRT, STRIPE_IDENTITY, GObject)

/**
 * smrt_stripe_identity_new:
 * @name: (nullable): the person's name
 * @email: (nullable): the person's address
 * @role: (nullable): `smrtphone_role`: `owner`, `finance`, `user`
 * @account_name: (nullable): `smrtphone_account`
 * @customer_ids: (array zero-terminated=1): `stripe_customer`: one or several
 */
SmrtStripeIdentity *smrt_stripe_identity_new              (const char          *name,
                                                           const char          *email,
                                                           const char          *role,
                                                           const char          *account_name,
                                                           const char * const  *customer_ids);
const char         *smrt_stripe_identity_get_name         (SmrtStripeIdentity  *self);
const char         *smrt_stripe_identity_get_email        (SmrtStripeIdentity  *self);
const char         *smrt_stripe_identity_get_role         (SmrtStripeIdentity  *self);
const char         *smrt_stripe_identity_get_account_name (SmrtStripeIdentity  *self);

/**
 * smrt_stripe_identity_get_customer_id:
 *
 * Returns: (nullable): the first customer
 */
const char         *smrt_stripe_identity_get_customer_id  (SmrtStripeIdentity  *self);

/**
 * smrt_stripe_identity_get_customer_ids:
 *
 * Returns: (array zero-terminated=1): all customers of the token
 */
const char * const *smrt_stripe_identity_get_customer_ids (SmrtStripeIdentity  *self);

G_END_DECLS
