/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "smrt-catalogue.h"
#include "smrt-subscription.h"

G_BEGIN_DECLS

/*
 * What is known of coming payments, without usage, discounts and tax. Whoever
 * shows it labels it "Estimate".
 */

/**
 * smrt_export_estimate_goes_on:
 *
 * Returns: whether there is a next payment
 */
gboolean  smrt_export_estimate_goes_on (SmrtSubscription *subscription);

/**
 * smrt_export_estimate_payment:
 * @catalogue: (nullable): the plans
 * @payment: (out): what the prices come to that are due with the next payment;
 *   what is priced by usage or quantity has no amount
 *
 * Returns: whether it can be told
 */
gboolean  smrt_export_estimate_payment (SmrtSubscription *subscription,
                                        SmrtCatalogue    *catalogue,
                                        SmrtMoney        *payment);

/**
 * smrt_export_estimate_run_down:
 * @subscriptions: a model of #SmrtSubscription: all of the account
 * @catalogue: (nullable): the plans
 * @credit: the subscription credit
 * @n_payments: how many payments at the most
 *
 * Which coming payments the credit covers, one by one, up to the first that is
 * charged in full.
 *
 * Returns: (transfer full) (element-type SmrtForecastRow): the payments; empty
 *   where there is no credit, or a payment cannot be told
 */
GArray   *smrt_export_estimate_run_down (GListModel      *subscriptions,
                                         SmrtCatalogue   *catalogue,
                                         const SmrtMoney *credit,
                                         unsigned int     n_payments);

G_END_DECLS
