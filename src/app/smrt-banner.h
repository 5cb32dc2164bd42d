/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SMRT_TYPE_BANNER (smrt_banner_get_type ())

/**
 * SmrtBanner:
 *
 * A strip above a page that says in what state it is, with one button.
 *
 * Properties: `title`, `detail` (string, plain text), `button-label`,
 * `button-action` (string: the action that the button stands for), `revealed`
 * (boolean).
 */
G_DECLARE_FINAL_TYPE (SmrtBanner, smrt_banner, SMRT, BANNER, GtkWidget)

GtkWidget  *smrt_banner_new          (void);

/**
 * smrt_banner_show:
 * @title: a heading of a few words
 * @detail: what it means
 *
 * Sets both and reveals the banner.
 */
void        smrt_banner_show         (SmrtBanner *self,
                                      const char *title,
                                      const char *detail);
void        smrt_banner_hide         (SmrtBanner *self);
const char *smrt_banner_get_title    (SmrtBanner *self);
const char *smrt_banner_get_detail   (SmrtBanner *self);
gboolean    smrt_banner_get_revealed (SmrtBanner *self);

G_END_DECLS
