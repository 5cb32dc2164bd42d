/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-quote.h"

#include <glib/gi18n-lib.h>

#include "smrt-words-date.h"
#include "smrt-words-locale.h"
#include "smrt-words-money.h"
#include "smrt-words-plan.h"
#include "smrt-words-price.h"

static char *
describe_quantity (SmrtOffer *offer)
{
  const char *unit_label = smrt_plan_get_unit_label (smrt_offer_get_to_plan (offer));

  return smrt_words_quantity (smrt_offer_get_quantity (offer), unit_label != NULL ? unit_label : "seat");
}

static char *
describe_target (SmrtOffer     *offer,
                 SmrtCatalogue *catalogue)
{
  SmrtPrice *price = smrt_offer_changes_interval (offer) ? smrt_offer_get_to_price (offer) : NULL;

  return smrt_words_plan_with_cycle (smrt_offer_get_to_plan (offer), price, catalogue);
}

char *
smrt_words_offer_title (SmrtOffer     *offer,
                        SmrtCatalogue *catalogue)
{
  g_autofree char *target = NULL;

  g_return_val_if_fail (SMRT_IS_OFFER (offer), NULL);

  switch (smrt_offer_get_kind (offer))
    {
    case SMRT_OFFER_UPGRADE:
      target = describe_target (offer, catalogue);
      /* Translators: a heading; %s is a plan, "Pro" or "Pro, annual" */
      return g_strdup_printf (_("Upgrade to %s"), target);
    case SMRT_OFFER_DOWNGRADE:
      target = describe_target (offer, catalogue);
      /* Translators: a heading; %s is a plan, "Standard" or "Standard, monthly" */
      return g_strdup_printf (_("Downgrade to %s"), target);
    case SMRT_OFFER_SWITCH_TO_ANNUAL:
      return g_strdup (_("Switch to Annual"));
    case SMRT_OFFER_SWITCH_TO_MONTHLY:
      return g_strdup (_("Switch to Monthly"));
    case SMRT_OFFER_CHANGE_SEATS:
    default:
      target = describe_quantity (offer);
      /* Translators: a heading; %s is how many there will be, "5 seats" */
      return g_strdup_printf (_("Change to %s"), target);
    }
}

char *
smrt_words_offer_button (SmrtOffer     *offer,
                         SmrtCatalogue *catalogue)
{
  g_autofree char *target = NULL;

  g_return_val_if_fail (SMRT_IS_OFFER (offer), NULL);

  switch (smrt_offer_get_kind (offer))
    {
    case SMRT_OFFER_UPGRADE:
      target = describe_target (offer, catalogue);
      /* Translators: a button; %s is a plan, "Pro" or "Pro, annual" */
      return g_strdup_printf (_("Upgrade to %s…"), target);
    case SMRT_OFFER_DOWNGRADE:
      target = describe_target (offer, catalogue);
      /* Translators: a button; %s is a plan, "Standard" or "Standard, monthly" */
      return g_strdup_printf (_("Downgrade to %s…"), target);
    case SMRT_OFFER_SWITCH_TO_ANNUAL:
      return g_strdup (_("Switch to Annual…"));
    case SMRT_OFFER_SWITCH_TO_MONTHLY:
      return g_strdup (_("Switch to Monthly…"));
    case SMRT_OFFER_CHANGE_SEATS:
    default:
      return g_strdup (_("Change Seats…"));
    }
}

static char *
describe_paid_confirm (SmrtOfferKind  kind,
                       const char    *amount)
{
  switch (kind)
    {
    case SMRT_OFFER_UPGRADE:
      /* Translators: a button; %s is the amount of money that is charged */
      return g_strdup_printf (_("Pay %s and Upgrade"), amount);
    case SMRT_OFFER_DOWNGRADE:
      /* Translators: a button; %s is the amount of money that is charged */
      return g_strdup_printf (_("Pay %s and Downgrade"), amount);
    case SMRT_OFFER_SWITCH_TO_ANNUAL:
      /* Translators: a button; %s is the amount of money that is charged */
      return g_strdup_printf (_("Pay %s and Switch to Annual"), amount);
    case SMRT_OFFER_SWITCH_TO_MONTHLY:
      /* Translators: a button; %s is the amount of money that is charged */
      return g_strdup_printf (_("Pay %s and Switch to Monthly"), amount);
    case SMRT_OFFER_CHANGE_SEATS:
    default:
      /* Translators: a button; %s is the amount of money that is charged */
      return g_strdup_printf (_("Pay %s and Change Seats"), amount);
    }
}

