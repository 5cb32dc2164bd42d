/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "real-keyring.h"

#define NAME "org.freedesktop.secrets"
#define PASSWORD "only for tests"

struct _RealKeyring
{
  GTestDBus *bus;
  GDBusConnection *connection;
  GSubprocess *daemon;
};

static void
appeared_cb (GDBusConnection *connection,
             const char      *name,
             const char      *owner,
             gpointer         user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
wait_for_it (RealKeyring *self)
{
  gboolean is_there = FALSE;
  unsigned int watch;

  watch = g_bus_watch_name_on_connection (self->connection, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                          appeared_cb, NULL, &is_there, NULL);
  while (!is_there)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

static void
start_daemon (RealKeyring *self,
              const char  *home)
{
  static const char * const unset[] = { "G_DEBUG", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "GNOME_KEYRING_CONTROL" };
  g_autofree char *control = g_strconcat ("--control-directory=", home, NULL);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  GOutputStream *input;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  for (unsigned int i = 0; i < G_N_ELEMENTS (unset); i++)
    g_subprocess_launcher_unsetenv (launcher, unset[i]);
  g_subprocess_launcher_setenv (launcher, "HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", home, TRUE);
  self->daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                              "--components=secrets", control, "--unlock", NULL);
  g_assert_no_error (error);

  input = g_subprocess_get_stdin_pipe (self->daemon);
  g_output_stream_write_all (input, PASSWORD, strlen (PASSWORD), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (input, NULL, &error);
  g_assert_no_error (error);
}

RealKeyring *
real_keyring_start (const char *home)
{
  RealKeyring *self = g_new0 (RealKeyring, 1);
  g_autoptr (GError) error = NULL;

  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  start_daemon (self, home);
  wait_for_it (self);

  return self;
}

void
real_keyring_stop (RealKeyring *self)
{
  g_subprocess_force_exit (self->daemon);
  g_subprocess_wait (self->daemon, NULL, NULL);
  g_clear_object (&self->daemon);
  g_clear_object (&self->connection);
  g_test_dbus_down (self->bus);
  g_clear_object (&self->bus);
  g_free (self);
}

unsigned int
real_keyring_count (RealKeyring *self)
{
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) open = NULL;
  g_autoptr (GVariant) locked = NULL;
  g_autoptr (GError) error = NULL;

  answer = g_dbus_connection_call_sync (self->connection, NAME, "/org/freedesktop/secrets",
                                        "org.freedesktop.Secret.Service", "SearchItems",
                                        g_variant_new_parsed ("({'xdg:schema': 'io.smrtphone.Plans'},)"),
                                        G_VARIANT_TYPE ("(aoao)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  open = g_variant_get_child_value (answer, 0);
  locked = g_variant_get_child_value (answer, 1);
  g_assert_cmpuint (g_variant_n_children (locked), ==, 0);

  return g_variant_n_children (open);
}
