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
  GListStore *usage_subscriptions;
  GListStore *credits;
  GListStore *invoices;
  SmrtAccountUsage *usage;
  SmrtStore *store;
  GSignalGroup *store_signals;
  GError *store_problem;
  GError *error;
  gint64 as_of;
  guint64 loading_rows;
  unsigned int n_begun;
  unsigned int n_shown;
  SmrtAccountState state;
  SmrtAccountChanges changes;
  gboolean reading;
  gboolean loading;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_CATALOGUE,
  PROP_CUSTOMER,
  PROP_SUBSCRIPTIONS,
  PROP_USAGE_SUBSCRIPTIONS,
  PROP_CREDITS,
  PROP_INVOICES,
  PROP_USAGE,
  PROP_STORE,
  PROP_STORE_PROBLEM,
  PROP_STORE_NOTICE,
  PROP_AS_OF,
  PROP_STATE,
  PROP_CHANGES,
  PROP_REFRESHING,
  PROP_LOADING_ROWS,
  PROP_LOADED,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SmrtAccount, smrt_account, G_TYPE_OBJECT)

static void
update_changes (SmrtAccount *self)
{
  SmrtAccountChanges changes = smrt_account_changes_of (self->session, self->state);

  if (self->changes == changes)
    return;

  self->changes = changes;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGES]);
}

static void
set_state (SmrtAccount      *self,
           SmrtAccountState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  update_changes (self);
}

static void
set_under_way (SmrtAccount *self,
               gboolean     reading,
               gboolean     loading)
{
  gboolean was_refreshing = smrt_account_get_refreshing (self);

  self->reading = reading;
  self->loading = loading;
  if (was_refreshing != smrt_account_get_refreshing (self))
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
replace_all (GListStore *list,
             GPtrArray  *items)
{
  g_list_store_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), items->pdata, items->len);
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
    case PROP_USAGE_SUBSCRIPTIONS:
      g_value_set_object (value, self->usage_subscriptions);
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
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;
    case PROP_STORE_PROBLEM:
      g_value_set_boxed (value, self->store_problem);
      break;
    case PROP_STORE_NOTICE:
      g_value_set_string (value, smrt_account_get_store_notice (self));
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_CHANGES:
      g_value_set_enum (value, self->changes);
      break;
    case PROP_REFRESHING:
      g_value_set_boolean (value, smrt_account_get_refreshing (self));
      break;
    case PROP_LOADING_ROWS:
      g_value_set_uint64 (value, self->loading_rows);
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
smrt_account_constructed (GObject *object)
{
  SmrtAccount *self = SMRT_ACCOUNT (object);

  G_OBJECT_CLASS (smrt_account_parent_class)->constructed (object);

  g_signal_connect_object (self->session, "notify::can-change", G_CALLBACK (update_changes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::signed-in", G_CALLBACK (update_changes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::ended", G_CALLBACK (update_changes), self, G_CONNECT_SWAPPED);
  self->changes = smrt_account_changes_of (self->session, self->state);
}

static void
smrt_account_dispose (GObject *object)
{
  SmrtAccount *self = SMRT_ACCOUNT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->customer);
  g_clear_object (&self->subscriptions);
  g_clear_object (&self->usage_subscriptions);
  g_clear_object (&self->credits);
  g_clear_object (&self->invoices);
  g_clear_object (&self->usage);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->store);
  g_clear_error (&self->store_problem);
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
  object_class->constructed = smrt_account_constructed;
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
  properties[PROP_USAGE_SUBSCRIPTIONS] =
    g_param_spec_object ("usage-subscriptions", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_CREDITS] =
    g_param_spec_object ("credits", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_INVOICES] =
    g_param_spec_object ("invoices", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_USAGE] =
    g_param_spec_object ("usage", NULL, NULL, SMRT_TYPE_ACCOUNT_USAGE, readable);
  properties[PROP_STORE] =
    g_param_spec_object ("store", NULL, NULL, SMRT_TYPE_STORE, readable);
  properties[PROP_STORE_PROBLEM] =
    g_param_spec_boxed ("store-problem", NULL, NULL, G_TYPE_ERROR, readable);
  properties[PROP_STORE_NOTICE] =
    g_param_spec_string ("store-notice", NULL, NULL, NULL, readable);
  properties[PROP_AS_OF] =
    g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SMRT_TYPE_ACCOUNT_STATE, SMRT_ACCOUNT_STATE_EMPTY, readable);
  properties[PROP_CHANGES] =
    g_param_spec_enum ("changes", NULL, NULL, SMRT_TYPE_ACCOUNT_CHANGES, SMRT_ACCOUNT_CHANGES_OFFERED, readable);
  properties[PROP_REFRESHING] =
    g_param_spec_boolean ("refreshing", NULL, NULL, FALSE, readable);
  properties[PROP_LOADING_ROWS] =
    g_param_spec_uint64 ("loading-rows", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_LOADED] =
    g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] =
    g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
set_aside_cb (SmrtAccount *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE_NOTICE]);
}

