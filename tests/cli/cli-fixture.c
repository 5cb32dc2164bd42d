/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "smrt-json.h"
#include "smrt-stripe-client.h"

#define MAX_OUTPUT (16 * 1024 * 1024)
#define KEYRING "keyring"
#define DATABASE "sandbox.sqlite"

/* A bus at which nobody is and no programs, so that no test comes near the
 * person's own keyring or browser. */
static void
set_surroundings (CliFixture          *self,
                  GSubprocessLauncher *launcher)
{
  g_autofree char *config = cli_fixture_path (self, "config");
  g_autofree char *keyring = cli_fixture_path (self, KEYRING);
  g_autofree char *nothing = cli_fixture_path (self, "nothing");
  g_autofree char *bus = g_strconcat ("unix:path=", self->folder, "/no-bus", NULL);

  g_subprocess_launcher_setenv (launcher, "HOME", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", config, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_DIRS", nothing, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_DIRS", nothing, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", bus, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "XDG_RUNTIME_DIR");
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "BROWSER");

  if (self->log)
    g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "all", TRUE);

  if (self->keyring_password == NULL)
    {
      g_subprocess_launcher_unsetenv (launcher, "SECRET_BACKEND");
      return;
    }

  g_subprocess_launcher_setenv (launcher, "SECRET_BACKEND", "file", TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_FILE_TEST_PASSWORD", self->keyring_password, TRUE);
}

static GSubprocess *
start (CliFixture         *self,
       const char         *key,
       const char * const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) command = NULL;
  GSubprocess *process;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  set_surroundings (self, launcher);
  /* What writes the keyring: whole stacks, slow as they are, tell a leak of
   * libsecret from ours. */
  if (self->renews || g_str_has_prefix (arguments[0], "sign-"))
    g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", "detect_leaks=1:fast_unwind_on_malloc=0", TRUE);
  if (key != NULL)
    g_subprocess_launcher_setenv (launcher, "SMRT_API_KEY", key, TRUE);
  else
    g_subprocess_launcher_unsetenv (launcher, "SMRT_API_KEY");

  g_strv_builder_add (builder, g_getenv ("SMRT_PROGRAM"));
  g_strv_builder_addv (builder, (const char **) arguments);
  command = g_strv_builder_end (builder);

  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) command, &error);
  g_assert_no_error (error);

  return process;
}

static CliResult
run (CliFixture         *self,
     const char         *key,
     const char * const *arguments)
{
  g_autoptr (GSubprocess) process = start (self, key, arguments);

  return cli_fixture_finish (process);
}

static void
collect (GStrvBuilder *builder,
         va_list       arguments)
{
  const char *argument;

  while ((argument = va_arg (arguments, const char *)) != NULL)
    g_strv_builder_add (builder, argument);
}

void
cli_result_clear (CliResult *self)
{
  g_free (self->out);
  g_free (self->err);
}

void
cli_fixture_make_folder (CliFixture   *self,
                         gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->keyring_password = "only for tests";
  self->folder = g_dir_make_tmp ("smrt-cli-XXXXXX", &error);
  g_assert_no_error (error);
}

void
cli_fixture_start_sandbox (CliFixture *self,
                           const char *option)
{
  g_autoptr (GDataInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *database = cli_fixture_path (self, DATABASE);
  g_autofree char *database_option = g_strconcat ("--database=", database, NULL);
  g_autofree char *line = NULL;

  self->process = start (self, NULL, (const char *[]) { "sandbox", database_option, option, NULL });
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);

  self->face = cli_parse (line);
}

