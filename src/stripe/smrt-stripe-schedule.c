/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-schedule.h"

#include "smrt-stripe-call.h"
#include "smrt-stripe-schedule-decoder.h"

#define FOLDER "/v1/subscription_schedules"

static void
post (SmrtStripeClient    *client,
      const char          *path,
      const SmrtForm      *form,
      const char          *idempotency_key,
      gpointer             tag,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  smrt_stripe_call_post_async (client, path, form, idempotency_key,
                               (SmrtStripeDecode) smrt_stripe_decode_schedule, g_object_unref,
                               tag, cancellable, callback, user_data);
}

void
smrt_stripe_create_schedule_async (SmrtStripeClient    *client,
                                   const char          *subscription_id,
                                   const char          *idempotency_key,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (subscription_id != NULL && idempotency_key != NULL);

  smrt_form_add (form, "from_subscription", subscription_id);
  post (client, FOLDER, form, idempotency_key, smrt_stripe_create_schedule_finish, cancellable, callback, user_data);
}

SmrtSchedule *
smrt_stripe_create_schedule_finish (SmrtStripeClient  *client,
                                    GAsyncResult      *result,
                                    GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_create_schedule_finish, error);
}

static void
add_terms (SmrtForm   *form,
           const char *prefix,
           GPtrArray  *terms)
{
  for (unsigned int i = 0; i < terms->len; i++)
    {
      const SmrtScheduleTerm *term = g_ptr_array_index (terms, i);
      g_autofree char *key = g_strconcat (prefix, term->key, NULL);

      smrt_form_add (form, key, term->value);
    }
}

/* @offer is what the item becomes, or %NULL where it stays. */
static void
add_item (SmrtForm               *form,
          unsigned int            phase,
          unsigned int            index,
          const SmrtScheduleItem *item,
          SmrtOffer              *offer)
{
  g_autofree char *prefix = g_strdup_printf ("phases[%u][items][%u]", phase, index);
  g_autofree char *price_key = g_strconcat (prefix, "[price]", NULL);
  g_autofree char *quantity_key = g_strconcat (prefix, "[quantity]", NULL);

  smrt_form_add (form, price_key, offer != NULL ? smrt_price_get_id (smrt_offer_get_to_price (offer)) : item->price_id);
  if (offer != NULL || item->has_quantity)
    smrt_form_add_int (form, quantity_key, offer != NULL ? smrt_offer_get_quantity (offer) : item->quantity);
  add_terms (form, prefix, item->terms);
}

static const char *
get_interval_word (SmrtPrice *price)
{
  switch (smrt_price_get_interval (price))
    {
    case SMRT_INTERVAL_DAY:
      return "day";
    case SMRT_INTERVAL_WEEK:
      return "week";
    case SMRT_INTERVAL_YEAR:
      return "year";
    case SMRT_INTERVAL_MONTH:
    case SMRT_INTERVAL_UNKNOWN:
    default:
      return "month";
    }
}

/* Both phases name all items, and all discounts and tax rates: what is left out
 * would be taken away. Source: Stripe, "Update a schedule", phases. */
static void
add_phases (SmrtForm                *form,
            const SmrtSchedulePhase *current,
            SmrtOffer               *offer,
            const char              *change_id)
{
  SmrtPrice *to = smrt_offer_get_to_price (offer);
  const char *from_id = smrt_price_get_id (smrt_offer_get_from_price (offer));

  for (unsigned int i = 0; i < current->items->len; i++)
    {
      const SmrtScheduleItem *item = g_ptr_array_index (current->items, i);
      gboolean changes = g_str_equal (item->price_id, from_id);

      add_item (form, 0, i, item, NULL);
      add_item (form, 1, i, item, changes ? offer : NULL);
    }

  add_terms (form, "phases[0]", current->terms);
  add_terms (form, "phases[1]", current->terms);
  smrt_form_add_int (form, "phases[0][start_date]", current->start_date);
  smrt_form_add_int (form, "phases[0][end_date]", current->end_date);
  smrt_form_add_int (form, "phases[1][start_date]", current->end_date);
  smrt_form_add (form, "phases[1][duration][interval]", get_interval_word (to));
  smrt_form_add_int (form, "phases[1][duration][interval_count]", smrt_price_get_interval_count (to));
  smrt_form_add (form, "phases[1][proration_behavior]", "none");
  if (smrt_offer_changes_interval (offer))
    smrt_form_add (form, "phases[1][billing_cycle_anchor]", "phase_start");
  smrt_form_add (form, "phases[1][metadata][smrt_change]", change_id);
}

void
smrt_stripe_extend_schedule_async (SmrtStripeClient    *client,
                                   SmrtSchedule        *schedule,
                                   SmrtOffer           *offer,
                                   const char          *change_id,
                                   const char          *idempotency_key,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autofree char *path = NULL;
  GPtrArray *phases;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (SMRT_IS_SCHEDULE (schedule) && SMRT_IS_OFFER (offer));
  g_return_if_fail (change_id != NULL && idempotency_key != NULL);

  phases = smrt_schedule_get_phases (schedule);
  g_return_if_fail (phases->len > 0);

  path = smrt_stripe_call_get_path (FOLDER "/", smrt_schedule_get_id (schedule), NULL);
  smrt_form_add (form, "end_behavior", "release");
  smrt_form_add (form, "proration_behavior", "none");
  add_phases (form, g_ptr_array_index (phases, 0), offer, change_id);
  smrt_form_add (form, "metadata[smrt_change]", change_id);
  post (client, path, form, idempotency_key, smrt_stripe_extend_schedule_finish, cancellable, callback, user_data);
}

SmrtSchedule *
smrt_stripe_extend_schedule_finish (SmrtStripeClient  *client,
                                    GAsyncResult      *result,
                                    GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_extend_schedule_finish, error);
}

void
smrt_stripe_release_schedule_async (SmrtStripeClient    *client,
                                    const char          *schedule_id,
                                    const char          *idempotency_key,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (schedule_id != NULL && idempotency_key != NULL);

  path = smrt_stripe_call_get_path (FOLDER "/", schedule_id, "/release");
  post (client, path, NULL, idempotency_key, smrt_stripe_release_schedule_finish, cancellable, callback, user_data);
}

SmrtSchedule *
smrt_stripe_release_schedule_finish (SmrtStripeClient  *client,
                                     GAsyncResult      *result,
                                     GError           **error)
{
  return smrt_stripe_call_finish (client, result, smrt_stripe_release_schedule_finish, error);
}
