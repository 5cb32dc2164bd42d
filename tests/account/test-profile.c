/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-profile.h"

#include "smrt-oidc-client.h"

#define SERVER "https://account.example.com/v1"
#define UUID "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f11"

static void
count_cb (GObject      *object,
          GParamSpec   *pspec,
          unsigned int *count)
{
  (*count)++;
}

static void
test_defaults (void)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_API_KEY, SERVER);
  g_autoptr (SmrtProfile) other = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER);

  g_assert_true (g_uuid_string_is_valid (smrt_profile_get_id (profile)));
  g_assert_cmpstr (smrt_profile_get_id (profile), !=, smrt_profile_get_id (other));
  g_assert_cmpint (smrt_profile_get_kind (profile), ==, SMRT_PROFILE_KIND_API_KEY);
  g_assert_cmpint (smrt_profile_get_kind (other), ==, SMRT_PROFILE_KIND_ACCOUNT_SERVER);
  g_assert_cmpstr (smrt_profile_get_server_url (profile), ==, SERVER);
  g_assert_cmpstr (smrt_profile_get_client_id (profile), ==, SMRT_OIDC_CLIENT_ID);
  g_assert_null (smrt_profile_get_redirect_ports (profile));
  g_assert_null (smrt_profile_get_name (profile));
  g_assert_null (smrt_profile_get_account_name (profile));
  g_assert_null (smrt_profile_get_person (profile));
  g_assert_cmpint (smrt_profile_get_role (profile), ==, SMRT_ROLE_UNKNOWN);
  g_assert_null (smrt_profile_get_customer_id (profile));
  g_assert_null (smrt_profile_get_subject (profile));
  g_assert_false (smrt_profile_get_signed_in (profile));
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "account.example.com");

  g_assert_finalize_object (g_steal_pointer (&profile));
}

static void
test_texts (void)
{
  static const char * const texts[] = { "name", "account-name", "person", "customer-id", "subject" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER);
      g_autofree char *signal = g_strconcat ("notify::", texts[i], NULL);
      g_autofree char *text = NULL;
      unsigned int count = 0;

      g_signal_connect (profile, signal, G_CALLBACK (count_cb), &count);
      g_object_set (profile, texts[i], "Team & <b>Support</b>", NULL);
      g_object_get (profile, texts[i], &text, NULL);
      g_assert_cmpstr (text, ==, "Team & <b>Support</b>");
      g_assert_cmpuint (count, ==, 1);

      g_object_set (profile, texts[i], "Team & <b>Support</b>", NULL);
      g_assert_cmpuint (count, ==, 1);

      /* What is empty is nothing. */
      g_clear_pointer (&text, g_free);
      g_object_set (profile, texts[i], "", NULL);
      g_object_get (profile, texts[i], &text, NULL);
      g_assert_null (text);
      g_assert_cmpuint (count, ==, 2);
      g_object_set (profile, texts[i], NULL, NULL);
      g_assert_cmpuint (count, ==, 2);
    }
}

static void
test_values (void)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER);
  unsigned int roles = 0;
  unsigned int signed_in = 0;

  g_signal_connect (profile, "notify::role", G_CALLBACK (count_cb), &roles);
  g_signal_connect (profile, "notify::signed-in", G_CALLBACK (count_cb), &signed_in);

  smrt_profile_set_role (profile, SMRT_ROLE_FINANCE);
  smrt_profile_set_role (profile, SMRT_ROLE_FINANCE);
  g_assert_cmpint (smrt_profile_get_role (profile), ==, SMRT_ROLE_FINANCE);
  g_assert_cmpuint (roles, ==, 1);

  smrt_profile_set_signed_in (profile, TRUE);
  smrt_profile_set_signed_in (profile, 2);
  g_assert_true (smrt_profile_get_signed_in (profile));
  g_assert_cmpuint (signed_in, ==, 1);
}

