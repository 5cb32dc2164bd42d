/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-subscription.h"

#include <glib/gi18n-lib.h>

#include "smrt-words-date.h"
#include "smrt-words-money.h"
#include "smrt-words-plan.h"
#include "smrt-words-price.h"
#include "smrt-words-receipt.h"

static char *
describe_plan (SmrtPlannedChange *change,
               SmrtCatalogue     *catalogue)
{
  SmrtPlan *plan = smrt_planned_change_get_plan (change);

  /* Translators: a plan whose name is not known, in "Becomes another plan, $75.00 a month, …" */
  return plan != NULL ? smrt_words_plan_short_name (plan, catalogue) : g_strdup (_("another plan"));
}

static char *
describe_quantity (SmrtPlannedChange *change)
{
  SmrtPlan *plan = smrt_planned_change_get_plan (change);

  return smrt_words_quantity (smrt_planned_change_get_quantity (change),
                              plan != NULL ? smrt_plan_get_unit_label (plan) : NULL);
}

static SmrtMoney
get_remaining (SmrtInvoice *invoice)
{
  return smrt_invoice_get_money (invoice, smrt_invoice_get_sums (invoice)->amount_remaining);
}

/* That something is going to change, where the server or the catalogue does
 * not tell what. */
static char *
describe_unknown_schedule (SmrtSubscription *subscription)
{
  SmrtSchedule *schedule = smrt_subscription_get_schedule (subscription);
  SmrtSchedulePhase *phase = schedule != NULL ? smrt_schedule_find_next_phase (schedule) : NULL;
  g_autofree char *date = NULL;

  if (smrt_subscription_get_schedule_id (subscription) == NULL)
    return NULL;
  if (schedule == NULL)
    return g_strdup (_("A change is scheduled"));
  if (phase == NULL)
    return NULL;

  date = smrt_words_date (phase->start_date);

  /* Translators: %s is a day */
  return g_strdup_printf (_("A change is scheduled for %s"), date);
}

char *
smrt_words_scheduled (SmrtSubscription *subscription,
                      SmrtCatalogue    *catalogue)
{
  g_autoptr (SmrtPlannedChange) change = NULL;
  g_autofree char *plan = NULL;
  g_autofree char *quantity = NULL;
  g_autofree char *price = NULL;
  g_autofree char *date = NULL;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);
  g_return_val_if_fail (SMRT_IS_CATALOGUE (catalogue), NULL);

  change = smrt_planned_change_new_scheduled (subscription, catalogue);
  if (change == NULL)
    return describe_unknown_schedule (subscription);

  plan = describe_plan (change, catalogue);
  quantity = describe_quantity (change);
  price = smrt_words_price (smrt_planned_change_get_price (change), smrt_planned_change_get_quantity (change));
  date = smrt_words_date (smrt_planned_change_get_date (change));

  if (quantity != NULL)
    /* Translators: what a subscription is going to be: "Becomes Single Line, 3 seats, $126.00 a month, on 12
     * December 2026" */
    return g_strdup_printf (_("Becomes %1$s, %2$s, %3$s, on %4$s"), plan, quantity, price, date);

  /* Translators: what a subscription is going to be: "Becomes Standard, $75.00 a month, on 3 December 2026" */
  return g_strdup_printf (_("Becomes %1$s, %2$s, on %3$s"), plan, price, date);
}

char *
smrt_words_pending (SmrtSubscription *subscription,
                    SmrtCatalogue    *catalogue)
{
  g_autoptr (SmrtPlannedChange) change = NULL;
  g_autofree char *plan = NULL;
  g_autofree char *quantity = NULL;
  g_autofree char *price = NULL;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);
  g_return_val_if_fail (SMRT_IS_CATALOGUE (catalogue), NULL);

  change = smrt_planned_change_new_pending (subscription, catalogue);
  if (change == NULL)
    return NULL;

  plan = describe_plan (change, catalogue);
  quantity = describe_quantity (change);
  price = smrt_words_price (smrt_planned_change_get_price (change), smrt_planned_change_get_quantity (change));

  if (quantity != NULL)
    /* Translators: what a subscription is going to be: "Becomes Multi Line, 3 seats, $225.00 a month, once it is
     * paid" */
    return g_strdup_printf (_("Becomes %1$s, %2$s, %3$s, once it is paid"), plan, quantity, price);

  /* Translators: what a subscription is going to be: "Becomes Pro, $125.00 a month, once it is paid" */
  return g_strdup_printf (_("Becomes %1$s, %2$s, once it is paid"), plan, price);
}

char *
smrt_words_pending_payment (SmrtSubscription *subscription,
                            SmrtInvoice      *invoice)
{
  g_autofree char *amount = NULL;
  g_autofree char *time = NULL;
  SmrtMoney remaining;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);
  g_return_val_if_fail (invoice == NULL || SMRT_IS_INVOICE (invoice), NULL);

  time = smrt_words_time (smrt_subscription_get_pending_update_expires_at (subscription));
  if (invoice == NULL)
    /* Translators: of a change; %s is a day and a time of day */
    return g_strdup_printf (_("Waits for payment until %s"), time);

  remaining = get_remaining (invoice);
  amount = smrt_words_money (&remaining);

  /* Translators: of a change; %1$s is an amount, %2$s a day and a time of day */
  return g_strdup_printf (_("Waits for payment of %1$s until %2$s"), amount, time);
}

char *
smrt_words_keep_button (SmrtPlan      *plan,
                        SmrtCatalogue *catalogue)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (plan == NULL || SMRT_IS_PLAN (plan), NULL);

  if (plan == NULL)
    return g_strdup (_("Keep Current Plan"));

  name = smrt_words_plan_short_name (plan, catalogue);

  /* Translators: a button; %s is the name of the plan that is kept, "Multi Line" */
  return g_strdup_printf (_("Keep %s"), name);
}

char *
smrt_words_pay_button (SmrtInvoice *invoice)
{
  g_autofree char *amount = NULL;
  SmrtMoney remaining;

  g_return_val_if_fail (SMRT_IS_INVOICE (invoice), NULL);

  remaining = get_remaining (invoice);
  amount = smrt_words_money (&remaining);

  /* Translators: a button that opens the page where it is paid; %s is an amount */
  return g_strdup_printf (_("Pay %s…"), amount);
}

char *
smrt_words_collection (SmrtCollection    collection,
                       SmrtSubscription *subscription)
{
  unsigned int days;

  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  switch (collection)
    {
    case SMRT_COLLECTION_SEND_INVOICE:
      days = smrt_subscription_get_days_until_due (subscription);
      if (days == 0)
        return g_strdup (_("An invoice is sent"));
      /* Translators: %u is how many days there are to pay it */
      return g_strdup_printf (ngettext ("An invoice is sent, due in %u day",
                                        "An invoice is sent, due in %u days", days),
                              days);
    case SMRT_COLLECTION_NO_METHOD:
      return g_strdup (_("There is no payment method to charge"));
    case SMRT_COLLECTION_EXPIRED:
      return g_strdup (_("The card that is charged has expired"));
    case SMRT_COLLECTION_CHARGE:
    default:
      return NULL;
    }
}

char *
smrt_words_own_payment_method (SmrtPaymentMethod *payment_method)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (SMRT_IS_PAYMENT_METHOD (payment_method), NULL);

  name = smrt_words_payment_method (payment_method);

  /* Translators: %s is a card, "Visa •••• 4242" */
  return g_strdup_printf (_("Charged to %s"), name);
}

const char *
smrt_words_read_only_payment (void)
{
  return _("Only the Account Owner and Users with the Finance & Billing permission can change the payment method.");
}
