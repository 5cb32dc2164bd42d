/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-reconnect.h"

#include "smrt-refresh.h"

#define DEFAULT_SETTLE_MS 2000
#define MAX_RETRIES 3

struct _SmrtReconnect
{
  GObject parent_instance;

  SmrtAccount *account;
  GNetworkMonitor *monitor;
  GCancellable *cancellable;
  unsigned int settle_ms;
  unsigned int n_retries;
  unsigned int timer;
  gboolean watches;
  gboolean waits;     /* for a reading that is under way */
};

enum
{
  PROP_0,
  PROP_ACCOUNT,
  PROP_MONITOR,
  PROP_SETTLE_MS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SmrtReconnect, smrt_reconnect, G_TYPE_OBJECT)

static void start (SmrtReconnect *self);

static gboolean
is_offline (SmrtReconnect *self)
{
  return smrt_account_get_state (self->account) == SMRT_ACCOUNT_STATE_OFFLINE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtReconnect) self = user_data;
  g_autoptr (GError) error = NULL;

  if (smrt_refresh_run_finish (SMRT_REFRESH (source), result, &error))
    return;

  g_debug ("The account is still not read: %s", error->message);
  if (g_cancellable_is_cancelled (self->cancellable) || !is_offline (self) || self->n_retries == MAX_RETRIES ||
      !g_network_monitor_get_network_available (self->monitor))
    return;

  /* The network may have changed meanwhile, and then that counts. */
  if (self->timer == 0)
    {
      self->n_retries++;
      start (self);
    }
}

static gboolean
settled_cb (gpointer data)
{
  SmrtReconnect *self = data;
  g_autoptr (SmrtRefresh) refresh = NULL;

  self->timer = 0;
  self->waits = is_offline (self) && smrt_account_get_refreshing (self->account);
  if (!is_offline (self) || self->waits)
    return G_SOURCE_REMOVE;

  refresh = smrt_refresh_new (self->account);
  smrt_refresh_run_async (refresh, self->cancellable, read_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
start (SmrtReconnect *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (self->settle_ms << self->n_retries, settled_cb, self);
}

/* Each sign of life begins the quiet anew, so that a network that comes and goes
 * costs no requests. */
static void
network_changed_cb (SmrtReconnect *self)
{
  self->n_retries = 0;
  self->waits = FALSE;
  if (g_network_monitor_get_network_available (self->monitor))
    start (self);
  else
    g_clear_handle_id (&self->timer, g_source_remove);
}

/* A reading that began before the network came back may have failed for that. */
static void
refreshing_cb (SmrtReconnect *self)
{
  if (!self->waits || smrt_account_get_refreshing (self->account))
    return;

  self->waits = FALSE;
  start (self);
}

/* To ask the computer for its network takes time, and is of no use before
 * something is amiss. */
static void
state_cb (SmrtReconnect *self)
{
  if (self->watches || !is_offline (self))
    return;

  self->watches = TRUE;
  if (self->monitor == NULL)
    self->monitor = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitor, "notify::connectivity", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
smrt_reconnect_constructed (GObject *object)
{
  SmrtReconnect *self = SMRT_RECONNECT (object);

  G_OBJECT_CLASS (smrt_reconnect_parent_class)->constructed (object);

  g_assert (self->account != NULL);
  g_signal_connect_object (self->account, "notify::refreshing", G_CALLBACK (refreshing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  state_cb (self);
}

static void
smrt_reconnect_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SmrtReconnect *self = SMRT_RECONNECT (object);

  switch (prop_id)
    {
    case PROP_ACCOUNT:
      self->account = g_value_dup_object (value);
      break;
    case PROP_MONITOR:
      self->monitor = g_value_dup_object (value);
      break;
    case PROP_SETTLE_MS:
      self->settle_ms = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_reconnect_dispose (GObject *object)
{
  SmrtReconnect *self = SMRT_RECONNECT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->account);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (smrt_reconnect_parent_class)->dispose (object);
}

static void
smrt_reconnect_finalize (GObject *object)
{
  g_object_unref (SMRT_RECONNECT (object)->cancellable);

  G_OBJECT_CLASS (smrt_reconnect_parent_class)->finalize (object);
}

static void
smrt_reconnect_class_init (SmrtReconnectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = smrt_reconnect_constructed;
  object_class->set_property = smrt_reconnect_set_property;
  object_class->dispose = smrt_reconnect_dispose;
  object_class->finalize = smrt_reconnect_finalize;

  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, SMRT_TYPE_ACCOUNT, flags);
  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, G_TYPE_NETWORK_MONITOR, flags);
  properties[PROP_SETTLE_MS] =
    g_param_spec_uint ("settle-ms", NULL, NULL, 0, G_MAXINT >> MAX_RETRIES, DEFAULT_SETTLE_MS, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_reconnect_init (SmrtReconnect *self)
{
  self->cancellable = g_cancellable_new ();
}

SmrtReconnect *
smrt_reconnect_new (SmrtAccount *account)
{
  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);

  return g_object_new (SMRT_TYPE_RECONNECT, "account", account, NULL);
}
