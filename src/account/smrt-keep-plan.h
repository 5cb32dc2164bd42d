/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-operation.h"

G_BEGIN_DECLS

#define SMRT_TYPE_KEEP_PLAN (smrt_keep_plan_get_type ())

/**
 * SmrtKeepPlan:
 *
 * Takes back the scheduled change of a subscription: releases its schedule and
 * sees that it is gone.
 */
G_DECLARE_FINAL_TYPE (SmrtKeepPlan, smrt_keep_plan, SMRT, KEEP_PLAN, SmrtOperation)

/**
 * smrt_keep_plan_new:
 * @account: an account that was read
 * @subscription_id: one of its subscriptions
 */
SmrtOperation *smrt_keep_plan_new (SmrtAccount *account,
                                   const char  *subscription_id);

G_END_DECLS
