/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SMRT_TYPE_KINDS_CHOICE (smrt_kinds_choice_get_type ())

/**
 * SmrtKindsChoice:
 *
 * Chooses any number of a few kinds.
 *
 * Properties: `chosen` (uint64: a bit for each kind that is chosen; 0 for all),
 * `all-label` (string: what it says then), `title` (string: what is chosen, for
 * who does not see it).
 */
G_DECLARE_FINAL_TYPE (SmrtKindsChoice, smrt_kinds_choice, SMRT, KINDS_CHOICE, AdwBin)

GtkWidget *smrt_kinds_choice_new        (void);

/**
 * smrt_kinds_choice_add:
 * @kind: 0 to 63
 * @label: what it is called
 */
void       smrt_kinds_choice_add        (SmrtKindsChoice *self,
                                         unsigned int     kind,
                                         const char      *label);

/**
 * smrt_kinds_choice_clear:
 *
 * Removes all kinds, and with them what was chosen.
 */
void       smrt_kinds_choice_clear      (SmrtKindsChoice *self);
guint64    smrt_kinds_choice_get_chosen (SmrtKindsChoice *self);
void       smrt_kinds_choice_set_chosen (SmrtKindsChoice *self,
                                         guint64          chosen);

G_END_DECLS