static char *
describe_later_confirm (SmrtOfferKind  kind,
                        const char    *date)
{
  switch (kind)
    {
    case SMRT_OFFER_UPGRADE:
      /* Translators: a button; %s is a day */
      return g_strdup_printf (_("Upgrade on %s"), date);
    case SMRT_OFFER_DOWNGRADE:
      /* Translators: a button; %s is a day */
      return g_strdup_printf (_("Downgrade on %s"), date);
    case SMRT_OFFER_SWITCH_TO_ANNUAL:
      /* Translators: a button; %s is a day */
      return g_strdup_printf (_("Switch to Annual on %s"), date);
    case SMRT_OFFER_SWITCH_TO_MONTHLY:
      /* Translators: a button; %s is a day */
      return g_strdup_printf (_("Switch to Monthly on %s"), date);
    case SMRT_OFFER_CHANGE_SEATS:
    default:
      /* Translators: a button; %s is a day */
      return g_strdup_printf (_("Change Seats on %s"), date);
    }
}

static const char *
describe_free_confirm (SmrtOfferKind kind)
{
  switch (kind)
    {
    case SMRT_OFFER_UPGRADE:
      return C_("button", "Upgrade");
    case SMRT_OFFER_DOWNGRADE:
      return C_("button", "Downgrade");
    case SMRT_OFFER_SWITCH_TO_ANNUAL:
      return C_("button", "Switch to Annual");
    case SMRT_OFFER_SWITCH_TO_MONTHLY:
      return C_("button", "Switch to Monthly");
    case SMRT_OFFER_CHANGE_SEATS:
    default:
      return C_("button", "Change Seats");
    }
}

char *
smrt_words_confirm (SmrtQuote *quote)
{
  g_autofree char *amount = NULL;
  SmrtOffer *offer;
  SmrtMoney due;

  g_return_val_if_fail (SMRT_IS_QUOTE (quote), NULL);

  offer = smrt_quote_get_offer (quote);
  if (smrt_quote_get_timing (quote) == SMRT_TIMING_AT_RENEWAL)
    {
      g_autofree char *date = smrt_words_date (smrt_quote_get_next_date (quote));

      return describe_later_confirm (smrt_offer_get_kind (offer), date);
    }

  due = smrt_quote_get_due_today (quote);
  if (due.amount <= 0 || smrt_subscription_get_sends_invoice (smrt_offer_get_subscription (offer)))
    return g_strdup (describe_free_confirm (smrt_offer_get_kind (offer)));

  amount = smrt_words_money (&due);

  return describe_paid_confirm (smrt_offer_get_kind (offer), amount);
}

char *
smrt_words_quoted_for (SmrtQuote *quote)
{
  g_autofree char *time = NULL;
  gint64 pinned;

  g_return_val_if_fail (SMRT_IS_QUOTE (quote), NULL);

  if (smrt_quote_get_timing (quote) == SMRT_TIMING_AT_RENEWAL)
    return g_strdup (_("Nothing changes before that day. If anything changes before you confirm, you are asked again."));

  pinned = smrt_quote_get_proration_date (quote);
  time = smrt_words_time (pinned != 0 ? pinned : smrt_quote_get_taken_at (quote));

  /* Translators: %s is a day and a time of day */
  return g_strdup_printf (_("Quoted for %s. If anything changes before you confirm, you are asked again."), time);
}

static char *
describe_changed_sum (unsigned int  row,
                      const char   *before,
                      const char   *now)
{
  switch (row)
    {
    case 0:
      /* Translators: two amounts of money, quoted before and now */
      return g_strdup_printf (_("The total was %1$s and is now %2$s."), before, now);
    case 1:
      /* Translators: two amounts of money, quoted before and now */
      return g_strdup_printf (_("The credit used was %1$s and is now %2$s."), before, now);
    case 2:
      /* Translators: two amounts of money, quoted before and now */
      return g_strdup_printf (_("The discount was %1$s and is now %2$s."), before, now);
    default:
      /* Translators: two amounts of money, quoted before and now */
      return g_strdup_printf (_("The tax was %1$s and is now %2$s."), before, now);
    }
}

