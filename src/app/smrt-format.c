/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-format.h"

#include <glib/gi18n-lib.h>

static SmrtCatalogue *
get_catalogue (SmrtAccount *account)
{
  return account != NULL ? smrt_account_get_catalogue (account) : NULL;
}

static SmrtSubscriptionItem *
get_item (SmrtSubscription *subscription)
{
  SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);
  GPtrArray *items = smrt_subscription_get_items (subscription);

  if (item == NULL && items->len > 0)
    item = g_ptr_array_index (items, 0);

  return item;
}

/* The subscription whose payment is the next one. */
static SmrtSubscription *
find_next_payer (SmrtAccount *account)
{
  GListModel *subscriptions = smrt_account_get_subscriptions (account);
  SmrtSubscription *next = NULL;

  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      gint64 date = smrt_subscription_get_next_billing_date (subscription);

      if (date != 0 && smrt_subscription_get_cancel_at (subscription) == 0 &&
          smrt_subscription_get_main_item (subscription) != NULL &&
          (next == NULL || date < smrt_subscription_get_next_billing_date (next)))
        next = subscription;
    }

  return next;
}

SmrtPlan *
smrt_format_find_plan (SmrtAccount      *account,
                       SmrtSubscription *subscription)
{
  SmrtCatalogue *catalogue = get_catalogue (account);
  SmrtSubscriptionItem *item;

  if (catalogue == NULL || subscription == NULL)
    return NULL;

  item = get_item (subscription);

  if (item == NULL)
    return NULL;

  return smrt_catalogue_find_plan (catalogue, smrt_price_get_product_id (smrt_subscription_item_get_price (item)));
}

char *
smrt_format_subscription_family (gpointer          widget,
                                 SmrtAccount      *account,
                                 SmrtSubscription *subscription)
{
  SmrtPlan *plan = smrt_format_find_plan (account, subscription);

  if (plan == NULL)
    return g_strdup (_("Subscription"));

  return smrt_words_family_title (plan, get_catalogue (account));
}

char *
smrt_format_subscription_title (gpointer          widget,
                                SmrtAccount      *account,
                                SmrtSubscription *subscription)
{
  SmrtPlan *plan = smrt_format_find_plan (account, subscription);

  if (plan == NULL)
    return g_strdup (_("Subscription"));

  return smrt_words_plan_title (plan, get_catalogue (account));
}

char *
smrt_format_subscription_price (gpointer          widget,
                                SmrtAccount      *account,
                                SmrtSubscription *subscription)
{
  if (subscription == NULL)
    return NULL;

  return smrt_words_subscription_price (subscription, smrt_format_find_plan (account, subscription));
}

char *
smrt_format_subscription_next (gpointer          widget,
                               SmrtSubscription *subscription)
{
  return subscription != NULL ? smrt_words_subscription_next (subscription) : NULL;
}

char *
smrt_format_subscription_status (gpointer          widget,
                                 SmrtSubscription *subscription)
{
  return subscription != NULL ? smrt_words_subscription_status (subscription, NULL) : NULL;
}

SmrtTone
smrt_format_subscription_tone (gpointer          widget,
                               SmrtSubscription *subscription)
{
  SmrtTone tone = SMRT_TONE_NEUTRAL;
  g_autofree char *status = NULL;

  if (subscription != NULL)
    status = smrt_words_subscription_status (subscription, &tone);

  return tone;
}

char *
smrt_format_subscription_icon (gpointer          widget,
                               SmrtAccount      *account,
                               SmrtSubscription *subscription)
{
  SmrtPlan *plan = smrt_format_find_plan (account, subscription);

  if (plan != NULL && smrt_plan_get_unit_label (plan) != NULL)
    return g_strdup ("smrt-dialer-symbolic");

  return g_strdup ("smrt-phone-symbolic");
}

