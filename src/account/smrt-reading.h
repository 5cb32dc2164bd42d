/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"
#include "smrt-customer.h"
#include "smrt-stripe-client.h"
#include "smrt-subscription.h"

G_BEGIN_DECLS

#define SMRT_TYPE_READING (smrt_reading_get_type ())

/**
 * SmrtReading:
 *
 * What is small of an account, read all at once: the plans, the customer and
 * the subscriptions, and after them the plans that are no longer sold. It comes
 * from a server, or from what was kept of one: that is the client's matter.
 *
 * Properties, construct-only: `client` (#SmrtStripeClient), `customer-id`
 * (string).
 */
G_DECLARE_FINAL_TYPE (SmrtReading, smrt_reading, SMRT, READING, GObject)

SmrtReading   *smrt_reading_new                     (SmrtStripeClient     *client,
                                                     const char           *customer_id);
const char    *smrt_reading_get_customer_id         (SmrtReading          *self);

/**
 * smrt_reading_run_async:
 * @cancellable: (nullable): cancels it
 *
 * To be called once. The first error ends it, and the other requests with it.
 */
void           smrt_reading_run_async               (SmrtReading          *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean       smrt_reading_run_finish              (SmrtReading          *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/** Returns: (transfer none) (nullable): the plans; %NULL before it has ended */
SmrtCatalogue *smrt_reading_get_catalogue           (SmrtReading          *self);

/** Returns: (transfer none) (nullable): the customer; %NULL before it has ended */
SmrtCustomer  *smrt_reading_get_customer            (SmrtReading          *self);

/**
 * smrt_reading_get_subscriptions:
 *
 * Returns: (transfer none) (element-type SmrtSubscription): what the account
 *   bought, what it had first at the beginning, with their main items chosen
 */
GPtrArray     *smrt_reading_get_subscriptions       (SmrtReading          *self);

/**
 * smrt_reading_get_usage_subscriptions:
 *
 * Returns: (transfer none) (element-type SmrtSubscription): subscriptions that
 *   are billed by usage alone, which nobody chose as a plan
 */
GPtrArray     *smrt_reading_get_usage_subscriptions (SmrtReading          *self);

G_END_DECLS
