/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-client.h"

#include <string.h>

#include "smrt-address.h"
#include "smrt-stripe-key.h"
#include "smrt-stripe-page.h"
#include "smrt-stripe-request.h"

#define MAX_CONNECTIONS 16
#define MAX_CONNECTIONS_PER_HOST 8
#define MAX_KEY_LENGTH 255
#define PAGE_SIZE 100
#define MAX_PAGES 10000
#define PREVIEW_PATH "/v1/invoices/create_preview"

struct _SmrtStripeClient
{
  GObject parent_instance;

  char *base_url;
  SmrtStripeBearer *bearer;
  SmrtClock *clock;
  SmrtStripeLimits limits;

  SoupSession *session;           /* NULL where it replays */
  SmrtStripeClient *origin;       /* whose session it is */
  SmrtStripeArchive *archive;
  gint64 server_time;
};

G_DEFINE_FINAL_TYPE (SmrtStripeClient, smrt_stripe_client, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_BASE_URL,
  PROP_BEARER,
  PROP_CLOCK,
  PROP_ORIGIN,
  PROP_ARCHIVE,
  PROP_DEADLINE_MS,
  PROP_RETRY_BASE_MS,
  PROP_RETRY_MAX_MS,
  PROP_MAX_RETRIES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

typedef struct
{
  char *path;
  SmrtForm *query;
  GPtrArray *objects;
  GHashTable *cursors;
} Listing;

/* What a request has to be kept under. */
typedef struct
{
  SmrtStripeArchive *archive;
  char *key;
} Record;

static void read_page (GTask      *task,
                       const char *cursor);

static void
free_record (Record *record)
{
  g_object_unref (record->archive);
  g_free (record->key);
  g_free (record);
}

static void
free_listing (Listing *listing)
{
  g_free (listing->path);
  smrt_form_free (listing->query);
  g_ptr_array_unref (listing->objects);
  g_hash_table_unref (listing->cursors);
  g_free (listing);
}

static SoupSession *
create_session (const char *base_url)
{
  g_autoptr (GUri) uri = g_uri_parse (base_url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupSession *session = g_object_new (SOUP_TYPE_SESSION,
                                       "max-conns", MAX_CONNECTIONS,
                                       "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                       "user-agent", "smrtphone-plans/" PACKAGE_VERSION,
                                       NULL);

  /* Requests have a deadline of their own; a password of a proxy or a page is
   * never asked for. */
  soup_session_set_timeout (session, 0);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (uri != NULL && smrt_address_is_loopback (uri))
    soup_session_set_proxy_resolver (session, NULL);

  return session;
}

static GUri *
create_uri (SmrtStripeClient  *self,
            const char        *path,
            const SmrtForm    *query,
            GError           **error)
{
  g_autofree char *encoded = query != NULL && !smrt_form_is_empty (query) ? smrt_form_encode (query) : NULL;
  g_autofree char *address = NULL;
  g_autoptr (GError) local_error = NULL;
  GUri *uri;

  if (!smrt_stripe_client_check_base_url (self->base_url, error))
    return NULL;

  address = g_strconcat (self->base_url, path, encoded != NULL ? "?" : NULL, encoded, NULL);
  uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, &local_error);
  if (uri == NULL)
    g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ADDRESS,
                 "%s%s is not an address: %s", self->base_url, path, local_error->message);

  return uri;
}

static void
request_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  SmrtStripeRequest *request = SMRT_STRIPE_REQUEST (source);
  g_autoptr (GTask) task = user_data;
  SmrtStripeClient *self = g_task_get_source_object (task);
  Record *record = g_task_get_task_data (task);
  gint64 server_time = smrt_stripe_request_get_server_time (request);
  JsonNode *answer;
  GError *error = NULL;

  for (SmrtStripeClient *client = self; server_time != 0 && client != NULL; client = client->origin)
    client->server_time = server_time;

  answer = smrt_stripe_request_run_finish (request, result, &error);
  if (answer != NULL && record != NULL)
    smrt_stripe_archive_add (record->archive, record->key, answer);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

static void
replay (SmrtStripeClient *self,
        GTask            *task,
        const char       *path,
        const SmrtForm   *form)
{
  g_autofree char *key = smrt_stripe_archive_dup_key (path, form);
  JsonNode *answer;
  GError *error = NULL;

  answer = smrt_stripe_archive_find (self->archive, key, &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND, "%s was not kept", path);
}

