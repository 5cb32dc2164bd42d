/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-usage.h"

#include <glib/gi18n-lib.h>

#include "smrt-words-date.h"
#include "smrt-words-invoice.h"
#include "smrt-words-locale.h"
#include "smrt-words-money.h"

char *
smrt_words_usage_name (SmrtUsageRow *row)
{
  const char *name;

  g_return_val_if_fail (SMRT_IS_USAGE_ROW (row), NULL);

  switch (smrt_usage_row_get_kind (row))
    {
    case SMRT_USAGE_KIND_TAX:
      return g_strdup (_("Taxes"));
    case SMRT_USAGE_KIND_DISCOUNT:
      return g_strdup (_("Discount"));
    case SMRT_USAGE_KIND_USED:
    default:
      name = smrt_usage_row_get_name (row);
      return name != NULL ? smrt_words_plain (name) : g_strdup (_("Other usage"));
    }
}

/* What the server counts is told by a word in English; those that are known have a
 * plural, and one in the person's language. */
static char *
count_units (const char *unit,
             const char *count,
             gint64      quantity)
{
  unsigned long number = quantity < 0 ? 0 : (unsigned long) quantity;
  g_autofree char *plain = NULL;

  if (g_strcmp0 (unit, "minute") == 0)
    /* Translators: %s is a number, "1,204" */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s minute", "%s minutes", number), count);
  if (g_strcmp0 (unit, "call") == 0)
    /* Translators: %s is a number, "1,204" */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s call", "%s calls", number), count);
  if (g_strcmp0 (unit, "text") == 0)
    /* Translators: %s is a number, "1,204"; a text is a short message */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s text", "%s texts", number), count);
  if (g_strcmp0 (unit, "number") == 0)
    /* Translators: %s is a number, "12": so many phone numbers */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s number", "%s numbers", number), count);
  if (unit == NULL)
    return g_strdup (count);

  plain = smrt_words_plain (unit);

  /* Translators: %1$s is a number, %2$s what is counted, in the server's words: "12 × page" */
  return g_strdup_printf (_("%1$s × %2$s"), count, plain);
}

char *
smrt_words_usage_quantity (SmrtUsageRow *row)
{
  g_autofree char *count = NULL;

  g_return_val_if_fail (SMRT_IS_USAGE_ROW (row), NULL);

  if (smrt_usage_row_get_kind (row) != SMRT_USAGE_KIND_USED)
    return g_strdup ("");

  count = smrt_words_count (smrt_usage_row_get_quantity (row));

  return count_units (smrt_usage_row_get_unit_label (row), count, smrt_usage_row_get_quantity (row));
}

char *
smrt_words_usage_price (SmrtUsageRow *row)
{
  g_autofree char *decimal = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (SMRT_IS_USAGE_ROW (row), NULL);

  decimal = smrt_usage_row_dup_unit_price (row);
  if (decimal != NULL)
    return smrt_words_unit_price (decimal, smrt_usage_row_get_amount (row)->currency);

  decimal = smrt_usage_row_get_kind (row) == SMRT_USAGE_KIND_USED ? smrt_usage_row_dup_average (row) : NULL;
  if (decimal == NULL)
    return g_strdup ("");

  words = smrt_words_unit_price (decimal, smrt_usage_row_get_amount (row)->currency);

  /* Translators: %s is what one of many things came to on average, "$0.0148" */
  return g_strdup_printf (_("%s on average"), words);
}

char *
smrt_words_usage_period (SmrtUsage *usage)
{
  g_return_val_if_fail (SMRT_IS_USAGE (usage), NULL);

  return smrt_words_date_range_short (smrt_usage_get_start (usage), smrt_usage_get_end (usage));
}

char *
smrt_words_usage_status (SmrtUsage *usage)
{
  SmrtInvoice *invoice;
  g_autofree char *number = NULL;
  g_autofree char *date = NULL;

  g_return_val_if_fail (SMRT_IS_USAGE (usage), NULL);

  if (smrt_usage_get_running (usage))
    {
      date = smrt_words_date (smrt_usage_get_end (usage));
      /* Translators: %s is the day on which what was used is billed, "3 December 2026" */
      return g_strdup_printf (_("Running until %s"), date);
    }

  invoice = smrt_usage_get_invoice (usage);
  if (smrt_invoice_get_status (invoice) == SMRT_INVOICE_STATUS_DRAFT)
    return g_strdup (_("Ended, not billed yet"));

  number = smrt_words_invoice_number (invoice);

  /* Translators: %1$s is the number of an invoice, %2$s its status: "Invoice NWR-0007 · Paid" */
  return g_strdup_printf (_("Invoice %1$s · %2$s"), number, smrt_words_invoice_state (invoice, NULL));
}

char *
smrt_words_usage_payment (SmrtUsage *usage)
{
  const SmrtMoney *total, *from_credit, *owed;
  g_autofree char *paid_words = NULL;
  g_autofree char *owed_words = NULL;

  g_return_val_if_fail (SMRT_IS_USAGE (usage), NULL);

  total = smrt_usage_get_total (usage);
  from_credit = smrt_usage_get_from_credit (usage);
  owed = smrt_usage_get_owed (usage);
  if (total->amount <= 0)
    return g_strdup (_("Nothing to pay"));
  if (owed->amount == 0)
    return g_strdup (_("All of it from usage credit"));

  owed_words = smrt_words_money (owed);
  if (from_credit->amount == 0 && smrt_usage_get_running (usage))
    /* Translators: %s is what was used although there is no usage credit for it */
    return g_strdup_printf (_("Owed without usage credit: %s"), owed_words);
  if (from_credit->amount == 0)
    return g_strdup (_("None of it from usage credit"));

  paid_words = smrt_words_money (from_credit);
  if (smrt_usage_get_running (usage))
    /* Translators: %1$s is what usage credit pays of what was used, %2$s the rest of it */
    return g_strdup_printf (_("%1$s from usage credit. Owed beyond it: %2$s"), paid_words, owed_words);

  /* Translators: %1$s is what usage credit paid of what was used, %2$s the rest, which was billed */
  return g_strdup_printf (_("%1$s from usage credit, %2$s billed"), paid_words, owed_words);
}

