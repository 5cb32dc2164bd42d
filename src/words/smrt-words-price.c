/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-price.h"

#include <glib/gi18n-lib.h>

#include "smrt-words-date.h"
#include "smrt-words-locale.h"
#include "smrt-words-money.h"

static char *
describe_amount (const SmrtMoney *money,
                 SmrtPrice       *price)
{
  g_autofree char *amount = smrt_words_money (money);
  unsigned int count = smrt_price_get_interval_count (price);

  switch (smrt_price_get_interval (price))
    {
    case SMRT_INTERVAL_DAY:
      /* Translators: %1$s is an amount of money, %2$u a number of days */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s a day", "%1$s every %2$u days", count), amount, count);
    case SMRT_INTERVAL_WEEK:
      /* Translators: %1$s is an amount of money, %2$u a number of weeks */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s a week", "%1$s every %2$u weeks", count), amount, count);
    case SMRT_INTERVAL_MONTH:
      /* Translators: %1$s is an amount of money, %2$u a number of months */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s a month", "%1$s every %2$u months", count), amount, count);
    case SMRT_INTERVAL_YEAR:
      /* Translators: %1$s is an amount of money, %2$u a number of years */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s a year", "%1$s every %2$u years", count), amount, count);
    case SMRT_INTERVAL_UNKNOWN:
    default:
      /* Translators: %s is an amount of money */
      return g_strdup_printf (_("%s each billing period"), amount);
    }
}

char *
smrt_words_cycle (SmrtPrice *price)
{
  unsigned int count;

  g_return_val_if_fail (SMRT_IS_PRICE (price), NULL);

  count = smrt_price_get_interval_count (price);

  switch (smrt_price_get_interval (price))
    {
    case SMRT_INTERVAL_DAY:
      /* Translators: a part of a line about a subscription; %u is a number of days */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "billed daily", "billed every %u days", count), count);
    case SMRT_INTERVAL_WEEK:
      /* Translators: a part of a line about a subscription; %u is a number of weeks */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "billed weekly", "billed every %u weeks", count), count);
    case SMRT_INTERVAL_MONTH:
      /* Translators: a part of a line about a subscription; %u is a number of months */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "billed monthly", "billed every %u months", count), count);
    case SMRT_INTERVAL_YEAR:
      /* Translators: a part of a line about a subscription; %u is a number of years */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "billed annually", "billed every %u years", count), count);
    case SMRT_INTERVAL_UNKNOWN:
    default:
      return g_strdup (_("billed in periods of its own"));
    }
}

char *
smrt_words_cycle_title (SmrtPrice *price)
{
  unsigned int count;

  g_return_val_if_fail (SMRT_IS_PRICE (price), NULL);

  count = smrt_price_get_interval_count (price);

  switch (smrt_price_get_interval (price))
    {
    case SMRT_INTERVAL_DAY:
      /* Translators: the start of a line about a subscription; %u is a number of days */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Billed daily", "Billed every %u days", count), count);
    case SMRT_INTERVAL_WEEK:
      /* Translators: the start of a line about a subscription; %u is a number of weeks */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Billed weekly", "Billed every %u weeks", count), count);
    case SMRT_INTERVAL_MONTH:
      /* Translators: the start of a line about a subscription; %u is a number of months */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Billed monthly", "Billed every %u months", count), count);
    case SMRT_INTERVAL_YEAR:
      /* Translators: the start of a line about a subscription; %u is a number of years */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Billed annually", "Billed every %u years", count), count);
    case SMRT_INTERVAL_UNKNOWN:
    default:
      return g_strdup (_("Billed in periods of its own"));
    }
}

const char *
smrt_words_cycle_name (SmrtCycle cycle)
{
  switch (cycle)
    {
    case SMRT_CYCLE_MONTHLY:
      return _("Monthly");
    case SMRT_CYCLE_ANNUAL:
      return _("Annual");
    case SMRT_CYCLE_OTHER:
    default:
      return C_("billing cycle", "Other");
    }
}