static void
smrt_account_init (SmrtAccount *self)
{
  self->subscriptions = g_list_store_new (SMRT_TYPE_SUBSCRIPTION);
  self->usage_subscriptions = g_list_store_new (SMRT_TYPE_SUBSCRIPTION);
  self->credits = g_list_store_new (SMRT_TYPE_CREDIT_ENTRY);
  self->invoices = g_list_store_new (SMRT_TYPE_INVOICE);
  self->usage = smrt_account_usage_new ();
  self->store_signals = g_signal_group_new (SMRT_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "notify::set-aside", G_CALLBACK (set_aside_cb), self);
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
smrt_account_get_usage_subscriptions (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return G_LIST_MODEL (self->usage_subscriptions);
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

  return self->reading || self->loading;
}

SmrtAccountChanges
smrt_account_get_changes (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), SMRT_ACCOUNT_CHANGES_NOT_READ);

  return self->changes;
}

guint64
smrt_account_get_loading_rows (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), 0);

  return self->loading_rows;
}

SmrtStore *
smrt_account_get_store (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return self->store;
}

void
smrt_account_set_store (SmrtAccount  *self,
                        SmrtStore    *store,
                        const GError *problem)
{
  g_return_if_fail (SMRT_IS_ACCOUNT (self));
  g_return_if_fail (SMRT_IS_STORE (store));

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_object (&self->store, store))
    {
      g_signal_group_set_target (self->store_signals, store);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE_NOTICE]);
    }
  if (self->store_problem != NULL || problem != NULL)
    {
      g_clear_error (&self->store_problem);
      self->store_problem = problem != NULL ? g_error_copy (problem) : NULL;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORE_PROBLEM]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

const GError *
smrt_account_get_store_problem (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return self->store_problem;
}

const char *
smrt_account_get_store_notice (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), NULL);

  return self->store != NULL ? smrt_store_get_set_aside (self->store) : NULL;
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

/* Everything is in place before anybody is told: a row that reacts to its
 * subscription looks up the new catalogue and the new customer. */
static void
show (SmrtAccount   *self,
      SmrtCatalogue *catalogue,
      SmrtCustomer  *customer,
      GPtrArray     *subscriptions,
      GPtrArray     *credits,
      GPtrArray     *invoices,
      gint64         as_of)
{
  gboolean was_loaded = smrt_account_get_loaded (self);

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
}

void
smrt_account_show_copy (SmrtAccount   *self,
                        SmrtCatalogue *catalogue,
                        SmrtCustomer  *customer,
                        GPtrArray     *subscriptions,
                        GPtrArray     *credits,
                        GPtrArray     *invoices,
                        gint64         as_of)
{
  g_return_if_fail (SMRT_IS_ACCOUNT (self));
  g_return_if_fail (SMRT_IS_CATALOGUE (catalogue));
  g_return_if_fail (SMRT_IS_CUSTOMER (customer));
  g_return_if_fail (subscriptions != NULL && credits != NULL && invoices != NULL);

  if (smrt_account_get_loaded (self))
    return;

  g_object_freeze_notify (G_OBJECT (self));
  show (self, catalogue, customer, subscriptions, credits, invoices, as_of);
  g_object_thaw_notify (G_OBJECT (self));
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
  g_return_if_fail (SMRT_IS_ACCOUNT (self));
  g_return_if_fail (SMRT_IS_CATALOGUE (catalogue));
  g_return_if_fail (SMRT_IS_CUSTOMER (customer));
  g_return_if_fail (subscriptions != NULL && credits != NULL && invoices != NULL);

  g_object_freeze_notify (G_OBJECT (self));
  show (self, catalogue, customer, subscriptions, credits, invoices, as_of);
  set_error (self, NULL);
  set_under_way (self, FALSE, self->loading);
  set_state (self, SMRT_ACCOUNT_STATE_READY);
  g_object_thaw_notify (G_OBJECT (self));
}

void
smrt_account_take_usage_subscriptions (SmrtAccount *self,
                                       GPtrArray   *subscriptions)
{
  g_return_if_fail (SMRT_IS_ACCOUNT (self));
  g_return_if_fail (subscriptions != NULL);

  replace_all (self->usage_subscriptions, subscriptions);
}

unsigned int
smrt_account_begin_reading (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), 0);

  g_object_freeze_notify (G_OBJECT (self));
  set_under_way (self, TRUE, self->loading);
  if (!smrt_account_get_loaded (self) || self->state == SMRT_ACCOUNT_STATE_EMPTY)
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
  set_under_way (self, FALSE, self->loading);
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

gboolean
smrt_account_begin_loading (SmrtAccount *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (self), FALSE);

  if (self->loading)
    return FALSE;

  set_under_way (self, self->reading, TRUE);

  return TRUE;
}

void
smrt_account_set_loading_rows (SmrtAccount *self,
                               guint64      n_rows)
{
  g_return_if_fail (SMRT_IS_ACCOUNT (self));

  if (self->loading_rows == n_rows)
    return;

  self->loading_rows = n_rows;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING_ROWS]);
}

void
smrt_account_end_loading (SmrtAccount *self)
{
  g_return_if_fail (SMRT_IS_ACCOUNT (self));

  g_object_freeze_notify (G_OBJECT (self));
  smrt_account_set_loading_rows (self, 0);
  set_under_way (self, self->reading, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
}
