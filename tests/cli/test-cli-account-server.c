/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cli-issuer.h"

#define SECOND_ACCESS_TOKEN "second-access-token-of-the-test"
#define SECOND_REFRESH_TOKEN "second-refresh-token-of-the-test"

/* The sandbox as account server, in a process of its own, with the issuer of
 * this one. */
static void
set_up (CliIssuer    *fixture,
        gconstpointer unused)
{
  g_autofree char *option = NULL;

  cli_issuer_set_up (fixture, NULL);
  option = g_strconcat ("--issuer=", fixture->issuer.url, NULL);
  cli_fixture_start_sandbox (&fixture->base, option);

  g_free (fixture->server);
  fixture->server = g_strconcat ("--server=",
                                 json_object_get_string_member (json_node_get_object (fixture->base.face), "url"), NULL);
}

static void
tear_down (CliIssuer    *fixture,
           gconstpointer unused)
{
  cli_fixture_assert_without (&fixture->base, SECOND_ACCESS_TOKEN);
  cli_fixture_assert_without (&fixture->base, SECOND_REFRESH_TOKEN);
  cli_issuer_tear_down (fixture, NULL);
}

/* Signs a person of the demo account in; the access token holds so long. */
static void
sign_in (CliIssuer    *fixture,
         const char   *role,
         unsigned int  lifetime)
{
  const char *customer = json_object_get_string_member (json_node_get_object (fixture->base.face), "customer");
  g_autofree char *claims = g_strdup_printf ("{'sub':'" ISSUER_SUBJECT "','name':'Olivia','smrtphone_role':'%s',"
                                             "'smrtphone_account':'Acme Inc.','stripe_customer':'%s'}",
                                             role, customer);
  g_autofree char *address = NULL;
  g_autofree char *nonce = NULL;
  g_autofree char *id_token = NULL;
  g_auto (CliResult) result = { 0 };
  CliRunning *running = cli_issuer_start_sign_in (fixture, NULL, &address);

  issuer_fixture_set_json (&fixture->issuer, ISSUER_USERINFO_PATH, 200, claims);
  nonce = browser_get_parameter (address, "nonce");
  id_token = issuer_fixture_make_id_token (&fixture->issuer, nonce, claims);
  cli_issuer_set_tokens (fixture, CLI_ISSUER_ACCESS_TOKEN, CLI_ISSUER_REFRESH_TOKEN, lifetime, id_token);
  g_assert_cmpuint (cli_issuer_go_back (fixture, address, "code=" CLI_ISSUER_CODE), ==, 200);
  result = cli_running_finish (running);
  cli_assert_exit (&result, 0);
}

static char *
find_subscription (CliIssuer *fixture)
{
  g_auto (CliResult) result = cli_issuer_run (fixture, "products", "--json");
  g_autoptr (JsonNode) root = NULL;
  JsonArray *products;

  cli_assert_exit (&result, 0);
  g_assert_cmpstr (result.err, ==, "");
  root = cli_parse (result.out);
  products = json_node_get_array (root);
  for (unsigned int i = 0; i < json_array_get_length (products); i++)
    {
      JsonObject *product = json_array_get_object_element (products, i);

      if (g_strcmp0 (json_object_get_string_member (product, "name"), "smrtPhone Standard") == 0)
        return g_strdup (json_object_get_string_member (product, "id"));
    }

  g_assert_not_reached ();
}

static CliResult
change_to_pro (CliIssuer *fixture)
{
  g_autofree char *path = cli_fixture_path (&fixture->base, "quote.json");
  g_autofree char *output = g_strconcat ("--output=", path, NULL);
  g_autofree char *quote = g_strconcat ("--quote=", path, NULL);
  g_autofree char *subscription = find_subscription (fixture);
  g_auto (CliResult) quoted = { 0 };

  quoted = cli_running_finish (cli_running_new (cli_fixture_start (&fixture->base, NULL, "quote", subscription,
                                                                   "--plan=Pro", output, NULL)));
  cli_assert_exit (&quoted, 0);

  return cli_running_finish (cli_running_new (cli_fixture_start (&fixture->base, NULL, "change", quote, "--yes", NULL)));
}

/* From the sign-in to the receipt. */
static void
test_owner (CliIssuer    *fixture,
            gconstpointer unused)
{
  g_auto (CliResult) changed = { 0 };
  g_auto (CliResult) signed_out = { 0 };
  g_auto (CliResult) after = { 0 };

  sign_in (fixture, "owner", 3600);
  changed = change_to_pro (fixture);
  cli_assert_exit (&changed, 0);
  g_assert_nonnull (strstr (changed.out, "Charged $25.00, exactly as quoted\n"));
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, 1);

  signed_out = cli_issuer_run (fixture, "sign-out", NULL);
  cli_assert_exit (&signed_out, 0);
  g_assert_true (cli_issuer_was_revoked (fixture, CLI_ISSUER_REFRESH_TOKEN));
  after = cli_issuer_run (fixture, "products", NULL);
  cli_assert_failed (&after, 3);
}

