/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-profiles.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "smrt-file.h"

#define SUFFIX ".account"
#define MAX_FILE_SIZE (64 * 1024)
#define MIN_PREFIX 4

struct _SmrtProfiles
{
  GObject parent_instance;

  char *folder;
  GPtrArray *entries;
};

typedef struct
{
  SmrtProfiles *profiles;
  SmrtProfile *profile;
  char *sort_key;
} Entry;

static void smrt_profiles_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SmrtProfiles, smrt_profiles, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, smrt_profiles_list_model_init))

static int
compare_entries (const Entry *a,
                 const Entry *b)
{
  int order = strcmp (a->sort_key, b->sort_key);

  return order != 0 ? order : strcmp (smrt_profile_get_id (a->profile), smrt_profile_get_id (b->profile));
}

static void
insert_entry (SmrtProfiles *self,
              Entry        *entry)
{
  unsigned int position = 0;

  while (position < self->entries->len && compare_entries (g_ptr_array_index (self->entries, position), entry) < 0)
    position++;

  g_ptr_array_insert (self->entries, position, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* Whether an entry is where its title wants it. */
static gboolean
is_in_order (SmrtProfiles *self,
             unsigned int  position)
{
  Entry *entry = g_ptr_array_index (self->entries, position);

  return (position == 0 || compare_entries (g_ptr_array_index (self->entries, position - 1), entry) < 0) &&
         (position + 1 == self->entries->len ||
          compare_entries (entry, g_ptr_array_index (self->entries, position + 1)) < 0);
}

static void
title_cb (SmrtProfile *profile,
          GParamSpec  *pspec,
          Entry       *entry)
{
  SmrtProfiles *self = entry->profiles;
  unsigned int position;

  g_free (entry->sort_key);
  entry->sort_key = g_utf8_collate_key (smrt_profile_get_title (profile), -1);

  if (!g_ptr_array_find (self->entries, entry, &position) || is_in_order (self, position))
    return;

  g_ptr_array_steal_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  insert_entry (self, entry);
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_signal_handlers_disconnect_by_func (entry->profile, title_cb, entry);
  g_object_unref (entry->profile);
  g_free (entry->sort_key);
  g_free (entry);
}

static void
add_profile (SmrtProfiles *self,
             SmrtProfile  *profile)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->profiles = self;
  entry->profile = g_object_ref (profile);
  entry->sort_key = g_utf8_collate_key (smrt_profile_get_title (profile), -1);
  g_signal_connect (profile, "notify::title", G_CALLBACK (title_cb), entry);

  insert_entry (self, entry);
}

static gboolean
find_position (SmrtProfiles *self,
               const char   *id,
               unsigned int *position)
{
  for (unsigned int i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (smrt_profile_get_id (entry->profile), id))
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
drop_position (SmrtProfiles *self,
               unsigned int  position)
{
  g_ptr_array_remove_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static char *
build_path (SmrtProfiles *self,
            SmrtProfile  *profile)
{
  g_autofree char *name = g_strconcat (smrt_profile_get_id (profile), SUFFIX, NULL);

  return g_build_filename (self->folder, name, NULL);
}

static SmrtProfile *
read_profile (SmrtProfiles  *self,
              const char    *name,
              GError       **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *id = g_strndup (name, strlen (name) - strlen (SUFFIX));
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GBytes) bytes = NULL;

  /* Opening a pipe would wait for somebody to write into it. */
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "It is not a file");
      return NULL;
    }

  bytes = smrt_file_load (path, MAX_FILE_SIZE, error);
  if (bytes == NULL || !g_key_file_load_from_bytes (key_file, bytes, G_KEY_FILE_NONE, error))
    return NULL;

  return smrt_profile_new_from_key_file (id, key_file, error);
}

/* Returns: (transfer full) (nullable): the accounts of the folder by their ids;
 *   %NULL where the folder cannot be read */
