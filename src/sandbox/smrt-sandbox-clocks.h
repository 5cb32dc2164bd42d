/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

JsonObject *smrt_sandbox_clocks_create  (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_clocks_list    (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_clocks_get     (SmrtSandboxRequest *request, GError **error);
JsonObject *smrt_sandbox_clocks_delete  (SmrtSandboxRequest *request, GError **error);

/**
 * smrt_sandbox_clocks_advance:
 *
 * `POST /v1/test_helpers/test_clocks/{id}/advance`. All that falls into the
 * time is done before the answer, so the clock is `ready` at once.
 */
JsonObject *smrt_sandbox_clocks_advance (SmrtSandboxRequest *request, GError **error);

/**
 * smrt_sandbox_clocks_new:
 *
 * Returns: (transfer none): a new test clock
 */
JsonObject *smrt_sandbox_clocks_new     (SmrtSandboxStore   *store,
                                         const char         *name,
                                         gint64              frozen_time,
                                         gint64              now);

/**
 * smrt_sandbox_clocks_move:
 *
 * Does what is due and sets the clock forward.
 */
void        smrt_sandbox_clocks_move    (SmrtSandboxStore   *store,
                                         JsonObject         *clock,
                                         gint64              frozen_time);

G_END_DECLS
