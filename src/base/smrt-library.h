/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SmrtLibrarySymbol:
 * @name: how a function is called
 * @offset: where its address goes in the table
 */
typedef struct
{
  const char *name;
  gsize offset;
} SmrtLibrarySymbol;

/**
 * smrt_library_load:
 * @soname: the name of a shared library: `libsecret-1.so.0`
 * @symbols: (array length=n_symbols): what is needed of it
 * @n_symbols: how many functions
 * @table: the structure that the addresses are written into; left as it is
 *   where one is missing
 * @error: return location for %G_IO_ERROR_NOT_SUPPORTED
 *
 * Loads a library at its first use. For what only some starts of the program
 * need: the libraries of the keyring and of signatures would cost each start
 * 3 MiB and some milliseconds. A library stays loaded.
 *
 * Returns: whether the functions can be called
 */
gboolean smrt_library_load (const char               *soname,
                            const SmrtLibrarySymbol  *symbols,
                            gsize                     n_symbols,
                            gpointer                  table,
                            GError                  **error);

G_END_DECLS
