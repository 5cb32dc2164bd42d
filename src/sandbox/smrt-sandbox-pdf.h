/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-store.h"

G_BEGIN_DECLS

/**
 * smrt_sandbox_pdf_render:
 * @secret: the last part of the invoice's `invoice_pdf`
 *
 * Returns: (transfer full) (nullable): the invoice as PDF; %NULL where the
 *   secret is no invoice's
 */
GBytes *smrt_sandbox_pdf_render (SmrtSandboxStore *store,
                                 const char       *secret);

G_END_DECLS
