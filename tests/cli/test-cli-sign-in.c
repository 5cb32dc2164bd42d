/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define STANDARD "smrtPhone Standard"

static const char *
get_face (CliFixture *fixture,
          const char *member)
{
  return json_object_get_string_member (json_node_get_object (fixture->face), member);
}

static CliResult
sign_in (CliFixture *fixture,
         const char *customer,
         const char *extra)
{
  g_autofree char *server = g_strconcat ("--server=", get_face (fixture, "url"), NULL);
  g_autofree char *option = g_strconcat ("--customer=", customer, NULL);

  return cli_fixture_run (fixture, cli_fixture_key (fixture, "owner"), "sign-in", server, option, extra, NULL);
}

static void
assert_done (const CliResult *result)
{
  if (result->exit_code != 0)
    g_test_message ("%s", result->err);
  g_assert_cmpint (result->exit_code, ==, 0);
  g_assert_cmpstr (result->err, ==, "");
}

static void
assert_signed_in (CliFixture *fixture,
                  const char *name)
{
  g_autofree char *option = g_strconcat ("--name=", name, NULL);
  g_auto (CliResult) result = sign_in (fixture, get_face (fixture, "customer"), option);

  assert_done (&result);
}

static unsigned int
count_accounts (CliFixture *fixture)
{
  g_autoptr (JsonNode) root = cli_fixture_load_accounts (fixture);

  return json_array_get_length (json_node_get_array (root));
}

static char *
dup_id (CliFixture *fixture)
{
  g_autoptr (JsonNode) root = cli_fixture_load_accounts (fixture);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 1);

  return g_strdup (json_object_get_string_member (json_array_get_object_element (json_node_get_array (root), 0), "id"));
}

/* Another customer of the same server, with nothing. */
static char *
make_customer (CliFixture *fixture)
{
  g_autoptr (JsonNode) customer = cli_fixture_post (fixture, "/v1/customers", "name", "Second Company", NULL);

  return g_strdup (json_object_get_string_member (json_node_get_object (customer), "id"));
}

static void
test_key (CliFixture   *fixture,
          gconstpointer unused)
{
  const char *key = cli_fixture_key (fixture, "owner");
  g_auto (CliResult) result = sign_in (fixture, get_face (fixture, "customer"), "--name=Head Office");
  g_auto (CliResult) text = { 0 };
  g_auto (CliResult) products = { 0 };
  g_autoptr (JsonNode) root = NULL;
  JsonObject *account;

  assert_done (&result);
  g_assert_cmpstr (result.out, ==, "Signed in to “Head Office” (API Key).\n");
  g_assert_null (strstr (result.out, key));

  root = cli_fixture_load_accounts (fixture);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 1);
  account = json_array_get_object_element (json_node_get_array (root), 0);
  g_assert_true (g_uuid_string_is_valid (json_object_get_string_member (account, "id")));
  g_assert_cmpstr (json_object_get_string_member (account, "title"), ==, "Head Office");
  g_assert_cmpstr (json_object_get_string_member (account, "kind"), ==, "api-key");
  g_assert_cmpstr (json_object_get_string_member (account, "role"), ==, "api-key");
  g_assert_cmpstr (json_object_get_string_member (account, "server"), ==, get_face (fixture, "url"));
  g_assert_cmpstr (json_object_get_string_member (account, "customer"), ==, get_face (fixture, "customer"));
  g_assert_true (json_object_get_boolean_member (account, "signed_in"));

  text = cli_fixture_run (fixture, NULL, "accounts", NULL);
  assert_done (&text);
  g_assert_nonnull (strstr (text.out, "Head Office"));
  g_assert_nonnull (strstr (text.out, "API Key"));
  g_assert_nonnull (strstr (text.out, "Signed in\n"));

  /* The only account needs no name, and the key is in the keyring alone. */
  products = cli_fixture_run (fixture, NULL, "products", NULL);
  assert_done (&products);
  g_assert_nonnull (strstr (products.out, STANDARD));
  cli_fixture_assert_without (fixture, key);
}