static GHashTable *
read_folder (SmrtProfiles *self)
{
  g_autoptr (GHashTable) profiles = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, &error);
  const char *name;

  if (folder == NULL)
    {
      if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return g_steal_pointer (&profiles);

      g_message ("The accounts cannot be listed: %s", error->message);
      return NULL;
    }

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autoptr (SmrtProfile) profile = NULL;

      if (!g_str_has_suffix (name, SUFFIX))
        continue;

      profile = read_profile (self, name, &error);
      if (profile == NULL)
        {
          g_autofree char *shown = g_filename_display_name (name);

          g_message ("An account is not listed: %s: %s", shown, error->message);
          g_clear_error (&error);
          continue;
        }

      g_hash_table_replace (profiles, (char *) smrt_profile_get_id (profile), g_object_ref (profile));
    }

  return g_steal_pointer (&profiles);
}

static gboolean
is_same_file (SmrtProfile *profile,
              SmrtProfile *other)
{
  return smrt_profile_get_kind (profile) == smrt_profile_get_kind (other) &&
         g_strcmp0 (smrt_profile_get_server_url (profile), smrt_profile_get_server_url (other)) == 0;
}

static void
take_over (SmrtProfile *profile,
           SmrtProfile *read)
{
  g_object_freeze_notify (G_OBJECT (profile));

  smrt_profile_set_client_id (profile, smrt_profile_get_client_id (read));
  smrt_profile_set_redirect_ports (profile, smrt_profile_get_redirect_ports (read));
  smrt_profile_set_scope (profile, smrt_profile_get_scope (read));
  smrt_profile_set_name (profile, smrt_profile_get_name (read));
  smrt_profile_set_account_name (profile, smrt_profile_get_account_name (read));
  smrt_profile_set_person (profile, smrt_profile_get_person (read));
  smrt_profile_set_role (profile, smrt_profile_get_role (read));
  smrt_profile_set_customer_id (profile, smrt_profile_get_customer_id (read));
  smrt_profile_set_subject (profile, smrt_profile_get_subject (read));
  smrt_profile_set_signed_in (profile, smrt_profile_get_signed_in (read));

  g_object_thaw_notify (G_OBJECT (profile));
}

static GType
smrt_profiles_get_item_type (GListModel *model)
{
  return SMRT_TYPE_PROFILE;
}

static guint
smrt_profiles_get_n_items (GListModel *model)
{
  return SMRT_PROFILES (model)->entries->len;
}

static gpointer
smrt_profiles_get_item (GListModel *model,
                        guint       position)
{
  SmrtProfiles *self = SMRT_PROFILES (model);
  Entry *entry;

  if (position >= self->entries->len)
    return NULL;

  entry = g_ptr_array_index (self->entries, position);

  return g_object_ref (entry->profile);
}

static void
smrt_profiles_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = smrt_profiles_get_item_type;
  iface->get_n_items = smrt_profiles_get_n_items;
  iface->get_item = smrt_profiles_get_item;
}

static void
smrt_profiles_finalize (GObject *object)
{
  SmrtProfiles *self = SMRT_PROFILES (object);

  g_ptr_array_unref (self->entries);
  g_free (self->folder);

  G_OBJECT_CLASS (smrt_profiles_parent_class)->finalize (object);
}

static void
smrt_profiles_class_init (SmrtProfilesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_profiles_finalize;
}

static void
smrt_profiles_init (SmrtProfiles *self)
{
  self->entries = g_ptr_array_new_with_free_func (free_entry);
}

SmrtProfiles *
smrt_profiles_new (const char *folder)
{
  SmrtProfiles *self = g_object_new (SMRT_TYPE_PROFILES, NULL);

  if (folder != NULL)
    self->folder = g_strdup (folder);
  else
    self->folder = g_build_filename (g_get_user_config_dir (), "smrtphone-plans", "accounts", NULL);

  return self;
}

