/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-fixture.h"

/* A subscription to Standard by the month until 3 December 2026, as the server would send it in that state; single
 * quotes stand for double ones in @members, which are more members of the object, or "". */
SmrtSubscription *state_subscription_new (SmrtAccount *account,
                                          const char  *id,
                                          const char  *status,
                                          const char  *members);

/* An open invoice of 75.00 for it. */
SmrtInvoice      *state_invoice_new      (const char  *id,
                                          const char  *subscription_id,
                                          const char  *url);

/* Shows an account that has nothing but these, as of 18 November 2026; NULL for no payment method. */
void              state_take_reading     (SmrtAccount       *account,
                                          GPtrArray         *subscriptions,
                                          GPtrArray         *invoices,
                                          SmrtPaymentMethod *payment_method);

/* Shows seven subscriptions, each in another state, the one of which is not paid, and a card that has expired; @first
 * and @n say which of them. */
void              state_take_many        (SmrtAccount  *account,
                                          unsigned int  first,
                                          unsigned int  n);

/* Through the server: Multi Line becomes Single Line for three seats, 3 × 42.00, on 12 December. */
void              state_schedule_single_line (DemoFixture *fixture);

/* The subscription to smrtDialer. */
SmrtSubscription *state_find_dialer      (DemoFixture *fixture);
