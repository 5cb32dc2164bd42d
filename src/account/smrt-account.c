/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-account.h"

struct _SmrtAccount
{
  GObject parent_instance;

  SmrtSession *session;
  SmrtCatalogue *catalogue;
  SmrtCustomer *customer;
  GListStore *subscriptions;
  GListStore *credits;
  GListStore *invoices;
  SmrtAccountUsage *usage;
  GError *error;
  gint64 as_of;
  unsigned int n_begun;
  unsigned int n_shown;
  SmrtAccountState state;
  gboolean refreshing;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_CATALOGUE,
  PROP_CUSTOMER,
  PROP_SUBSCRIPTIONS,
  PROP_CREDITS,
  PROP_INVOICES,
  PROP_USAGE,
  PROP_AS_OF,
  PROP_STATE,
  PROP_REFRESHING,
  PROP_LOADED,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SmrtAccount, smrt_account, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SmrtAccountState, smrt_account_state,
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_STATE_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_STATE_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_STATE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SMRT_ACCOUNT_STATE_FAILED, "failed"))

static void
set_state (SmrtAccount      *self,
           SmrtAccountState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_refreshing (SmrtAccount *self,
                gboolean     refreshing)
{
  if (self->refreshing == refreshing)
    return;

  self->refreshing = refreshing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFRESHING]);
}

static void
set_error (SmrtAccount  *self,
           const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
replace_all (GListStore *store,
             GPtrArray  *items)
{
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
}

static void
smrt_account_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SmrtAccount *self = SMRT_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_CATALOGUE:
      g_value_set_object (value, self->catalogue);
      break;
    case PROP_CUSTOMER:
      g_value_set_object (value, self->customer);
      break;
    case PROP_SUBSCRIPTIONS:
      g_value_set_object (value, self->subscriptions);
      break;
    case PROP_CREDITS:
      g_value_set_object (value, self->credits);
      break;
    case PROP_INVOICES:
      g_value_set_object (value, self->invoices);
      break;
    case PROP_USAGE:
      g_value_set_object (value, self->usage);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_REFRESHING:
      g_value_set_boolean (value, self->refreshing);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, smrt_account_get_loaded (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_account_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SmrtAccount *self = SMRT_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_account_dispose (GObject *object)
{
  SmrtAccount *self = SMRT_ACCOUNT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->customer);
  g_clear_object (&self->subscriptions);
  g_clear_object (&self->credits);
  g_clear_object (&self->invoices);
  g_clear_object (&self->usage);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (smrt_account_parent_class)->dispose (object);
}

static void
smrt_account_class_init (SmrtAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = smrt_account_get_property;
  object_class->set_property = smrt_account_set_property;
  object_class->dispose = smrt_account_dispose;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, SMRT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CATALOGUE] =
    g_param_spec_object ("catalogue", NULL, NULL, SMRT_TYPE_CATALOGUE, readable);
  properties[PROP_CUSTOMER] =
    g_param_spec_object ("customer", NULL, NULL, SMRT_TYPE_CUSTOMER, readable);
  properties[PROP_SUBSCRIPTIONS] =
    g_param_spec_object ("subscriptions", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_CREDITS] =
    g_param_spec_object ("credits", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_INVOICES] =
    g_param_spec_object ("invoices", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_USAGE] =
    g_param_spec_object ("usage", NULL, NULL, SMRT_TYPE_ACCOUNT_USAGE, readable);
  properties[PROP_AS_OF] =
    g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SMRT_TYPE_ACCOUNT_STATE, SMRT_ACCOUNT_STATE_EMPTY, readable);
  properties[PROP_REFRESHING] =
    g_param_spec_boolean ("refreshing", NULL, NULL, FALSE, readable);
  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_account_init (SmrtAccount *self)
{
  self->subscriptions = g_list_store_new (SMRT_TYPE_SUBSCRIPTION);
  self->credits = g_list_store_new (SMRT_TYPE_CREDIT_ENTRY);
  self->invoices = g_list_store_new (SMRT_TYPE_INVOICE);
  self->usage = smrt_account_usage_new ();
}

SmrtAccount *
smrt_account_new (SmrtSession *session)
{
  g_return_val_if_fail (SMRT_IS_SESSION (session), NULL);

  return g_object_new (SMRT_TYPE_ACCOUNT, "session", session, NULL);
}

SmrtSession *
smrt_account_get_session (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return self->session;
}

SmrtCatalogue *
smrt_account_get_catalogue (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return self->catalogue;
}

SmrtCustomer *
smrt_account_get_customer (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return self->customer;
}

GListModel *
smrt_account_get_subscriptions (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return G_LIST_MODEL (self->subscriptions);
}

GListModel *
smrt_account_get_credits (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return G_LIST_MODEL (self->credits);
}

GListModel *
smrt_account_get_invoices (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return G_LIST_MODEL (self->invoices);
}

SmrtAccountUsage *
smrt_account_get_usage (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return self->usage;
}

gint64
smrt_account_get_as_of (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), 0);

  return self->as_of;
}

SmrtAccountState
smrt_account_get_state (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), SMRT_ACCOUNT_STATE_EMPTY);

  return self->state;
}

