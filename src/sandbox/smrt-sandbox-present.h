/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/** Lines that come with an invoice; the others are at the list's address. */
#define SMRT_SANDBOX_LINES_SHOWN 10

/**
 * smrt_sandbox_present:
 * @object: an object of the store
 *
 * Returns: (transfer full): a copy as it is shown; members of the server's own
 *   are taken out when the whole answer is expanded
 */
JsonObject *smrt_sandbox_present (SmrtSandboxRequest *request,
                                  JsonObject         *object);

/**
 * smrt_sandbox_present_read:
 * @object: an object that was just read from the store and that nothing else
 *   holds
 *
 * As smrt_sandbox_present(), without a copy: the object is the store's no more.
 *
 * Returns: (transfer full): the object as it is shown
 */
JsonObject *smrt_sandbox_present_read (SmrtSandboxRequest *request,
                                       JsonObject         *object);

G_END_DECLS