/* There is always a client id: where nothing else is said, the program's own. */
static void
test_client_id (void)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER);
  unsigned int count = 0;

  g_signal_connect (profile, "notify::client-id", G_CALLBACK (count_cb), &count);
  smrt_profile_set_client_id (profile, SMRT_OIDC_CLIENT_ID);
  smrt_profile_set_client_id (profile, NULL);
  g_assert_cmpuint (count, ==, 0);

  smrt_profile_set_client_id (profile, "other");
  smrt_profile_set_client_id (profile, "other");
  g_assert_cmpstr (smrt_profile_get_client_id (profile), ==, "other");
  g_assert_cmpuint (count, ==, 1);

  smrt_profile_set_client_id (profile, "");
  g_assert_cmpstr (smrt_profile_get_client_id (profile), ==, SMRT_OIDC_CLIENT_ID);
  g_assert_cmpuint (count, ==, 2);
}

static void
test_ports (void)
{
  static const char * const refused[] = { "", " ", ",", "80", "1023", "65536", "-8400", "8400;8401", "8400, x", "0x2000" };
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER);
  g_autofree guint16 *ports = NULL;
  unsigned int count = 0;
  gsize n_ports;

  g_signal_connect (profile, "notify::redirect-ports", G_CALLBACK (count_cb), &count);
  g_assert_null (smrt_profile_dup_ports (profile, &n_ports));
  g_assert_cmpuint (n_ports, ==, 0);

  smrt_profile_set_redirect_ports (profile, "1024, 8400 65535");
  smrt_profile_set_redirect_ports (profile, "1024, 8400 65535");
  g_assert_cmpuint (count, ==, 1);
  ports = smrt_profile_dup_ports (profile, &n_ports);
  g_assert_cmpuint (n_ports, ==, 3);
  g_assert_cmpuint (ports[0], ==, 1024);
  g_assert_cmpuint (ports[1], ==, 8400);
  g_assert_cmpuint (ports[2], ==, 65535);

  for (unsigned int i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (smrt_profile_are_ports (refused[i]));
  smrt_profile_set_redirect_ports (profile, "no ports");
  g_assert_null (smrt_profile_get_redirect_ports (profile));
  g_assert_cmpuint (count, ==, 2);
}

static void
title_is_set_cb (SmrtProfile *profile,
                 GParamSpec  *pspec,
                 gpointer     user_data)
{
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Work");
}

static void
test_title (void)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, "http://127.0.0.1:8080/");
  unsigned int count = 0;
  gulong handler;

  g_signal_connect (profile, "notify::title", G_CALLBACK (count_cb), &count);
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "127.0.0.1");

  smrt_profile_set_account_name (profile, "Example Inc.");
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Example Inc.");
  g_assert_cmpuint (count, ==, 1);

  /* The title is there before anybody hears of the name. */
  handler = g_signal_connect (profile, "notify::name", G_CALLBACK (title_is_set_cb), NULL);
  smrt_profile_set_name (profile, "Work");
  g_assert_cmpuint (count, ==, 2);
  g_signal_handler_disconnect (profile, handler);

  smrt_profile_set_account_name (profile, "Example Ltd.");
  smrt_profile_set_person (profile, "Ada");
  g_assert_cmpuint (count, ==, 2);

  smrt_profile_set_name (profile, NULL);
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Example Ltd.");
  g_assert_cmpuint (count, ==, 3);
}

static SmrtProfile *
new_account (SmrtProfileKind  kind,
             const char      *server,
             const char      *customer,
             const char      *subject)
{
  SmrtProfile *profile = smrt_profile_new (kind, server);

  smrt_profile_set_customer_id (profile, customer);
  smrt_profile_set_subject (profile, subject);

  return profile;
}

static void
test_same_account (void)
{
  g_autoptr (SmrtProfile) profile = new_account (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER, "cus_1", "ada");
  struct
  {
    SmrtProfileKind kind;
    const char *server;
    const char *customer;
    const char *subject;
    gboolean is_same;
  } others[] = {
    { SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER, "cus_1", "ada", TRUE },
    { SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER, "cus_1", NULL, TRUE },
    { SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER "//", "cus_1", "ada", TRUE },
    { SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER, "cus_1", "bob", FALSE },
    { SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER, "cus_2", "ada", FALSE },
    { SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER, NULL, "ada", FALSE },
    { SMRT_PROFILE_KIND_ACCOUNT_SERVER, "https://other.example.com", "cus_1", "ada", FALSE },
    { SMRT_PROFILE_KIND_API_KEY, SERVER, "cus_1", "ada", FALSE },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (SmrtProfile) other = new_account (others[i].kind, others[i].server, others[i].customer, others[i].subject);

      g_assert_cmpint (smrt_profile_is_same_account (profile, other), ==, others[i].is_same);
      g_assert_cmpint (smrt_profile_is_same_account (other, profile), ==, others[i].is_same);
    }
}