static void
record (SmrtStripeClient *self,
        GTask            *task,
        const char       *path,
        const SmrtForm   *form)
{
  Record *record = g_new0 (Record, 1);

  record->archive = g_object_ref (self->archive);
  record->key = smrt_stripe_archive_dup_key (path, form);
  g_task_set_task_data (task, record, (GDestroyNotify) free_record);
}

/* Adds a page to the listing. @cursor is where the next one begins, or NULL. */
static gboolean
add_page (Listing     *listing,
          JsonNode    *answer,
          char       **cursor,
          GError     **error)
{
  g_autoptr (SmrtStripePage) page = smrt_stripe_page_new (answer, listing->path, error);
  const char *last_id;

  if (page == NULL)
    return FALSE;

  last_id = smrt_stripe_page_get_id (page, page->objects->len - 1);
  if (page->has_more && last_id == NULL)
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER,
                   "%s: has_more, but the page does not end in an object with an id", listing->path);
      return FALSE;
    }
  if (page->has_more && (!g_hash_table_add (listing->cursors, g_strdup (last_id)) ||
                         g_hash_table_size (listing->cursors) > MAX_PAGES))
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "%s: the list does not end", listing->path);
      return FALSE;
    }

  *cursor = page->has_more ? g_strdup (last_id) : NULL;
  g_ptr_array_extend_and_steal (listing->objects, g_steal_pointer (&page->objects));

  return TRUE;
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) page = NULL;
  Listing *listing = g_task_get_task_data (task);
  g_autofree char *cursor = NULL;
  GError *error = NULL;

  page = smrt_stripe_client_request_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (page == NULL || !add_page (listing, page, &cursor, &error))
    g_task_return_error (task, error);
  else if (cursor != NULL)
    read_page (g_steal_pointer (&task), cursor);
  else
    g_task_return_pointer (task, g_ptr_array_ref (listing->objects), (GDestroyNotify) g_ptr_array_unref);
}

/* Takes over @task. */
static void
read_page (GTask      *task,
           const char *cursor)
{
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (SmrtForm) query = smrt_form_copy (listing->query);

  smrt_form_add_int (query, "limit", PAGE_SIZE);
  if (cursor != NULL)
    smrt_form_add (query, "starting_after", cursor);

  smrt_stripe_client_get_async (g_task_get_source_object (task), listing->path, query,
                                g_task_get_cancellable (task), page_cb, task);
}

static void
share (SmrtStripeClient *self)
{
  g_free (self->base_url);
  self->base_url = g_strdup (self->origin->base_url);
  g_set_object (&self->bearer, self->origin->bearer);
  g_set_object (&self->clock, self->origin->clock);
  g_set_object (&self->session, self->origin->session);
  self->limits = self->origin->limits;
  self->server_time = self->origin->server_time;
}

static void
smrt_stripe_client_constructed (GObject *object)
{
  SmrtStripeClient *self = SMRT_STRIPE_CLIENT (object);

  G_OBJECT_CLASS (smrt_stripe_client_parent_class)->constructed (object);

  if (self->origin != NULL)
    share (self);
  else if (self->archive == NULL)
    {
      g_assert (self->base_url != NULL && self->bearer != NULL && self->clock != NULL);
      self->session = create_session (self->base_url);
    }
}

static void
smrt_stripe_client_dispose (GObject *object)
{
  SmrtStripeClient *self = SMRT_STRIPE_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->origin);
  g_clear_object (&self->archive);
  g_clear_object (&self->clock);
  g_clear_object (&self->bearer);

  G_OBJECT_CLASS (smrt_stripe_client_parent_class)->dispose (object);
}

static void
smrt_stripe_client_finalize (GObject *object)
{
  SmrtStripeClient *self = SMRT_STRIPE_CLIENT (object);

  g_free (self->base_url);

  G_OBJECT_CLASS (smrt_stripe_client_parent_class)->finalize (object);
}

static void
set_base_url (SmrtStripeClient *self,
              const char       *base_url)
{
  self->base_url = g_strdup (base_url != NULL ? base_url : "");
  for (char *end = self->base_url + strlen (self->base_url); end > self->base_url && end[-1] == '/'; end--)
    end[-1] = '\0';
}

