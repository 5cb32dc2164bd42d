/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-subscription-decoder.h"

#include "smrt-stripe-decoder-private.h"
#include "smrt-stripe-schedule-decoder.h"

static const SmrtStripeWord subscription_statuses[] = {
  { "active", SMRT_SUBSCRIPTION_STATUS_ACTIVE },
  { "trialing", SMRT_SUBSCRIPTION_STATUS_TRIALING },
  { "past_due", SMRT_SUBSCRIPTION_STATUS_PAST_DUE },
  { "unpaid", SMRT_SUBSCRIPTION_STATUS_UNPAID },
  { "incomplete", SMRT_SUBSCRIPTION_STATUS_INCOMPLETE },
  { "incomplete_expired", SMRT_SUBSCRIPTION_STATUS_INCOMPLETE_EXPIRED },
  { "paused", SMRT_SUBSCRIPTION_STATUS_PAUSED },
  { "canceled", SMRT_SUBSCRIPTION_STATUS_CANCELED },
};

static SmrtSubscriptionItem *
read_item (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  gint64 start = smrt_stripe_reader_need_int (reader, "current_period_start");
  gint64 end = smrt_stripe_reader_need_int (reader, "current_period_end");
  g_autoptr (SmrtPrice) price = NULL;
  SmrtStripeReader child;
  gint64 quantity;

  if (smrt_stripe_reader_enter (reader, "price", &child))
    price = smrt_stripe_read_price (&child);
  else
    smrt_stripe_reader_fail (reader, "price", "missing");
  if (smrt_stripe_reader_failed (reader))
    return NULL;

  /* Without a quantity in a change it would become 1: so it has to be known. */
  if (smrt_price_get_metered (price))
    quantity = smrt_stripe_reader_get_int (reader, "quantity", 0);
  else
    quantity = smrt_stripe_reader_need_int (reader, "quantity");
  if (smrt_stripe_reader_failed (reader))
    return NULL;

  return smrt_subscription_item_new (id, price, quantity, start, end);
}

static void
read_items (const SmrtStripeReader *reader,
            SmrtSubscription       *subscription)
{
  SmrtStripeReader items, element;
  unsigned int length;

  if (!smrt_stripe_reader_enter (reader, "items", &items))
    {
      smrt_stripe_reader_fail (reader, "items", "missing");
      return;
    }

  length = smrt_stripe_reader_get_length (&items, "data");
  for (unsigned int i = 0; i < length; i++)
    {
      g_autoptr (SmrtSubscriptionItem) item = NULL;

      if (smrt_stripe_reader_enter_element (&items, "data", i, &element))
        item = read_item (&element);
      if (item == NULL)
        return;
      smrt_subscription_add_item (subscription, item);
    }
}

static gint64
get_last_period_end (SmrtSubscription *subscription)
{
  GPtrArray *items = smrt_subscription_get_items (subscription);
  gint64 last = 0;

  for (unsigned int i = 0; i < items->len; i++)
    last = MAX (last, smrt_subscription_item_get_period_end (g_ptr_array_index (items, i)));

  return last;
}

/* What the subscription becomes is optional: that a change waits is known
 * without it. */
static void
read_pending_items (const SmrtStripeReader *reader,
                    SmrtSubscription       *subscription)
{
  unsigned int length = smrt_stripe_reader_get_length (reader, "subscription_items");

  for (unsigned int i = 0; i < length; i++)
    {
      g_autoptr (SmrtPrice) price = NULL;
      g_autoptr (SmrtSubscriptionItem) item = NULL;
      SmrtStripeReader element, child;
      const char *id;
      gint64 quantity;

      if (!smrt_stripe_reader_enter_element (reader, "subscription_items", i, &element))
        return;
      id = smrt_stripe_reader_need_string (&element, "id");
      quantity = smrt_stripe_reader_get_int (&element, "quantity", 0);
      if (smrt_stripe_reader_enter_expanded (&element, "price", &child))
        price = smrt_stripe_read_price (&child);
      if (smrt_stripe_reader_failed (reader))
        return;
      if (price == NULL)
        continue;

      item = smrt_subscription_item_new (id, price, quantity, 0, 0);
      smrt_subscription_add_pending_item (subscription, item);
    }
}

