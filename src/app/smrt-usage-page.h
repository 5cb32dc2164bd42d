/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_USAGE_PAGE (smrt_usage_page_get_type ())

/**
 * SmrtUsagePage:
 *
 * What was used in a period, what pays for it, and the usage credit that is left.
 * It is read when the page is seen, and again after the account was.
 *
 * Properties: `account` (#SmrtAccount, nullable), and, read-only, `state`
 * (string: `waiting`, `error`, `empty` or `content`).
 *
 * Actions: `usage.earlier` and `usage.later` show another period, `usage.read`
 * reads again.
 */
G_DECLARE_FINAL_TYPE (SmrtUsagePage, smrt_usage_page, SMRT, USAGE_PAGE, AdwBin)

GtkWidget   *smrt_usage_page_new         (void);

/** Returns: (transfer none) (nullable): the account that is shown */
SmrtAccount *smrt_usage_page_get_account (SmrtUsagePage *self);
void         smrt_usage_page_set_account (SmrtUsagePage *self,
                                          SmrtAccount   *account);

/** Returns: (transfer none) (nullable): the period that is shown */
SmrtUsage   *smrt_usage_page_get_usage   (SmrtUsagePage *self);
const char  *smrt_usage_page_get_state   (SmrtUsagePage *self);

G_END_DECLS
