/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-store.h"

G_BEGIN_DECLS

/**
 * smrt_account_words_get:
 *
 * Returns: (transfer none): how the rows of a store are put into words, and what
 *   they are found by: besides the sentence the number, the description that
 *   the server gave, the amount as it is shown and as it is typed, and the day
 */
const SmrtStoreWords *smrt_account_words_get (void);

G_END_DECLS
