/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sign-in-fixture.h"

#include <gio/gdesktopappinfo.h>
#include <glib/gstdio.h>

#include "secret-search.h"

#define ACCESS "access-never-to-be-seen"
#define REFRESH "refresh-never-to-be-seen"
#define DEVICE "device-never-to-be-seen"

#define SCHEME_TYPE "x-scheme-handler/http"
#define DESKTOP_ID "smrt-test-browser.desktop"

static char *home;

static void
remove_tree (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_clear_pointer (&folder, g_dir_close);
  g_rmdir (path);
}

static void
remove_home (void)
{
  remove_tree (home);
  g_clear_pointer (&home, g_free);
}

static char *
dup_path (const char *name)
{
  return g_build_filename (home, name, NULL);
}

void
sign_in_remove_folder (const char *parent,
                       const char *name)
{
  g_autofree char *path = g_build_filename (parent, name, NULL);

  remove_tree (path);
}

void
sign_in_isolate (void)
{
  static const char *const variables[] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME" };

  home = g_dir_make_tmp ("smrt-sign-in-XXXXXX", NULL);
  g_assert_nonnull (home);
  for (unsigned int i = 0; i < G_N_ELEMENTS (variables); i++)
    g_setenv (variables[i], home, TRUE);
  atexit (remove_home);
  secret_search_listen ();
}

void
sign_in_search_secrets (const char *folder)
{
  const char *const folders[] = { folder, home };

  for (unsigned int i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      secret_search_add (ACCESS);
      secret_search_add (REFRESH);
      secret_search_add (DEVICE);
      secret_search_run (folders[i]);
    }
}

void
sign_in_remove_browsers (void)
{
  GList *all;

  g_app_info_reset_type_associations (SCHEME_TYPE);
  all = g_app_info_get_all_for_type (SCHEME_TYPE);
  for (GList *l = all; l != NULL; l = l->next)
    g_app_info_remove_supports_type (l->data, SCHEME_TYPE, NULL);
  g_list_free_full (all, g_object_unref);
}

void
sign_in_add_browser (void)
{
  g_autofree char *folder = dup_path ("applications");
  g_autofree char *entry = g_build_filename (folder, DESKTOP_ID, NULL);
  g_autofree char *script = dup_path ("browser");
  g_autofree char *visited = dup_path ("visited");
  g_autofree char *text = NULL;
  g_autofree char *program = NULL;
  g_autoptr (GDesktopAppInfo) browser = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  program = g_strdup_printf ("#!/bin/sh\nprintf '%%s' \"$1\" >'%s.new' && mv '%s.new' '%s'\n", visited, visited, visited);
  g_assert_true (g_file_set_contents_full (script, program, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  text = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Browser\nExec='%s' %%u\nMimeType=%s;\n", script, SCHEME_TYPE);
  g_assert_true (g_file_set_contents (entry, text, -1, NULL));

  browser = g_desktop_app_info_new_from_filename (entry);
  g_assert_nonnull (browser);
  g_app_info_set_as_default_for_type (G_APP_INFO (browser), SCHEME_TYPE, &error);
  g_assert_no_error (error);
}

char *
sign_in_take_visited (void)
{
  g_autofree char *visited = dup_path ("visited");
  char *address = NULL;

  if (!g_file_get_contents (visited, &address, NULL, NULL))
    return NULL;

  g_unlink (visited);

  return address;
}

void
sign_in_set_keyring (gboolean available)
{
  g_autofree char *path = dup_path ("keyring");

  if (!available)
    {
      g_unsetenv ("SECRET_BACKEND");
      return;
    }

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "a password of the test", TRUE);
}

void
sign_in_answer (IssuerFixture *issuer,
                const char    *address,
                const char    *parameters)
{
  g_autofree char *redirect = browser_get_parameter (address, "redirect_uri");
  g_autofree char *state = browser_get_parameter (address, "state");
  g_autofree char *escaped = g_uri_escape_string (issuer->url, NULL, FALSE);
  g_autofree char *target = g_strdup_printf ("%s?state=%s&iss=%s&%s", redirect, state, escaped, parameters);
  g_autoptr (Visit) visit = browser_open (target);

  browser_await (visit);
}

void
sign_in_give_tokens (IssuerFixture *issuer,
                     const char    *address)
{
  sign_in_give_tokens_for (issuer, address, "'cus_1'");
}

void
sign_in_give_tokens_for (IssuerFixture *issuer,
                         const char    *address,
                         const char    *customers)
{
  g_autofree char *nonce = address != NULL ? browser_get_parameter (address, "nonce") : NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *claims =
    g_strdup_printf ("{'iat': %" G_GINT64_FORMAT ", 'exp': %" G_GINT64_FORMAT ", 'smrtphone_role': 'owner',"
                     " 'smrtphone_account': 'Northwind Realty', 'name': 'Ada Byron', 'stripe_customer': %s}",
                     now, now + 600, customers);
  g_autofree char *id_token = issuer_fixture_make_id_token (issuer, nonce, claims);

  issuer_fixture_set_tokens (issuer, ACCESS, REFRESH, id_token);
}

void
sign_in_offer_device (IssuerFixture *issuer)
{
  issuer_fixture_set_json (issuer, ISSUER_DEVICE_PATH, 200,
                           "{'device_code': '" DEVICE "', 'user_code': 'WDJB-MJHT', 'verification_uri': '%s/enter',"
                           " 'expires_in': 600, 'interval': 1}");
  issuer_fixture_set_json (issuer, ISSUER_TOKEN_PATH, 400, "{'error': 'authorization_pending'}");
}

GtkEditable *
sign_in_find_entry (GtkWidget  *root,
                    const char *title)
{
  GtkEditable *found = NULL;

  if (!gtk_widget_get_child_visible (root))
    return NULL;
  if (ADW_IS_ENTRY_ROW (root) && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return GTK_EDITABLE (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = sign_in_find_entry (child, title);

  return found;
}

SmrtProfile *
sign_in_add_profile (SmrtProfiles    *profiles,
                     SmrtProfileKind  kind,
                     const char      *name,
                     const char      *person,
                     SmrtRole         role,
                     gboolean         signed_in)
{
  g_autoptr (SmrtProfile) profile = smrt_profile_new (kind, "https://billing.example.com");
  g_autoptr (GError) error = NULL;

  smrt_profile_set_account_name (profile, name);
  smrt_profile_set_person (profile, person);
  smrt_profile_set_role (profile, role);
  smrt_profile_set_customer_id (profile, name);
  smrt_profile_set_signed_in (profile, signed_in);
  smrt_profiles_save (profiles, profile, &error);
  g_assert_no_error (error);

  return profile;
}