char *
smrt_words_usage_left (const SmrtMoney *left)
{
  g_autofree char *amount = NULL;

  g_return_val_if_fail (left != NULL, NULL);

  if (left->amount <= 0)
    return g_strdup (_("No usage credit left"));

  amount = smrt_words_money (left);

  /* Translators: %s is an amount of money: credit that pays for calls, texts and the like */
  return g_strdup_printf (_("Usage credit %s left"), amount);
}

char *
smrt_words_usage_grant (SmrtUsageGrant *grant)
{
  const char *name;

  g_return_val_if_fail (SMRT_IS_USAGE_GRANT (grant), NULL);

  name = smrt_usage_grant_get_name (grant);
  if (name != NULL)
    return smrt_words_plain (name);

  return g_strdup (smrt_usage_grant_get_category (grant) == SMRT_GRANT_CATEGORY_PROMOTIONAL ? _("Promotional credit")
                                                                                            : _("Usage credit"));
}

char *
smrt_words_usage_grant_detail (SmrtUsageGrant *grant)
{
  gint64 expires_at;
  g_autofree char *end = NULL;
  g_autofree char *date = NULL;

  g_return_val_if_fail (SMRT_IS_USAGE_GRANT (grant), NULL);

  expires_at = smrt_usage_grant_get_expires_at (grant);
  if (expires_at != 0)
    {
      date = smrt_words_date (expires_at);
      /* Translators: %s is the day on which credit ends, "1 January 2027" */
      end = g_strdup_printf (_("expires %s"), date);
    }
  else
    end = g_strdup (_("does not expire"));

  switch (smrt_usage_grant_get_category (grant))
    {
    case SMRT_GRANT_CATEGORY_PAID:
      /* Translators: credit that was paid for; %s is "does not expire" or "expires 1 January 2027" */
      return g_strdup_printf (_("Paid, %s"), end);
    case SMRT_GRANT_CATEGORY_PROMOTIONAL:
      /* Translators: credit that was a present; %s is "does not expire" or "expires 1 January 2027" */
      return g_strdup_printf (_("Promotional, %s"), end);
    case SMRT_GRANT_CATEGORY_OTHER:
    default:
      /* Translators: credit; %s is "does not expire" or "expires 1 January 2027" */
      return g_strdup_printf (_("Credit, %s"), end);
    }
}

char *
smrt_words_top_up (const SmrtTopUp *top_up)
{
  g_autofree char *amount = NULL;
  g_autofree char *below = NULL;

  g_return_val_if_fail (top_up != NULL, NULL);

  amount = smrt_words_money (&top_up->amount);
  below = smrt_words_money (&top_up->below);

  /* Translators: %1$s is what is charged to the card when the usage credit falls below %2$s */
  return g_strdup_printf (_("Tops up by %1$s below %2$s"), amount, below);
}

char *
smrt_words_top_up_rule (const SmrtTopUp *top_up)
{
  g_autofree char *amount = NULL;
  g_autofree char *below = NULL;

  g_return_val_if_fail (top_up != NULL, NULL);

  amount = smrt_words_money (&top_up->amount);
  below = smrt_words_money (&top_up->below);

  /* Translators: %1$s is the amount of a top-up, %2$s the usage credit below which it is charged */
  return g_strdup_printf (_("When usage credit falls below %2$s, %1$s is charged to the card. Where one top-up is not "
                            "enough for what is due, it is charged again, as often as it takes to be back at %2$s or "
                            "more."),
                          amount, below);
}

char *
smrt_words_top_up_estimate (const SmrtTopUp *top_up,
                            const SmrtMoney *credit,
                            const SmrtMoney *due)
{
  g_autofree char *credit_words = NULL;
  g_autofree char *due_words = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *charged = NULL;
  g_autofree char *left = NULL;
  SmrtTopUpSum sum;

  g_return_val_if_fail (top_up != NULL && credit != NULL && due != NULL, NULL);

  if (!smrt_top_up_reckon (top_up, credit, due, &sum))
    return NULL;

  credit_words = smrt_words_money (credit);
  due_words = smrt_words_money (due);
  left = smrt_words_money (&sum.left);
  if (sum.n_charges == 0)
    /* Translators: %1$s is the usage credit that there is, %2$s what it has to pay, %3$s what is left of it */
    return g_strdup_printf (_("Estimate: with %1$s of credit and %2$s due, nothing is charged, and %3$s is left."),
                            credit_words, due_words, left);

  amount = smrt_words_money (&top_up->amount);
  charged = smrt_words_money (&sum.charged);

  /* Translators: %1$s is the usage credit that there is, %2$s what it has to pay, %3$d how often %4$s is charged, %5$s
   * all of that together, %6$s what is left then */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Estimate: with %1$s of credit and %2$s due, there is %3$d charge of %4$s, "
                                       "%5$s together, and %6$s is left.",
                                       "Estimate: with %1$s of credit and %2$s due, there are %3$d charges of %4$s, "
                                       "%5$s together, and %6$s is left.",
                                       MIN (sum.n_charges, G_MAXINT)),
                          credit_words, due_words, (int) MIN (sum.n_charges, G_MAXINT), amount, charged, left);
}
