/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_PRODUCTS_PAGE (smrt_products_page_get_type ())

/**
 * SmrtProductsPage:
 *
 * The subscriptions of the account, its credit and its payment method.
 *
 * Properties: `account` (#SmrtAccount, nullable).
 *
 * Its buttons activate the actions that [class@SubscriptionRow] and
 * [class@PaymentCard] name, and `win.show-page`.
 */
G_DECLARE_FINAL_TYPE (SmrtProductsPage, smrt_products_page, SMRT, PRODUCTS_PAGE, AdwBin)

GtkWidget   *smrt_products_page_new         (void);

/**
 * smrt_products_page_get_account:
 *
 * Returns: (transfer none) (nullable): the account that is shown
 */
SmrtAccount *smrt_products_page_get_account (SmrtProductsPage *self);
void         smrt_products_page_set_account (SmrtProductsPage *self,
                                             SmrtAccount      *account);

G_END_DECLS