char *
smrt_format_balance (gpointer      widget,
                     SmrtAccount  *account,
                     SmrtCustomer *customer)
{
  SmrtMoney credit;

  if (account == NULL || !smrt_account_get_credit (account, &credit))
    return g_strdup (_("No credit"));

  return smrt_words_balance (&credit);
}

char *
smrt_format_balance_amount (gpointer      widget,
                            SmrtAccount  *account,
                            SmrtCustomer *customer)
{
  SmrtMoney credit;

  if (account == NULL || !smrt_account_get_credit (account, &credit))
    return g_strdup (_("No credit"));

  return credit.amount < 0 ? smrt_words_balance (&credit) : smrt_words_money (&credit);
}

gboolean
smrt_format_find_next_payment (SmrtAccount       *account,
                               SmrtSubscription **subscription,
                               SmrtMoney         *payment)
{
  SmrtSubscriptionItem *item;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), FALSE);

  *subscription = find_next_payer (account);
  if (*subscription == NULL)
    return FALSE;

  item = smrt_subscription_get_main_item (*subscription);

  return smrt_price_get_amount (smrt_subscription_item_get_price (item), smrt_subscription_item_get_quantity (item),
                                payment);
}

char *
smrt_format_balance_use (gpointer      widget,
                         SmrtAccount  *account,
                         SmrtCustomer *customer)
{
  SmrtMoney credit;
  SmrtMoney payment;
  SmrtSubscription *subscription;

  if (account == NULL || !smrt_account_get_credit (account, &credit))
    return g_strdup (_("Credit comes from downgrades and from switching to monthly billing"));

  if (credit.amount < 0)
    return g_strdup (_("Collected with the next payment"));

  if (credit.amount == 0)
    return g_strdup (_("Credit comes from downgrades and from switching to monthly billing"));

  if (!smrt_format_find_next_payment (account, &subscription, &payment))
    return g_strdup (_("Used for the next subscription payments"));

  return smrt_words_credit_use (&credit, &payment, smrt_subscription_get_next_billing_date (subscription));
}

gboolean
smrt_format_has_balance (gpointer      widget,
                         SmrtAccount  *account,
                         SmrtCustomer *customer)
{
  SmrtMoney credit;

  return account != NULL && smrt_account_get_credit (account, &credit) && credit.amount != 0;
}

char *
smrt_format_account_name (SmrtAccount *account,
                          SmrtProfile *profile)
{
  SmrtSession *session;
  SmrtCustomer *customer;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (profile == NULL || SMRT_IS_PROFILE (profile), NULL);

  session = smrt_account_get_session (account);
  customer = smrt_account_get_customer (account);

  if (profile != NULL && smrt_profile_get_name (profile) != NULL)
    return smrt_words_plain (smrt_profile_get_name (profile));
  if (smrt_session_get_account_name (session) != NULL)
    return smrt_words_plain (smrt_session_get_account_name (session));
  if (customer != NULL && smrt_customer_get_name (customer) != NULL)
    return smrt_words_plain (smrt_customer_get_name (customer));

  return profile != NULL ? smrt_words_plain (smrt_profile_get_title (profile))
                         : g_strdup (smrt_session_get_server_url (session));
}

char *
smrt_format_role (gpointer widget,
                  SmrtRole role)
{
  g_autoptr (GEnumClass) enum_class = g_type_class_ref (SMRT_TYPE_ROLE);
  GEnumValue *value = g_enum_get_value (enum_class, role);

  return value != NULL && role != SMRT_ROLE_UNKNOWN ? smrt_words_role (value->value_nick) : NULL;
}

gboolean
smrt_format_is_filled (gpointer    widget,
                       const char *text)
{
  return text != NULL && *text != '\0';
}

void
smrt_format_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_subscription_title);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_subscription_price);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_subscription_next);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_subscription_status);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_subscription_tone);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_subscription_icon);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_balance);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_balance_amount);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_balance_use);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_has_balance);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_role);
  gtk_widget_class_bind_template_callback (widget_class, smrt_format_is_filled);
}