void
cli_fixture_set_up (CliFixture   *self,
                    gconstpointer unused)
{
  cli_fixture_make_folder (self, NULL);
  cli_fixture_start_sandbox (self, NULL);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

void
cli_fixture_tear_down (CliFixture   *self,
                       gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  if (self->process != NULL)
    {
      g_autofree char *rest = NULL;
      g_autofree char *messages = NULL;

      /* Interrupted, it ends by itself, in order and without a word. */
      g_subprocess_send_signal (self->process, SIGINT);
      g_subprocess_communicate_utf8 (self->process, NULL, NULL, &rest, &messages, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (messages, ==, "");
      g_assert_true (g_subprocess_get_if_exited (self->process));
      g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
    }

  g_clear_object (&self->process);
  g_clear_pointer (&self->face, json_node_unref);
  remove_tree (self->folder);
  g_free (self->folder);
}

char *
cli_fixture_path (CliFixture *self,
                  const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

const char *
cli_fixture_key (CliFixture *self,
                 const char *who)
{
  JsonObject *keys = json_object_get_object_member (json_node_get_object (self->face), "keys");

  return json_object_get_string_member (keys, who);
}

GSubprocess *
cli_fixture_start (CliFixture *self,
                   const char *key,
                   ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  va_list list;

  va_start (list, key);
  collect (builder, list);
  va_end (list);
  arguments = g_strv_builder_end (builder);

  return start (self, key, (const char * const *) arguments);
}

CliResult
cli_fixture_finish (GSubprocess *process)
{
  g_autoptr (GError) error = NULL;
  CliResult result = { 0 };

  g_subprocess_communicate_utf8 (process, NULL, NULL, &result.out, &result.err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  result.exit_code = g_subprocess_get_exit_status (process);

  return result;
}

CliResult
cli_fixture_run (CliFixture *self,
                 const char *key,
                 ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  va_list list;

  va_start (list, key);
  collect (builder, list);
  va_end (list);
  arguments = g_strv_builder_end (builder);

  return run (self, key, (const char * const *) arguments);
}

CliResult
cli_fixture_run_on_server (CliFixture *self,
                           const char *who,
                           ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *server = NULL;
  g_autofree char *customer = NULL;
  g_auto (GStrv) arguments = NULL;
  JsonObject *face = json_node_get_object (self->face);
  va_list list;

  va_start (list, who);
  collect (builder, list);
  va_end (list);

  server = g_strconcat ("--server=", json_object_get_string_member (face, "url"), NULL);
  customer = g_strconcat ("--customer=", json_object_get_string_member (face, "customer"), NULL);
  g_strv_builder_add (builder, server);
  g_strv_builder_add (builder, customer);
  arguments = g_strv_builder_end (builder);

  return run (self, cli_fixture_key (self, who), (const char * const *) arguments);
}

static void
keep_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

JsonNode *
cli_fixture_post (CliFixture *self,
                  const char *path,
                  ...)
{
  g_autoptr (SmrtSecret) key = smrt_secret_new (cli_fixture_key (self, "owner"));
  g_autoptr (SmrtStripeClient) client = NULL;
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *idempotency_key = smrt_stripe_client_new_idempotency_key ();
  const char *name;
  JsonNode *answer;
  va_list list;

  va_start (list, path);
  while ((name = va_arg (list, const char *)) != NULL)
    smrt_form_add (form, name, va_arg (list, const char *));
  va_end (list);

  client = smrt_stripe_client_new (json_object_get_string_member (json_node_get_object (self->face), "url"), key,
                                   smrt_clock_get_default ());
  smrt_stripe_client_post_async (client, path, form, idempotency_key, NULL, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = smrt_stripe_client_request_finish (client, result, &error);
  g_assert_no_error (error);

  return answer;
}

char *
cli_fixture_find_subscription (CliFixture *self,
                               const char *name)
{
  g_auto (CliResult) result = cli_fixture_run_on_server (self, "owner", "products", "--json", NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *products;

  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpint (result.exit_code, ==, 0);
  root = cli_parse (result.out);
  products = json_node_get_array (root);

  for (unsigned int i = 0; i < json_array_get_length (products); i++)
    {
      JsonObject *product = json_array_get_object_element (products, i);

      if (g_strcmp0 (json_object_get_string_member (product, "name"), name) == 0)
        return g_strdup (json_object_get_string_member (product, "id"));
    }

  g_assert_not_reached ();
}

JsonNode *
cli_fixture_load_accounts (CliFixture *self)
{
  g_auto (CliResult) result = cli_fixture_run (self, NULL, "accounts", "--json", NULL);
  JsonNode *root;

  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpint (result.exit_code, ==, 0);
  root = cli_parse (result.out);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (root));

  return root;
}

JsonObject *
cli_fixture_get_account (JsonNode *accounts)
{
  g_assert_cmpuint (json_array_get_length (json_node_get_array (accounts)), ==, 1);

  return json_array_get_object_element (json_node_get_array (accounts), 0);
}

void
cli_fixture_assert_no_account (CliFixture *self)
{
  g_autoptr (JsonNode) root = cli_fixture_load_accounts (self);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 0);
}

static void
assert_tree_without (const char *path,
                     const char *secret)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *contents = NULL;
  const char *name;
  gsize length = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_assert_null (strstr (name, secret));
      if (!g_str_has_prefix (name, DATABASE))
        assert_tree_without (child, secret);
    }

  if (dir != NULL || !g_file_get_contents (path, &contents, &length, NULL))
    return;

  for (gsize i = 0; i < length; i++)
    g_assert_false (strncmp (contents + i, secret, strlen (secret)) == 0);
}

void
cli_fixture_assert_without (CliFixture *self,
                            const char *secret)
{
  g_assert_cmpuint (strlen (secret), >, 8);
  assert_tree_without (self->folder, secret);
}

char *
cli_read_process (GSubprocess *process,
                  const char  *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/%s", g_subprocess_get_identifier (process), name);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length = 0;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < length; i++)
    if (contents[i] == '\0')
      contents[i] = '\n';

  return contents;
}

JsonNode *
cli_parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *node = smrt_json_parse (bytes, MAX_OUTPUT, &error);

  g_assert_no_error (error);

  return node;
}

void
cli_assert_failed (const CliResult *result,
                   int              exit_code)
{
  if (result->exit_code != exit_code)
    g_test_message ("%s", result->err);
  g_assert_cmpint (result->exit_code, ==, exit_code);
  g_assert_cmpstr (result->out, ==, "");
  g_assert_true (g_str_has_prefix (result->err, "smrtphone-plans: "));
}

void
cli_assert_exit (const CliResult *result,
                 int              exit_code)
{
  if (result->signal != 0 || result->exit_code != exit_code)
    g_test_message ("%s", result->err);
  g_assert_cmpint (result->signal, ==, 0);
  g_assert_cmpint (result->exit_code, ==, exit_code);
}
