/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-account-usage.h"

struct _SmrtAccountUsage
{
  GObject parent_instance;

  GListStore *periods;
  GListStore *grants;
  GPtrArray *balances;
  GError *error;
  gint64 as_of;
  SmrtUsageState state;
  unsigned int last_begun;
  unsigned int last_shown;
  gboolean loaded;
  gboolean subscribed;
};

G_DEFINE_FINAL_TYPE (SmrtAccountUsage, smrt_account_usage, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SmrtUsageState, smrt_usage_state,
                    G_DEFINE_ENUM_VALUE (SMRT_USAGE_STATE_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (SMRT_USAGE_STATE_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (SMRT_USAGE_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (SMRT_USAGE_STATE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SMRT_USAGE_STATE_FAILED, "failed"))

enum
{
  PROP_0,
  PROP_PERIODS,
  PROP_GRANTS,
  PROP_STATE,
  PROP_LOADED,
  PROP_AS_OF,
  PROP_ERROR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
smrt_account_usage_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SmrtAccountUsage *self = SMRT_ACCOUNT_USAGE (object);

  switch (prop_id)
    {
    case PROP_PERIODS:
      g_value_set_object (value, self->periods);
      break;
    case PROP_GRANTS:
      g_value_set_object (value, self->grants);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, self->as_of);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_account_usage_dispose (GObject *object)
{
  SmrtAccountUsage *self = SMRT_ACCOUNT_USAGE (object);

  g_clear_object (&self->periods);
  g_clear_object (&self->grants);
  g_clear_pointer (&self->balances, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (smrt_account_usage_parent_class)->dispose (object);
}

static void
smrt_account_usage_class_init (SmrtAccountUsageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = smrt_account_usage_get_property;
  object_class->dispose = smrt_account_usage_dispose;

  properties[PROP_PERIODS] = g_param_spec_object ("periods", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_GRANTS] = g_param_spec_object ("grants", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SMRT_TYPE_USAGE_STATE, SMRT_USAGE_STATE_EMPTY, readable);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_account_usage_init (SmrtAccountUsage *self)
{
  self->periods = g_list_store_new (SMRT_TYPE_USAGE);
  self->grants = g_list_store_new (SMRT_TYPE_USAGE_GRANT);
}

SmrtAccountUsage *
smrt_account_usage_new (void)
{
  return g_object_new (SMRT_TYPE_ACCOUNT_USAGE, NULL);
}

GListModel *
smrt_account_usage_get_periods (SmrtAccountUsage *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT_USAGE (self), NULL);

  return G_LIST_MODEL (self->periods);
}

GListModel *
smrt_account_usage_get_grants (SmrtAccountUsage *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT_USAGE (self), NULL);

  return G_LIST_MODEL (self->grants);
}

SmrtUsage *
smrt_account_usage_find_period (SmrtAccountUsage *self,
                                const char       *id)
{
  GListModel *periods;

  g_return_val_if_fail (SMRT_IS_ACCOUNT_USAGE (self), NULL);

  periods = G_LIST_MODEL (self->periods);
  for (unsigned int i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (SmrtUsage) usage = g_list_model_get_item (periods, i);

      if (g_strcmp0 (smrt_usage_get_id (usage), id) == 0)
        return usage;
    }

  return NULL;
}

SmrtUsageState
smrt_account_usage_get_state (SmrtAccountUsage *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT_USAGE (self), SMRT_USAGE_STATE_EMPTY);

  return self->state;
}

gboolean
smrt_account_usage_get_loaded (SmrtAccountUsage *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT_USAGE (self), FALSE);

  return self->loaded;
}

gint64
smrt_account_usage_get_as_of (SmrtAccountUsage *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT_USAGE (self), 0);

  return self->as_of;
}

const GError *
smrt_account_usage_get_error (SmrtAccountUsage *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT_USAGE (self), NULL);

  return self->error;
}

gboolean
smrt_account_usage_get_subscribed (SmrtAccountUsage *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT_USAGE (self), FALSE);

  return self->subscribed;
}

