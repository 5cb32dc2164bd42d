/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-money.h"

G_BEGIN_DECLS

/**
 * SmrtGrantCategory:
 * @SMRT_GRANT_CATEGORY_OTHER: one that this program does not know
 */
typedef enum
{
  SMRT_GRANT_CATEGORY_OTHER,
  SMRT_GRANT_CATEGORY_PAID,
  SMRT_GRANT_CATEGORY_PROMOTIONAL,
} SmrtGrantCategory;

#define SMRT_TYPE_USAGE_GRANT (smrt_usage_grant_get_type ())

/**
 * SmrtUsageGrant:
 *
 * Usage credit that was bought or given at one time (Stripe's
 * `billing.credit_grant`).
 */
G_DECLARE_FINAL_TYPE (SmrtUsageGrant, smrt_usage_grant, SMRT, USAGE_GRANT, GObject)

/**
 * smrt_usage_grant_new:
 * @id: the server's id
 * @name: (nullable): the server's name for it
 * @category: whether it was paid for
 * @amount: what it was at first
 * @effective_at: unix seconds from which on it can be used
 * @expires_at: unix seconds of its end; 0 for never
 * @voided: whether it was taken back
 */
SmrtUsageGrant    *smrt_usage_grant_new              (const char        *id,
                                                      const char        *name,
                                                      SmrtGrantCategory  category,
                                                      const SmrtMoney   *amount,
                                                      gint64             effective_at,
                                                      gint64             expires_at,
                                                      gboolean           voided);
const char        *smrt_usage_grant_get_id           (SmrtUsageGrant    *self);

/** Returns: (nullable): the server's name for it, never markup */
const char        *smrt_usage_grant_get_name         (SmrtUsageGrant    *self);
SmrtGrantCategory  smrt_usage_grant_get_category     (SmrtUsageGrant    *self);
const SmrtMoney   *smrt_usage_grant_get_amount       (SmrtUsageGrant    *self);
gint64             smrt_usage_grant_get_effective_at (SmrtUsageGrant    *self);
gint64             smrt_usage_grant_get_expires_at   (SmrtUsageGrant    *self);

/**
 * smrt_usage_grant_is_in_force:
 * @time: unix seconds
 *
 * Returns: whether it can be used then, as far as there is something left of it
 */
gboolean           smrt_usage_grant_is_in_force      (SmrtUsageGrant    *self,
                                                      gint64             time);

/**
 * smrt_usage_grant_get_left:
 *
 * Returns: (nullable): what is left of it; %NULL where the server was not asked
 */
const SmrtMoney   *smrt_usage_grant_get_left         (SmrtUsageGrant    *self);
void               smrt_usage_grant_set_left         (SmrtUsageGrant    *self,
                                                      const SmrtMoney   *left);

G_END_DECLS
