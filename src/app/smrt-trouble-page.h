/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-profile.h"

G_BEGIN_DECLS

#define SMRT_TYPE_TROUBLE_PAGE (smrt_trouble_page_get_type ())

/**
 * SmrtTroublePage:
 *
 * Why an account cannot be opened, and what can be done. For the demo account a
 * damaged database can be put aside (`app.start-demo-anew`), anything else can
 * be tried again (`app.retry-demo`). For an account of the list the keyring can
 * be tried again (`win.retry-account`), and one can sign in again
 * (`win.sign-in-again`). There is always the way to the sign-in page
 * (`win.add-account`).
 *
 * Properties, read-only: `title` (string), `can-start-anew` (boolean).
 */
G_DECLARE_FINAL_TYPE (SmrtTroublePage, smrt_trouble_page, SMRT, TROUBLE_PAGE, AdwBin)

GtkWidget  *smrt_trouble_page_new                (void);

/**
 * smrt_trouble_page_show:
 * @error: why
 * @profile: (nullable): the account that cannot be opened; %NULL for the demo
 *   account
 */
void        smrt_trouble_page_show               (SmrtTroublePage *self,
                                                  const GError    *error,
                                                  SmrtProfile     *profile);
const char *smrt_trouble_page_get_title          (SmrtTroublePage *self);

/**
 * smrt_trouble_page_get_can_start_anew:
 *
 * Returns: whether the database is damaged, and so of no use as it is
 */
gboolean    smrt_trouble_page_get_can_start_anew (SmrtTroublePage *self);

G_END_DECLS
