/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-schedule-decoder.h"

#include "smrt-stripe-decoder-private.h"

/* Of a status that is not known nothing is certain but that the subscription
 * still names the schedule. */
static const SmrtStripeWord running_statuses[] = {
  { "not_started", TRUE },
  { "active", TRUE },
  { "completed", FALSE },
  { "released", FALSE },
  { "canceled", FALSE },
};

/* A discount is named by itself, so that its duration goes on; what has none so
 * far by what it is made of. */
static void
read_discounts (const SmrtStripeReader *reader,
                GPtrArray              *terms)
{
  static const char *const kinds[] = { "discount", "promotion_code", "coupon" };
  unsigned int length = smrt_stripe_reader_get_length (reader, "discounts");

  for (unsigned int i = 0; i < length; i++)
    {
      SmrtStripeReader discount;
      const char *id = NULL;

      if (!smrt_stripe_reader_enter_element (reader, "discounts", i, &discount))
        return;
      for (unsigned int k = 0; k < G_N_ELEMENTS (kinds) && id == NULL; k++)
        {
          id = smrt_stripe_reader_get_id (&discount, kinds[k]);
          if (id != NULL)
            smrt_schedule_add_term (terms, g_strdup_printf ("[discounts][%u][%s]", i, kinds[k]), id);
        }
    }
}

static void
read_tax_rates (const SmrtStripeReader *reader,
                const char             *member,
                GPtrArray              *terms)
{
  unsigned int length = smrt_stripe_reader_get_length (reader, member);

  for (unsigned int i = 0; i < length; i++)
    {
      SmrtStripeReader rate;
      const char *id;

      if (!smrt_stripe_reader_enter_element (reader, member, i, &rate))
        return;
      id = smrt_stripe_reader_need_string (&rate, "id");
      if (id != NULL)
        smrt_schedule_add_term (terms, g_strdup_printf ("[%s][%u]", member, i), id);
    }
}

static void
read_phase_terms (const SmrtStripeReader *reader,
                  SmrtSchedulePhase      *phase)
{
  SmrtStripeReader tax;

  read_discounts (reader, phase->terms);
  read_tax_rates (reader, "default_tax_rates", phase->terms);
  if (smrt_stripe_reader_enter (reader, "automatic_tax", &tax) &&
      smrt_stripe_reader_get_boolean (&tax, "enabled", FALSE))
    smrt_schedule_add_term (phase->terms, g_strdup ("[automatic_tax][enabled]"), "true");
}

static void
read_phase_items (const SmrtStripeReader *reader,
                  SmrtSchedulePhase      *phase)
{
  unsigned int length = smrt_stripe_reader_get_length (reader, "items");

  for (unsigned int i = 0; i < length; i++)
    {
      SmrtStripeReader item;
      SmrtScheduleItem *read;
      const char *price_id;
      gint64 quantity;

      if (!smrt_stripe_reader_enter_element (reader, "items", i, &item))
        return;
      price_id = smrt_stripe_reader_get_id (&item, "price");
      quantity = smrt_stripe_reader_get_int (&item, "quantity", 0);
      if (price_id == NULL)
        smrt_stripe_reader_fail (&item, "price", "missing");
      if (quantity < 0)
        smrt_stripe_reader_fail (&item, "quantity", "out of range");
      if (smrt_stripe_reader_failed (&item))
        return;
      read = smrt_schedule_phase_add_item (phase, price_id, quantity);
      read->has_quantity = smrt_stripe_reader_has (&item, "quantity");
      read_discounts (&item, read->terms);
      read_tax_rates (&item, "tax_rates", read->terms);
    }
}

static void
read_phases (const SmrtStripeReader *reader,
             SmrtSchedule           *schedule)
{
  unsigned int length = smrt_stripe_reader_get_length (reader, "phases");

  for (unsigned int i = 0; i < length; i++)
    {
      g_autoptr (SmrtSchedulePhase) phase = NULL;
      SmrtStripeReader child;
      gint64 start_date;

      if (!smrt_stripe_reader_enter_element (reader, "phases", i, &child))
        return;
      start_date = smrt_stripe_reader_need_int (&child, "start_date");
      phase = smrt_schedule_phase_new (start_date, smrt_stripe_reader_get_int (&child, "end_date", 0));
      read_phase_items (&child, phase);
      read_phase_terms (&child, phase);
      if (smrt_stripe_reader_failed (&child))
        return;
      smrt_schedule_take_phase (schedule, g_steal_pointer (&phase));
    }
}

SmrtSchedule *
smrt_stripe_read_schedule (const SmrtStripeReader *reader)
{
  const char *id = smrt_stripe_reader_need_string (reader, "id");
  gint64 created = smrt_stripe_reader_get_int (reader, "created", 0);
  const char *end_behavior = smrt_stripe_reader_get_string (reader, "end_behavior");
  gboolean running = smrt_stripe_reader_get_word (reader, "status", running_statuses,
                                                  G_N_ELEMENTS (running_statuses), TRUE);
  g_autoptr (SmrtSchedule) schedule = NULL;
  SmrtStripeReader current, metadata;

  if (smrt_stripe_reader_failed (reader))
    return NULL;

  schedule = smrt_schedule_new (id, created);
  smrt_schedule_set_running (schedule, running);
  smrt_schedule_set_releases (schedule, g_strcmp0 (end_behavior, "release") == 0);
  if (smrt_stripe_reader_enter (reader, "current_phase", &current))
    smrt_schedule_set_current_start (schedule, smrt_stripe_reader_need_int (&current, "start_date"));
  if (smrt_stripe_reader_enter (reader, "metadata", &metadata))
    smrt_schedule_set_change_id (schedule, smrt_stripe_reader_get_string (&metadata, "smrt_change"));
  read_phases (reader, schedule);

  return smrt_stripe_reader_failed (reader) ? NULL : g_steal_pointer (&schedule);
}

SmrtSchedule *
smrt_stripe_decode_schedule (JsonNode  *node,
                             GError   **error)
{
  return smrt_stripe_decode (node, (SmrtStripeReadFunc) smrt_stripe_read_schedule, error);
}
