/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-seed.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_demo_usage_make_product:
 *
 * Makes a product whose prices are metered. It has no family: it is nothing
 * that could be changed for another one.
 *
 * Returns: (transfer full): the product
 */
char *smrt_sandbox_demo_usage_make_product (SmrtSandboxSeed *seed);

/**
 * smrt_sandbox_demo_usage_begin:
 *
 * Gives the demo customer a subscription to that product, and usage credit that
 * pays for it.
 */
void smrt_sandbox_demo_usage_begin (SmrtSandboxSeed *seed,
                                    const char      *customer,
                                    const char      *product);

/**
 * smrt_sandbox_demo_usage_live:
 * @time: unix seconds
 *
 * Lets the time pass up to @time, and counts what was used on the way.
 */
void smrt_sandbox_demo_usage_live  (SmrtSandboxSeed *seed,
                                    const char      *customer,
                                    const char      *clock,
                                    gint64           time);

/**
 * smrt_sandbox_demo_usage_try_dialer:
 * @price: $42.00 a month
 *
 * Begins a dialer that is kept for a while only.
 *
 * Returns: (transfer full): the subscription
 */
char *smrt_sandbox_demo_usage_try_dialer (SmrtSandboxSeed *seed,
                                          const char      *customer,
                                          const char      *price);

/**
 * smrt_sandbox_demo_usage_drop_dialer:
 *
 * Ends that dialer, and gives back a part of what its last month cost.
 */
void smrt_sandbox_demo_usage_drop_dialer (SmrtSandboxSeed *seed,
                                          const char      *subscription);

G_END_DECLS
