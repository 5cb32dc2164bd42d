/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_STATE_PAGE (smrt_state_page_get_type ())

/**
 * SmrtStatePage:
 *
 * What every page of an account has in common: while there is nothing to show
 * it waits, after a moment with a spinner, or says what went wrong; once there
 * is, it shows its child, beneath a banner where the child is not what the
 * server says now.
 *
 * Properties: `account` (#SmrtAccount, nullable), `child` (#GtkWidget), and,
 * read-only, `state` (string: `waiting`, `error` or `content`).
 */
G_DECLARE_FINAL_TYPE (SmrtStatePage, smrt_state_page, SMRT, STATE_PAGE, GtkWidget)

GtkWidget   *smrt_state_page_new         (void);

/**
 * smrt_state_page_get_account:
 *
 * Returns: (transfer none) (nullable): the account that it watches
 */
SmrtAccount *smrt_state_page_get_account (SmrtStatePage *self);
void         smrt_state_page_set_account (SmrtStatePage *self,
                                          SmrtAccount   *account);

/**
 * smrt_state_page_get_child:
 *
 * Returns: (transfer none) (nullable): what it shows once there is something
 */
GtkWidget   *smrt_state_page_get_child   (SmrtStatePage *self);
void         smrt_state_page_set_child   (SmrtStatePage *self,
                                          GtkWidget     *child);
const char  *smrt_state_page_get_state   (SmrtStatePage *self);

G_END_DECLS
