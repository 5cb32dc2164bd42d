/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * smrt_words_browser_page_done:
 *
 * Returns: (transfer none): what the page says on which the browser ends after
 *   a sign-in: a title, a line feed and a text
 */
const char *smrt_words_browser_page_done   (void);

/**
 * smrt_words_browser_page_failed:
 *
 * Returns: (transfer none): the same where the sign-in did not succeed
 */
const char *smrt_words_browser_page_failed (void);

/**
 * smrt_words_keyring_label:
 * @account: what the account is called
 *
 * Returns: (transfer full): how its secret is called in a keyring manager
 */
char       *smrt_words_keyring_label       (const char *account);

G_END_DECLS
