/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-client.h"

#include <string.h>

#include "smrt-address.h"
#include "smrt-stripe-key.h"
#include "smrt-stripe-request.h"

#define MAX_CONNECTIONS 16
#define MAX_CONNECTIONS_PER_HOST 8
#define MAX_KEY_LENGTH 255
#define PAGE_SIZE 100
#define MAX_PAGES 10000

struct _SmrtStripeClient
{
  GObject parent_instance;

  char *base_url;
  SmrtStripeBearer *bearer;
  SmrtClock *clock;
  SmrtStripeLimits limits;

  SoupSession *session;
  gint64 server_time;
};

G_DEFINE_FINAL_TYPE (SmrtStripeClient, smrt_stripe_client, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_BASE_URL,
  PROP_BEARER,
  PROP_CLOCK,
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

static void read_page (GTask      *task,
                       const char *cursor);

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
  gint64 server_time = smrt_stripe_request_get_server_time (request);
  JsonNode *answer;
  GError *error = NULL;

  if (server_time != 0)
    self->server_time = server_time;

  answer = smrt_stripe_request_run_finish (request, result, &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

/* Adds a page to the listing. @cursor is where the next one begins, or NULL. */
static gboolean
add_page (Listing     *listing,
          JsonNode    *page,
          const char **cursor,
          GError     **error)
{
  JsonObject *object = json_node_get_object (page);
  JsonNode *data = json_object_get_member (object, "data");
  JsonNode *has_more = json_object_get_member (object, "has_more");
  JsonArray *array;
  JsonNode *element = NULL, *id;

  *cursor = NULL;
  if (data == NULL || !JSON_NODE_HOLDS_ARRAY (data))
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "%s: data: not a list", listing->path);
      return FALSE;
    }
  if (has_more == NULL || !JSON_NODE_HOLDS_VALUE (has_more) || json_node_get_value_type (has_more) != G_TYPE_BOOLEAN)
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "%s: has_more: not a boolean", listing->path);
      return FALSE;
    }

  array = json_node_get_array (data);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      element = json_array_get_element (array, i);
      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER,
                       "%s: data[%u]: not an object", listing->path, i);
          return FALSE;
        }
      g_ptr_array_add (listing->objects, json_node_ref (element));
    }

  if (!json_node_get_boolean (has_more))
    return TRUE;

  id = element != NULL ? json_object_get_member (json_node_get_object (element), "id") : NULL;
  if (id == NULL || !JSON_NODE_HOLDS_VALUE (id) || json_node_get_value_type (id) != G_TYPE_STRING)
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER,
                   "%s: has_more, but the page does not end in an object with an id", listing->path);
      return FALSE;
    }
  if (!g_hash_table_add (listing->cursors, g_strdup (json_node_get_string (id))) ||
      g_hash_table_size (listing->cursors) > MAX_PAGES)
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "%s: the list does not end", listing->path);
      return FALSE;
    }

  *cursor = json_node_get_string (id);

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
  const char *cursor;
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
smrt_stripe_client_constructed (GObject *object)
{
  SmrtStripeClient *self = SMRT_STRIPE_CLIENT (object);

  G_OBJECT_CLASS (smrt_stripe_client_parent_class)->constructed (object);

  g_assert (self->base_url != NULL && self->bearer != NULL && self->clock != NULL);
  self->session = create_session (self->base_url);
}

static void
smrt_stripe_client_dispose (GObject *object)
{
  SmrtStripeClient *self = SMRT_STRIPE_CLIENT (object);

  g_clear_object (&self->session);
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

  uri = create_uri (self, path, query, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

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

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (self));
  g_return_if_fail (path != NULL && *path == '/');
  g_return_if_fail (idempotency_key != NULL && *idempotency_key != '\0');
  g_return_if_fail (strlen (idempotency_key) <= MAX_KEY_LENGTH);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_stripe_client_request_finish);

  uri = create_uri (self, path, NULL, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

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
