/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-catalogue.h"
#include "smrt-credit-entry.h"
#include "smrt-credit-note.h"
#include "smrt-forecast.h"
#include "smrt-invoice.h"
#include "smrt-payment-method.h"

G_BEGIN_DECLS

/**
 * smrt_words_credit_kind:
 * @kind: why there is an entry
 *
 * Returns: what it is, when nothing but its kind is known
 */
const char *smrt_words_credit_kind (SmrtCreditKind         kind);

/**
 * smrt_words_credit_entry:
 * @entry: an entry of the ledger
 * @invoice: (nullable): the invoice that it belongs to
 * @catalogue: (nullable): the catalogue that knows the plans
 *
 * What happened, as exactly as the invoice allows: "Used for the payment of
 * Standard, monthly", "Unused time on Standard, annual: switched to monthly".
 *
 * Returns: (transfer full): the words
 */
char *smrt_words_credit_entry      (SmrtCreditEntry       *entry,
                                    SmrtInvoice           *invoice,
                                    SmrtCatalogue         *catalogue);

/**
 * smrt_words_credit_note_reason:
 * @reason: why a credit note was made
 *
 * Returns: (nullable): "Order change"; %NULL where no reason is known
 */
const char *smrt_words_credit_note_reason (SmrtCreditNoteReason reason);

/**
 * smrt_words_credit_use:
 * @credit: the subscription credit, positive
 * @payment: the next payment before any credit
 * @date: unix seconds of it
 *
 * Returns: (transfer full): "Pays part of $75.00 on 3 December 2026", "Pays all
 *   of …"; where there is no credit or the currencies differ, that nothing is
 *   taken from it
 */
char *smrt_words_credit_use        (const SmrtMoney       *credit,
                                    const SmrtMoney       *payment,
                                    gint64                 date);

/**
 * smrt_words_forecast:
 * @row: a row of smrt_forecast_credit()
 * @cycle: how often it is paid
 * @payment_method: (nullable): what the rest is taken from
 * @title: (out): "18 Dec 2026 to 18 Apr 2027", "From 18 June 2027"
 * @detail: (out): "5 payments of $125.00, all from credit", "$78.77 from credit",
 *   "monthly, charged to Visa •••• 4242"
 *
 * A row of the estimate of which payments a credit covers.
 */
void  smrt_words_forecast          (const SmrtForecastRow *row,
                                    SmrtCycle              cycle,
                                    SmrtPaymentMethod     *payment_method,
                                    char                 **title,
                                    char                 **detail);

G_END_DECLS