char *
smrt_words_price (SmrtPrice *price,
                  gint64     quantity)
{
  SmrtMoney amount;

  g_return_val_if_fail (SMRT_IS_PRICE (price), NULL);

  if (smrt_price_get_metered (price))
    return g_strdup (_("Priced by usage"));
  if (!smrt_price_get_amount (price, quantity, &amount))
    return g_strdup (_("Priced by quantity"));

  return describe_amount (&amount, price);
}

char *
smrt_words_price_per_month (SmrtPrice *price)
{
  SmrtMoney per_month;

  g_return_val_if_fail (SMRT_IS_PRICE (price), NULL);

  if (!smrt_price_get_per_month (price, &per_month))
    return NULL;

  return smrt_words_money_whole (&per_month);
}

char *
smrt_words_price_exact (SmrtPrice *price,
                        SmrtPrice *monthly)
{
  g_autofree char *amount = NULL;
  unsigned int free_months;

  g_return_val_if_fail (SMRT_IS_PRICE (price), NULL);

  if (smrt_price_get_unit_amount (price) == NULL)
    return smrt_words_price (price, 1);

  amount = smrt_words_money (smrt_price_get_unit_amount (price));

  switch (smrt_price_get_cycle (price))
    {
    case SMRT_CYCLE_MONTHLY:
      /* Translators: %s is an amount of money */
      return g_strdup_printf (_("%s billed monthly"), amount);
    case SMRT_CYCLE_ANNUAL:
      free_months = monthly != NULL ? smrt_price_get_free_months (price, monthly) : 0;
      if (free_months == 0)
        /* Translators: %s is an amount of money */
        return g_strdup_printf (_("%s billed yearly"), amount);
      /* Translators: %1$s is an amount of money; %2$u is how many months of
       * twelve are saved by paying for a year */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s billed yearly · %2$u month free",
                                        "%1$s billed yearly · %2$u months free", free_months),
                              amount, free_months);
    case SMRT_CYCLE_OTHER:
    default:
      return smrt_words_price (price, 1);
    }
}

char *
smrt_words_quantity (gint64      quantity,
                     const char *unit_label)
{
  g_autofree char *label = NULL;

  if (unit_label == NULL)
    {
      if (quantity == 1)
        return NULL;
      /* Translators: how many of a product are subscribed to */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lld unit", "%lld units", quantity), (long long) quantity);
    }

  if (g_ascii_strcasecmp (unit_label, "seat") == 0)
    /* Translators: how many people's seats are paid for */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lld seat", "%lld seats", quantity), (long long) quantity);

  label = smrt_words_plain (unit_label);

  /* Translators: %1$lld is how many of a product are subscribed to, %2$s the
   * server's word for one of it: "3 × line" */
  return g_strdup_printf (_("%1$lld × %2$s"), (long long) quantity, label);
}

char *
smrt_words_subscription_price (SmrtSubscription *subscription,
                               SmrtPlan         *plan)
{
  g_autofree char *quantity = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *cycle = NULL;
  SmrtSubscriptionItem *item;
  SmrtPrice *price;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  item = smrt_subscription_get_main_item (subscription);
  if (item == NULL)
    {
      unsigned int count = smrt_subscription_get_items (subscription)->len;

      /* Translators: a subscription that consists of several products */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u product", "%u products", count), count);
    }

  price = smrt_subscription_item_get_price (item);
  amount = smrt_words_price (price, smrt_subscription_item_get_quantity (item));
  cycle = smrt_words_cycle (price);
  quantity = smrt_words_quantity (smrt_subscription_item_get_quantity (item),
                                  plan != NULL ? smrt_plan_get_unit_label (plan) : NULL);

  if (quantity != NULL)
    /* Translators: what a subscription costs, in three parts: "3 seats",
     * "$225.00 a month", "billed monthly" */
    return g_strdup_printf (_("%1$s · %2$s · %3$s"), quantity, amount, cycle);

  /* Translators: what a subscription costs, in two parts: "$75.00 a month",
   * "billed monthly" */
  return g_strdup_printf (C_("price and cycle", "%1$s · %2$s"), amount, cycle);
}