/* The same is due, and comes about in another way. */
static void
add_changed_sums (GPtrArray   *sentences,
                  SmrtInvoice *old_invoice,
                  SmrtInvoice *new_invoice)
{
  const SmrtInvoiceSums *a = smrt_invoice_get_sums (old_invoice);
  const SmrtInvoiceSums *b = smrt_invoice_get_sums (new_invoice);
  const gint64 sums[][2] = {
    { a->total, b->total },
    { smrt_invoice_get_balance_used (old_invoice), smrt_invoice_get_balance_used (new_invoice) },
    { a->discount, b->discount },
    { a->tax, b->tax },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      SmrtMoney old_money = smrt_invoice_get_money (old_invoice, sums[i][0]);
      SmrtMoney new_money = smrt_invoice_get_money (new_invoice, sums[i][1]);
      g_autofree char *before = smrt_words_money (&old_money);
      g_autofree char *now = smrt_words_money (&new_money);

      if (!smrt_money_equal (&old_money, &new_money))
        g_ptr_array_add (sentences, describe_changed_sum (i, before, now));
    }
}

GPtrArray *
smrt_words_quote_changed (SmrtQuote *old_quote,
                          SmrtQuote *new_quote)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  SmrtMoney old_due = smrt_quote_get_due_today (old_quote);
  SmrtMoney new_due = smrt_quote_get_due_today (new_quote);
  SmrtMoney old_added = smrt_quote_get_credit_added (old_quote);
  SmrtMoney new_added = smrt_quote_get_credit_added (new_quote);
  SmrtMoney old_next = smrt_quote_get_next_payment (old_quote);
  SmrtMoney new_next = smrt_quote_get_next_payment (new_quote);
  gint64 old_date = smrt_quote_get_next_date (old_quote);
  gint64 new_date = smrt_quote_get_next_date (new_quote);

  if (!smrt_money_equal (&old_due, &new_due))
    {
      g_autofree char *before = smrt_words_money (&old_due);
      g_autofree char *now = smrt_words_money (&new_due);

      /* Translators: two amounts of money, quoted before and now */
      g_ptr_array_add (sentences, g_strdup_printf (_("Due today was %1$s and is now %2$s."), before, now));
    }
  if (!smrt_money_equal (&old_added, &new_added))
    {
      g_autofree char *before = smrt_words_money (&old_added);
      g_autofree char *now = smrt_words_money (&new_added);

      /* Translators: two amounts of money, quoted before and now */
      g_ptr_array_add (sentences, g_strdup_printf (_("The credit added was %1$s and is now %2$s."), before, now));
    }
  if (!smrt_money_equal (&old_next, &new_next))
    {
      g_autofree char *before = smrt_words_money (&old_next);
      g_autofree char *now = smrt_words_money (&new_next);

      /* Translators: two amounts of money, quoted before and now */
      g_ptr_array_add (sentences, g_strdup_printf (_("The next payment was %1$s and is now %2$s."), before, now));
    }
  if (old_date != new_date)
    {
      g_autofree char *before = smrt_words_time (old_date);
      g_autofree char *now = smrt_words_time (new_date);

      /* Translators: two days with times of day, quoted before and now */
      g_ptr_array_add (sentences, g_strdup_printf (_("The next payment was due on %1$s and is now due on %2$s."),
                                                   before, now));
    }
  if (sentences->len == 0 && smrt_quote_get_due_invoice (old_quote) != NULL &&
      smrt_quote_get_due_invoice (new_quote) != NULL)
    add_changed_sums (sentences, smrt_quote_get_due_invoice (old_quote), smrt_quote_get_due_invoice (new_quote));

  return sentences;
}

char *
smrt_words_next_payment (SmrtQuote *quote)
{
  g_autofree char *date = NULL;

  g_return_val_if_fail (SMRT_IS_QUOTE (quote), NULL);

  date = smrt_words_date (smrt_quote_get_next_date (quote));

  switch (smrt_price_get_cycle (smrt_offer_get_to_price (smrt_quote_get_offer (quote))))
    {
    case SMRT_CYCLE_MONTHLY:
      /* Translators: when payments are made; %s is the day of the first */
      return g_strdup_printf (_("%s, then monthly"), date);
    case SMRT_CYCLE_ANNUAL:
      /* Translators: when payments are made; %s is the day of the first */
      return g_strdup_printf (_("%s, then annually"), date);
    case SMRT_CYCLE_OTHER:
    default:
      return g_steal_pointer (&date);
    }
}
