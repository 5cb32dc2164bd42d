/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-profiles.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#define SERVER "https://account.example.com"
#define UUID "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f11"
#define GOOD_FILE "[Account]\nKind=api-key\nServer=https://a.example\nSignedIn=false\n"

/* What the list says of its changes, as "position-removed+added". */
typedef struct
{
  char *parent;
  char *folder;
  SmrtProfiles *profiles;
  GString *changes;
} Fixture;

static void
changed_cb (GListModel   *model,
            unsigned int  position,
            unsigned int  removed,
            unsigned int  added,
            GString      *changes)
{
  g_string_append_printf (changes, "%s%u-%u+%u", changes->len > 0 ? " " : "", position, removed, added);

  /* Whoever listens may look at everything. */
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SmrtProfile) profile = g_list_model_get_item (model, i);

      g_assert_true (SMRT_IS_PROFILE (profile));
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->parent = g_dir_make_tmp ("smrt-profiles-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->parent, "plans", "accounts", NULL);
  fixture->changes = g_string_new (NULL);
  fixture->profiles = smrt_profiles_new (fixture->folder);
  g_signal_connect (fixture->profiles, "items-changed", G_CALLBACK (changed_cb), fixture->changes);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (!g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      g_remove (child);
    }

  g_remove (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->profiles));
  remove_tree (fixture->parent);
  g_free (fixture->parent);
  g_free (fixture->folder);
  g_string_free (fixture->changes, TRUE);
}

static void
assert_changes (Fixture    *fixture,
                const char *changes)
{
  g_assert_cmpstr (fixture->changes->str, ==, changes);
  g_string_truncate (fixture->changes, 0);
}

static void
assert_titles (SmrtProfiles *profiles,
               const char   *titles)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (profiles)); i++)
    {
      g_autoptr (SmrtProfile) profile = g_list_model_get_item (G_LIST_MODEL (profiles), i);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", smrt_profile_get_title (profile));
    }

  g_assert_cmpstr (found->str, ==, titles);
}

static char *
build_path (Fixture     *fixture,
            SmrtProfile *profile)
{
  g_autofree char *name = g_strconcat (smrt_profile_get_id (profile), ".account", NULL);

  return g_build_filename (fixture->folder, name, NULL);
}

static SmrtProfile *
add (SmrtProfiles *profiles,
     const char   *name)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER);
  g_autoptr (GError) error = NULL;

  smrt_profile_set_name (profile, name);
  g_assert_true (smrt_profiles_save (profiles, profile, &error));
  g_assert_no_error (error);

  /* It lives in the list. */
  return profile;
}

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *contents,
            gssize      length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (fixture->folder, 0700);
  g_assert_true (g_file_set_contents (path, contents, length, &error));
  g_assert_no_error (error);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  GListModel *model = G_LIST_MODEL (fixture->profiles);
  gboolean ambiguous = TRUE;

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  smrt_profiles_load (fixture->profiles);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_assert_null (g_list_model_get_item (model, 0));
  g_assert_cmpuint (g_list_model_get_item_type (model), ==, SMRT_TYPE_PROFILE);
  g_assert_null (smrt_profiles_find (fixture->profiles, UUID));
  g_assert_null (smrt_profiles_find_by_name (fixture->profiles, "Work", &ambiguous));
  g_assert_false (ambiguous);
  assert_changes (fixture, "");

  /* Looking makes nothing. */
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  SmrtProfile *profile = add (fixture->profiles, "Work");
  g_autofree char *path = build_path (fixture, profile);
  g_autoptr (SmrtProfiles) again = smrt_profiles_new (fixture->folder);
  g_autoptr (GError) error = NULL;
  SmrtProfile *read;
  GStatBuf info;

  assert_changes (fixture, "0-0+1");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (fixture->folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  smrt_profile_set_person (profile, "Ada");
  smrt_profile_set_role (profile, SMRT_ROLE_OWNER);
  smrt_profile_set_signed_in (profile, TRUE);
  g_assert_true (smrt_profiles_save (fixture->profiles, profile, &error));
  assert_changes (fixture, "");

  smrt_profiles_load (again);
  read = smrt_profiles_find (again, smrt_profile_get_id (profile));
  g_assert_nonnull (read);
  g_assert_cmpstr (smrt_profile_get_person (read), ==, "Ada");
  g_assert_cmpint (smrt_profile_get_role (read), ==, SMRT_ROLE_OWNER);
  g_assert_true (smrt_profile_get_signed_in (read));

  g_assert_true (smrt_profiles_remove (fixture->profiles, profile, &error));
  assert_changes (fixture, "0-1+0");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  /* Somebody else removed it meanwhile. */
  g_assert_true (smrt_profiles_remove (again, read, &error));
  g_assert_no_error (error);
  assert_titles (again, "");
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  SmrtProfile *b = add (fixture->profiles, "b");
  SmrtProfile *d = add (fixture->profiles, "d");
  SmrtProfile *a = add (fixture->profiles, "a");

  add (fixture->profiles, "c");
  assert_titles (fixture->profiles, "a b c d");
  assert_changes (fixture, "0-0+1 1-0+1 0-0+1 2-0+1");

  /* Still in its place. */
  smrt_profile_set_name (b, "bb");
  assert_changes (fixture, "");

  smrt_profile_set_name (a, "e");
  assert_titles (fixture->profiles, "bb c d e");
  assert_changes (fixture, "0-1+0 3-0+1");

  smrt_profile_set_name (d, "aa");
  assert_titles (fixture->profiles, "aa bb c e");
  assert_changes (fixture, "2-1+0 0-0+1");

  /* What is no longer listed moves nothing. */
  g_object_ref (d);
  g_assert_true (smrt_profiles_remove (fixture->profiles, d, NULL));
  assert_changes (fixture, "0-1+0");
  smrt_profile_set_name (d, "z");
  assert_changes (fixture, "");
  g_assert_finalize_object (d);
}

