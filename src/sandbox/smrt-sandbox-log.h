/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_log_new:
 *
 * The requests of this run, for tests that ask how often a client went to and
 * fro. A request is one round later than every request whose answer had been
 * sent when it came; requests under way together are one round.
 *
 * Returns: (transfer full): an empty log
 */
SmrtSandboxLog *smrt_sandbox_log_new   (void);
void            smrt_sandbox_log_free  (SmrtSandboxLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxLog, smrt_sandbox_log_free)

/**
 * smrt_sandbox_log_begin:
 * @key: (nullable): the idempotency key
 * @role: (nullable): whose key it is
 *
 * Returns: the number under which the request is kept
 */
guint64         smrt_sandbox_log_begin (SmrtSandboxLog *self,
                                        const char     *id,
                                        const char     *method,
                                        const char     *path,
                                        const char     *key,
                                        const char     *role);

/**
 * smrt_sandbox_log_end:
 *
 * To be called when the answer has been sent.
 */
void            smrt_sandbox_log_end   (SmrtSandboxLog *self,
                                        guint64         number,
                                        int             status);

/**
 * smrt_sandbox_log_get_delay:
 *
 * Returns: milliseconds for which every answer is held back
 */
unsigned int    smrt_sandbox_log_get_delay (SmrtSandboxLog *self);

/**
 * smrt_sandbox_log_list:
 *
 * `GET /v1/test_helpers/requests`, an addition to Stripe's API: the requests
 * in the order in which they came, and `rounds`, how many of them had to wait
 * for one another.
 */
JsonObject     *smrt_sandbox_log_list      (SmrtSandboxRequest *request, GError **error);

/**
 * smrt_sandbox_log_reset:
 *
 * `POST /v1/test_helpers/requests/reset`, an addition: forgets them.
 */
JsonObject     *smrt_sandbox_log_reset     (SmrtSandboxRequest *request, GError **error);

/**
 * smrt_sandbox_log_set_delay:
 *
 * `POST /v1/test_helpers/delay`, an addition, with `milliseconds`: every answer
 * after this one is held back for so long.
 */
JsonObject     *smrt_sandbox_log_set_delay (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