static void
read_schedule (const SmrtStripeReader *reader,
               SmrtSubscription       *subscription)
{
  g_autoptr (SmrtSchedule) schedule = NULL;
  SmrtStripeReader child;

  if (smrt_stripe_reader_enter_expanded (reader, "schedule", &child))
    schedule = smrt_stripe_read_schedule (&child);

  if (schedule != NULL)
    smrt_subscription_set_schedule (subscription, schedule);
  else
    smrt_subscription_set_schedule_id (subscription, smrt_stripe_reader_get_id (reader, "schedule"));
}

static void
read_pending_update (const SmrtStripeReader *reader,
                     SmrtSubscription       *subscription)
{
  gint64 expires_at = smrt_stripe_reader_need_int (reader, "expires_at");
  SmrtStripeReader metadata;

  /* Zero would read as if nothing waited. */
  if (expires_at <= 0)
    smrt_stripe_reader_fail (reader, "expires_at", "out of range");
  smrt_subscription_set_pending_update_expires_at (subscription, expires_at);
  read_pending_items (reader, subscription);
  if (smrt_stripe_reader_enter (reader, "metadata", &metadata))
    smrt_subscription_set_pending_change_id (subscription, smrt_stripe_read_text (&metadata, "smrt_change"));
}

static void
read_states (const SmrtStripeReader *reader,
             SmrtSubscription       *subscription)
{
  gint64 cancel_at = smrt_stripe_reader_get_int (reader, "cancel_at", 0);
  gint64 trial_end = smrt_stripe_reader_get_int (reader, "trial_end", 0);
  SmrtStripeReader child;

  if (cancel_at == 0 && smrt_stripe_reader_get_boolean (reader, "cancel_at_period_end", FALSE))
    cancel_at = get_last_period_end (subscription);
  smrt_subscription_set_cancel_at (subscription, cancel_at);
  if (smrt_subscription_get_status (subscription) == SMRT_SUBSCRIPTION_STATUS_TRIALING)
    smrt_subscription_set_trial_end (subscription, trial_end);

  if (smrt_stripe_reader_enter (reader, "billing_mode", &child))
    smrt_subscription_set_flexible (subscription,
                                    g_strcmp0 (smrt_stripe_reader_get_string (&child, "type"), "flexible") == 0);
  smrt_subscription_set_sends_invoice (subscription,
                                       g_strcmp0 (smrt_stripe_reader_get_string (reader, "collection_method"),
                                                  "send_invoice") == 0);
  smrt_subscription_set_days_until_due (subscription, smrt_stripe_read_count (reader, "days_until_due", 0));
  if (smrt_stripe_reader_enter (reader, "pause_collection", &child))
    {
      smrt_subscription_set_collection_paused (subscription, TRUE);
      smrt_subscription_set_resumes_at (subscription, smrt_stripe_reader_get_int (&child, "resumes_at", 0));
    }
  read_schedule (reader, subscription);
  smrt_subscription_set_latest_invoice_id (subscription, smrt_stripe_reader_get_id (reader, "latest_invoice"));
  if (smrt_stripe_reader_enter (reader, "pending_update", &child))
    read_pending_update (&child, subscription);
  if (smrt_stripe_reader_enter (reader, "metadata", &child))
    smrt_subscription_set_change_id (subscription, smrt_stripe_read_text (&child, "smrt_change"));
}

static gpointer
read_subscription (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  const char *currency = smrt_stripe_reader_need_currency (reader, "currency");
  SmrtSubscriptionStatus status = smrt_stripe_reader_get_word (reader, "status", subscription_statuses,
                                                               G_N_ELEMENTS (subscription_statuses),
                                                               SMRT_SUBSCRIPTION_STATUS_UNKNOWN);
  g_autoptr (SmrtSubscription) subscription = NULL;
  g_autoptr (SmrtPaymentMethod) payment_method = NULL;
  SmrtStripeReader child;

  if (smrt_stripe_reader_failed (reader))
    return NULL;

  subscription = smrt_subscription_new (id, status, currency);
  read_items (reader, subscription);
  read_states (reader, subscription);
  if (smrt_stripe_reader_enter_expanded (reader, "default_payment_method", &child))
    payment_method = smrt_stripe_read_payment_method (&child);
  smrt_subscription_set_payment_method (subscription, payment_method);

  return smrt_stripe_reader_failed (reader) ? NULL : g_steal_pointer (&subscription);
}

SmrtSubscription *
smrt_stripe_decode_subscription (JsonNode  *node,
                                 GError   **error)
{
  return smrt_stripe_decode (node, read_subscription, error);
}