static void
test_user (CliIssuer    *fixture,
           gconstpointer unused)
{
  g_auto (CliResult) changed = { 0 };

  sign_in (fixture, "user", 3600);
  changed = change_to_pro (fixture);
  cli_assert_failed (&changed, 4);
}

/* An issuer that gives a new refresh token each time: the one of before is not
 * used again, by this command or the next. */
static void
test_rotation (CliIssuer    *fixture,
               gconstpointer unused)
{
  g_autofree char *subscription = NULL;
  g_auto (CliResult) again = { 0 };
  g_auto (CliResult) signed_out = { 0 };
  IssuerRequest *request;

  fixture->base.renews = TRUE;
  sign_in (fixture, "owner", 1);
  cli_issuer_set_tokens (fixture, SECOND_ACCESS_TOKEN, SECOND_REFRESH_TOKEN, 3600, NULL);

  subscription = find_subscription (fixture);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, 2);
  request = issuer_fixture_find (&fixture->issuer, ISSUER_TOKEN_PATH);
  g_assert_cmpstr (g_hash_table_lookup (request->form, "grant_type"), ==, "refresh_token");
  g_assert_cmpstr (g_hash_table_lookup (request->form, "refresh_token"), ==, CLI_ISSUER_REFRESH_TOKEN);

  again = cli_issuer_run (fixture, "credits", NULL);
  cli_assert_exit (&again, 0);
  g_assert_cmpuint (issuer_fixture_count (&fixture->issuer, ISSUER_TOKEN_PATH), ==, 2);
  signed_out = cli_issuer_run (fixture, "sign-out", NULL);
  cli_assert_exit (&signed_out, 0);
  g_assert_true (cli_issuer_was_revoked (fixture, SECOND_REFRESH_TOKEN));
}

/* A keyring that does not take the new refresh token: the command is done, and
 * says that the next one may not be. */
static void
test_not_kept (CliIssuer    *fixture,
               gconstpointer unused)
{
  g_autofree char *keyring = cli_fixture_path (&fixture->base, "keyring");
  g_auto (CliResult) result = { 0 };
  SoupServerMessage *message;
  const char *answer;
  CliRunning *running;

  fixture->base.renews = TRUE;
  sign_in (fixture, "owner", 1);
  issuer_fixture_set_behaviour (&fixture->issuer, ISSUER_TOKEN_PATH, ISSUER_HOLDS);
  running = cli_running_new (cli_fixture_start (&fixture->base, NULL, "products", NULL));
  issuer_fixture_await (&fixture->issuer, ISSUER_TOKEN_PATH, 2);

  /* While the issuer thinks, the file with the secrets becomes a folder. */
  g_assert_cmpint (g_unlink (keyring), ==, 0);
  g_assert_cmpint (g_mkdir (keyring, 0700), ==, 0);
  message = g_ptr_array_index (fixture->issuer.held, 0);
  answer = "{\"token_type\":\"Bearer\",\"access_token\":\"" SECOND_ACCESS_TOKEN "\",\"expires_in\":3600,"
           "\"refresh_token\":\"" SECOND_REFRESH_TOKEN "\"}";
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, answer, strlen (answer));
  soup_server_message_unpause (message);

  result = cli_running_finish (running);
  cli_assert_exit (&result, 0);
  g_assert_nonnull (strstr (result.out, "smrtPhone Standard"));
  g_assert_nonnull (strstr (result.err, "could not be kept in the keyring"));
  g_assert_null (strstr (result.err, SECOND_REFRESH_TOKEN));
}

/* The person's role is another than the last time. */
static void
test_role_changed (CliIssuer    *fixture,
                   gconstpointer unused)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *subscription = NULL;
  const char *customer = json_object_get_string_member (json_node_get_object (fixture->base.face), "customer");
  g_autofree char *claims = g_strdup_printf ("{'sub':'" ISSUER_SUBJECT "','name':'Olivia','smrtphone_role':'finance',"
                                             "'smrtphone_account':'Acme Inc.','stripe_customer':'%s'}",
                                             customer);

  fixture->base.renews = TRUE;
  sign_in (fixture, "owner", 1);
  issuer_fixture_set_json (&fixture->issuer, ISSUER_USERINFO_PATH, 200, claims);
  cli_issuer_set_tokens (fixture, SECOND_ACCESS_TOKEN, SECOND_REFRESH_TOKEN, 3600, NULL);
  subscription = find_subscription (fixture);

  root = cli_fixture_load_accounts (&fixture->base);
  g_assert_cmpstr (json_object_get_string_member (cli_fixture_get_account (root), "role"), ==, "finance");
}

#define ADD(path, function) \
 g_test_add (path, CliIssuer, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli/account-server/owner", test_owner);
  ADD ("/cli/account-server/user", test_user);
  ADD ("/cli/account-server/rotation", test_rotation);
  ADD ("/cli/account-server/not-kept", test_not_kept);
  ADD ("/cli/account-server/role-changed", test_role_changed);

  return g_test_run ();
}
