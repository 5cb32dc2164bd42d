/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-status.h"

#include <glib/gi18n-lib.h>

#include "smrt-words-date.h"
#include "smrt-words-locale.h"

G_DEFINE_ENUM_TYPE (SmrtTone, smrt_tone,
                    G_DEFINE_ENUM_VALUE (SMRT_TONE_NEUTRAL, "neutral"),
                    G_DEFINE_ENUM_VALUE (SMRT_TONE_GOOD, "good"),
                    G_DEFINE_ENUM_VALUE (SMRT_TONE_INFO, "info"),
                    G_DEFINE_ENUM_VALUE (SMRT_TONE_WARNING, "warning"),
                    G_DEFINE_ENUM_VALUE (SMRT_TONE_BAD, "bad"))

static char *
describe_status (SmrtSubscription *subscription,
                 SmrtTone         *tone)
{
  g_autofree char *date = NULL;

  switch (smrt_subscription_get_status (subscription))
    {
    case SMRT_SUBSCRIPTION_STATUS_ACTIVE:
      *tone = SMRT_TONE_GOOD;
      return g_strdup (C_("subscription", "Active"));
    case SMRT_SUBSCRIPTION_STATUS_TRIALING:
      *tone = SMRT_TONE_INFO;
      if (smrt_subscription_get_trial_end (subscription) == 0)
        return g_strdup (C_("subscription", "Trial"));
      date = smrt_words_date (smrt_subscription_get_trial_end (subscription));
      /* Translators: %s is the day on which a free trial ends */
      return g_strdup_printf (_("Trial until %s"), date);
    case SMRT_SUBSCRIPTION_STATUS_PAST_DUE:
      *tone = SMRT_TONE_BAD;
      return g_strdup (C_("subscription", "Past due"));
    case SMRT_SUBSCRIPTION_STATUS_UNPAID:
      *tone = SMRT_TONE_BAD;
      return g_strdup (C_("subscription", "Unpaid"));
    case SMRT_SUBSCRIPTION_STATUS_INCOMPLETE:
      *tone = SMRT_TONE_WARNING;
      return g_strdup (C_("subscription", "First payment outstanding"));
    case SMRT_SUBSCRIPTION_STATUS_INCOMPLETE_EXPIRED:
      *tone = SMRT_TONE_NEUTRAL;
      return g_strdup (C_("subscription", "Never started"));
    case SMRT_SUBSCRIPTION_STATUS_PAUSED:
      *tone = SMRT_TONE_WARNING;
      return g_strdup (C_("subscription", "Paused"));
    case SMRT_SUBSCRIPTION_STATUS_CANCELED:
      *tone = SMRT_TONE_NEUTRAL;
      return g_strdup (C_("subscription", "Canceled"));
    case SMRT_SUBSCRIPTION_STATUS_UNKNOWN:
    default:
      *tone = SMRT_TONE_NEUTRAL;
      return g_strdup (C_("subscription", "Unknown status"));
    }
}

/* A schedule that leads nowhere is no news to anybody. */
static char *
describe_schedule (SmrtSubscription *subscription)
{
  SmrtSchedule *schedule = smrt_subscription_get_schedule (subscription);
  SmrtSchedulePhase *phase = schedule != NULL ? smrt_schedule_find_next_phase (schedule) : NULL;
  g_autofree char *date = NULL;

  if (phase != NULL)
    {
      date = smrt_words_date (phase->start_date);
      /* Translators: %s is the day on which a scheduled change comes into force */
      return g_strdup_printf (_("Changes on %s"), date);
    }

  if (schedule == NULL && smrt_subscription_get_schedule_id (subscription) != NULL)
    return g_strdup (_("Change scheduled"));

  return NULL;
}

static gboolean
is_running (SmrtSubscription *subscription)
{
  SmrtSubscriptionStatus status = smrt_subscription_get_status (subscription);

  return status == SMRT_SUBSCRIPTION_STATUS_ACTIVE || status == SMRT_SUBSCRIPTION_STATUS_TRIALING;
}

char *
smrt_words_subscription_status (SmrtSubscription *subscription,
                                SmrtTone         *tone)
{
  g_autofree char *date = NULL;
  g_autofree char *scheduled = NULL;
  SmrtTone unused;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  if (tone == NULL)
    tone = &unused;

  if (!is_running (subscription))
    return describe_status (subscription, tone);

  if (smrt_subscription_get_pending_update_expires_at (subscription) != 0)
    {
      *tone = SMRT_TONE_WARNING;
      return g_strdup (_("Change waits for payment"));
    }
  if (smrt_subscription_get_cancel_at (subscription) != 0)
    {
      date = smrt_words_date (smrt_subscription_get_cancel_at (subscription));
      *tone = SMRT_TONE_WARNING;
      /* Translators: %s is the day on which a subscription ends */
      return g_strdup_printf (_("Ends on %s"), date);
    }
  if (smrt_subscription_get_collection_paused (subscription))
    {
      *tone = SMRT_TONE_WARNING;
      return g_strdup (_("Payments paused"));
    }

  scheduled = describe_schedule (subscription);
  if (scheduled != NULL)
    {
      *tone = SMRT_TONE_INFO;
      return g_steal_pointer (&scheduled);
    }

  return describe_status (subscription, tone);
}

