/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-discovery.h"

#include <libsoup/soup.h>
#include <string.h>

#include "smrt-address.h"
#include "smrt-json.h"
#include "smrt-oidc-gnutls.h"
#include "smrt-oidc-request.h"

#define RESOURCE_METADATA "/.well-known/oauth-protected-resource"
#define OPENID_METADATA "/.well-known/openid-configuration"
#define OAUTH_METADATA "/.well-known/oauth-authorization-server"

typedef struct
{
  char *server;
  char *resource;
  char *issuer;
} Discovery;

static void
free_discovery (Discovery *discovery)
{
  g_free (discovery->server);
  g_free (discovery->resource);
  g_free (discovery->issuer);
  g_free (discovery);
}

static char *
strip_slash (const char *address)
{
  gsize length = strlen (address);

  return g_strndup (address, g_str_has_suffix (address, "/") ? length - 1 : length);
}

/* How a server calls itself that a person may have typed with capitals, a port
 * that goes without saying or a slash at the end. */
static char *
clean_server (const char *server_url)
{
  g_autoptr (GUri) uri = g_uri_parse (server_url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  g_autofree char *address = g_uri_join (G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, g_uri_get_scheme (uri),
                                         NULL, host, g_uri_get_port (uri), g_uri_get_path (uri), NULL, NULL);

  return strip_slash (address);
}

/* The well-known address of RFC 8414 and RFC 9728 stands between host and
 * path. */
static char *
insert_well_known (const char *address,
                   const char *well_known)
{
  g_autofree char *plain = strip_slash (address);
  const char *host = strstr (plain, "://") + strlen ("://");
  const char *path = strchr (host, '/');

  if (path == NULL)
    return g_strconcat (plain, well_known, NULL);

  return g_strdup_printf ("%.*s%s%s", (int) (path - plain), plain, well_known, path);
}

static gboolean
is_same_server (const char *resource,
                const char *server)
{
  g_autofree char *plain = strip_slash (resource);

  return g_str_equal (plain, server);
}

static const char *
get_first_issuer (JsonObject *metadata)
{
  JsonNode *node = json_object_get_member (metadata, "authorization_servers");
  JsonNode *first = NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    first = json_array_get_element (json_node_get_array (node), 0);
  if (first == NULL || !JSON_NODE_HOLDS_VALUE (first) || json_node_get_value_type (first) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (first);
}

static void
take_metadata (GTask      *task,
               JsonObject *metadata)
{
  Discovery *discovery = g_task_get_task_data (task);
  GError *error = NULL;
  SmrtOidcProvider *provider = smrt_oidc_provider_new (metadata, discovery->issuer, discovery->resource, &error);

  if (provider != NULL)
    g_task_return_pointer (task, provider, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
oauth_metadata_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonObject) metadata = NULL;
  unsigned int status;
  GError *error = NULL;

  metadata = smrt_oidc_request_finish (SMRT_OIDC_CLIENT (source), result, &status, &error);
  if (metadata != NULL)
    {
      take_metadata (task, metadata);
    }
  else if (status == SOUP_STATUS_NOT_FOUND)
    {
      g_error_free (error);
      g_task_return_new_error (task, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE, "The issuer publishes no metadata");
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
openid_metadata_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Discovery *discovery = g_task_get_task_data (task);
  g_autoptr (JsonObject) metadata = NULL;
  g_autofree char *address = NULL;
  unsigned int status;
  GError *error = NULL;

  metadata = smrt_oidc_request_finish (SMRT_OIDC_CLIENT (source), result, &status, &error);
  if (metadata != NULL)
    {
      take_metadata (task, metadata);
    }
  else if (status == SOUP_STATUS_NOT_FOUND)
    {
      g_error_free (error);
      address = insert_well_known (discovery->issuer, OAUTH_METADATA);
      smrt_oidc_request_get_async (SMRT_OIDC_CLIENT (source), address, NULL, g_task_get_cancellable (task),
                                   oauth_metadata_cb, g_object_ref (task));
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
load_issuer (GTask *task)
{
  Discovery *discovery = g_task_get_task_data (task);
  g_autofree char *plain = strip_slash (discovery->issuer);
  g_autofree char *address = g_strconcat (plain, OPENID_METADATA, NULL);

  if (!smrt_address_is_server (discovery->issuer) ||
      (discovery->resource != NULL && !smrt_address_leads_on (discovery->resource, discovery->issuer)))
    {
      g_task_return_new_error (task, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS,
                               "The issuer is neither https nor http on this machine");
      return;
    }

  smrt_oidc_request_get_async (g_task_get_source_object (task), address, NULL, g_task_get_cancellable (task),
                               openid_metadata_cb, g_object_ref (task));
}

static void
return_no_account_server (GTask *task)
{
  g_task_return_new_error (task, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER,
                           "There is no account server at the address");
}

static void
resource_metadata_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Discovery *discovery = g_task_get_task_data (task);
  g_autoptr (JsonObject) metadata = NULL;
  const char *resource, *issuer;
  GError *error = NULL;

  metadata = smrt_oidc_request_finish (SMRT_OIDC_CLIENT (source), result, NULL, &error);
  if (g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED) ||
      g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER))
    {
      g_error_free (error);
      return_no_account_server (task);
      return;
    }
  if (metadata == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  resource = smrt_json_get_string (metadata, "resource");
  issuer = get_first_issuer (metadata);
  if (resource == NULL || issuer == NULL)
    {
      return_no_account_server (task);
      return;
    }
  if (!is_same_server (resource, discovery->server))
    {
      g_task_return_new_error (task, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH,
                               "The metadata are of another account server");
      return;
    }

  discovery->resource = g_strdup (resource);
  discovery->issuer = g_strdup (issuer);
  load_issuer (task);
}

static GTask *
create_task (SmrtOidcClient      *client,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_task_set_source_tag (task, smrt_oidc_discovery_run_finish);
  g_task_set_task_data (task, g_new0 (Discovery, 1), (GDestroyNotify) free_discovery);

  return task;
}

void
smrt_oidc_discovery_run_async (SmrtOidcClient      *client,
                               const char          *server_url,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Discovery *discovery;
  g_autofree char *address = NULL;
  GError *error = NULL;

  g_return_if_fail (SMRT_IS_OIDC_CLIENT (client));
  g_return_if_fail (server_url != NULL);

  task = create_task (client, cancellable, callback, user_data);
  discovery = g_task_get_task_data (task);
  if (!smrt_address_is_server (server_url))
    {
      g_task_return_new_error (task, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS,
                               "The account server is neither https nor http on this machine");
      return;
    }
  if (!smrt_oidc_gnutls_load (&error))
    {
      g_task_return_error (task, error);
      return;
    }

  discovery->server = clean_server (server_url);
  address = insert_well_known (discovery->server, RESOURCE_METADATA);
  smrt_oidc_request_get_async (client, address, NULL, cancellable, resource_metadata_cb, g_steal_pointer (&task));
}

void
smrt_oidc_discovery_run_issuer_async (SmrtOidcClient      *client,
                                      const char          *issuer,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Discovery *discovery;

  g_return_if_fail (SMRT_IS_OIDC_CLIENT (client));
  g_return_if_fail (issuer != NULL);

  task = create_task (client, cancellable, callback, user_data);
  discovery = g_task_get_task_data (task);
  discovery->issuer = g_strdup (issuer);
  load_issuer (task);
}

SmrtOidcProvider *
smrt_oidc_discovery_run_finish (SmrtOidcClient  *client,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_oidc_discovery_run_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