static void
test_equal_titles (Fixture       *fixture,
                   gconstpointer  data)
{
  for (unsigned int i = 0; i < 8; i++)
    add (fixture->profiles, "same");

  for (unsigned int i = 1; i < 8; i++)
    {
      g_autoptr (SmrtProfile) before = g_list_model_get_item (G_LIST_MODEL (fixture->profiles), i - 1);
      g_autoptr (SmrtProfile) profile = g_list_model_get_item (G_LIST_MODEL (fixture->profiles), i);

      g_assert_cmpstr (smrt_profile_get_id (before), <, smrt_profile_get_id (profile));
    }
}

static void
test_two_instances (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SmrtProfiles) other = smrt_profiles_new (fixture->folder);
  SmrtProfile *mine, *theirs;

  smrt_profiles_load (other);
  mine = add (fixture->profiles, "mine");
  theirs = add (other, "theirs");
  assert_titles (fixture->profiles, "mine");
  assert_titles (other, "theirs");

  /* Neither was lost, and what is known stays the same object. */
  assert_changes (fixture, "0-0+1");
  smrt_profiles_load (fixture->profiles);
  smrt_profiles_load (other);
  assert_titles (fixture->profiles, "mine theirs");
  assert_titles (other, "mine theirs");
  assert_changes (fixture, "1-0+1");
  g_assert_true (smrt_profiles_find (fixture->profiles, smrt_profile_get_id (mine)) == mine);

  smrt_profile_set_name (theirs, "a new name");
  g_assert_true (smrt_profiles_save (other, theirs, NULL));
  g_assert_true (smrt_profiles_remove (other, smrt_profiles_find (other, smrt_profile_get_id (mine)), NULL));
  g_object_ref (mine);
  smrt_profiles_load (fixture->profiles);
  assert_titles (fixture->profiles, "a new name");
  assert_changes (fixture, "0-1+0");
  g_assert_finalize_object (mine);

  smrt_profiles_load (fixture->profiles);
  assert_changes (fixture, "");
}

static void
test_garbage (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const names[] = {
    "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f12.account",
    "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f13.account",
    "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f14.account",
    "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f15.account",
    "work.account",
    ".account",
    "\xff\xfe.account",
    UUID ".account~",
    "notes.txt",
  };
  g_autofree char *large = g_strnfill (64 * 1024, '#');
  g_autofree char *folder = g_build_filename (fixture->folder, "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f16.account", NULL);
  g_autofree char *pipe_path = g_build_filename (fixture->folder, "6d9a1a0e-4d5c-4c0e-9f62-0f4d6c9a7f17.account", NULL);
  g_autofree char *oversized = g_strconcat (GOOD_FILE, large, "\n", NULL);

  write_file (fixture, UUID ".account", GOOD_FILE, -1);
  write_file (fixture, names[0], "", 0);
  write_file (fixture, names[1], "\0\1\2\3\377", 5);
  write_file (fixture, names[2], oversized, -1);
  write_file (fixture, names[3], "[Account]\nKind=unheard-of\nServer=https://a.example\nSignedIn=false\n", -1);
  for (unsigned int i = 4; i < G_N_ELEMENTS (names); i++)
    write_file (fixture, names[i], GOOD_FILE, -1);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);

  smrt_profiles_load (fixture->profiles);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 1);
  g_assert_nonnull (smrt_profiles_find (fixture->profiles, UUID));

  /* They are left as they are. */
  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }

  /* It was understood before. */
  g_string_truncate (fixture->changes, 0);
  write_file (fixture, UUID ".account", "no key file", -1);
  smrt_profiles_load (fixture->profiles);
  assert_changes (fixture, "0-1+0");
}

