/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "smrt-catalogue.h"
#include "smrt-subscription.h"

G_BEGIN_DECLS

/**
 * smrt_export_text_line:
 * @text: (nullable): any text
 * @max_chars: characters at the most; longer text is cut and ends in "…"
 *
 * Returns: (transfer full): one line of plain text, with single spaces and none
 *   at its ends
 */
char       *smrt_export_text_line      (const char       *text,
                                        unsigned int      max_chars);

/**
 * smrt_export_text_token:
 * @text: (nullable): the server's id or number
 *
 * Returns: (transfer full): the same, with a hyphen for all that is no letter
 *   or digit of ASCII and none of `-_.`; cut after 80; it may be empty
 */
char       *smrt_export_text_token     (const char       *text);

/**
 * smrt_export_text_is_formula:
 * @text: plain text
 *
 * Returns: whether a spreadsheet would take it for a formula
 */
gboolean    smrt_export_text_is_formula (const char       *text);

/**
 * smrt_export_text_cell:
 * @text: (nullable): any text
 *
 * Returns: (transfer full): one line as a cell of comma-separated values (RFC
 *   4180), with an apostrophe before what a spreadsheet would take for a formula
 */
char       *smrt_export_text_cell      (const char       *text);

/**
 * smrt_export_text_day:
 * @time: unix seconds
 *
 * Returns: (transfer full) (nullable): the day in the person's time zone,
 *   "2026-11-18"; %NULL where no calendar has it
 */
char       *smrt_export_text_day       (gint64            time);

/**
 * smrt_export_text_code:
 * @currency: ISO code in any case
 *
 * Returns: (transfer full): it in capitals
 */
char       *smrt_export_text_code      (const char       *currency);

/**
 * smrt_export_text_find_plan:
 * @subscription: a subscription
 * @catalogue: (nullable): the plans
 *
 * Returns: (transfer none) (nullable): the plan of its main item
 */
SmrtPlan   *smrt_export_text_find_plan (SmrtSubscription *subscription,
                                        SmrtCatalogue    *catalogue);

G_END_DECLS
