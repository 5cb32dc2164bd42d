/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-exchange.h"

G_BEGIN_DECLS

/* Requests with an idempotency key, which may come again. A key is its
 * principal's own. */

/**
 * smrt_sandbox_repeat_claim:
 *
 * Returns: whether the request is to be executed; else its answer has been sent
 */
gboolean smrt_sandbox_repeat_claim      (SmrtSandboxExchange *exchange,
                                         SmrtSandboxStore    *store);

/**
 * smrt_sandbox_repeat_keep:
 * @store: within a transaction
 *
 * Keeps an answer for when the request comes again.
 */
void     smrt_sandbox_repeat_keep       (SmrtSandboxExchange *exchange,
                                         SmrtSandboxStore    *store,
                                         int                  status,
                                         const char          *body);

/**
 * smrt_sandbox_repeat_keep_fault:
 * @store: without a transaction
 *
 * Keeps a refused payment and a fault of the server. What was never begun, since
 * it was asked for in a wrong way, is not kept.
 */
void     smrt_sandbox_repeat_keep_fault (SmrtSandboxExchange *exchange,
                                         SmrtSandboxStore    *store,
                                         const GError        *fault);

G_END_DECLS
