/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-base"

#include "config.h"

#include "smrt-file-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* As many as the kernel follows. */
#define MAX_LINKS 40

struct _SmrtFileWriter
{
  char *path;
  char *temporary_path;
  GOutputStream *stream;
  int fd;
};

static void
set_system_error (GError     **error,
                  int          code,
                  const char  *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", name, g_strerror (code));
}

static gboolean
is_trusted (const GStatBuf *link)
{
  return link->st_uid == geteuid () || link->st_uid == 0;
}

/* Where a link leads to; %NULL for what must not be replaced. In a folder that
 * others can write, a link of theirs could lead to any file of ours. */
static char *
resolve (const char    *path,
         unsigned int   max_links,
         GError       **error)
{
  g_autofree char *target = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *absolute = NULL;
  GStatBuf info;

  if (g_lstat (path, &info) != 0 || S_ISREG (info.st_mode))
    return g_strdup (path);

  if (!S_ISLNK (info.st_mode))
    {
      set_system_error (error, S_ISDIR (info.st_mode) ? EISDIR : EINVAL, path);
      return NULL;
    }
  if (max_links == 0 || !is_trusted (&info))
    {
      set_system_error (error, ELOOP, path);
      return NULL;
    }

  target = g_file_read_link (path, error);
  if (target == NULL)
    return NULL;

  folder = g_path_get_dirname (path);
  absolute = g_path_is_absolute (target) ? g_strdup (target) : g_build_filename (folder, target, NULL);

  return resolve (absolute, max_links - 1, error);
}

/* So that a power cut does not take the new name back. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

SmrtFileWriter *
smrt_file_writer_new (const char  *path,
                      GError     **error)
{
  g_autoptr (SmrtFileWriter) self = NULL;
  g_autofree char *resolved = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  resolved = resolve (path, MAX_LINKS, error);
  if (resolved == NULL)
    return NULL;

  self = g_new0 (SmrtFileWriter, 1);
  self->path = g_steal_pointer (&resolved);
  folder = g_path_get_dirname (self->path);
  self->temporary_path = g_build_filename (folder, ".smrtphone-plans-XXXXXX", NULL);

  self->fd = g_mkstemp_full (self->temporary_path, O_WRONLY | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      int code = errno;

      g_clear_pointer (&self->temporary_path, g_free);
      set_system_error (error, code, path);
      return NULL;
    }
  self->stream = g_unix_output_stream_new (self->fd, TRUE);

  return g_steal_pointer (&self);
}

void
smrt_file_writer_free (SmrtFileWriter *self)
{
  g_clear_object (&self->stream);
  if (self->temporary_path != NULL)
    g_unlink (self->temporary_path);
  g_free (self->temporary_path);
  g_free (self->path);
  g_free (self);
}

GOutputStream *
smrt_file_writer_get_stream (SmrtFileWriter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stream;
}

gboolean
smrt_file_writer_finish (SmrtFileWriter  *self,
                         GError         **error)
{
  g_return_val_if_fail (self != NULL && self->temporary_path != NULL, FALSE);

  if (fsync (self->fd) != 0)
    {
      set_system_error (error, errno, self->path);
      return FALSE;
    }
  if (!g_output_stream_close (self->stream, NULL, error))
    return FALSE;

  if (g_rename (self->temporary_path, self->path) != 0)
    {
      set_system_error (error, errno, self->path);
      return FALSE;
    }
  g_clear_pointer (&self->temporary_path, g_free);
  sync_folder (self->path);

  return TRUE;
}
