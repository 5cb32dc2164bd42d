/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-top-up.h"
#include "smrt-usage-grant.h"
#include "smrt-usage.h"

G_BEGIN_DECLS

/**
 * smrt_words_usage_name:
 *
 * Returns: (transfer full): what was used, "Outbound calls"; "Taxes", "Discount"
 */
char *smrt_words_usage_name         (SmrtUsageRow     *row);

/**
 * smrt_words_usage_quantity:
 *
 * Returns: (transfer full): how much of it: "1,204 minutes"; empty for taxes and
 *   discount
 */
char *smrt_words_usage_quantity     (SmrtUsageRow     *row);

/**
 * smrt_words_usage_price:
 *
 * Returns: (transfer full): what one of it costs: "$0.015", or where the server
 *   states no price "$0.0148 on average"; empty where there is neither
 */
char *smrt_words_usage_price        (SmrtUsageRow     *row);

/**
 * smrt_words_usage_period:
 *
 * Returns: (transfer full): "3 Nov 2026 to 3 Dec 2026"
 */
char *smrt_words_usage_period       (SmrtUsage        *usage);

/**
 * smrt_words_usage_status:
 *
 * Returns: (transfer full): how far the period is: "Running until 3 December
 *   2026", "Invoice NWR-0007, paid"
 */
char *smrt_words_usage_status       (SmrtUsage        *usage);

/**
 * smrt_words_usage_payment:
 * @usage: a period
 *
 * Returns: (transfer full): what pays for it: "All of it from usage credit",
 *   "$18.40 from usage credit. Owed beyond it: $5.00"
 */
char *smrt_words_usage_payment      (SmrtUsage        *usage);

/**
 * smrt_words_usage_left:
 * @left: usage credit; never negative
 *
 * Returns: (transfer full): "Usage credit $18.40 left", "No usage credit left"
 */
char *smrt_words_usage_left         (const SmrtMoney  *left);

/**
 * smrt_words_usage_grant:
 *
 * Returns: (transfer full): where credit comes from, "Top-up", "Promotional
 *   credit"
 */
char *smrt_words_usage_grant        (SmrtUsageGrant   *grant);

/**
 * smrt_words_usage_grant_detail:
 *
 * Returns: (transfer full): "Paid, does not expire", "Promotional, expires 1
 *   January 2027"
 */
char *smrt_words_usage_grant_detail (SmrtUsageGrant   *grant);

/**
 * smrt_words_top_up:
 *
 * Returns: (transfer full): "Tops up by $10.00 below $5.00"
 */
char *smrt_words_top_up             (const SmrtTopUp  *top_up);

/**
 * smrt_words_top_up_rule:
 *
 * Returns: (transfer full): how it adds up, in whole sentences
 */
char *smrt_words_top_up_rule        (const SmrtTopUp  *top_up);

/**
 * smrt_words_top_up_estimate:
 * @credit: the usage credit that there is
 * @due: what it has to pay
 *
 * Returns: (transfer full) (nullable): what the rule comes to with these numbers,
 *   labelled as an estimate; %NULL where it cannot be reckoned
 */
char *smrt_words_top_up_estimate    (const SmrtTopUp  *top_up,
                                     const SmrtMoney  *credit,
                                     const SmrtMoney  *due);

G_END_DECLS