/* The file names another server now: it is another account. */
static void
test_other_server (Fixture       *fixture,
                   gconstpointer  data)
{
  SmrtProfile *before;

  write_file (fixture, UUID ".account", GOOD_FILE, -1);
  smrt_profiles_load (fixture->profiles);
  before = g_object_ref (smrt_profiles_find (fixture->profiles, UUID));

  write_file (fixture, UUID ".account", "[Account]\nKind=api-key\nServer=https://b.example\nSignedIn=false\n", -1);
  smrt_profiles_load (fixture->profiles);
  g_assert_cmpstr (smrt_profile_get_server_url (before), ==, "https://a.example");
  g_assert_cmpstr (smrt_profile_get_server_url (smrt_profiles_find (fixture->profiles, UUID)), ==, "https://b.example");
  g_assert_finalize_object (before);
}

/* A folder that is no folder refuses everybody, an administrator too. */
static void
test_disk_errors (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_API_KEY, SERVER);
  g_autofree char *plans = g_path_get_dirname (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (plans, "", 0, NULL));
  smrt_profiles_load (fixture->profiles);
  g_assert_false (smrt_profiles_save (fixture->profiles, profile, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_clear_error (&error);
  assert_titles (fixture->profiles, "");
  assert_changes (fixture, "");
  g_remove (plans);

  /* Where the file should be there is something that cannot be replaced. */
  {
    g_autofree char *path = build_path (fixture, profile);
    g_autofree char *inside = g_build_filename (path, "inside", NULL);

    g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
    g_assert_false (smrt_profiles_save (fixture->profiles, profile, &error));
    g_assert_nonnull (error);
    g_clear_error (&error);
    g_assert_false (smrt_profiles_remove (fixture->profiles, profile, &error));
    g_assert_nonnull (error);
    assert_changes (fixture, "");
  }
}

/* The tests may run as root, whom permissions do not stop. */
static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  SmrtProfile *profile = add (fixture->profiles, "Work");
  g_autoptr (SmrtProfile) other = smrt_profile_new (SMRT_PROFILE_KIND_API_KEY, SERVER);
  g_autofree char *path = build_path (fixture, profile);
  g_autoptr (GError) error = NULL;
  gboolean saved, removed;

  g_string_truncate (fixture->changes, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  saved = smrt_profiles_save (fixture->profiles, other, &error);
  g_assert_cmpint (saved, ==, geteuid () == 0);
  g_assert_cmpint (saved, ==, error == NULL);
  g_clear_error (&error);
  removed = smrt_profiles_remove (fixture->profiles, profile, &error);
  g_assert_cmpint (removed, ==, geteuid () == 0);
  g_assert_cmpint (removed, ==, error == NULL);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);

  /* The list is what the folder is. */
  g_assert_cmpint (smrt_profiles_find (fixture->profiles, smrt_profile_get_id (other)) != NULL, ==, saved);
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, !removed);
  smrt_profiles_load (fixture->profiles);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 1);
}

static void
test_find_by_name (Fixture       *fixture,
                   gconstpointer  data)
{
  gboolean ambiguous;
  SmrtProfile *work;
  g_autofree char *four = NULL;

  write_file (fixture, "aaaaaaaa-0000-4000-8000-000000000001.account", GOOD_FILE "Name=aaab\n", -1);
  write_file (fixture, "aaaabbbb-0000-4000-8000-000000000002.account", GOOD_FILE "Name=twice\n", -1);
  write_file (fixture, "cccccccc-0000-4000-8000-000000000003.account", GOOD_FILE "Name=twice\n", -1);
  smrt_profiles_load (fixture->profiles);
  work = smrt_profiles_find (fixture->profiles, "aaaaaaaa-0000-4000-8000-000000000001");
  four = g_strndup (smrt_profile_get_id (work), 4);

  g_assert_true (smrt_profiles_find_by_name (fixture->profiles, "aaab", &ambiguous) == work);
  g_assert_false (ambiguous);
  g_assert_true (smrt_profiles_find_by_name (fixture->profiles, smrt_profile_get_id (work), NULL) == work);
  g_assert_true (smrt_profiles_find_by_name (fixture->profiles, "aaaaa", &ambiguous) == work);
  g_assert_null (smrt_profiles_find_by_name (fixture->profiles, four, &ambiguous));
  g_assert_true (ambiguous);
  g_assert_null (smrt_profiles_find_by_name (fixture->profiles, "twice", &ambiguous));
  g_assert_true (ambiguous);
  g_assert_nonnull (smrt_profiles_find_by_name (fixture->profiles, "cccc", &ambiguous));
  g_assert_null (smrt_profiles_find_by_name (fixture->profiles, "ccc", &ambiguous));
  g_assert_false (ambiguous);
  g_assert_null (smrt_profiles_find_by_name (fixture->profiles, "", &ambiguous));
  g_assert_null (smrt_profiles_find_by_name (fixture->profiles, "AAAB", &ambiguous));
}

