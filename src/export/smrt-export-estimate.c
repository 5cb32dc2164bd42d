/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-export"

#include "config.h"

#include "smrt-export-estimate.h"

#include "smrt-forecast.h"
#include "smrt-planned-change.h"
#include "smrt-words.h"

gboolean
smrt_export_estimate_goes_on (SmrtSubscription *subscription)
{
  gint64 next = smrt_subscription_get_next_billing_date (subscription);
  gint64 cancel_at = smrt_subscription_get_cancel_at (subscription);

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
      return next != 0 && (cancel_at == 0 || cancel_at > next);
    }
}

/* What the next billing date turns the main item into, if anything; %FALSE where
 * that cannot be told. */
static gboolean
find_change (SmrtSubscription   *subscription,
             SmrtCatalogue      *catalogue,
             SmrtPlannedChange **change)
{
  g_autofree char *words = NULL;

  if (catalogue == NULL)
    return smrt_subscription_get_schedule_id (subscription) == NULL;

  words = smrt_words_scheduled (subscription, catalogue);
  if (words == NULL)
    return TRUE;

  *change = smrt_planned_change_new_scheduled (subscription, catalogue);
  if (*change == NULL)
    return FALSE;
  if (smrt_planned_change_get_date (*change) > smrt_subscription_get_next_billing_date (subscription))
    g_clear_object (change);

  return TRUE;
}

gboolean
smrt_export_estimate_payment (SmrtSubscription *subscription,
                              SmrtCatalogue *catalogue,
                              SmrtMoney *payment)
{
  g_autoptr (SmrtPlannedChange) change = NULL;
  GPtrArray *items = smrt_subscription_get_items (subscription);
  SmrtSubscriptionItem *main_item = smrt_subscription_get_main_item (subscription);
  gint64 next = smrt_subscription_get_next_billing_date (subscription);
  gboolean known = FALSE;

  if (smrt_subscription_get_collection_paused (subscription))
    return FALSE;
  if (!find_change (subscription, catalogue, &change))
    return FALSE;

  *payment = smrt_money_init (0, smrt_subscription_get_currency (subscription));
  for (unsigned int i = 0; i < items->len; i++)
    {
      SmrtSubscriptionItem *item = g_ptr_array_index (items, i);
      gboolean changes = change != NULL && item == main_item;
      SmrtPrice *price = changes ? smrt_planned_change_get_price (change) : smrt_subscription_item_get_price (item);
      gint64 quantity = changes ? smrt_planned_change_get_quantity (change) : smrt_subscription_item_get_quantity (item);
      SmrtMoney amount;

      if (smrt_subscription_item_get_period_end (item) != next || smrt_price_get_metered (price))
        continue;
      if (!smrt_price_get_amount (price, quantity, &amount) || !smrt_money_add (payment, &amount))
        return FALSE;
      known = TRUE;
    }

  return known;
}

static gboolean
add_series (GArray           *series,
            SmrtSubscription *subscription,
            SmrtCatalogue    *catalogue)
{
  SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);
  SmrtForecastSeries next = { .first_date = smrt_subscription_get_next_billing_date (subscription) };

  if (item == NULL || !smrt_export_estimate_payment (subscription, catalogue, &next.payment))
    return FALSE;

  next.cycle = smrt_price_get_cycle (smrt_subscription_item_get_price (item));
  g_array_append_val (series, next);

  return TRUE;
}

GArray *
smrt_export_estimate_run_down (GListModel      *subscriptions,
                               SmrtCatalogue   *catalogue,
                               const SmrtMoney *credit,
                               unsigned int     n_payments)
{
  g_autoptr (GArray) series = g_array_new (FALSE, FALSE, sizeof (SmrtForecastSeries));

  g_return_val_if_fail (G_IS_LIST_MODEL (subscriptions) && credit != NULL, NULL);

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);

      if (!smrt_export_estimate_goes_on (subscription) ||
          g_ascii_strcasecmp (smrt_subscription_get_currency (subscription), credit->currency) != 0)
        continue;
      /* What cannot be told may take any part of the credit. */
      if (!add_series (series, subscription, catalogue))
        g_array_set_size (series, 0);
      if (series->len == 0)
        break;
    }

  return smrt_forecast_payments (credit, (const SmrtForecastSeries *) series->data, series->len, n_payments);
}