static void
test_key_file (CliFixture   *fixture,
               gconstpointer unused)
{
  g_autofree char *path = cli_fixture_path (fixture, "key");
  g_autofree char *file = g_strconcat ("--api-key-file=", path, NULL);
  g_autofree char *server = g_strconcat ("--server=", get_face (fixture, "url"), NULL);
  g_auto (CliResult) result = { 0 };

  /* The customer is the only one that the key sees. */
  g_assert_true (g_file_set_contents_full (path, cli_fixture_key (fixture, "owner"), -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  result = cli_fixture_run (fixture, "sk_test_another", "sign-in", server, file, NULL);
  assert_done (&result);
  g_assert_cmpuint (count_accounts (fixture), ==, 1);

  g_assert_cmpint (g_unlink (path), ==, 0);
  cli_fixture_assert_without (fixture, cli_fixture_key (fixture, "owner"));
}

/* Signing in again to the same account takes its place. */
static void
test_again (CliFixture   *fixture,
            gconstpointer unused)
{
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;

  assert_signed_in (fixture, "One");
  id = dup_id (fixture);
  assert_signed_in (fixture, "Another");
  again = dup_id (fixture);
  g_assert_cmpstr (id, ==, again);
}

static void
test_several (CliFixture   *fixture,
              gconstpointer unused)
{
  g_autofree char *customer = make_customer (fixture);
  g_autofree char *only = g_strconcat ("--customer=", customer, NULL);
  g_autofree char *server = g_strconcat ("--server=", get_face (fixture, "url"), "/", NULL);
  g_auto (CliResult) second = { 0 };
  g_auto (CliResult) unnamed = { 0 };
  g_auto (CliResult) named = { 0 };
  g_auto (CliResult) by_customer = { 0 };
  g_auto (CliResult) by_server = { 0 };
  g_auto (CliResult) elsewhere = { 0 };
  g_auto (CliResult) unknown = { 0 };
  g_auto (CliResult) sign_out = { 0 };

  assert_signed_in (fixture, "First");
  second = sign_in (fixture, customer, "--name=Second");
  assert_done (&second);
  g_assert_cmpuint (count_accounts (fixture), ==, 2);

  unnamed = cli_fixture_run (fixture, NULL, "products", "--json", NULL);
  cli_assert_failed (&unnamed, 2);
  g_assert_nonnull (strstr (unnamed.err, "First"));
  g_assert_nonnull (strstr (unnamed.err, "Second"));

  named = cli_fixture_run (fixture, NULL, "products", "--account=First", NULL);
  assert_done (&named);
  g_assert_nonnull (strstr (named.out, STANDARD));

  by_customer = cli_fixture_run (fixture, NULL, "products", only, NULL);
  assert_done (&by_customer);
  g_assert_cmpstr (by_customer.out, ==, "There are no subscriptions.\n");

  by_server = cli_fixture_run (fixture, NULL, "products", server, NULL);
  cli_assert_failed (&by_server, 2);
  g_assert_nonnull (strstr (by_server.err, "Second"));
  elsewhere = cli_fixture_run (fixture, NULL, "products", "--server=https://elsewhere.example", NULL);
  cli_assert_failed (&elsewhere, 3);

  unknown = cli_fixture_run (fixture, NULL, "products", "--account=Third", NULL);
  cli_assert_failed (&unknown, 2);

  /* Nobody is signed out of what was not named. */
  sign_out = cli_fixture_run (fixture, NULL, "sign-out", NULL);
  cli_assert_failed (&sign_out, 2);
  g_assert_cmpuint (count_accounts (fixture), ==, 2);
}

/* A quote that is taken with an account is applied with it, and with no other. */
static void
test_quote (CliFixture   *fixture,
            gconstpointer unused)
{
  g_autofree char *path = cli_fixture_path (fixture, "quote.json");
  g_autofree char *output = g_strconcat ("--output=", path, NULL);
  g_autofree char *quote = g_strconcat ("--quote=", path, NULL);
  g_autofree char *customer = make_customer (fixture);
  g_autofree char *subscription = cli_fixture_find_subscription (fixture, STANDARD);
  g_auto (CliResult) second = { 0 };
  g_auto (CliResult) quoted = { 0 };
  g_auto (CliResult) other = { 0 };
  g_auto (CliResult) changed = { 0 };

  assert_signed_in (fixture, "First");
  second = sign_in (fixture, customer, "--name=Second");
  assert_done (&second);

  quoted = cli_fixture_run (fixture, NULL, "quote", subscription, "--plan=Pro", output, "--account=First", NULL);
  assert_done (&quoted);
  other = cli_fixture_run (fixture, NULL, "change", quote, "--yes", "--account=Second", NULL);
  cli_assert_failed (&other, 2);
  changed = cli_fixture_run (fixture, NULL, "change", quote, "--yes", "--account=First", NULL);
  assert_done (&changed);
  g_assert_nonnull (strstr (changed.out, "Charged $25.00, exactly as quoted\n"));
}

static void
test_sign_out (CliFixture   *fixture,
               gconstpointer unused)
{
  g_auto (CliResult) result = { 0 };
  g_auto (CliResult) products = { 0 };
  g_auto (CliResult) again = { 0 };

  assert_signed_in (fixture, "Head Office");
  result = cli_fixture_run (fixture, NULL, "sign-out", NULL);
  assert_done (&result);
  g_assert_cmpstr (result.out, ==, "Signed out of “Head Office”.\n");

  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  products = cli_fixture_run (fixture, NULL, "products", NULL);
  cli_assert_failed (&products, 3);
  again = cli_fixture_run (fixture, NULL, "sign-out", NULL);
  cli_assert_failed (&again, 3);
}

static void
test_keep (CliFixture   *fixture,
           gconstpointer unused)
{
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;
  g_auto (CliResult) kept = { 0 };
  g_auto (CliResult) text = { 0 };
  g_auto (CliResult) products = { 0 };
  g_auto (CliResult) without_key = { 0 };
  g_auto (CliResult) with_key = { 0 };
  g_auto (CliResult) after = { 0 };

  assert_signed_in (fixture, "Head Office");
  id = dup_id (fixture);
  kept = cli_fixture_run (fixture, NULL, "sign-out", "--account=Head Office", "--keep", NULL);
  assert_done (&kept);
  g_assert_cmpstr (kept.out, ==, "Signed out of “Head Office”. It is still listed.\n");
  text = cli_fixture_run (fixture, NULL, "accounts", NULL);
  g_assert_nonnull (strstr (text.out, "Signed out\n"));

  products = cli_fixture_run (fixture, NULL, "products", NULL);
  cli_assert_failed (&products, 3);
  g_assert_nonnull (strstr (products.err, "Head Office"));
  g_assert_nonnull (strstr (products.err, "sign-in --account="));

  /* It is the only one that is signed out; it needs its key again. */
  without_key = cli_fixture_run (fixture, NULL, "sign-in", NULL);
  cli_assert_failed (&without_key, 2);
  with_key = cli_fixture_run (fixture, cli_fixture_key (fixture, "owner"), "sign-in", "--account=Head Office", NULL);
  assert_done (&with_key);
  again = dup_id (fixture);
  g_assert_cmpstr (again, ==, id);
  after = cli_fixture_run (fixture, NULL, "products", NULL);
  assert_done (&after);
}

static void
test_live_key (CliFixture   *fixture,
               gconstpointer unused)
{
  static const char * const keys[] = { "sk_live_51TestOfThisProgram", "rk_live_51TestOfThisProgram" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *server = g_strconcat ("--server=", get_face (fixture, "url"), NULL);
      g_auto (CliResult) refused = cli_fixture_run (fixture, keys[i], "sign-in", server, "--customer=cus_1", NULL);
      g_auto (CliResult) confirmed = cli_fixture_run (fixture, keys[i], "sign-in", server, "--live", NULL);

      cli_assert_failed (&refused, 2);
      g_assert_nonnull (strstr (refused.err, "--live"));
      g_assert_null (strstr (refused.err, keys[i]));

      /* The sandbox does not know it, so it was asked this time. */
      cli_assert_failed (&confirmed, 3);
      g_assert_null (strstr (confirmed.err, keys[i]));
      g_assert_cmpuint (count_accounts (fixture), ==, 0);
      cli_fixture_assert_without (fixture, keys[i]);
    }
}

static void
test_no_keyring (CliFixture   *fixture,
                 gconstpointer unused)
{
  g_auto (CliResult) result = { 0 };
  g_auto (CliResult) products = { 0 };

  fixture->keyring_password = NULL;
  result = sign_in (fixture, get_face (fixture, "customer"), NULL);
  cli_assert_failed (&result, 7);
  g_assert_nonnull (strstr (result.err, "Nothing was kept"));
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
  cli_fixture_assert_without (fixture, cli_fixture_key (fixture, "owner"));

  products = cli_fixture_run (fixture, NULL, "products", NULL);
  cli_assert_failed (&products, 3);
}

static void
test_wrong_password (CliFixture   *fixture,
                     gconstpointer unused)
{
  g_auto (CliResult) products = { 0 };
  g_auto (CliResult) sign_out = { 0 };

  assert_signed_in (fixture, "Head Office");

  fixture->keyring_password = "not that one";
  products = cli_fixture_run (fixture, NULL, "products", "--json", NULL);
  cli_assert_failed (&products, 7);

  /* What cannot be forgotten stays listed. */
  sign_out = cli_fixture_run (fixture, NULL, "sign-out", NULL);
  cli_assert_failed (&sign_out, 7);
  g_assert_cmpuint (count_accounts (fixture), ==, 1);
}

/* Somebody took the secret out of the keyring. */
static void
test_secret_gone (CliFixture   *fixture,
                  gconstpointer unused)
{
  g_autofree char *keyring = cli_fixture_path (fixture, "keyring");
  g_auto (CliResult) products = { 0 };
  g_auto (CliResult) sign_out = { 0 };

  assert_signed_in (fixture, "Head Office");
  g_assert_cmpint (g_unlink (keyring), ==, 0);

  products = cli_fixture_run (fixture, NULL, "products", NULL);
  cli_assert_failed (&products, 3);
  g_assert_nonnull (strstr (products.err, "sign-in --account="));
  sign_out = cli_fixture_run (fixture, NULL, "sign-out", NULL);
  assert_done (&sign_out);
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
}

static void
test_refused_key (CliFixture   *fixture,
                  gconstpointer unused)
{
  g_autofree char *server = g_strconcat ("--server=", get_face (fixture, "url"), NULL);
  g_auto (CliResult) result = cli_fixture_run (fixture, "sk_test_of_nobody", "sign-in", server, NULL);

  cli_assert_failed (&result, 3);
  g_assert_null (strstr (result.err, "sk_test_of_nobody"));
  g_assert_cmpuint (count_accounts (fixture), ==, 0);
}

/* The list asks nobody: neither is a server there any more, nor a keyring. */
static void
test_accounts_offline (CliFixture   *fixture,
                       gconstpointer unused)
{
  assert_signed_in (fixture, "Head Office");
  fixture->keyring_password = NULL;
  g_subprocess_force_exit (fixture->process);
  g_assert_true (g_subprocess_wait (fixture->process, NULL, NULL));
  g_clear_object (&fixture->process);

  g_assert_cmpuint (count_accounts (fixture), ==, 1);
}

/* What the kernel shows of a running program. */
static void
test_process (CliFixture   *fixture,
              gconstpointer unused)
{
  g_autoptr (GSubprocess) process = cli_fixture_start (fixture, "sk_test_never_shown", "sandbox", NULL);
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = NULL;
  g_autofree char *environment = NULL;
  g_autofree char *arguments = NULL;
  g_autofree char *limits = NULL;
  g_auto (CliResult) result = { 0 };
  struct rlimit own;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, NULL);
  g_assert_nonnull (line);

  environment = cli_read_process (process, "environ");
  g_assert_nonnull (strstr (environment, "SMRT_API_KEY="));
  g_assert_null (strstr (environment, "sk_test_never_shown"));
  arguments = cli_read_process (process, "cmdline");
  g_assert_null (strstr (arguments, "sk_test_never_shown"));
  limits = cli_read_process (process, "limits");
  /* A collector minds no 0; where the tests may have none at all, it stays. */
  g_assert_no_errno (getrlimit (RLIMIT_CORE, &own));
  g_assert_true (g_regex_match_simple (own.rlim_max > 0 ? "Max core file size +1 +1 " : "Max core file size +[01] +[01] ",
                                       limits, 0, 0));

  g_subprocess_send_signal (process, SIGINT);
  result = cli_fixture_finish (process);
  g_assert_cmpint (result.exit_code, ==, 0);
}

#define ADD(path, function) \
 g_test_add (path, CliFixture, NULL, cli_fixture_set_up, function, cli_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli/sign-in/key", test_key);
  ADD ("/cli/sign-in/key-file", test_key_file);
  ADD ("/cli/sign-in/again", test_again);
  ADD ("/cli/sign-in/several", test_several);
  ADD ("/cli/sign-in/quote", test_quote);
  ADD ("/cli/sign-in/sign-out", test_sign_out);
  ADD ("/cli/sign-in/keep", test_keep);
  ADD ("/cli/sign-in/live-key", test_live_key);
  ADD ("/cli/sign-in/no-keyring", test_no_keyring);
  ADD ("/cli/sign-in/wrong-password", test_wrong_password);
  ADD ("/cli/sign-in/secret-gone", test_secret_gone);
  ADD ("/cli/sign-in/refused-key", test_refused_key);
  ADD ("/cli/sign-in/accounts-offline", test_accounts_offline);
  ADD ("/cli/sign-in/process", test_process);

  return g_test_run ();
}
