/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "smrt-profiles.h"

#define SERVER "https://accounts.example.com"
#define WHOLE "[Account]\nKind=account-server\nServer=" SERVER "\nRole=owner\nSignedIn=true\n"

#define add_test(path, function) g_test_add ("/account/profiles/" path, Fixture, NULL, set_up, function, tear_down)

typedef struct
{
  char *folder;
  SmrtProfiles *profiles;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("smrt-profiles-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->profiles = smrt_profiles_new (fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_no_errno (g_remove (path));
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_assert_finalize_object (fixture->profiles);
}

static char *
get_path (Fixture    *fixture,
          const char *id)
{
  g_autofree char *name = g_strconcat (id, ".account", NULL);

  return g_build_filename (fixture->folder, name, NULL);
}

static SmrtProfile *
save_new (Fixture    *fixture,
          const char *name)
{
  SmrtProfile *profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER "/");
  g_autoptr (GError) error = NULL;

  smrt_profile_set_name (profile, name);
  g_assert_true (smrt_profiles_save (fixture->profiles, profile, &error));
  g_assert_no_error (error);

  return profile;
}

static void
count_cb (unsigned int *count)
{
  (*count)++;
}

static void
test_properties (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER "//");
  unsigned int n_names = 0;
  unsigned int n_titles = 0;

  g_assert_true (g_uuid_string_is_valid (smrt_profile_get_id (profile)));
  g_assert_cmpstr (smrt_profile_get_server_url (profile), ==, SERVER);
  g_assert_cmpstr (smrt_profile_get_client_id (profile), ==, "io.smrtphone.Plans");
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "accounts.example.com");
  g_assert_false (smrt_profile_get_signed_in (profile));

  g_signal_connect_swapped (profile, "notify::name", G_CALLBACK (count_cb), &n_names);
  g_signal_connect_swapped (profile, "notify::title", G_CALLBACK (count_cb), &n_titles);
  smrt_profile_set_account_name (profile, "Northwind");
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Northwind");
  smrt_profile_set_name (profile, "Mine");
  smrt_profile_set_name (profile, "Mine");
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Mine");
  g_assert_cmpuint (n_names, ==, 1);
  g_assert_cmpuint (n_titles, ==, 2);
  smrt_profile_set_name (profile, "");
  g_assert_null (smrt_profile_get_name (profile));
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "Northwind");

  smrt_profile_set_redirect_ports (profile, "22");
  g_assert_null (smrt_profile_get_redirect_ports (profile));
}

