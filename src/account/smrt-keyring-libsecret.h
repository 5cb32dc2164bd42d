/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libsecret/secret.h>

/* libsecret 0.20 installs this header, but forgets it in secret.h. */
#define __SECRET_INSIDE_HEADER__
#include <libsecret/secret-backend.h>
#undef __SECRET_INSIDE_HEADER__

G_BEGIN_DECLS

/* What the files of the keyring need of libsecret. The library is loaded with
 * the first secret that is kept or looked for, and not at every start; below,
 * its functions get their usual names again. */
typedef struct
{
  __typeof__ (&secret_attributes_build) attributes_build;
  __typeof__ (&secret_backend_get) backend_get;
  __typeof__ (&secret_backend_get_finish) backend_get_finish;
  __typeof__ (&secret_backend_get_type) backend_get_type;
  __typeof__ (&secret_error_get_quark) error_get_quark;
  __typeof__ (&secret_item_get_locked) item_get_locked;
  __typeof__ (&secret_item_get_modified) item_get_modified;
  __typeof__ (&secret_item_get_secret) item_get_secret;
  __typeof__ (&secret_item_get_type) item_get_type;
  __typeof__ (&secret_item_load_secret) item_load_secret;
  __typeof__ (&secret_item_load_secret_finish) item_load_secret_finish;
  __typeof__ (&secret_retrievable_get_modified) retrievable_get_modified;
  __typeof__ (&secret_retrievable_get_type) retrievable_get_type;
  __typeof__ (&secret_retrievable_retrieve_secret) retrievable_retrieve_secret;
  __typeof__ (&secret_retrievable_retrieve_secret_finish) retrievable_retrieve_secret_finish;
  __typeof__ (&secret_service_get_type) service_get_type;
  __typeof__ (&secret_service_open) service_open;
  __typeof__ (&secret_service_open_finish) service_open_finish;
  __typeof__ (&secret_service_search) service_search;
  __typeof__ (&secret_service_search_finish) service_search_finish;
  __typeof__ (&secret_service_store) service_store;
  __typeof__ (&secret_service_store_finish) service_store_finish;
  __typeof__ (&secret_value_get_text) value_get_text;
  __typeof__ (&secret_value_new) value_new;
  __typeof__ (&secret_value_ref) value_ref;
  __typeof__ (&secret_value_unref) value_unref;
} SmrtKeyringLibsecret;

/**
 * smrt_keyring_libsecret_load:
 * @error: return location for %G_IO_ERROR_NOT_SUPPORTED
 *
 * Returns: whether the library is there
 */
gboolean                    smrt_keyring_libsecret_load (GError **error);

/**
 * smrt_keyring_libsecret_get:
 *
 * Returns: (transfer none): the library, once it was loaded
 */
const SmrtKeyringLibsecret *smrt_keyring_libsecret_get  (void);

#define secret_attributes_build (smrt_keyring_libsecret_get ()->attributes_build)
#define secret_backend_get (smrt_keyring_libsecret_get ()->backend_get)
#define secret_backend_get_finish (smrt_keyring_libsecret_get ()->backend_get_finish)
#define secret_backend_get_type (smrt_keyring_libsecret_get ()->backend_get_type)
#define secret_error_get_quark (smrt_keyring_libsecret_get ()->error_get_quark)
#define secret_item_get_locked (smrt_keyring_libsecret_get ()->item_get_locked)
#define secret_item_get_modified (smrt_keyring_libsecret_get ()->item_get_modified)
#define secret_item_get_secret (smrt_keyring_libsecret_get ()->item_get_secret)
#define secret_item_get_type (smrt_keyring_libsecret_get ()->item_get_type)
#define secret_item_load_secret (smrt_keyring_libsecret_get ()->item_load_secret)
#define secret_item_load_secret_finish (smrt_keyring_libsecret_get ()->item_load_secret_finish)
#define secret_retrievable_get_modified (smrt_keyring_libsecret_get ()->retrievable_get_modified)
#define secret_retrievable_get_type (smrt_keyring_libsecret_get ()->retrievable_get_type)
#define secret_retrievable_retrieve_secret (smrt_keyring_libsecret_get ()->retrievable_retrieve_secret)
#define secret_retrievable_retrieve_secret_finish (smrt_keyring_libsecret_get ()->retrievable_retrieve_secret_finish)
#define secret_service_get_type (smrt_keyring_libsecret_get ()->service_get_type)
#define secret_service_open (smrt_keyring_libsecret_get ()->service_open)
#define secret_service_open_finish (smrt_keyring_libsecret_get ()->service_open_finish)
#define secret_service_search (smrt_keyring_libsecret_get ()->service_search)
#define secret_service_search_finish (smrt_keyring_libsecret_get ()->service_search_finish)
#define secret_service_store (smrt_keyring_libsecret_get ()->service_store)
#define secret_service_store_finish (smrt_keyring_libsecret_get ()->service_store_finish)
#define secret_value_get_text (smrt_keyring_libsecret_get ()->value_get_text)
#define secret_value_new (smrt_keyring_libsecret_get ()->value_new)
#define secret_value_ref (smrt_keyring_libsecret_get ()->value_ref)
#define secret_value_unref (smrt_keyring_libsecret_get ()->value_unref)

/* These are functions of the header, which call the library. */
#define SECRET_BACKEND(object) (G_TYPE_CHECK_INSTANCE_CAST ((object), secret_backend_get_type (), SecretBackend))
#define SECRET_BACKEND_GET_IFACE(object) \
 (G_TYPE_INSTANCE_GET_INTERFACE ((object), secret_backend_get_type (), SecretBackendInterface))

G_END_DECLS
