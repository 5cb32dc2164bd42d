/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_expand:
 * @answer: a presented object or list
 *
 * Replaces ids by their objects as the request asks, and takes out what is
 * not to be seen.
 */
gboolean    smrt_sandbox_expand  (SmrtSandboxRequest  *request,
                                  JsonObject          *answer,
                                  GError             **error);

G_END_DECLS