static void
smrt_stripe_client_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SmrtStripeClient *self = SMRT_STRIPE_CLIENT (object);

  switch (property_id)
    {
    case PROP_BASE_URL:
      set_base_url (self, g_value_get_string (value));
      break;
    case PROP_BEARER:
      self->bearer = g_value_dup_object (value);
      break;
    case PROP_CLOCK:
      self->clock = g_value_dup_object (value);
      break;
    case PROP_ORIGIN:
      self->origin = g_value_dup_object (value);
      break;
    case PROP_ARCHIVE:
      self->archive = g_value_dup_object (value);
      break;
    case PROP_DEADLINE_MS:
      self->limits.deadline_ms = g_value_get_uint (value);
      break;
    case PROP_RETRY_BASE_MS:
      self->limits.retry_base_ms = g_value_get_uint (value);
      break;
    case PROP_RETRY_MAX_MS:
      self->limits.retry_max_ms = g_value_get_uint (value);
      break;
    case PROP_MAX_RETRIES:
      self->limits.max_retries = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
smrt_stripe_client_class_init (SmrtStripeClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = smrt_stripe_client_constructed;
  object_class->dispose = smrt_stripe_client_dispose;
  object_class->finalize = smrt_stripe_client_finalize;
  object_class->set_property = smrt_stripe_client_set_property;

  properties[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL, NULL, flags);
  properties[PROP_BEARER] = g_param_spec_object ("bearer", NULL, NULL, SMRT_TYPE_STRIPE_BEARER, flags);
  properties[PROP_CLOCK] = g_param_spec_object ("clock", NULL, NULL, SMRT_TYPE_CLOCK, flags);
  properties[PROP_ORIGIN] = g_param_spec_object ("origin", NULL, NULL, SMRT_TYPE_STRIPE_CLIENT, flags);
  properties[PROP_ARCHIVE] = g_param_spec_object ("archive", NULL, NULL, SMRT_TYPE_STRIPE_ARCHIVE, flags);
  properties[PROP_DEADLINE_MS] = g_param_spec_uint ("deadline-ms", NULL, NULL, 1, G_MAXINT, 80000, flags);
  properties[PROP_RETRY_BASE_MS] = g_param_spec_uint ("retry-base-ms", NULL, NULL, 0, G_MAXINT, 500, flags);
  properties[PROP_RETRY_MAX_MS] = g_param_spec_uint ("retry-max-ms", NULL, NULL, 0, G_MAXINT, 5000, flags);
  properties[PROP_MAX_RETRIES] = g_param_spec_uint ("max-retries", NULL, NULL, 0, 10, 2, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_stripe_client_init (SmrtStripeClient *self)
{
}

gboolean
smrt_stripe_client_check_base_url (const char  *base_url,
                                   GError     **error)
{
  g_return_val_if_fail (base_url != NULL, FALSE);

  if (smrt_address_is_server (base_url))
    return TRUE;

  /* What was typed may hold a password: it is not repeated. */
  g_set_error_literal (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ADDRESS,
                       "A server's address is https, or http of this machine, with a host and a path and nothing else");

  return FALSE;
}

SmrtStripeClient *
smrt_stripe_client_new (const char *base_url,
                        SmrtSecret *key,
                        SmrtClock  *clock)
{
  g_autoptr (SmrtStripeBearer) bearer = NULL;

  g_return_val_if_fail (key != NULL, NULL);

  bearer = smrt_stripe_key_new (key);

  return smrt_stripe_client_new_with_bearer (base_url, bearer, clock);
}

SmrtStripeClient *
smrt_stripe_client_new_with_bearer (const char       *base_url,
                                    SmrtStripeBearer *bearer,
                                    SmrtClock        *clock)
{
  g_return_val_if_fail (base_url != NULL, NULL);
  g_return_val_if_fail (SMRT_IS_STRIPE_BEARER (bearer), NULL);
  g_return_val_if_fail (SMRT_IS_CLOCK (clock), NULL);

  return g_object_new (SMRT_TYPE_STRIPE_CLIENT,
                       "base-url", base_url,
                       "bearer", bearer,
                       "clock", clock,
                       NULL);
}

SmrtStripeClient *
smrt_stripe_client_new_recording (SmrtStripeClient  *client,
                                  SmrtStripeArchive *archive)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_CLIENT (client), NULL);
  g_return_val_if_fail (SMRT_IS_STRIPE_ARCHIVE (archive), NULL);

  return g_object_new (SMRT_TYPE_STRIPE_CLIENT, "origin", client, "archive", archive, NULL);
}

SmrtStripeClient *
smrt_stripe_client_new_replaying (SmrtStripeArchive *archive,
                                  gint64             server_time)
{
  SmrtStripeClient *self;

  g_return_val_if_fail (SMRT_IS_STRIPE_ARCHIVE (archive), NULL);

  self = g_object_new (SMRT_TYPE_STRIPE_CLIENT, "archive", archive, NULL);
  self->server_time = server_time;

  return self;
}

const char *
smrt_stripe_client_get_base_url (SmrtStripeClient *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_CLIENT (self), NULL);

  return self->base_url;
}

