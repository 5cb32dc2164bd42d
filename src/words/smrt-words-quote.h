/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-quote.h"
#include "smrt-words-line.h"
#include "smrt-words-receipt.h"

G_BEGIN_DECLS

/**
 * smrt_words_offer_title:
 * @offer: a change
 * @catalogue: (nullable): the catalogue that knows the plans
 *
 * Returns: (transfer full): "Upgrade to Pro", "Switch to Annual", "Upgrade to
 *   Pro, annual" where both change
 */
char *smrt_words_offer_title     (SmrtOffer         *offer,
                                  SmrtCatalogue     *catalogue);

/**
 * smrt_words_offer_button:
 *
 * Returns: (transfer full): the title with an ellipsis, since more is asked
 */
char *smrt_words_offer_button    (SmrtOffer         *offer,
                                  SmrtCatalogue     *catalogue);

/**
 * smrt_words_confirm:
 * @quote: the quote that is confirmed
 *
 * Returns: (transfer full): the button that names the effect: "Pay $25.00 and
 *   Upgrade", "Switch to Monthly" where nothing is charged, "Upgrade on
 *   3 December 2026" where it is to be made then
 */
char *smrt_words_confirm         (SmrtQuote         *quote);

/**
 * smrt_words_quoted_for:
 * @quote: a quote
 *
 * Returns: (transfer full): the second to which it is pinned, where there is
 *   one, and that it is asked again when something changes
 */
char *smrt_words_quoted_for      (SmrtQuote         *quote);

/**
 * smrt_words_quote_changed:
 * @old_quote: what was shown
 * @new_quote: what the server says now
 *
 * Returns: (transfer full) (element-type utf8): a sentence for each amount or
 *   date that differs, or where none of them does for each sum that due today
 *   is made of; empty where both ask the same
 */
GPtrArray *smrt_words_quote_changed (SmrtQuote      *old_quote,
                                     SmrtQuote      *new_quote);

/**
 * smrt_words_next_payment:
 * @quote: a quote
 *
 * Returns: (transfer full): when: "3 December 2026, then monthly"
 */
char *smrt_words_next_payment    (SmrtQuote         *quote);

G_END_DECLS