/* What is written is read again, by its owner alone. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_API_KEY, SERVER);
  g_autoptr (SmrtProfiles) again = smrt_profiles_new (fixture->folder);
  g_autofree char *path = get_path (fixture, smrt_profile_get_id (profile));
  g_autofree guint16 *ports = NULL;
  g_autoptr (GError) error = NULL;
  SmrtProfile *read;
  GStatBuf info;
  gsize n_ports;

  smrt_profile_set_client_id (profile, "client");
  smrt_profile_set_redirect_ports (profile, "4001, 4002");
  smrt_profile_set_name (profile, " <b>Mine</b>\n=[x];");
  smrt_profile_set_person (profile, "Ada Byron");
  smrt_profile_set_customer_id (profile, "cus_1");
  smrt_profile_set_subject (profile, "user-1");
  smrt_profile_set_role (profile, SMRT_ROLE_FINANCE);
  smrt_profile_set_signed_in (profile, TRUE);
  g_assert_true (smrt_profiles_save (fixture->profiles, profile, &error));
  g_assert_no_error (error);
  g_assert_no_errno (g_stat (path, &info));
  g_assert_cmpuint (info.st_mode & 07777, ==, 0600);

  smrt_profiles_load (again);
  read = smrt_profiles_find (again, smrt_profile_get_id (profile));
  g_assert_nonnull (read);
  g_assert_cmpint (smrt_profile_get_kind (read), ==, SMRT_PROFILE_KIND_API_KEY);
  g_assert_cmpstr (smrt_profile_get_server_url (read), ==, SERVER);
  g_assert_cmpstr (smrt_profile_get_client_id (read), ==, "client");
  g_assert_cmpstr (smrt_profile_get_name (read), ==, " <b>Mine</b>\n=[x];");
  g_assert_cmpstr (smrt_profile_get_person (read), ==, "Ada Byron");
  g_assert_cmpstr (smrt_profile_get_customer_id (read), ==, "cus_1");
  g_assert_cmpstr (smrt_profile_get_subject (read), ==, "user-1");
  g_assert_cmpint (smrt_profile_get_role (read), ==, SMRT_ROLE_FINANCE);
  g_assert_true (smrt_profile_get_signed_in (read));
  ports = smrt_profile_dup_ports (read, &n_ports);
  g_assert_cmpuint (n_ports, ==, 2);
  g_assert_cmpuint (ports[1], ==, 4002);
}

/* A file that an attacker or a mistake wrote is left alone, and leads nowhere. */
static void
test_broken_files (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char * const texts[] = {
    "",
    "\n\n",
    "no key file",
    "[Other]\nKind=account-server\n",
    "[Account]\nKind=account-server\nSignedIn=true\n",
    "[Account]\nKind=root\nServer=" SERVER "\nSignedIn=true\n",
    "[Account]\nKind=api-key\nServer=http://accounts.example.com\nSignedIn=true\n",
    "[Account]\nKind=api-key\nServer=file:///etc/passwd\nSignedIn=true\n",
    "[Account]\nKind=api-key\nServer=https://user:password@accounts.example.com\nSignedIn=true\n",
    "[Account]\nKind=api-key\nServer=" SERVER "?x=y\nSignedIn=true\n",
    "[Account]\nKind=api-key\nServer=" SERVER "\nSignedIn=perhaps\n",
    WHOLE "Name=\xff\n",
    WHOLE "Name=\\q\n",
  };
  g_autofree char *folder_path = NULL;
  g_autofree char *pipe_path = NULL;
  g_autofree char *large_path = NULL;
  g_autofree char *nameless_path = g_build_filename (fixture->folder, "nobody.account", NULL);
  g_autofree char *other_path = g_build_filename (fixture->folder, "notes.txt", NULL);
  g_autofree char *filling = g_strnfill (65536, '#');
  g_autofree char *large = g_strconcat (WHOLE, filling, NULL);
  g_autoptr (SmrtProfile) good = save_new (fixture, "Good");

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autofree char *path = get_path (fixture, id);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, &error));
      smrt_profiles_load (fixture->profiles);
      g_assert_null (smrt_profiles_find (fixture->profiles, id));
      g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, texts[i]);
    }

  folder_path = get_path (fixture, "00000000-0000-4000-8000-000000000001");
  pipe_path = get_path (fixture, "00000000-0000-4000-8000-000000000002");
  large_path = get_path (fixture, "00000000-0000-4000-8000-000000000003");
  g_assert_no_errno (g_mkdir (folder_path, 0700));
  g_assert_no_errno (mkfifo (pipe_path, 0600));
  g_assert_true (g_file_set_contents (large_path, large, -1, NULL));
  g_assert_true (g_file_set_contents (nameless_path, WHOLE, -1, NULL));
  g_assert_true (g_file_set_contents (other_path, WHOLE, -1, NULL));
  smrt_profiles_load (fixture->profiles);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 1);
  g_assert_true (smrt_profiles_find (fixture->profiles, smrt_profile_get_id (good)) == good);
}

/* What could not be read again is not written. */
static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER);
  g_autofree char *path = get_path (fixture, smrt_profile_get_id (profile));
  g_autofree char *name = g_strnfill (70000, 'x');
  g_autoptr (GError) error = NULL;

  smrt_profile_set_account_name (profile, name);
  g_assert_false (smrt_profiles_save (fixture->profiles, profile, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 0);
}