gint64
smrt_stripe_client_get_server_time (SmrtStripeClient *self)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_CLIENT (self), 0);

  return self->server_time;
}

char *
smrt_stripe_client_new_idempotency_key (void)
{
  return g_uuid_string_random ();
}

void
smrt_stripe_client_get_async (SmrtStripeClient    *self,
                              const char          *path,
                              const SmrtForm      *query,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (SmrtStripeRequest) request = NULL;
  g_autoptr (GTask) task = NULL;
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (self));
  g_return_if_fail (path != NULL && *path == '/');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_stripe_client_request_finish);

  if (self->session == NULL)
    {
      replay (self, task, path, query);
      return;
    }

  uri = create_uri (self, path, query, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->archive != NULL)
    record (self, task, path, query);
  request = smrt_stripe_request_new_get (self->session, self->bearer, self->clock, &self->limits, uri);
  smrt_stripe_request_run_async (request, cancellable, request_cb, g_steal_pointer (&task));
}

void
smrt_stripe_client_post_async (SmrtStripeClient    *self,
                               const char          *path,
                               const SmrtForm      *form,
                               const char          *idempotency_key,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (SmrtStripeRequest) request = NULL;
  g_autoptr (GTask) task = NULL;
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;
  gboolean previews;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (self));
  g_return_if_fail (path != NULL && *path == '/');
  g_return_if_fail (idempotency_key != NULL && *idempotency_key != '\0');
  g_return_if_fail (strlen (idempotency_key) <= MAX_KEY_LENGTH);

  previews = g_str_equal (path, PREVIEW_PATH);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_stripe_client_request_finish);

  if (self->session == NULL && previews)
    {
      replay (self, task, path, form);
      return;
    }
  if (self->session == NULL)
    {
      g_task_return_new_error (task, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT,
                               "%s: nothing can be changed in what was kept", path);
      return;
    }

  uri = create_uri (self, path, NULL, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (self->archive != NULL && previews)
    record (self, task, path, form);
  request = smrt_stripe_request_new_post (self->session, self->bearer, self->clock, &self->limits, uri,
                                          form != NULL ? smrt_form_encode (form) : g_strdup (""),
                                          idempotency_key);
  smrt_stripe_request_run_async (request, cancellable, request_cb, g_steal_pointer (&task));
}

JsonNode *
smrt_stripe_client_request_finish (SmrtStripeClient  *self,
                                   GAsyncResult      *result,
                                   GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_stripe_client_request_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
smrt_stripe_client_list_async (SmrtStripeClient    *self,
                               const char          *path,
                               const SmrtForm      *query,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  smrt_stripe_client_list_after_async (self, path, query, NULL, cancellable, callback, user_data);
}

void
smrt_stripe_client_list_after_async (SmrtStripeClient    *self,
                                     const char          *path,
                                     const SmrtForm      *query,
                                     const char          *cursor,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  Listing *listing;
  GTask *task;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (self));
  g_return_if_fail (path != NULL && *path == '/');

  listing = g_new0 (Listing, 1);
  listing->path = g_strdup (path);
  listing->query = query != NULL ? smrt_form_copy (query) : smrt_form_new ();
  listing->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  listing->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (cursor != NULL)
    g_hash_table_add (listing->cursors, g_strdup (cursor));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_stripe_client_list_finish);
  g_task_set_task_data (task, listing, (GDestroyNotify) free_listing);
  read_page (task, cursor);
}

GPtrArray *
smrt_stripe_client_list_finish (SmrtStripeClient  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_stripe_client_list_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
