/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PAGE_STACK (smrt_page_stack_get_type ())

/**
 * SmrtPageStack:
 *
 * The pages of an account, one of which is shown. A page is made when it is
 * first shown, and goes with the account.
 *
 * Properties: `account` (#SmrtAccount, nullable), `page` (string: the name of
 * the page that is shown), and, read-only, `title` (string) and `subtitle`
 * (string, nullable: of that page).
 */
G_DECLARE_FINAL_TYPE (SmrtPageStack, smrt_page_stack, SMRT, PAGE_STACK, AdwBin)

GtkWidget   *smrt_page_stack_new             (void);

/** Returns: whether there is a page of that name */
gboolean     smrt_page_stack_has_page        (const char    *name);

/** Returns: (transfer none) (nullable): the account */
SmrtAccount *smrt_page_stack_get_account     (SmrtPageStack *self);
void         smrt_page_stack_set_account     (SmrtPageStack *self,
                                              SmrtAccount   *account);
const char  *smrt_page_stack_get_page        (SmrtPageStack *self);
void         smrt_page_stack_set_page        (SmrtPageStack *self,
                                              const char    *page);

/** Returns: (transfer none) (nullable): the page that is shown */
GtkWidget   *smrt_page_stack_get_page_widget (SmrtPageStack *self);
const char  *smrt_page_stack_get_title       (SmrtPageStack *self);

/** Returns: (nullable): what else stands in the title */
const char  *smrt_page_stack_get_subtitle    (SmrtPageStack *self);

G_END_DECLS
