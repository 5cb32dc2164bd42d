/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"
#include "smrt-stripe-client.h"

G_BEGIN_DECLS

/**
 * smrt_stripe_load_catalogue_async:
 * @client: where from
 * @cancellable: (nullable): cancels it
 *
 * Reads the active recurring prices with their products, and beside that the
 * default portal configuration. A server that has none, or a key that may not
 * read it, gives a catalogue without rules.
 */
void           smrt_stripe_load_catalogue_async  (SmrtStripeClient     *client,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/**
 * smrt_stripe_load_catalogue_finish:
 *
 * Returns: (transfer full) (nullable): the catalogue
 */
SmrtCatalogue *smrt_stripe_load_catalogue_finish (SmrtStripeClient     *client,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * smrt_stripe_load_plan_async:
 * @client: where from
 * @product_id: a product that is not in the catalogue
 * @cancellable: (nullable): cancels it
 *
 * Reads one product, for a subscription whose price is no longer offered.
 */
void           smrt_stripe_load_plan_async       (SmrtStripeClient     *client,
                                                  const char           *product_id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);

/**
 * smrt_stripe_load_plan_finish:
 *
 * Returns: (transfer full) (nullable): the plan, without prices
 */
SmrtPlan      *smrt_stripe_load_plan_finish      (SmrtStripeClient     *client,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
