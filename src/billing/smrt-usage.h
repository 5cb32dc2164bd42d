/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "smrt-invoice.h"
#include "smrt-usage-row.h"

G_BEGIN_DECLS

#define SMRT_TYPE_USAGE (smrt_usage_get_type ())

/**
 * SmrtUsage:
 *
 * What was used in one period of a subscription that is billed by usage, and
 * what became of it.
 */
G_DECLARE_FINAL_TYPE (SmrtUsage, smrt_usage, SMRT, USAGE, GObject)

/**
 * smrt_usage_new_from_invoice:
 * @invoice: the invoice of the period, or the preview of it, with all its lines
 * @subscription_id: the subscription
 * @prices: (element-type SmrtUsagePrice): the prices of what is used; lines of
 *   other prices are none
 * @running: whether the period has not ended
 *
 * Adds up the lines, a row a price, in the order of @prices. Where the whole
 * invoice is usage, its discount and tax are rows, too.
 *
 * Returns: (transfer full) (nullable): the usage; %NULL where no line is one, or
 *   it does not add up
 */
SmrtUsage       *smrt_usage_new_from_invoice     (SmrtInvoice *invoice,
                                                  const char  *subscription_id,
                                                  GPtrArray   *prices,
                                                  gboolean     running);

/**
 * smrt_usage_get_id:
 *
 * Returns: what tells this period from others: the id of its invoice, for the
 *   running one that of its subscription
 */
const char      *smrt_usage_get_id               (SmrtUsage   *self);
const char      *smrt_usage_get_subscription_id  (SmrtUsage   *self);

/**
 * smrt_usage_get_invoice:
 *
 * Returns: (transfer none): the invoice; for the running period its preview
 */
SmrtInvoice     *smrt_usage_get_invoice          (SmrtUsage   *self);
gint64           smrt_usage_get_start            (SmrtUsage   *self);
gint64           smrt_usage_get_end              (SmrtUsage   *self);

/** Returns: whether the period has not ended, so that it can become more */
gboolean         smrt_usage_get_running          (SmrtUsage   *self);

/** Returns: (transfer none): a model of #SmrtUsageRow */
GListModel      *smrt_usage_get_rows             (SmrtUsage   *self);

/** Returns: whether anything was used */
gboolean         smrt_usage_get_used             (SmrtUsage   *self);

/** Returns: the sum of the rows */
const SmrtMoney *smrt_usage_get_total            (SmrtUsage   *self);

/** Returns: what usage credit pays of it; not negative */
const SmrtMoney *smrt_usage_get_from_credit      (SmrtUsage   *self);

/** Returns: what is to be paid beyond the usage credit; not negative */
const SmrtMoney *smrt_usage_get_owed             (SmrtUsage   *self);

G_END_DECLS