/* What a server says of itself comes back as it was, and forges nothing. */
static void
test_file (void)
{
  static const char * const names[] = {
    "Example Inc.",
    "\n[Account]\nServer=https://evil.example.com\n",
    "  spaces around  ",
    "back\\slash\\n;and=equals#hash\ttab\r",
    "Größe 漢字 \xf0\x9f\x98\x80",
    "[Account]",
    "\xe2\x80\xae"
    "desrever",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_API_KEY, SERVER);
      g_autoptr (SmrtProfile) read = NULL;
      g_autoptr (GKeyFile) written = NULL;
      g_autoptr (GKeyFile) key_file = g_key_file_new ();
      g_autofree char *data = NULL;
      g_autoptr (GError) error = NULL;

      smrt_profile_set_client_id (profile, names[i]);
      smrt_profile_set_name (profile, names[i]);
      smrt_profile_set_account_name (profile, names[i]);
      smrt_profile_set_person (profile, names[i]);
      smrt_profile_set_customer_id (profile, names[i]);
      smrt_profile_set_subject (profile, names[i]);
      smrt_profile_set_redirect_ports (profile, "8400, 8401");
      smrt_profile_set_role (profile, SMRT_ROLE_API_KEY);
      smrt_profile_set_signed_in (profile, TRUE);

      written = smrt_profile_to_key_file (profile);
      data = g_key_file_to_data (written, NULL, NULL);
      g_assert_true (g_key_file_load_from_data (key_file, data, (gsize) -1, G_KEY_FILE_NONE, &error));
      read = smrt_profile_new_from_key_file (smrt_profile_get_id (profile), key_file, &error);
      g_assert_no_error (error);

      g_assert_cmpstr (smrt_profile_get_id (read), ==, smrt_profile_get_id (profile));
      g_assert_cmpint (smrt_profile_get_kind (read), ==, SMRT_PROFILE_KIND_API_KEY);
      g_assert_cmpstr (smrt_profile_get_server_url (read), ==, SERVER);
      g_assert_cmpstr (smrt_profile_get_client_id (read), ==, names[i]);
      g_assert_cmpstr (smrt_profile_get_name (read), ==, names[i]);
      g_assert_cmpstr (smrt_profile_get_account_name (read), ==, names[i]);
      g_assert_cmpstr (smrt_profile_get_person (read), ==, names[i]);
      g_assert_cmpstr (smrt_profile_get_customer_id (read), ==, names[i]);
      g_assert_cmpstr (smrt_profile_get_subject (read), ==, names[i]);
      g_assert_cmpstr (smrt_profile_get_redirect_ports (read), ==, "8400, 8401");
      g_assert_cmpint (smrt_profile_get_role (read), ==, SMRT_ROLE_API_KEY);
      g_assert_true (smrt_profile_get_signed_in (read));
      g_assert_cmpstr (smrt_profile_get_title (read), ==, names[i]);
    }
}

