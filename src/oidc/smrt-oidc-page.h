/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * smrt_oidc_page_answer:
 * @message: what a browser asked
 * @status: HTTP status
 * @good: whether the page has good news
 * @words: "TITLE\nTEXT", plain
 *
 * Answers with the page that a sign-in ends on. It needs no script, loads
 * nothing, is kept nowhere, and nothing may frame it.
 */
void smrt_oidc_page_answer (SoupServerMessage *message,
                            unsigned int       status,
                            gboolean           good,
                            const char        *words);

G_END_DECLS