static gboolean
has_next_billing_date (SmrtSubscription *subscription)
{
  switch (smrt_subscription_get_status (subscription))
    {
    case SMRT_SUBSCRIPTION_STATUS_CANCELED:
    case SMRT_SUBSCRIPTION_STATUS_INCOMPLETE:
    case SMRT_SUBSCRIPTION_STATUS_INCOMPLETE_EXPIRED:
    case SMRT_SUBSCRIPTION_STATUS_PAUSED:
      return FALSE;
    case SMRT_SUBSCRIPTION_STATUS_UNKNOWN:
    case SMRT_SUBSCRIPTION_STATUS_ACTIVE:
    case SMRT_SUBSCRIPTION_STATUS_TRIALING:
    case SMRT_SUBSCRIPTION_STATUS_PAST_DUE:
    case SMRT_SUBSCRIPTION_STATUS_UNPAID:
    default:
      return smrt_subscription_get_next_billing_date (subscription) != 0;
    }
}

char *
smrt_words_subscription_next (SmrtSubscription *subscription)
{
  g_autofree char *date = NULL;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  if (!has_next_billing_date (subscription))
    return NULL;

  if (smrt_subscription_get_cancel_at (subscription) != 0)
    {
      date = smrt_words_date (smrt_subscription_get_cancel_at (subscription));
      /* Translators: %s is the day on which a subscription ends */
      return g_strdup_printf (_("Ends on %s"), date);
    }

  date = smrt_words_date (smrt_subscription_get_next_billing_date (subscription));
  if (smrt_subscription_get_status (subscription) == SMRT_SUBSCRIPTION_STATUS_TRIALING)
    /* Translators: %s is the day on which a free trial ends */
    return g_strdup_printf (_("Nothing due until %s"), date);

  /* Translators: %s is a day */
  return g_strdup_printf (_("Next billing date %s"), date);
}

static char *
describe_price_of_all (SmrtSubscriptionItem *item,
                       SmrtPlan             *plan)
{
  gint64 count = smrt_subscription_item_get_quantity (item);
  g_autofree char *amount = smrt_words_price (smrt_subscription_item_get_price (item), count);
  g_autofree char *quantity = NULL;

  quantity = smrt_words_quantity (count, plan != NULL ? smrt_plan_get_unit_label (plan) : NULL);
  if (quantity == NULL)
    return g_steal_pointer (&amount);

  /* Translators: what a subscription costs, in two parts: "3 seats", "$225.00 a
   * month" */
  return g_strdup_printf (C_("quantity and price", "%1$s · %2$s"), quantity, amount);
}

char *
smrt_words_subscription_summary (SmrtSubscription *subscription,
                                 SmrtPlan         *plan)
{
  g_autofree char *amount = NULL;
  g_autofree char *cycle = NULL;
  g_autofree char *date = NULL;
  SmrtSubscriptionItem *item;
  gint64 cancel_at;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  item = smrt_subscription_get_main_item (subscription);
  if (item == NULL)
    return smrt_words_subscription_price (subscription, plan);

  cycle = smrt_words_cycle_title (smrt_subscription_item_get_price (item));
  amount = describe_price_of_all (item, plan);
  if (!has_next_billing_date (subscription))
    /* Translators: a subscription in two parts: "Billed monthly", "$75.00 a
     * month" */
    return g_strdup_printf (C_("cycle and price", "%1$s · %2$s"), cycle, amount);

  cancel_at = smrt_subscription_get_cancel_at (subscription);
  date = smrt_words_date (cancel_at != 0 ? cancel_at : smrt_subscription_get_next_billing_date (subscription));
  if (cancel_at != 0)
    /* Translators: a subscription in three parts: "Billed monthly", "$75.00 a
     * month", and the day on which it ends */
    return g_strdup_printf (_("%1$s · %2$s · ends on %3$s"), cycle, amount, date);

  /* Translators: a subscription in three parts: "Billed monthly", "$75.00 a
   * month", and the next billing date */
  return g_strdup_printf (_("%1$s · %2$s · next billing date %3$s"), cycle, amount, date);
}
