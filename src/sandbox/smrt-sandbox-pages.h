/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-page.h"
#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/* What a browser can open without a key: whoever knows the secret in the
 * address may. Nothing of it is in the log of requests. */

/**
 * smrt_sandbox_pages_has:
 *
 * Returns: whether @path belongs to the pages, be there one or not
 */
gboolean         smrt_sandbox_pages_has    (const char          *path);

/**
 * smrt_sandbox_pages_check:
 * @host: (nullable): what the browser takes this server for
 *
 * Only the server's own address is answered: under another name a stranger's
 * page could have led a browser here and read the answer.
 *
 * Returns: (transfer full) (nullable): the refusal; %NULL where all is well
 */
SmrtSandboxPage *smrt_sandbox_pages_check  (const char          *host,
                                            const char          *base_url);

/**
 * smrt_sandbox_pages_answer:
 * @request: all of it but the id
 *
 * Returns: (transfer full): the page, be it one that says what is wrong
 */
SmrtSandboxPage *smrt_sandbox_pages_answer (SmrtSandboxRequest  *request,
                                            const char          *method,
                                            const char          *path);

/**
 * smrt_sandbox_pages_refuse:
 * @error: a fault, or a failure of the server, whose message stays here
 *
 * Returns: (transfer full): the page that says so
 */
SmrtSandboxPage *smrt_sandbox_pages_refuse (const GError        *error);

G_END_DECLS
