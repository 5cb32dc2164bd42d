/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/** The store's type for the lines of a preview that had more than are shown. */
#define SMRT_SANDBOX_PREVIEW "invoice_preview"

/**
 * smrt_sandbox_invoices_preview:
 *
 * `POST /v1/invoices/create_preview`. It shows the invoice that the change
 * would make now; where it would make none, the next renewal as it would be
 * after the change, with what waits for it.
 */
JsonObject *smrt_sandbox_invoices_preview (SmrtSandboxRequest *request, GError **error);

G_END_DECLS