gboolean
smrt_account_get_refreshing (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), FALSE);

  return self->refreshing;
}

gboolean
smrt_account_get_loaded (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), FALSE);

  return self->catalogue != NULL;
}

const GError *
smrt_account_get_error (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return self->error;
}

SmrtSubscription *
smrt_account_find_subscription (SmrtAccount *self,
                                const char  *id)
{
  GListModel *model;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  model = G_LIST_MODEL (self->subscriptions);
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (model, i);

      if (g_str_equal (smrt_subscription_get_id (subscription), id))
        return subscription;
    }

  return NULL;
}

SmrtOffer *
smrt_account_find_offer (SmrtAccount *self,
                         const char  *subscription_id,
                         const char  *product_id,
                         SmrtCycle    cycle)
{
  SmrtSubscription *subscription;
  SmrtPlan *plan;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (product_id != NULL, NULL);

  subscription = smrt_account_find_subscription (self, subscription_id);
  plan = self->catalogue != NULL ? smrt_catalogue_find_plan (self->catalogue, product_id) : NULL;

  return subscription != NULL && plan != NULL
           ? smrt_catalogue_find_offer (self->catalogue, subscription, plan, cycle)
           : NULL;
}

SmrtInvoice *
smrt_account_find_invoice (SmrtAccount *self,
                           const char  *id)
{
  GListModel *model;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  model = G_LIST_MODEL (self->invoices);
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SmrtInvoice) invoice = g_list_model_get_item (model, i);

      if (g_str_equal (smrt_invoice_get_id (invoice), id))
        return invoice;
    }

  return NULL;
}

gboolean
smrt_account_get_credit (SmrtAccount *self,
                         SmrtMoney   *credit)
{
  const SmrtMoney *balance;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), FALSE);
  g_return_val_if_fail (credit != NULL, FALSE);

  balance = self->customer != NULL ? smrt_customer_get_balance (self->customer) : NULL;
  if (balance == NULL)
    return FALSE;

  *credit = smrt_money_negate (balance);

  return TRUE;
}

SmrtPaymentMethod *
smrt_account_get_payment_method (SmrtAccount      *self,
                                 SmrtSubscription *subscription)
{
  SmrtPaymentMethod *own;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);
  g_return_val_if_fail (SMRT_IS_SUBSCRIPTION (subscription), NULL);

  own = smrt_subscription_get_payment_method (subscription);
  if (own != NULL || self->customer == NULL)
    return own;

  return smrt_customer_get_payment_method (self->customer);
}

void
smrt_account_take_reading (SmrtAccount   *self,
                           SmrtCatalogue *catalogue,
                           SmrtCustomer  *customer,
                           GPtrArray     *subscriptions,
                           GPtrArray     *credits,
                           GPtrArray     *invoices,
                           gint64         as_of)
{
  gboolean was_loaded;

  g_return_if_fail (SMRT_IS_ACCOUNT (self));
  g_return_if_fail (SMRT_IS_CATALOGUE (catalogue));
  g_return_if_fail (SMRT_IS_CUSTOMER (customer));
  g_return_if_fail (subscriptions != NULL && credits != NULL && invoices != NULL);

  was_loaded = smrt_account_get_loaded (self);

  /* Everything is in place before anybody is told: a row that reacts to its
   * subscription looks up the new catalogue and the new customer. */
  g_object_freeze_notify (G_OBJECT (self));

  if (g_set_object (&self->catalogue, catalogue))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CATALOGUE]);
  if (g_set_object (&self->customer, customer))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CUSTOMER]);
  if (self->as_of != as_of)
    {
      self->as_of = as_of;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
    }
  if (!was_loaded)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);

  replace_all (self->invoices, invoices);
  replace_all (self->credits, credits);
  replace_all (self->subscriptions, subscriptions);

  set_error (self, NULL);
  set_refreshing (self, FALSE);
  set_state (self, SMRT_ACCOUNT_STATE_READY);

  g_object_thaw_notify (G_OBJECT (self));
}

unsigned int
smrt_account_begin_reading (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), 0);

  g_object_freeze_notify (G_OBJECT (self));
  set_refreshing (self, TRUE);
  if (!smrt_account_get_loaded (self))
    set_state (self, SMRT_ACCOUNT_STATE_LOADING);
  g_object_thaw_notify (G_OBJECT (self));

  return ++self->n_begun;
}

gboolean
smrt_account_accept_reading (SmrtAccount  *self,
                             unsigned int  number)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), FALSE);

  if (number < self->n_shown)
    return FALSE;

  self->n_shown = number;

  return TRUE;
}

void
smrt_account_fail_reading (SmrtAccount  *self,
                           const GError *error,
                           gboolean      offline)
{
  g_return_if_fail (SMRT_IS_ACCOUNT (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_refreshing (self, FALSE);
  if (error != NULL)
    {
      set_error (self, error);
      set_state (self, offline ? SMRT_ACCOUNT_STATE_OFFLINE : SMRT_ACCOUNT_STATE_FAILED);
    }
  else if (self->state == SMRT_ACCOUNT_STATE_LOADING)
    {
      set_state (self, SMRT_ACCOUNT_STATE_EMPTY);
    }
  g_object_thaw_notify (G_OBJECT (self));
}
