/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "smrt-account.h"
#include "smrt-words.h"

G_BEGIN_DECLS

/* What `.ui` files call in <closure>. The first argument of each is the widget
 * of the template and is not looked at. */

/**
 * smrt_format_bind:
 * @widget_class: a class with a template
 *
 * Makes all functions of this file callable from the template. To be called in
 * class_init.
 */
void        smrt_format_bind                (GtkWidgetClass   *widget_class);

/**
 * smrt_format_find_plan:
 * @account: (nullable): the account
 * @subscription: (nullable): one of its subscriptions
 *
 * Returns: (transfer none) (nullable): the plan of the item that can be
 *   changed, else of the first one
 */
SmrtPlan   *smrt_format_find_plan           (SmrtAccount      *account,
                                             SmrtSubscription *subscription);

char       *smrt_format_subscription_family (gpointer          widget,
                                             SmrtAccount      *account,
                                             SmrtSubscription *subscription);
char       *smrt_format_subscription_title  (gpointer          widget,
                                             SmrtAccount      *account,
                                             SmrtSubscription *subscription);
char       *smrt_format_subscription_price  (gpointer          widget,
                                             SmrtAccount      *account,
                                             SmrtSubscription *subscription);
char       *smrt_format_subscription_next   (gpointer          widget,
                                             SmrtSubscription *subscription);
char       *smrt_format_subscription_status (gpointer          widget,
                                             SmrtSubscription *subscription);
SmrtTone    smrt_format_subscription_tone   (gpointer          widget,
                                             SmrtSubscription *subscription);
char       *smrt_format_subscription_icon   (gpointer          widget,
                                             SmrtAccount      *account,
                                             SmrtSubscription *subscription);

/* The ones below depend on what the account has read; @customer is given so
 * that they are called anew after each reading. */
char       *smrt_format_balance             (gpointer          widget,
                                             SmrtAccount      *account,
                                             SmrtCustomer     *customer);
char       *smrt_format_balance_amount      (gpointer          widget,
                                             SmrtAccount      *account,
                                             SmrtCustomer     *customer);
char       *smrt_format_balance_use         (gpointer          widget,
                                             SmrtAccount      *account,
                                             SmrtCustomer     *customer);
gboolean    smrt_format_has_balance         (gpointer          widget,
                                             SmrtAccount      *account,
                                             SmrtCustomer     *customer);

/**
 * smrt_format_find_next_payment:
 * @account: an account
 * @subscription: (out) (transfer none) (nullable): whose payment is the next one
 * @payment: (out): what it comes to, before credit, tax and discount
 *
 * Returns: whether it is known
 */
gboolean     smrt_format_find_next_payment   (SmrtAccount       *account,
                                              SmrtSubscription **subscription,
                                              SmrtMoney         *payment);

/**
 * smrt_format_account_name:
 * @account: the account
 * @profile: (nullable): where it is kept in the list
 *
 * Returns: (transfer full): what it is called: by the person, by its server, or
 *   after its server
 */
char       *smrt_format_account_name        (SmrtAccount      *account,
                                             SmrtProfile      *profile);

char       *smrt_format_role                (gpointer          widget,
                                             SmrtRole          role);
gboolean    smrt_format_is_filled           (gpointer          widget,
                                             const char       *text);

G_END_DECLS
