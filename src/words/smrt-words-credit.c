/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-credit.h"

#include <glib/gi18n-lib.h>

#include "smrt-words-date.h"
#include "smrt-words-line.h"
#include "smrt-words-locale.h"
#include "smrt-words-money.h"
#include "smrt-words-plan.h"
#include "smrt-words-receipt.h"

const char *
smrt_words_credit_kind (SmrtCreditKind kind)
{
  switch (kind)
    {
    case SMRT_CREDIT_KIND_ADJUSTMENT:
      return _("Adjusted by hand");
    case SMRT_CREDIT_KIND_APPLIED_TO_INVOICE:
      return _("Settled with an invoice");
    case SMRT_CREDIT_KIND_CREDIT_NOTE:
      return _("Credit note");
    case SMRT_CREDIT_KIND_INITIAL:
      return _("Opening balance");
    case SMRT_CREDIT_KIND_INVOICE_OVERPAID:
      return _("Invoice overpaid");
    case SMRT_CREDIT_KIND_INVOICE_TOO_LARGE:
      return _("Amount too large to charge at once");
    case SMRT_CREDIT_KIND_INVOICE_TOO_SMALL:
      return _("Amount too small to charge, carried forward");
    case SMRT_CREDIT_KIND_MIGRATION:
      return _("Carried over from an earlier billing system");
    case SMRT_CREDIT_KIND_UNAPPLIED_FROM_INVOICE:
      return _("Returned from an invoice");
    case SMRT_CREDIT_KIND_UNSPENT_RECEIVER_CREDIT:
      return _("Bank transfer that was not used");
    case SMRT_CREDIT_KIND_CHECKOUT_PAYMENT:
      return _("Paid at checkout for a subscription");
    case SMRT_CREDIT_KIND_CHECKOUT_PAYMENT_CANCELED:
      return _("Payment at checkout canceled");
    case SMRT_CREDIT_KIND_USAGE_GRANTED:
      return _("Usage credit added");
    case SMRT_CREDIT_KIND_USAGE_APPLIED:
      return _("Used for calls, texts and other usage");
    case SMRT_CREDIT_KIND_USAGE_EXPIRED:
      return _("Usage credit expired");
    case SMRT_CREDIT_KIND_USAGE_VOIDED:
      return _("Usage credit withdrawn");
    case SMRT_CREDIT_KIND_USAGE_RETURNED:
      return _("Usage credit returned from a voided invoice");
    case SMRT_CREDIT_KIND_OTHER:
    default:
      return _("Other entry");
    }
}

const char *
smrt_words_credit_note_reason (SmrtCreditNoteReason reason)
{
  switch (reason)
    {
    case SMRT_CREDIT_NOTE_REASON_DUPLICATE:
      return _("Charged twice");
    case SMRT_CREDIT_NOTE_REASON_FRAUDULENT:
      return _("Fraudulent charge");
    case SMRT_CREDIT_NOTE_REASON_ORDER_CHANGE:
      return _("Change of the order");
    case SMRT_CREDIT_NOTE_REASON_UNSATISFACTORY:
      return _("Product was unsatisfactory");
    case SMRT_CREDIT_NOTE_REASON_NONE:
    default:
      return NULL;
    }
}

static char *
describe_credited (SmrtInvoice   *invoice,
                   SmrtCatalogue *catalogue)
{
  SmrtInvoiceLine *old_line = smrt_words_find_main_line (invoice, -1);
  SmrtInvoiceLine *new_line = smrt_words_find_main_line (invoice, 1);
  SmrtPlan *old_plan = smrt_words_find_line_plan (old_line, catalogue);
  SmrtPlan *new_plan = smrt_words_find_line_plan (new_line, catalogue);
  SmrtPrice *old_price = smrt_words_find_line_price (old_line, catalogue);
  SmrtPrice *new_price = smrt_words_find_line_price (new_line, catalogue);
  g_autofree char *old_name = NULL;
  g_autofree char *new_name = NULL;
  SmrtCycle new_cycle;

  if (old_plan == NULL || !smrt_invoice_line_get_proration (old_line))
    return NULL;

  old_name = smrt_words_plan_with_cycle (old_plan, old_price, catalogue);
  if (new_plan == NULL)
    /* Translators: where a credit comes from; %s is a plan, "Standard, annual" */
    return g_strdup_printf (_("Unused time on %s"), old_name);

  if (old_plan == new_plan)
    {
      new_cycle = new_price != NULL ? smrt_price_get_cycle (new_price) : SMRT_CYCLE_OTHER;
      if (new_cycle == SMRT_CYCLE_MONTHLY)
        /* Translators: where a credit comes from; %s is a plan, "Standard, annual" */
        return g_strdup_printf (_("Unused time on %s: switched to monthly"), old_name);
      if (new_cycle == SMRT_CYCLE_ANNUAL)
        /* Translators: where a credit comes from; %s is a plan, "Standard, monthly" */
        return g_strdup_printf (_("Unused time on %s: switched to annual"), old_name);
      return g_strdup_printf (_("Unused time on %s"), old_name);
    }

  new_name = smrt_words_plan_with_cycle (new_plan, new_price, catalogue);

  /* Translators: where a credit comes from; both are plans, "Pro, monthly" and
   * "Standard, monthly" */
  return g_strdup_printf (_("Unused time on %1$s: changed to %2$s"), old_name, new_name);
}