static void
test_refused (void)
{
  struct
  {
    const char *id;
    const char *data;
    int code;
  } files[] = {
    { UUID, "[Account]\nKind=api-key\nServer=https://a.example\nSignedIn=false\n", -1 },
    { UUID, "[Account]\nKind=api-key\nServer=https://a.example\nSignedIn=false\nRole=emperor\nNew=1\n[New]\n", -1 },
    { "profile", "[Account]\nKind=api-key\nServer=https://a.example\nSignedIn=false\n", G_KEY_FILE_ERROR_INVALID_VALUE },
    { "../" UUID, "[Account]\nKind=api-key\nServer=https://a.example\nSignedIn=false\n", G_KEY_FILE_ERROR_INVALID_VALUE },
    { UUID, "[Account]\nKind=sandbox\nServer=https://a.example\nSignedIn=false\n", G_KEY_FILE_ERROR_INVALID_VALUE },
    { UUID, "[Account]\nServer=https://a.example\nSignedIn=false\n", G_KEY_FILE_ERROR_KEY_NOT_FOUND },
    { UUID, "[Account]\nKind=api-key\nSignedIn=false\n", G_KEY_FILE_ERROR_KEY_NOT_FOUND },
    { UUID, "[Account]\nKind=api-key\nServer=\nSignedIn=false\n", G_KEY_FILE_ERROR_INVALID_VALUE },
    { UUID, "[Account]\nKind=api-key\nServer=http://a.example\nSignedIn=false\n", G_KEY_FILE_ERROR_INVALID_VALUE },
    { UUID, "[Account]\nKind=api-key\nServer=https://u:p@a.example\nSignedIn=false\n", G_KEY_FILE_ERROR_INVALID_VALUE },
    { UUID, "[Account]\nKind=api-key\nServer=file:///etc/passwd\nSignedIn=false\n", G_KEY_FILE_ERROR_INVALID_VALUE },
    { UUID, "[Account]\nKind=api-key\nServer=https://a.example\nSignedIn=perhaps\n", G_KEY_FILE_ERROR_INVALID_VALUE },
    { UUID, "[Account]\nKind=api-key\nServer=https://a.example\n", G_KEY_FILE_ERROR_KEY_NOT_FOUND },
    { UUID, "[Account]\nKind=api-key\nServer=https://a.example\nSignedIn=false\nName=\xff\n", G_KEY_FILE_ERROR_UNKNOWN_ENCODING },
    { UUID, "[Account]\nKind=api-key\nServer=https://a.example\nSignedIn=false\nName=\\x\n", G_KEY_FILE_ERROR_INVALID_VALUE },
    { UUID, "[Other]\nKind=api-key\n", G_KEY_FILE_ERROR_GROUP_NOT_FOUND },
    { UUID, "", G_KEY_FILE_ERROR_GROUP_NOT_FOUND },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GKeyFile) key_file = g_key_file_new ();
      g_autoptr (SmrtProfile) profile = NULL;
      g_autoptr (GError) error = NULL;

      g_key_file_load_from_data (key_file, files[i].data, (gsize) -1, G_KEY_FILE_NONE, NULL);
      profile = smrt_profile_new_from_key_file (files[i].id, key_file, &error);
      if (files[i].code < 0)
        {
          g_assert_no_error (error);
          g_assert_cmpint (smrt_profile_get_role (profile), ==, SMRT_ROLE_UNKNOWN);
        }
      else
        {
          g_assert_error (error, G_KEY_FILE_ERROR, files[i].code);
          g_assert_null (profile);
        }
    }
}

static void
test_construct (void)
{
  g_autoptr (SmrtProfile) profile = NULL;
  g_autofree char *id = NULL;
  g_autofree char *server_url = NULL;
  SmrtProfileKind kind;

  profile = g_object_new (SMRT_TYPE_PROFILE, "id", UUID, "kind", SMRT_PROFILE_KIND_API_KEY, "server-url", SERVER,
                          "name", "Work", NULL);
  g_object_get (profile, "id", &id, "kind", &kind, "server-url", &server_url, NULL);
  g_assert_cmpstr (id, ==, UUID);
  g_assert_cmpint (kind, ==, SMRT_PROFILE_KIND_API_KEY);
  g_assert_cmpstr (server_url, ==, SERVER);
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Work");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/defaults", test_defaults);
  g_test_add_func ("/profile/construct", test_construct);
  g_test_add_func ("/profile/texts", test_texts);
  g_test_add_func ("/profile/client-id", test_client_id);
  g_test_add_func ("/profile/ports", test_ports);
  g_test_add_func ("/profile/values", test_values);
  g_test_add_func ("/profile/title", test_title);
  g_test_add_func ("/profile/same-account", test_same_account);
  g_test_add_func ("/profile/file", test_file);
  g_test_add_func ("/profile/refused", test_refused);

  return g_test_run ();
}
