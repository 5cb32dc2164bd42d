/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "smrt-store-schema.h"

struct _SmrtStoreFile
{
  gatomicrefcount ref_count;
  GMutex lock;
  char *path;
  char *set_aside;
  unsigned int epoch;
  gboolean damaged;
};

SmrtStoreFile *
smrt_store_file_new (const char *path)
{
  SmrtStoreFile *self = g_new0 (SmrtStoreFile, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->path = g_strdup (path);

  return self;
}

SmrtStoreFile *
smrt_store_file_ref (SmrtStoreFile *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
smrt_store_file_unref (SmrtStoreFile *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_mutex_clear (&self->lock);
  g_free (self->set_aside);
  g_free (self->path);
  g_free (self);
}

const char *
smrt_store_file_get_path (SmrtStoreFile *self)
{
  return self->path;
}

static gboolean
make_folder (const char  *path,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error_literal (error, SMRT_DATABASE_ERROR,
                       errno == ENOSPC ? SMRT_DATABASE_ERROR_FULL : SMRT_DATABASE_ERROR_READ_ONLY,
                       g_strerror (errno));

  return FALSE;
}

SmrtDatabase *
smrt_store_file_open (SmrtStoreFile  *self,
                      unsigned int    cache_kib,
                      GError        **error)
{
  g_autoptr (SmrtDatabase) database = NULL;
  g_autofree char *pragmas = NULL;

  if (self->path != NULL && !make_folder (self->path, error))
    return NULL;

  database = smrt_database_open (self->path != NULL ? self->path : "", SMRT_STORE_APPLICATION_ID,
                                 smrt_store_schema, error);
  if (database == NULL)
    return NULL;

  pragmas = g_strdup_printf ("PRAGMA cache_size = -%u; PRAGMA temp_store = FILE", cache_kib);
  if (!smrt_database_execute (database, pragmas, error))
    return NULL;

  return g_steal_pointer (&database);
}

static gboolean
put_aside (SmrtStoreFile  *self,
           GError        **error)
{
  char *set_aside = smrt_database_set_aside (self->path, error);

  if (set_aside == NULL)
    return FALSE;

  g_mutex_lock (&self->lock);
  g_free (self->set_aside);
  self->set_aside = set_aside;
  self->damaged = FALSE;
  self->epoch++;
  g_mutex_unlock (&self->lock);

  return TRUE;
}

SmrtDatabase *
smrt_store_file_open_or_replace (SmrtStoreFile  *self,
                                 unsigned int    cache_kib,
                                 GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  SmrtDatabase *database = NULL;

  if (self->path == NULL || !smrt_store_file_get_damaged (self))
    {
      database = smrt_store_file_open (self, cache_kib, &local_error);
      if (database != NULL)
        return database;
      if (self->path == NULL || !g_error_matches (local_error, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  return put_aside (self, error) ? smrt_store_file_open (self, cache_kib, error) : NULL;
}

void
smrt_store_file_set_damaged (SmrtStoreFile *self)
{
  g_mutex_lock (&self->lock);
  self->damaged = self->path != NULL;
  g_mutex_unlock (&self->lock);
}

gboolean
smrt_store_file_get_damaged (SmrtStoreFile *self)
{
  gboolean damaged;

  g_mutex_lock (&self->lock);
  damaged = self->damaged;
  g_mutex_unlock (&self->lock);

  return damaged;
}

unsigned int
smrt_store_file_get_epoch (SmrtStoreFile *self)
{
  unsigned int epoch;

  g_mutex_lock (&self->lock);
  epoch = self->epoch;
  g_mutex_unlock (&self->lock);

  return epoch;
}

char *
smrt_store_file_dup_set_aside (SmrtStoreFile *self)
{
  char *set_aside;

  g_mutex_lock (&self->lock);
  set_aside = g_strdup (self->set_aside);
  g_mutex_unlock (&self->lock);

  return set_aside;
}

/* The journals and what was set aside: `NAME-wal`, `NAME-shm`, `NAME.damaged-N`
 * with journals of its own. */
static gboolean
belongs_to (const char *name,
            const char *base)
{
  const char *rest;

  if (!g_str_has_prefix (name, base))
    return FALSE;

  rest = name + strlen (base);

  return g_str_equal (rest, "-wal") || g_str_equal (rest, "-shm") || g_str_equal (rest, "-journal") ||
         g_str_has_prefix (rest, ".damaged-");
}

static gboolean
remove_file (const char  *path,
             GError     **error)
{
  int saved_errno;

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  saved_errno = errno;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), g_strerror (saved_errno));

  return FALSE;
}

gboolean
smrt_store_file_forget (const char  *path,
                        GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *name;

  if (!remove_file (path, error))
    return FALSE;

  dir = g_dir_open (folder, 0, &local_error);
  if (dir == NULL)
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, local_error->message);
      return FALSE;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *other = NULL;

      if (!belongs_to (name, base))
        continue;
      other = g_build_filename (folder, name, NULL);
      if (!remove_file (other, error))
        return FALSE;
    }

  return TRUE;
}