void
smrt_profiles_load (SmrtProfiles *self)
{
  g_autoptr (GHashTable) profiles = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  GHashTableIter iter;
  SmrtProfile *profile;

  g_return_if_fail (SMRT_IS_PROFILES (self));

  profiles = read_folder (self);
  if (profiles == NULL)
    return;

  kept = g_ptr_array_new_with_free_func (g_object_unref);
  for (unsigned int i = self->entries->len; i > 0; i--)
    {
      Entry *entry = g_ptr_array_index (self->entries, i - 1);
      SmrtProfile *read = g_hash_table_lookup (profiles, smrt_profile_get_id (entry->profile));

      if (read != NULL && is_same_file (entry->profile, read))
        g_ptr_array_add (kept, g_object_ref (entry->profile));
      else
        drop_position (self, i - 1);
    }

  for (unsigned int i = 0; i < kept->len; i++)
    {
      profile = g_ptr_array_index (kept, i);
      take_over (profile, g_hash_table_lookup (profiles, smrt_profile_get_id (profile)));
      g_hash_table_remove (profiles, smrt_profile_get_id (profile));
    }

  g_hash_table_iter_init (&iter, profiles);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &profile))
    add_profile (self, profile);
}

gboolean
smrt_profiles_save (SmrtProfiles  *self,
                    SmrtProfile   *profile,
                    GError       **error)
{
  g_autoptr (GKeyFile) key_file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = NULL;
  unsigned int position;
  gsize length;
  char *data;

  g_return_val_if_fail (SMRT_IS_PROFILES (self), FALSE);
  g_return_val_if_fail (SMRT_IS_PROFILE (profile), FALSE);

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), g_strerror (saved_errno));
      return FALSE;
    }

  key_file = smrt_profile_to_key_file (profile);
  data = g_key_file_to_data (key_file, &length, NULL);
  bytes = g_bytes_new_take (data, length);
  if (length > MAX_FILE_SIZE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "The account has too much text");
      return FALSE;
    }

  path = build_path (self, profile);
  if (!smrt_file_replace (path, bytes, error))
    return FALSE;

  if (find_position (self, smrt_profile_get_id (profile), &position))
    {
      Entry *entry = g_ptr_array_index (self->entries, position);

      if (entry->profile == profile)
        return TRUE;
      drop_position (self, position);
    }
  add_profile (self, profile);

  return TRUE;
}

gboolean
smrt_profiles_remove (SmrtProfiles  *self,
                      SmrtProfile   *profile,
                      GError       **error)
{
  g_autofree char *path = NULL;
  unsigned int position;

  g_return_val_if_fail (SMRT_IS_PROFILES (self), FALSE);
  g_return_val_if_fail (SMRT_IS_PROFILE (profile), FALSE);

  path = build_path (self, profile);
  if (g_unlink (path) != 0 && errno != ENOENT && errno != ENOTDIR)
    {
      int saved_errno = errno;

      g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), g_strerror (saved_errno));
      return FALSE;
    }

  if (find_position (self, smrt_profile_get_id (profile), &position))
    drop_position (self, position);

  return TRUE;
}

SmrtProfile *
smrt_profiles_find (SmrtProfiles *self,
                    const char   *id)
{
  unsigned int position;
  Entry *entry;

  g_return_val_if_fail (SMRT_IS_PROFILES (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (!find_position (self, id, &position))
    return NULL;

  entry = g_ptr_array_index (self->entries, position);

  return entry->profile;
}

SmrtProfile *
smrt_profiles_find_by_name (SmrtProfiles *self,
                            const char   *name,
                            gboolean     *ambiguous)
{
  SmrtProfile *found = NULL;
  unsigned int n_found = 0;

  g_return_val_if_fail (SMRT_IS_PROFILES (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (unsigned int i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      gboolean is_id = strlen (name) >= MIN_PREFIX && g_str_has_prefix (smrt_profile_get_id (entry->profile), name);

      if (!is_id && !g_str_equal (smrt_profile_get_title (entry->profile), name))
        continue;

      found = entry->profile;
      n_found++;
    }

  if (ambiguous != NULL)
    *ambiguous = n_found > 1;

  return n_found == 1 ? found : NULL;
}

SmrtProfile *
smrt_profiles_find_same (SmrtProfiles *self,
                         SmrtProfile  *profile)
{
  g_return_val_if_fail (SMRT_IS_PROFILES (self), NULL);
  g_return_val_if_fail (SMRT_IS_PROFILE (profile), NULL);

  for (unsigned int i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->profile != profile && smrt_profile_is_same_account (entry->profile, profile))
        return entry->profile;
    }

  return NULL;
}
