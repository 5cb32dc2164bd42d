/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-keyring-libsecret.h"

#include "smrt-library.h"

#define SONAME "libsecret-1.so.0"

#define FUNCTION(name)                                          \
 {                                                              \
  "secret_" #name, G_STRUCT_OFFSET (SmrtKeyringLibsecret, name) \
 }

static SmrtKeyringLibsecret library;
static gboolean loaded = FALSE;

static const SmrtLibrarySymbol symbols[] = {
  FUNCTION (attributes_build),
  FUNCTION (backend_get),
  FUNCTION (backend_get_finish),
  FUNCTION (backend_get_type),
  FUNCTION (error_get_quark),
  FUNCTION (item_get_locked),
  FUNCTION (item_get_modified),
  FUNCTION (item_get_secret),
  FUNCTION (item_get_type),
  FUNCTION (item_load_secret),
  FUNCTION (item_load_secret_finish),
  FUNCTION (retrievable_get_modified),
  FUNCTION (retrievable_get_type),
  FUNCTION (retrievable_retrieve_secret),
  FUNCTION (retrievable_retrieve_secret_finish),
  FUNCTION (service_get_type),
  FUNCTION (service_open),
  FUNCTION (service_open_finish),
  FUNCTION (service_search),
  FUNCTION (service_search_finish),
  FUNCTION (service_store),
  FUNCTION (service_store_finish),
  FUNCTION (value_get_text),
  FUNCTION (value_new),
  FUNCTION (value_ref),
  FUNCTION (value_unref),
};

gboolean
smrt_keyring_libsecret_load (GError **error)
{
  if (!loaded)
    loaded = smrt_library_load (SONAME, symbols, G_N_ELEMENTS (symbols), &library, error);

  return loaded;
}

const SmrtKeyringLibsecret *
smrt_keyring_libsecret_get (void)
{
  g_assert (loaded);

  return &library;
}