gboolean
smrt_account_usage_get_available (SmrtAccountUsage *self,
                                  const char       *currency,
                                  SmrtMoney        *available)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT_USAGE (self), FALSE);
  g_return_val_if_fail (available != NULL, FALSE);

  if (self->balances == NULL)
    return FALSE;

  for (unsigned int i = 0; i < self->balances->len; i++)
    {
      const SmrtMoney *balance = g_ptr_array_index (self->balances, i);

      if (currency == NULL || g_str_equal (balance->currency, currency))
        {
          *available = *balance;
          return TRUE;
        }
    }

  /* A server that lists no balance in a currency says that there is none. */
  if (currency == NULL)
    return FALSE;

  *available = smrt_money_init (0, currency);

  return TRUE;
}

gboolean
smrt_account_usage_get_left (SmrtAccountUsage *self,
                             const char       *currency,
                             SmrtMoney        *left)
{
  GListModel *periods;

  if (!smrt_account_usage_get_available (self, currency, left))
    return FALSE;

  periods = G_LIST_MODEL (self->periods);
  for (unsigned int i = 0; i < g_list_model_get_n_items (periods); i++)
    {
      g_autoptr (SmrtUsage) usage = g_list_model_get_item (periods, i);
      const SmrtMoney *used = smrt_usage_get_from_credit (usage);

      if (smrt_usage_get_running (usage) && g_str_equal (used->currency, left->currency))
        left->amount = MAX (left->amount - used->amount, 0);
    }

  return TRUE;
}

static void
set_state (SmrtAccountUsage *self,
           SmrtUsageState    state,
           const GError     *error)
{
  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

unsigned int
smrt_account_usage_begin (SmrtAccountUsage *self)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT_USAGE (self), 0);

  if (!self->loaded)
    set_state (self, SMRT_USAGE_STATE_LOADING, NULL);

  return ++self->last_begun;
}

static int
compare_periods (gconstpointer a,
                 gconstpointer b)
{
  SmrtUsage *one = *(SmrtUsage **) a;
  SmrtUsage *other = *(SmrtUsage **) b;
  gint64 start = smrt_usage_get_start (one);
  gint64 other_start = smrt_usage_get_start (other);

  if (smrt_usage_get_running (one) != smrt_usage_get_running (other))
    return smrt_usage_get_running (one) ? -1 : 1;

  return (start < other_start) - (start > other_start);
}

static void
replace_all (GListStore *store,
             GPtrArray  *items)
{
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items != NULL ? items->pdata : NULL,
                       items != NULL ? items->len : 0);
}

void
smrt_account_usage_take (SmrtAccountUsage *self,
                         unsigned int      number,
                         GPtrArray        *periods,
                         GPtrArray        *grants,
                         GPtrArray        *balances,
                         gboolean          subscribed,
                         gint64            as_of)
{
  g_return_if_fail (SMRT_IS_ACCOUNT_USAGE (self));
  g_return_if_fail (periods != NULL);

  if (number < self->last_shown)
    return;

  self->last_shown = number;
  self->subscribed = subscribed;
  self->as_of = as_of;
  g_clear_pointer (&self->balances, g_ptr_array_unref);
  self->balances = balances != NULL ? g_ptr_array_ref (balances) : NULL;
  g_ptr_array_sort (periods, compare_periods);
  replace_all (self->periods, periods);
  replace_all (self->grants, grants);

  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  set_state (self, SMRT_USAGE_STATE_READY, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_OF]);
}

void
smrt_account_usage_fail (SmrtAccountUsage *self,
                         unsigned int      number,
                         const GError     *error,
                         gboolean          offline)
{
  g_return_if_fail (SMRT_IS_ACCOUNT_USAGE (self));

  if (number < self->last_shown)
    return;

  /* What is in the offline copy may still come, and is shown then. */
  if (error != NULL)
    set_state (self, offline ? SMRT_USAGE_STATE_OFFLINE : SMRT_USAGE_STATE_FAILED, error);
  else if (!self->loaded && self->state == SMRT_USAGE_STATE_LOADING && number == self->last_begun)
    set_state (self, SMRT_USAGE_STATE_EMPTY, NULL);
}
