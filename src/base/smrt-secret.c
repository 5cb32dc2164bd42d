/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-base"

#include "config.h"

#include "smrt-secret.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct _SmrtSecret
{
  gatomicrefcount ref_count;
  gsize size;
  char *text;
};

G_DEFINE_BOXED_TYPE (SmrtSecret, smrt_secret, smrt_secret_ref, smrt_secret_unref)

SmrtSecret *
smrt_secret_new (const char *text)
{
  SmrtSecret *self;
  gsize page, needed;

  g_return_val_if_fail (text != NULL, NULL);

  page = (gsize) sysconf (_SC_PAGESIZE);
  needed = strlen (text) + 1;

  self = g_new0 (SmrtSecret, 1);
  g_atomic_ref_count_init (&self->ref_count);

  /* Pages of its own, so that they can be kept out of swap and core dumps
   * without touching anybody else's. */
  self->size = (needed + page - 1) / page * page;
  self->text = mmap (NULL, self->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert (self->text != MAP_FAILED);
  madvise (self->text, self->size, MADV_DONTDUMP);
  mlock (self->text, self->size);
  memcpy (self->text, text, needed);

  return self;
}

SmrtSecret *
smrt_secret_new_take (char *text)
{
  SmrtSecret *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = smrt_secret_new (text);
  explicit_bzero (text, strlen (text));
  g_free (text);

  return self;
}

SmrtSecret *
smrt_secret_ref (SmrtSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
smrt_secret_unref (SmrtSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  explicit_bzero (self->text, self->size);
  munmap (self->text, self->size);
  g_free (self);
}

const char *
smrt_secret_peek (SmrtSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}
