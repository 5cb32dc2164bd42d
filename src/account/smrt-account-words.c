/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-account-words.h"

#include "smrt-words.h"

static void
add_text (GString    *text,
          const char *part)
{
  if (part == NULL || *part == '\0')
    return;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, part);
}

/* As it is shown, and as a person types it who has no such signs at hand. */
static void
add_money (GString         *text,
           const SmrtMoney *money)
{
  g_autofree char *shown = smrt_words_money (money);
  g_autofree char *plain = smrt_money_to_decimal (money);

  add_text (text, shown);
  add_text (text, plain);
}

static void
add_day (GString *text,
         gint64   time)
{
  g_autofree char *day = smrt_words_date_short (time);
  g_autofree char *sortable = smrt_words_date_sortable (time);

  add_text (text, day);
  add_text (text, sortable);
}

static char *
search_credit (SmrtCreditEntry *entry,
               SmrtInvoice     *invoice)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *description = smrt_words_plain (smrt_credit_entry_get_description (entry));

  if (invoice != NULL)
    add_text (text, smrt_invoice_get_number (invoice));
  add_text (text, description);
  add_money (text, smrt_credit_entry_get_amount (entry));
  add_day (text, smrt_credit_entry_get_created (entry));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
search_invoice (SmrtInvoice *invoice)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  SmrtMoney total = smrt_invoice_get_money (invoice, sums->total);
  g_autofree char *number = smrt_words_invoice_number (invoice);

  add_text (text, number);
  add_money (text, &total);
  if (sums->amount_due != sums->total)
    {
      SmrtMoney due = smrt_invoice_get_money (invoice, sums->amount_due);

      add_money (text, &due);
    }
  add_text (text, smrt_words_invoice_state (invoice, NULL));
  add_day (text, smrt_invoice_get_created (invoice));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const SmrtStoreWords words = {
  .dup_language = smrt_words_dup_style,
  .credit = smrt_words_credit_entry,
  .invoice = smrt_words_invoice,
  .credit_search = search_credit,
  .invoice_search = search_invoice,
};

const SmrtStoreWords *
smrt_account_words_get (void)
{
  return &words;
}
