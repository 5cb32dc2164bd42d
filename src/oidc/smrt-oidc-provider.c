/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-provider.h"

#include "smrt-address.h"
#include "smrt-json.h"

typedef enum
{
  AUTHORIZATION,
  TOKEN,
  KEYS,
  USERINFO,
  REVOCATION,
  DEVICE_AUTHORIZATION,
  INTROSPECTION,
  N_ENDPOINTS
} Endpoint;

static const struct
{
  const char *member;
  gboolean needed;
} endpoints[N_ENDPOINTS] = {
  [AUTHORIZATION] = { "authorization_endpoint", TRUE },
  [TOKEN] = { "token_endpoint", TRUE },
  [KEYS] = { "jwks_uri", TRUE },
  [USERINFO] = { "userinfo_endpoint", FALSE },
  [REVOCATION] = { "revocation_endpoint", FALSE },
  [DEVICE_AUTHORIZATION] = { "device_authorization_endpoint", FALSE },
  [INTROSPECTION] = { "introspection_endpoint", FALSE },
};

struct _SmrtOidcProvider
{
  GObject parent_instance;

  char *issuer;
  char *resource;
  char *addresses[N_ENDPOINTS];
  char **scopes;
  gboolean sends_iss;
};

G_DEFINE_FINAL_TYPE (SmrtOidcProvider, smrt_oidc_provider, G_TYPE_OBJECT)

/* An endpoint may have a query, but neither a user nor a fragment (RFC 6749,
 * 3.1). */
static gboolean
is_endpoint (const char *address,
             const char *issuer)
{
  g_autoptr (GUri) uri = NULL;

  if (!smrt_address_leads_on (issuer, address))
    return FALSE;

  uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_uri_get_userinfo (uri) == NULL && g_uri_get_fragment (uri) == NULL;
}

static gboolean
read_issuer (SmrtOidcProvider  *self,
             JsonObject        *metadata,
             const char        *issuer,
             GError           **error)
{
  const char *own = smrt_json_get_string (metadata, "issuer");

  if (own == NULL)
    {
      g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER, "The metadata name no issuer");
      return FALSE;
    }
  if (!g_str_equal (own, issuer))
    {
      g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH, "The metadata are of another issuer");
      return FALSE;
    }
  if (!smrt_address_is_server (own))
    {
      g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS,
                           "The issuer is neither https nor http on this machine");
      return FALSE;
    }

  self->issuer = g_strdup (own);

  return TRUE;
}

static gboolean
read_endpoint (SmrtOidcProvider  *self,
               JsonObject        *metadata,
               Endpoint           endpoint,
               GError           **error)
{
  const char *member = endpoints[endpoint].member;
  const char *address = smrt_json_get_string (metadata, member);

  if (address == NULL && json_object_has_member (metadata, member) && !json_object_get_null_member (metadata, member))
    {
      g_set_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER, "The issuer's %s is not a string", member);
      return FALSE;
    }
  if (address == NULL && endpoints[endpoint].needed)
    {
      g_set_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE, "The issuer has no %s", member);
      return FALSE;
    }
  if (address != NULL && !is_endpoint (address, self->issuer))
    {
      g_set_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ADDRESS,
                   "The issuer's %s is neither https nor http on this machine", member);
      return FALSE;
    }

  self->addresses[endpoint] = g_strdup (address);

  return TRUE;
}

/* The strings of a list. NULL where there is no list. */
static char **
read_list (JsonObject *metadata,
           const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (metadata, member);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;

  array = json_node_get_array (node);
  for (unsigned int i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (element));
    }

  return g_strv_builder_end (builder);
}

/* An issuer that does not say that it checks S256 may ignore the challenge. */
static gboolean
check_pkce (JsonObject  *metadata,
            GError     **error)
{
  g_auto (GStrv) methods = read_list (metadata, "code_challenge_methods_supported");

  if (methods != NULL && g_strv_contains ((const char * const *) methods, "S256"))
    return TRUE;

  g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE, "The issuer does not check PKCE with S256");

  return FALSE;
}

static gboolean
is_true (JsonObject *metadata,
         const char *member)
{
  JsonNode *node = json_object_get_member (metadata, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (node);
}

static void
smrt_oidc_provider_finalize (GObject *object)
{
  SmrtOidcProvider *self = SMRT_OIDC_PROVIDER (object);

  g_free (self->issuer);
  g_free (self->resource);
  for (unsigned int i = 0; i < N_ENDPOINTS; i++)
    g_free (self->addresses[i]);
  g_strfreev (self->scopes);

  G_OBJECT_CLASS (smrt_oidc_provider_parent_class)->finalize (object);
}

static void
smrt_oidc_provider_class_init (SmrtOidcProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_oidc_provider_finalize;
}

static void
smrt_oidc_provider_init (SmrtOidcProvider *self)
{
}

SmrtOidcProvider *
smrt_oidc_provider_new (JsonObject  *metadata,
                        const char  *issuer,
                        const char  *resource,
                        GError     **error)
{
  g_autoptr (SmrtOidcProvider) self = NULL;

  g_return_val_if_fail (metadata != NULL && issuer != NULL, NULL);

  self = g_object_new (SMRT_TYPE_OIDC_PROVIDER, NULL);
  if (!read_issuer (self, metadata, issuer, error))
    return NULL;
  for (unsigned int i = 0; i < N_ENDPOINTS; i++)
    if (!read_endpoint (self, metadata, i, error))
      return NULL;
  if (!check_pkce (metadata, error))
    return NULL;

  self->resource = g_strdup (resource);
  self->scopes = read_list (metadata, "scopes_supported");
  self->sends_iss = is_true (metadata, "authorization_response_iss_parameter_supported");

  return g_steal_pointer (&self);
}

const char *
smrt_oidc_provider_get_issuer (SmrtOidcProvider *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), NULL);

  return self->issuer;
}

const char *
smrt_oidc_provider_get_resource (SmrtOidcProvider *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), NULL);

  return self->resource;
}

const char *
smrt_oidc_provider_get_authorization_endpoint (SmrtOidcProvider *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), NULL);

  return self->addresses[AUTHORIZATION];
}

const char *
smrt_oidc_provider_get_token_endpoint (SmrtOidcProvider *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), NULL);

  return self->addresses[TOKEN];
}

const char *
smrt_oidc_provider_get_jwks_uri (SmrtOidcProvider *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), NULL);

  return self->addresses[KEYS];
}

const char *
smrt_oidc_provider_get_userinfo_endpoint (SmrtOidcProvider *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), NULL);

  return self->addresses[USERINFO];
}

const char *
smrt_oidc_provider_get_revocation_endpoint (SmrtOidcProvider *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), NULL);

  return self->addresses[REVOCATION];
}

const char *
smrt_oidc_provider_get_device_authorization_endpoint (SmrtOidcProvider *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), NULL);

  return self->addresses[DEVICE_AUTHORIZATION];
}

const char *
smrt_oidc_provider_get_introspection_endpoint (SmrtOidcProvider *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), NULL);

  return self->addresses[INTROSPECTION];
}

gboolean
smrt_oidc_provider_get_sends_iss (SmrtOidcProvider *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), FALSE);

  return self->sends_iss;
}

gboolean
smrt_oidc_provider_supports_scope (SmrtOidcProvider *self,
                                   const char       *scope)
{
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (self), FALSE);
  g_return_val_if_fail (scope != NULL, FALSE);

  return self->scopes == NULL || g_strv_contains ((const char * const *) self->scopes, scope);
}
