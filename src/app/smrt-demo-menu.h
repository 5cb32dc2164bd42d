/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_DEMO_MENU (smrt_demo_menu_get_type ())

/**
 * SmrtDemoMenu:
 *
 * The badge that says that this is the demo account, with the menu that moves
 * its clock, changes its card and signs in as another person.
 *
 * Properties: `account` (#SmrtAccount, nullable), and, read-only, `busy`
 * (boolean), `date` (string, nullable: the day on which the demo account is, as
 * the menu tells it once it was opened).
 *
 * Its actions are `demo.run` (string, the nick of a #SmrtDemoAction) and
 * `demo.reset`. What came of them is told by `win.tell` (string).
 */
G_DECLARE_FINAL_TYPE (SmrtDemoMenu, smrt_demo_menu, SMRT, DEMO_MENU, GtkWidget)

GtkWidget   *smrt_demo_menu_new         (void);

/**
 * smrt_demo_menu_get_account:
 *
 * Returns: (transfer none) (nullable): the demo account
 */
SmrtAccount *smrt_demo_menu_get_account (SmrtDemoMenu *self);
void         smrt_demo_menu_set_account (SmrtDemoMenu *self,
                                         SmrtAccount  *account);

/**
 * smrt_demo_menu_get_busy:
 *
 * Returns: whether something is being done
 */
gboolean     smrt_demo_menu_get_busy    (SmrtDemoMenu *self);

/**
 * smrt_demo_menu_get_date:
 *
 * Returns: (nullable): the day on which the demo account is, in words; %NULL
 *   before the menu was opened
 */
const char  *smrt_demo_menu_get_date    (SmrtDemoMenu *self);

G_END_DECLS
