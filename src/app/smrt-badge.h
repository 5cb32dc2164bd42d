/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "smrt-words-status.h"

G_BEGIN_DECLS

#define SMRT_TYPE_BADGE (smrt_badge_get_type ())

/**
 * SmrtBadge:
 *
 * A word or two in a coloured lozenge. The colour only repeats what the words
 * say.
 *
 * Properties: `label` (string, nullable: nothing is shown), `tone`
 * (#SmrtTone).
 */
G_DECLARE_FINAL_TYPE (SmrtBadge, smrt_badge, SMRT, BADGE, GtkWidget)

/**
 * smrt_badge_new:
 * @label: (nullable): plain text
 * @tone: its colour
 */
GtkWidget  *smrt_badge_new       (const char *label,
                                  SmrtTone    tone);

/**
 * smrt_badge_get_label:
 *
 * Returns: (nullable): the text
 */
const char *smrt_badge_get_label (SmrtBadge  *self);
void        smrt_badge_set_label (SmrtBadge  *self,
                                  const char *label);
SmrtTone    smrt_badge_get_tone  (SmrtBadge  *self);
void        smrt_badge_set_tone  (SmrtBadge  *self,
                                  SmrtTone    tone);

G_END_DECLS