static char *
describe_used (SmrtInvoice   *invoice,
               SmrtCatalogue *catalogue)
{
  SmrtInvoiceLine *line = smrt_words_find_main_line (invoice, 1);
  SmrtPlan *plan = smrt_words_find_line_plan (line, catalogue);
  g_autofree char *name = NULL;

  if (plan != NULL)
    {
      name = smrt_words_plan_with_cycle (plan, smrt_words_find_line_price (line, catalogue), catalogue);
      if (smrt_invoice_line_get_proration (line))
        /* Translators: what a credit was used for; %s is a plan, "Pro, monthly" */
        return g_strdup_printf (_("Used for the change to %s"), name);
      /* Translators: what a credit was used for; %s is a plan, "Standard, monthly" */
      return g_strdup_printf (_("Used for the payment of %s"), name);
    }

  if (smrt_invoice_get_number (invoice) == NULL)
    return NULL;

  name = smrt_words_plain (smrt_invoice_get_number (invoice));

  /* Translators: what a credit was used for; %s is the number of an invoice */
  return g_strdup_printf (_("Used for invoice %s"), name);
}

char *
smrt_words_credit_entry (SmrtCreditEntry *entry,
                         SmrtInvoice     *invoice,
                         SmrtCatalogue   *catalogue)
{
  SmrtCreditKind kind;
  gint64 amount;
  char *words = NULL;

  g_return_val_if_fail (SMRT_IS_CREDIT_ENTRY (entry), NULL);

  kind = smrt_credit_entry_get_kind (entry);
  amount = smrt_credit_entry_get_amount (entry)->amount;

  if (kind == SMRT_CREDIT_KIND_APPLIED_TO_INVOICE && invoice != NULL && amount > 0 &&
      smrt_invoice_get_sums (invoice)->total < 0)
    words = describe_credited (invoice, catalogue);
  else if (kind == SMRT_CREDIT_KIND_APPLIED_TO_INVOICE && invoice != NULL && amount < 0)
    words = describe_used (invoice, catalogue);
  else if (kind == SMRT_CREDIT_KIND_APPLIED_TO_INVOICE && amount > 0 && invoice != NULL)
    /* A debt that is collected with an invoice brings the balance back up. */
    words = g_strdup (_("Owed amount collected with an invoice"));

  if (words == NULL &&
      (kind == SMRT_CREDIT_KIND_ADJUSTMENT || kind == SMRT_CREDIT_KIND_OTHER) &&
      smrt_credit_entry_get_description (entry) != NULL)
    words = smrt_words_plain (smrt_credit_entry_get_description (entry));

  return words != NULL ? words : g_strdup (smrt_words_credit_kind (kind));
}

char *
smrt_words_credit_use (const SmrtMoney *credit,
                       const SmrtMoney *payment,
                       gint64           date)
{
  g_autofree char *amount = NULL;
  g_autofree char *day = NULL;

  g_return_val_if_fail (credit != NULL && payment != NULL, NULL);

  if (credit->amount <= 0 || payment->amount <= 0 ||
      !g_str_equal (credit->currency, payment->currency))
    return g_strdup (_("Nothing is taken from credit"));

  amount = smrt_words_money (payment);
  day = smrt_words_date (date);

  if (credit->amount >= payment->amount)
    /* Translators: what a credit does; %1$s is a payment, %2$s its day */
    return g_strdup_printf (_("Pays all of %1$s on %2$s"), amount, day);

  /* Translators: what a credit does; %1$s is a payment, %2$s its day */
  return g_strdup_printf (_("Pays part of %1$s on %2$s"), amount, day);
}

static char *
describe_full_charge (SmrtCycle          cycle,
                      SmrtPaymentMethod *payment_method)
{
  g_autofree char *method = NULL;

  if (payment_method == NULL)
    return g_strdup (cycle == SMRT_CYCLE_ANNUAL ? _("annually") : _("monthly"));

  method = smrt_words_payment_method (payment_method);
  if (cycle == SMRT_CYCLE_ANNUAL)
    /* Translators: how payments are made; %s is a card, "Visa •••• 4242" */
    return g_strdup_printf (_("annually, charged to %s"), method);

  /* Translators: how payments are made; %s is a card, "Visa •••• 4242" */
  return g_strdup_printf (_("monthly, charged to %s"), method);
}

void
smrt_words_forecast (const SmrtForecastRow *row,
                     SmrtCycle              cycle,
                     SmrtPaymentMethod     *payment_method,
                     char                 **title,
                     char                 **detail)
{
  g_autofree char *date = NULL;
  g_autofree char *amount = NULL;

  g_return_if_fail (row != NULL && title != NULL && detail != NULL);

  if (row->count == 0)
    {
      date = smrt_words_date (row->first_date);
      /* Translators: %s is the day from which on payments are made in full */
      *title = g_strdup_printf (_("From %s"), date);
      *detail = describe_full_charge (cycle, payment_method);
      return;
    }

  *title = row->count == 1 ? smrt_words_date (row->first_date)
                           : smrt_words_date_range_short (row->first_date, row->last_date);
  if (row->charged.amount == 0)
    {
      amount = smrt_words_money (&row->payment);
      *detail = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                              /* Translators: %1$u is how many payments, %2$s each of them */
                                              "%1$u payment of %2$s, all from credit",
                                              "%1$u payments of %2$s, all from credit",
                                              row->count),
                                 row->count, amount);
    }
  else
    {
      amount = smrt_words_money (&row->from_credit);
      /* Translators: %s is the part of a payment that a credit pays */
      *detail = g_strdup_printf (_("%s from credit"), amount);
    }
}