static void
test_find_same (Fixture       *fixture,
                gconstpointer  data)
{
  SmrtProfile *listed = add (fixture->profiles, "Work");
  g_autoptr (SmrtProfile) again = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER);

  g_assert_null (smrt_profiles_find_same (fixture->profiles, listed));
  g_assert_true (smrt_profiles_find_same (fixture->profiles, again) == listed);
  smrt_profile_set_customer_id (again, "cus_other");
  g_assert_null (smrt_profiles_find_same (fixture->profiles, again));
}

/* What could not be read again is not written. */
static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (SMRT_PROFILE_KIND_ACCOUNT_SERVER, SERVER);
  g_autofree char *path = build_path (fixture, profile);
  g_autofree char *name = g_strnfill (70000, 'x');
  g_autoptr (GError) error = NULL;

  smrt_profile_set_account_name (profile, name);
  g_assert_false (smrt_profiles_save (fixture->profiles, profile, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->profiles)), ==, 0);
}

/* Another instance changes all of an account: the object stays the same one. */
static void
test_changed_elsewhere (Fixture       *fixture,
                        gconstpointer  data)
{
  SmrtProfile *profile = add (fixture->profiles, "Here");
  g_autoptr (SmrtProfiles) elsewhere = smrt_profiles_new (fixture->folder);
  g_autoptr (GError) error = NULL;
  SmrtProfile *other;

  smrt_profiles_load (elsewhere);
  other = smrt_profiles_find (elsewhere, smrt_profile_get_id (profile));
  smrt_profile_set_name (other, "There");
  smrt_profile_set_client_id (other, "client");
  smrt_profile_set_redirect_ports (other, "4001");
  smrt_profile_set_scope (other, "billing:read");
  g_assert_true (smrt_profiles_save (elsewhere, other, &error));

  smrt_profiles_load (fixture->profiles);
  g_assert_true (smrt_profiles_find (fixture->profiles, smrt_profile_get_id (profile)) == profile);
  g_assert_cmpstr (smrt_profile_get_title (profile), ==, "There");
  g_assert_cmpstr (smrt_profile_get_client_id (profile), ==, "client");
  g_assert_cmpstr (smrt_profile_get_redirect_ports (profile), ==, "4001");
  g_assert_cmpstr (smrt_profile_get_scope (profile), ==, "billing:read");
}

static void
test_own_folder (void)
{
  g_autoptr (SmrtProfiles) profiles = smrt_profiles_new (NULL);
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "smrtphone-plans", "accounts", NULL);
  g_autoptr (GDir) made = NULL;

  g_assert_true (g_str_has_prefix (folder, g_getenv ("XDG_CONFIG_HOME")));
  add (profiles, "Work");
  made = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (made);
  g_assert_true (g_str_has_suffix (g_dir_read_name (made), ".account"));
  remove_tree (g_get_user_config_dir ());
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *config = g_dir_make_tmp ("smrt-profiles-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/profiles/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("empty", test_empty);
  ADD ("save", test_save);
  ADD ("order", test_order);
  ADD ("equal-titles", test_equal_titles);
  ADD ("two-instances", test_two_instances);
  ADD ("garbage", test_garbage);
  ADD ("other-server", test_other_server);
  ADD ("disk-errors", test_disk_errors);
  ADD ("read-only", test_read_only);
  ADD ("find-by-name", test_find_by_name);
  ADD ("find-same", test_find_same);
  ADD ("too-large", test_too_large);
  ADD ("changed-elsewhere", test_changed_elsewhere);
#undef ADD
  g_test_add_func ("/profiles/own-folder", test_own_folder);

  return g_test_run ();
}