const char *
smrt_words_invoice_status (SmrtInvoiceStatus  status,
                           SmrtTone          *tone)
{
  SmrtTone unused;

  if (tone == NULL)
    tone = &unused;

  switch (status)
    {
    case SMRT_INVOICE_STATUS_DRAFT:
      *tone = SMRT_TONE_NEUTRAL;
      return C_("invoice", "Draft");
    case SMRT_INVOICE_STATUS_OPEN:
      *tone = SMRT_TONE_WARNING;
      return C_("invoice", "Open");
    case SMRT_INVOICE_STATUS_PAID:
      *tone = SMRT_TONE_GOOD;
      return C_("invoice", "Paid");
    case SMRT_INVOICE_STATUS_UNCOLLECTIBLE:
      *tone = SMRT_TONE_BAD;
      return C_("invoice", "Uncollectible");
    case SMRT_INVOICE_STATUS_VOID:
      *tone = SMRT_TONE_NEUTRAL;
      return C_("invoice", "Void");
    case SMRT_INVOICE_STATUS_UNKNOWN:
    default:
      *tone = SMRT_TONE_NEUTRAL;
      return C_("invoice", "Unknown status");
    }
}

static char *
describe_pause (SmrtSubscription *subscription)
{
  g_autofree char *date = NULL;

  if (!smrt_subscription_get_collection_paused (subscription))
    return g_strdup (_("This subscription is paused. The plan can be changed once it goes on."));
  if (smrt_subscription_get_resumes_at (subscription) == 0)
    return g_strdup (_("Its payments are paused. The plan can be changed once they are collected again."));

  date = smrt_words_date (smrt_subscription_get_resumes_at (subscription));

  /* Translators: %s is a day */
  return g_strdup_printf (_("Its payments are paused until %s. The plan can be changed after that."), date);
}

char *
smrt_words_obstacle (SmrtOfferObstacle  obstacle,
                     SmrtSubscription  *subscription)
{
  g_autofree char *date = NULL;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  switch (obstacle)
    {
    case SMRT_OFFER_OBSTACLE_NOT_ALLOWED:
      return g_strdup (_("This subscription cannot be changed online."));
    case SMRT_OFFER_OBSTACLE_MOVES_ANCHOR:
      return g_strdup (_("A change would move the next billing date, so its cost cannot be quoted exactly. "
                         "It is not offered here."));
    case SMRT_OFFER_OBSTACLE_SEVERAL_ITEMS:
      return g_strdup (_("This subscription combines several products and cannot be changed here."));
    case SMRT_OFFER_OBSTACLE_UNPAID:
      return g_strdup (_("A payment is outstanding. The plan can be changed once it is paid."));
    case SMRT_OFFER_OBSTACLE_PAUSED:
      return describe_pause (subscription);
    case SMRT_OFFER_OBSTACLE_CANCELS:
      date = smrt_words_date (smrt_subscription_get_cancel_at (subscription));
      /* Translators: %s is the day on which a subscription ends */
      return g_strdup_printf (_("This subscription ends on %s, so its plan cannot be changed."), date);
    case SMRT_OFFER_OBSTACLE_ENDED:
      return g_strdup (_("This subscription has ended."));
    case SMRT_OFFER_OBSTACLE_PENDING:
      if (smrt_subscription_get_pending_update_expires_at (subscription) == 0)
        return g_strdup (_("A change waits for its payment."));
      date = smrt_words_time (smrt_subscription_get_pending_update_expires_at (subscription));
      /* Translators: %s is a day and a time of day */
      return g_strdup_printf (_("A change waits for its payment until %s."), date);
    case SMRT_OFFER_OBSTACLE_UNKNOWN_STATUS:
      return g_strdup (_("The server reports a status that this version does not know, so nothing is changed."));
    case SMRT_OFFER_OBSTACLE_NOTHING:
      return g_strdup (_("There is no other plan to change to."));
    case SMRT_OFFER_OBSTACLE_NONE:
    default:
      return NULL;
    }
}

char *
smrt_words_role (const char *role)
{
  if (role == NULL)
    return NULL;
  if (g_str_equal (role, "owner"))
    return g_strdup (_("Account Owner"));
  if (g_str_equal (role, "finance"))
    return g_strdup (_("Finance & Billing"));
  if (g_str_equal (role, "user"))
    return g_strdup (C_("role", "User"));
  if (g_str_equal (role, "api-key"))
    return g_strdup (_("API Key"));

  return smrt_words_plain (role);
}

const char *
smrt_words_read_only (void)
{
  return _("Only the Account Owner and Users with the Finance & Billing permission can change plans.");
}
