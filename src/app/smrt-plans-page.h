/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PLANS_PAGE (smrt_plans_page_get_type ())

/**
 * SmrtPlansPage:
 *
 * The plans side by side, one family of products at a time. It opens on the
 * cycle that the account has.
 *
 * Properties: `account` (#SmrtAccount, nullable), `cycle` (#SmrtCycle, `other`
 * where neither was chosen), `differences-only` (boolean), and, read-only,
 * `subtitle` (string, nullable: the title of the family that is shown).
 *
 * Its buttons activate `win.change` (subscription, product, cycle).
 */
G_DECLARE_FINAL_TYPE (SmrtPlansPage, smrt_plans_page, SMRT, PLANS_PAGE, AdwBin)

GtkWidget   *smrt_plans_page_new                  (void);

/**
 * smrt_plans_page_get_account:
 *
 * Returns: (transfer none) (nullable): the account whose plans are shown
 */
SmrtAccount *smrt_plans_page_get_account          (SmrtPlansPage *self);
void         smrt_plans_page_set_account          (SmrtPlansPage *self,
                                                   SmrtAccount   *account);
SmrtCycle    smrt_plans_page_get_cycle            (SmrtPlansPage *self);
void         smrt_plans_page_set_cycle            (SmrtPlansPage *self,
                                                   SmrtCycle      cycle);
gboolean     smrt_plans_page_get_differences_only (SmrtPlansPage *self);
void         smrt_plans_page_set_differences_only (SmrtPlansPage *self,
                                                   gboolean       differences_only);

/**
 * smrt_plans_page_get_subtitle:
 *
 * Returns: (transfer none) (nullable): the title of the family that is shown
 */
const char  *smrt_plans_page_get_subtitle         (SmrtPlansPage *self);

G_END_DECLS
