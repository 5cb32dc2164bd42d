/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-proxy.h"
#include "smrt-reconnect.h"

/* A network that is there when the test says so. */
#define TEST_TYPE_MONITOR (test_monitor_get_type ())
G_DECLARE_FINAL_TYPE (TestMonitor, test_monitor, TEST, MONITOR, GObject)

struct _TestMonitor
{
  GObject parent_instance;

  gboolean available;
};

enum
{
  PROP_0,
  PROP_AVAILABLE,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static void
initable_iface_init (GInitableIface *iface)
{
}

static void
monitor_iface_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestMonitor, test_monitor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_iface_init)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_iface_init))

static void
test_monitor_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  TestMonitor *self = TEST_MONITOR (object);

  if (prop_id == PROP_AVAILABLE)
    g_value_set_boolean (value, self->available);
  else if (prop_id == PROP_METERED)
    g_value_set_boolean (value, FALSE);
  else
    g_value_set_enum (value, self->available ? G_NETWORK_CONNECTIVITY_FULL : G_NETWORK_CONNECTIVITY_LOCAL);
}

static void
test_monitor_class_init (TestMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_monitor_init (TestMonitor *self)
{
}

static void
set_available (TestMonitor *self,
               gboolean     available)
{
  self->available = available;
  g_object_notify (G_OBJECT (self), "network-available");
  g_object_notify (G_OBJECT (self), "connectivity");
  g_signal_emit_by_name (self, "network-changed", available);
}

typedef struct
{
  AccountFixture account;
  FaultProxy *proxy;
  TestMonitor *monitor;
  SmrtReconnect *reconnect;
} Fixture;

static gboolean
is_offline (gpointer data)
{
  return smrt_account_get_state (data) == SMRT_ACCOUNT_STATE_OFFLINE && !smrt_account_get_refreshing (data);
}

static gboolean
is_ready (gpointer data)
{
  return smrt_account_get_state (data) == SMRT_ACCOUNT_STATE_READY && !smrt_account_get_refreshing (data);
}

static gboolean
idle_cb (gpointer data)
{
  *(gboolean *) data = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* Until everything that is due by now was done. */
static void
let_pass (unsigned int milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add_full (G_PRIORITY_LOW, milliseconds, idle_cb, &done, NULL);
  account_fixture_wait (is_true, &done);
}

static void
lose_connection (Fixture *fixture)
{
  fault_proxy_cut_after (fixture->proxy, 0);
  smrt_refresh_read (fixture->account.account, NULL);
  account_fixture_wait (is_offline, fixture->account.account);
  g_ptr_array_set_size (fault_proxy_get_requests (fixture->proxy), 0);
}

static unsigned int
count_readings (Fixture *fixture)
{
  GPtrArray *requests = fault_proxy_get_requests (fixture->proxy);
  unsigned int n = 0;

  for (unsigned int i = 0; i < requests->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (requests, i), "GET /v1/subscriptions?");

  return n;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  account_fixture_set_up (&fixture->account, SMRT_ROLE_OWNER);
  fixture->proxy = fault_proxy_new_for (&fixture->account);
  fixture->monitor = g_object_new (TEST_TYPE_MONITOR, NULL);
  fixture->reconnect = g_object_new (SMRT_TYPE_RECONNECT,
                                     "account", fixture->account.account,
                                     "monitor", fixture->monitor,
                                     "settle-ms", 1,
                                     NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->reconnect);
  g_assert_finalize_object (fixture->monitor);
  fault_proxy_free (fixture->proxy);
  account_fixture_tear_down (&fixture->account);
}

static void
test_recovers (Fixture       *fixture,
               gconstpointer  data)
{
  lose_connection (fixture);
  fault_proxy_cut_after (fixture->proxy, -1);
  set_available (fixture->monitor, TRUE);
  account_fixture_wait (is_ready, fixture->account.account);
  g_assert_cmpuint (count_readings (fixture), ==, 1);
  g_assert_cmpint (smrt_account_get_changes (fixture->account.account), ==, SMRT_ACCOUNT_CHANGES_OFFERED);

  /* Who is there already is not asked. */
  set_available (fixture->monitor, FALSE);
  set_available (fixture->monitor, TRUE);
  let_pass (20);
  g_assert_cmpuint (count_readings (fixture), ==, 1);
}

/* A network that comes and goes a hundred times. */
static void
test_flapping (Fixture       *fixture,
               gconstpointer  data)
{
  lose_connection (fixture);
  fault_proxy_cut_after (fixture->proxy, -1);
  for (unsigned int i = 0; i < 100; i++)
    {
      set_available (fixture->monitor, FALSE);
      set_available (fixture->monitor, TRUE);
      if (i % 10 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  account_fixture_wait (is_ready, fixture->account.account);
  let_pass (20);
  g_assert_cmpuint (count_readings (fixture), ==, 1);
  g_assert_cmpuint (fault_proxy_get_requests (fixture->proxy)->len, <=, 10);
}

static void
note_reading_cb (SmrtAccount *account,
                 GParamSpec  *pspec,
                 gpointer     user_data)
{
  if (smrt_account_get_refreshing (account))
    (*(unsigned int *) user_data)++;
}

static gboolean
has_read_four_times (gpointer data)
{
  return *(unsigned int *) data >= 4;
}

/* A network without the server: four readings, and then silence. */
static void
test_gives_up (Fixture       *fixture,
               gconstpointer  data)
{
  unsigned int n_readings = 0;

  lose_connection (fixture);
  g_signal_connect (fixture->account.account, "notify::refreshing", G_CALLBACK (note_reading_cb), &n_readings);
  set_available (fixture->monitor, TRUE);
  account_fixture_wait (has_read_four_times, &n_readings);
  account_fixture_wait (is_offline, fixture->account.account);
  let_pass (50);
  g_assert_cmpuint (n_readings, ==, 4);

  /* The next change counts again. */
  fault_proxy_cut_after (fixture->proxy, -1);
  set_available (fixture->monitor, TRUE);
  account_fixture_wait (is_ready, fixture->account.account);
  g_assert_cmpuint (n_readings, ==, 5);
}

static void
test_no_network (Fixture       *fixture,
                 gconstpointer  data)
{
  lose_connection (fixture);
  fault_proxy_cut_after (fixture->proxy, -1);
  set_available (fixture->monitor, TRUE);
  set_available (fixture->monitor, FALSE);
  let_pass (20);
  g_assert_cmpuint (fault_proxy_get_requests (fixture->proxy)->len, ==, 0);
  g_assert_cmpint (smrt_account_get_state (fixture->account.account), ==, SMRT_ACCOUNT_STATE_OFFLINE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define add_test(path, function) g_test_add ("/reconnect/" path, Fixture, NULL, set_up, function, tear_down)

  add_test ("recovers", test_recovers);
  add_test ("flapping", test_flapping);
  add_test ("gives-up", test_gives_up);
  add_test ("no-network", test_no_network);

  return g_test_run ();
}
