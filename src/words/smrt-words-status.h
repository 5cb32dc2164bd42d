/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"
#include "smrt-invoice.h"
#include "smrt-subscription.h"

G_BEGIN_DECLS

/**
 * SmrtTone:
 *
 * The colour that goes with a status. The words say the same without it.
 */
typedef enum
{
  SMRT_TONE_NEUTRAL,
  SMRT_TONE_GOOD,
  SMRT_TONE_INFO,
  SMRT_TONE_WARNING,
  SMRT_TONE_BAD,
} SmrtTone;

#define SMRT_TYPE_TONE (smrt_tone_get_type ())

GType smrt_tone_get_type (void) G_GNUC_CONST;

/**
 * smrt_words_subscription_status:
 * @subscription: a subscription
 * @tone: (out) (optional): its colour
 *
 * A pending update, a scheduled change, an announced end and a paused
 * collection count as more telling than the status alone.
 *
 * Returns: (transfer full): "Active", "Past due", "Trial until 3 December 2026"
 */
char *smrt_words_subscription_status (SmrtSubscription   *subscription,
                                      SmrtTone           *tone);

/**
 * smrt_words_invoice_status:
 * @status: a status
 * @tone: (out) (optional): its colour
 *
 * Returns: "Paid", "Open", …
 */
const char *smrt_words_invoice_status (SmrtInvoiceStatus  status,
                                       SmrtTone          *tone);

/**
 * smrt_words_obstacle:
 * @obstacle: what stands in the way
 * @subscription: the subscription that it concerns
 *
 * Returns: (transfer full) (nullable): a sentence that says why nothing can be
 *   changed now; %NULL where nothing stands in the way
 */
char *smrt_words_obstacle            (SmrtOfferObstacle   obstacle,
                                      SmrtSubscription   *subscription);

/**
 * smrt_words_role:
 * @role: (nullable): the server's word: `owner`, `finance`, `user`; `api-key`
 *   for who holds a key and no role
 *
 * Returns: (transfer full) (nullable): "Account Owner", "Finance & Billing",
 *   "User", "API Key"; another word as the server wrote it; %NULL for %NULL
 */
char *smrt_words_role                (const char         *role);

/**
 * smrt_words_read_only:
 *
 * Returns: the sentence for who may look at the plans but not change them
 */
const char *smrt_words_read_only     (void);

G_END_DECLS