/* Another instance changes an account: the object stays the same one. */
static void
test_changed_elsewhere (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (SmrtProfile) profile = save_new (fixture, "Here");
  g_autoptr (SmrtProfiles) elsewhere = smrt_profiles_new (fixture->folder);
  g_autoptr (GError) error = NULL;
  SmrtProfile *other;

  smrt_profiles_load (elsewhere);
  other = smrt_profiles_find (elsewhere, smrt_profile_get_id (profile));
  smrt_profile_set_name (other, "There");
  smrt_profile_set_client_id (other, "client");
  smrt_profile_set_redirect_ports (other, "4001");
  smrt_profile_set_signed_in (other, TRUE);
  smrt_profile_set_role (other, SMRT_ROLE_USER);
  g_assert_true (smrt_profiles_save (elsewhere, other, &error));

  smrt_profiles_load (fixture->profiles);
  g_assert_true (smrt_profiles_find (fixture->profiles, smrt_profile_get_id (profile)) == profile);
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "There");
  g_assert_cmpstr (smrt_profile_get_client_id (profile), ==, "client");
  g_assert_cmpstr (smrt_profile_get_redirect_ports (profile), ==, "4001");
  g_assert_true (smrt_profile_get_signed_in (profile));
  g_assert_cmpint (smrt_profile_get_role (profile), ==, SMRT_ROLE_USER);

  g_assert_true (smrt_profiles_remove (elsewhere, other, &error));
  g_assert_no_error (error);
  smrt_profiles_load (fixture->profiles);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 0);
}

static const char *
peek_title (Fixture      *fixture,
            unsigned int  position)
{
  g_autoptr (SmrtProfile) profile = g_list_model_get_item (G_LIST_MODEL (fixture->profiles), position);

  return smrt_profile_get_title (profile);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SmrtProfile) c = save_new (fixture, "C");
  g_autoptr (SmrtProfile) a = save_new (fixture, "A");
  g_autoptr (SmrtProfile) b = save_new (fixture, "B");
  unsigned int n_changes = 0;

  g_assert_cmpstr (peek_title (fixture, 0), ==, "A");
  g_assert_cmpstr (peek_title (fixture, 2), ==, "C");

  g_signal_connect_swapped (fixture->profiles, "items-changed", G_CALLBACK (count_cb), &n_changes);
  smrt_profile_set_name (a, "D");
  g_assert_cmpstr (peek_title (fixture, 0), ==, "B");
  g_assert_cmpstr (peek_title (fixture, 2), ==, "D");
  g_assert_cmpuint (n_changes, ==, 2);
  smrt_profile_set_name (b, "B2");
  g_assert_cmpuint (n_changes, ==, 2);
  g_signal_handlers_disconnect_by_func (fixture->profiles, count_cb, &n_changes);
}

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SmrtProfile) first = save_new (fixture, "Same");
  g_autoptr (SmrtProfile) second = save_new (fixture, "Same");
  g_autoptr (SmrtProfile) third = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER);
  g_autofree char *beginning = g_strndup (smrt_profile_get_id (second), 8);
  gboolean ambiguous = FALSE;

  g_assert_null (smrt_profiles_find_by_name (fixture->profiles, "Same", &ambiguous));
  g_assert_true (ambiguous);
  g_assert_null (smrt_profiles_find_by_name (fixture->profiles, "Nobody", &ambiguous));
  g_assert_false (ambiguous);
  g_assert_null (smrt_profiles_find_by_name (fixture->profiles, "", NULL));
  g_assert_true (smrt_profiles_find_by_name (fixture->profiles, beginning, &ambiguous) == second);

  smrt_profile_set_customer_id (first, "cus_1");
  smrt_profile_set_subject (first, "user-1");
  smrt_profile_set_customer_id (second, "cus_1");
  smrt_profile_set_subject (second, "user-2");
  smrt_profile_set_customer_id (third, "cus_1");
  smrt_profile_set_subject (third, "user-2");
  g_assert_true (smrt_profiles_find_same (fixture->profiles, third) == second);
  smrt_profile_set_customer_id (third, "cus_2");
  g_assert_null (smrt_profiles_find_same (fixture->profiles, third));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_test ("properties", test_properties);
  add_test ("kept", test_kept);
  add_test ("broken-files", test_broken_files);
  add_test ("too-large", test_too_large);
  add_test ("changed-elsewhere", test_changed_elsewhere);
  add_test ("order", test_order);
  add_test ("find", test_find);
  return g_test_run ();
}
