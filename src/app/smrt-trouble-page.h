/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SMRT_TYPE_TROUBLE_PAGE (smrt_trouble_page_get_type ())

/**
 * SmrtTroublePage:
 *
 * Why the demo account cannot be opened, and what can be done: a damaged
 * database can be put aside (`app.start-demo-anew`); anything else can be tried
 * again (`app.retry-demo`).
 *
 * Properties, read-only: `title` (string), `can-start-anew` (boolean).
 */
G_DECLARE_FINAL_TYPE (SmrtTroublePage, smrt_trouble_page, SMRT, TROUBLE_PAGE, AdwBin)

GtkWidget  *smrt_trouble_page_new                (void);

/**
 * smrt_trouble_page_show:
 * @error: why
 */
void        smrt_trouble_page_show               (SmrtTroublePage *self,
                                                  const GError    *error);
const char *smrt_trouble_page_get_title          (SmrtTroublePage *self);

/**
 * smrt_trouble_page_get_can_start_anew:
 *
 * Returns: whether the database is damaged, and so of no use as it is
 */
gboolean    smrt_trouble_page_get_can_start_anew (SmrtTroublePage *self);

G_END_DECLS
