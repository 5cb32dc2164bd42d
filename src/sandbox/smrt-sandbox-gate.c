/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-gate.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"

#include <string.h>

#define MAX_TOKEN 8192
#define TOKEN_SIGNS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._~+/="

static const char * const roles[] = { "owner", "finance", "user" };

struct _SmrtSandboxGate
{
  char *url;
  char *keys[G_N_ELEMENTS (roles)];
  SmrtSandboxIssuer *issuer;
};

SmrtSandboxGate *
smrt_sandbox_gate_new (const char *url)
{
  SmrtSandboxGate *self = g_new0 (SmrtSandboxGate, 1);

  self->url = g_strdup (url);

  return self;
}

void
smrt_sandbox_gate_free (SmrtSandboxGate *self)
{
  g_clear_object (&self->issuer);
  for (unsigned int i = 0; i < G_N_ELEMENTS (roles); i++)
    g_free (self->keys[i]);
  g_free (self->url);
  g_free (self);
}

void
smrt_sandbox_gate_make_keys (SmrtSandboxGate  *self,
                             SmrtSandboxStore *store)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *name = g_strconcat ("key-", roles[i], NULL);
      g_autofree char *secret = smrt_sandbox_store_new_secret (store);
      g_autofree char *key = g_strconcat ("sk_test_", secret, NULL);

      smrt_sandbox_store_set_fact (store, name, key);
    }
}

void
smrt_sandbox_gate_load_keys (SmrtSandboxGate  *self,
                             SmrtSandboxStore *store)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *name = g_strconcat ("key-", roles[i], NULL);

      g_free (self->keys[i]);
      self->keys[i] = smrt_sandbox_store_get_fact (store, name);
    }
}

const char *
smrt_sandbox_gate_get_key (SmrtSandboxGate *self,
                           const char      *role)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i], role))
      return self->keys[i];

  return NULL;
}

void
smrt_sandbox_gate_set_issuer (SmrtSandboxGate   *self,
                              SmrtSandboxIssuer *issuer)
{
  g_clear_object (&self->issuer);
  self->issuer = issuer;
}

SmrtSandboxIssuer *
smrt_sandbox_gate_get_issuer (SmrtSandboxGate *self)
{
  return self->issuer;
}

static const char *
get_bearer (SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                     "Authorization");

  return header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0 ? header + 7 : NULL;
}

/* A key of Stripe's that was mistyped, or is somebody else's, is not shown to
 * the issuer. */
static gboolean
is_token (const char *bearer)
{
  static const char * const prefixes[] = { "sk_", "rk_", "pk_" };
  gsize length = strlen (bearer);

  for (unsigned int i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (bearer, prefixes[i]))
      return FALSE;

  return length > 0 && length <= MAX_TOKEN && strspn (bearer, TOKEN_SIGNS) == length;
}

SmrtSandboxPrincipal *
smrt_sandbox_gate_admit (SmrtSandboxGate    *self,
                         SoupServerMessage  *message,
                         SmrtSecret        **token,
                         GError            **error)
{
  const char *bearer = get_bearer (message);
  g_autofree char *blurred = NULL;

  if (bearer == NULL)
    {
      smrt_sandbox_fault_set (error, 401, "invalid_request_error", NULL, NULL,
                              "There is no API key. Send it in the Authorization header: 'Authorization: Bearer KEY'.");
      return NULL;
    }

  for (unsigned int i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (self->keys[i], bearer))
      return smrt_sandbox_principal_new_for_key (roles[i], bearer);

  if (self->issuer != NULL && is_token (bearer))
    {
      *token = smrt_secret_new (bearer);
      return NULL;
    }

  blurred = smrt_sandbox_principal_blur (bearer);
  smrt_sandbox_fault_set (error, 401, "invalid_request_error", NULL, NULL, "Invalid API Key provided: %s", blurred);

  return NULL;
}

/* Who sent no token at all is told where to get one, and no error (RFC 6750,
 * 3.1). */
char *
smrt_sandbox_gate_challenge (SmrtSandboxGate   *self,
                             SoupServerMessage *message,
                             int                status,
                             const char        *scope)
{
  g_autofree char *error = NULL;

  if (self->issuer == NULL || (status == 403 && scope == NULL))
    return NULL;

  if (status == 403)
    error = g_strdup_printf ("error=\"insufficient_scope\", scope=\"%s\", ", scope);
  else
    error = g_strdup (get_bearer (message) != NULL ? "error=\"invalid_token\", " : "");

  return g_strdup_printf ("Bearer %sresource_metadata=\"%s" SMRT_SANDBOX_METADATA_PATH "\"", error, self->url);
}

JsonObject *
smrt_sandbox_gate_describe (SmrtSandboxGate *self)
{
  JsonArray *issuers;
  JsonObject *metadata;

  if (self->issuer == NULL)
    return NULL;

  issuers = json_array_new ();
  json_array_add_string_element (issuers, smrt_sandbox_issuer_get_url (self->issuer));
  metadata = smrt_sandbox_json_template ("{'scopes_supported':['billing:read','billing:write'],"
                                         "'bearer_methods_supported':['header'],'resource_name':'smrtPhone Plans sandbox'}");
  json_object_set_string_member (metadata, "resource", self->url);
  json_object_set_array_member (metadata, "authorization_servers", issuers);

  return metadata;
}
