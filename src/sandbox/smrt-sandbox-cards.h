/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-sandbox-page.h"
#include "smrt-sandbox-request.h"

G_BEGIN_DECLS

/**
 * SMRT_SANDBOX_CARD_ON_FILE:
 *
 * The choice that is no new card.
 */
#define SMRT_SANDBOX_CARD_ON_FILE "on_file"

/**
 * smrt_sandbox_cards_describe:
 * @method: a payment method
 *
 * Returns: (transfer full): the card in words, with its expiry
 */
char       *smrt_sandbox_cards_describe (JsonObject       *method);

/**
 * smrt_sandbox_cards_add_choices:
 * @page: where the choices are written, inside of a form
 * @legend: what the card is chosen for
 * @on_file: (nullable): the card that can be chosen too
 * @to_keep: whether the card is for later payments: those that only tell
 *   themselves from others then are offered too
 *
 * The choice is the form's parameter `card`.
 */
void        smrt_sandbox_cards_add_choices (SmrtSandboxPage  *page,
                                            const char       *legend,
                                            JsonObject       *on_file,
                                            gboolean          to_keep);

/**
 * smrt_sandbox_cards_take:
 * @choice: (nullable): the form's parameter
 * @customer: who gets the card
 * @now: unix seconds
 *
 * Returns: (transfer none) (nullable): a new payment method of the customer;
 *   %NULL where @choice is none of the new cards
 */
JsonObject *smrt_sandbox_cards_take     (SmrtSandboxStore *store,
                                         const char       *choice,
                                         JsonObject       *customer,
                                         gint64            now);

G_END_DECLS
