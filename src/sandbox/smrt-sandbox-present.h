/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_present:
 * @object: an object of the store
 *
 * Returns: (transfer full): a copy as it is shown; members of the server's own
 *   are taken out when the whole answer is expanded
 */
JsonObject *smrt_sandbox_present (SmrtSandboxRequest *request,
                                  JsonObject         *object);

G_END_DECLS
