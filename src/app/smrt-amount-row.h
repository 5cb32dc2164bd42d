/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "smrt-words.h"

G_BEGIN_DECLS

#define SMRT_TYPE_AMOUNT_ROW (smrt_amount_row_get_type ())

/**
 * SmrtAmountRow:
 *
 * A row of a bill: what it is for at the start, the amount at the end.
 *
 * Properties: `title`, `subtitle`, `amount` (strings, nullable, plain text),
 * `emphasized` (boolean: the row that the bill comes down to), `tone`
 * (#SmrtTone of the amount).
 */
G_DECLARE_FINAL_TYPE (SmrtAmountRow, smrt_amount_row, SMRT, AMOUNT_ROW, GtkListBoxRow)

/**
 * smrt_amount_row_new:
 * @title: what it is for
 * @subtitle: (nullable): more about it
 * @amount: (nullable): the amount in words; %NULL for none
 *
 * Returns: (transfer floating): a row
 */
GtkWidget  *smrt_amount_row_new            (const char    *title,
                                            const char    *subtitle,
                                            const char    *amount);

/**
 * smrt_amount_row_new_money:
 * @title: what it is for
 * @subtitle: (nullable): more about it
 * @money: the amount
 *
 * Returns: (transfer floating): a row
 */
GtkWidget  *smrt_amount_row_new_money      (const char      *title,
                                            const char      *subtitle,
                                            const SmrtMoney *money);
const char *smrt_amount_row_get_title      (SmrtAmountRow *self);
void        smrt_amount_row_set_title      (SmrtAmountRow *self,
                                            const char    *title);
const char *smrt_amount_row_get_subtitle   (SmrtAmountRow *self);
void        smrt_amount_row_set_subtitle   (SmrtAmountRow *self,
                                            const char    *subtitle);
const char *smrt_amount_row_get_amount     (SmrtAmountRow *self);
void        smrt_amount_row_set_amount     (SmrtAmountRow *self,
                                            const char    *amount);
gboolean    smrt_amount_row_get_emphasized (SmrtAmountRow *self);
void        smrt_amount_row_set_emphasized (SmrtAmountRow *self,
                                            gboolean       emphasized);
SmrtTone    smrt_amount_row_get_tone       (SmrtAmountRow *self);
void        smrt_amount_row_set_tone       (SmrtAmountRow *self,
                                            SmrtTone       tone);

G_END_DECLS
