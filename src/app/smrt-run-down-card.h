/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_RUN_DOWN_CARD (smrt_run_down_card_get_type ())

/**
 * SmrtRunDownCard:
 *
 * Which coming payments the subscription credit covers, from when the card is
 * charged again and with how much: a chart and a table. It is an estimate and
 * says so.
 */
G_DECLARE_FINAL_TYPE (SmrtRunDownCard, smrt_run_down_card, SMRT, RUN_DOWN_CARD, AdwBin)

/**
 * smrt_run_down_card_is_known:
 * @account: (nullable): an account
 *
 * Returns: whether there is credit and it is known what it will be used for
 */
gboolean   smrt_run_down_card_is_known (SmrtAccount *account);
GtkWidget *smrt_run_down_card_new      (SmrtAccount *account);

G_END_DECLS
