/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-base"

#include "config.h"

#include "smrt-library.h"

#include <dlfcn.h>

gboolean
smrt_library_load (const char               *soname,
                   const SmrtLibrarySymbol  *symbols,
                   gsize                     n_symbols,
                   gpointer                  table,
                   GError                  **error)
{
  g_autofree gpointer *found = NULL;
  gpointer library;

  g_return_val_if_fail (soname != NULL && symbols != NULL && table != NULL, FALSE);

  library = dlopen (soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (library == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s cannot be loaded: %s", soname, dlerror ());
      return FALSE;
    }

  found = g_new0 (gpointer, n_symbols);
  for (gsize i = 0; i < n_symbols; i++)
    {
      found[i] = dlsym (library, symbols[i].name);
      if (found[i] == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s has no %s", soname, symbols[i].name);
          dlclose (library);
          return FALSE;
        }
    }

  for (gsize i = 0; i < n_symbols; i++)
    G_STRUCT_MEMBER (gpointer, table, symbols[i].offset) = found[i];
  dlclose (library);

  return TRUE;
}
