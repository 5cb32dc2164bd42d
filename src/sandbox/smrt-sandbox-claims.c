/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-claims.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"

#include <string.h>

/* Clocks differ a little; a token that is not valid yet is valid soon. */
#define LEEWAY_SECONDS 60

static const char * const names[] = {
  "sub", "smrtphone_role", "stripe_customer", "smrtphone_account", "name", "email"
};

/* An address with or without the slash at its end is the same server. */
static gboolean
is_address (const char *text,
            const char *address)
{
  gsize length = strlen (address);

  return strncmp (text, address, length) == 0 && (text[length] == '\0' || g_str_equal (text + length, "/"));
}

static gboolean
names_this (const char *audience,
            const char *resource,
            const char *client_id)
{
  return audience != NULL && (is_address (audience, resource) || g_strcmp0 (audience, client_id) == 0);
}

static gboolean
is_text (JsonNode   *node,
         const char *text)
{
  return JSON_NODE_HOLDS_VALUE (node) && text != NULL && g_strcmp0 (json_node_get_string (node), text) == 0;
}

/* Some issuers know no audiences and tell who a token was given to instead. */
static gboolean
has_audience (JsonObject *answer)
{
  const char *client_id = smrt_sandbox_json_string (answer, "client_id");
  JsonArray *several = smrt_sandbox_json_array (answer, "aud");

  if (several == NULL)
    return !smrt_sandbox_json_is_null (answer, "aud") && !is_text (json_object_get_member (answer, "aud"), client_id);

  for (unsigned int i = 0; i < json_array_get_length (several); i++)
    if (!is_text (json_array_get_element (several, i), client_id))
      return TRUE;

  return FALSE;
}

/* A token for others does not hold here, even of the same person: who it was
 * given to could use it here otherwise. */
static gboolean
is_for_this (JsonObject *answer,
             const char *resource,
             const char *client_id)
{
  const char *member = has_audience (answer) ? "aud" : "resource";
  JsonArray *several = smrt_sandbox_json_array (answer, member);

  if (smrt_sandbox_json_is_null (answer, member))
    return TRUE;
  if (several == NULL)
    return names_this (smrt_sandbox_json_string (answer, member), resource, client_id);

  for (unsigned int i = 0; i < json_array_get_length (several); i++)
    {
      JsonNode *node = json_array_get_element (several, i);

      if (JSON_NODE_HOLDS_VALUE (node) && names_this (json_node_get_string (node), resource, client_id))
        return TRUE;
    }

  return FALSE;
}

/* Issuers are asked about other tokens too, and about tokens that hold only with
 * a proof of their holder, which nobody gives here. */
static gboolean
is_bearer_token (JsonObject *answer)
{
  const char *type = smrt_sandbox_json_string (answer, "token_type");

  return smrt_sandbox_json_is_null (answer, "cnf") &&
         (smrt_sandbox_json_is_null (answer, "token_type") ||
          (type != NULL && (g_ascii_strcasecmp (type, "bearer") == 0 || g_str_equal (type, "access_token"))));
}

void
smrt_sandbox_claims_refuse (GError **error)
{
  smrt_sandbox_fault_set (error, 401, "invalid_request_error", NULL, NULL,
                          "The access token does not hold here: it has expired, was revoked, or is for another server.");
}

gboolean
smrt_sandbox_claims_check (JsonObject  *answer,
                           const char  *issuer,
                           const char  *resource,
                           const char  *client_id,
                           gint64       now,
                           GError     **error)
{
  const char *own = smrt_sandbox_json_string (answer, "iss");
  JsonNode *active = json_object_get_member (answer, "active");

  if (active == NULL || !JSON_NODE_HOLDS_VALUE (active) || json_node_get_value_type (active) != G_TYPE_BOOLEAN)
    {
      smrt_sandbox_fault_set (error, 503, "api_error", NULL, NULL,
                              "The issuer does not say whether the access token holds. Try again later.");
      return FALSE;
    }

  if (json_node_get_boolean (active) && is_bearer_token (answer) && (own == NULL || is_address (own, issuer)) &&
      (smrt_sandbox_json_is_null (answer, "exp") || smrt_sandbox_json_int (answer, "exp") > now) &&
      smrt_sandbox_json_int (answer, "nbf") <= now + LEEWAY_SECONDS && is_for_this (answer, resource, client_id))
    return TRUE;

  smrt_sandbox_claims_refuse (error);

  return FALSE;
}

gboolean
smrt_sandbox_claims_are_whole (JsonObject *claims)
{
  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    if (smrt_sandbox_json_is_null (claims, names[i]))
      return FALSE;

  return TRUE;
}

JsonObject *
smrt_sandbox_claims_merge (JsonObject *first,
                           JsonObject *second)
{
  JsonObject *sources[] = { first, second };
  JsonObject *claims = json_object_new ();

  for (unsigned int i = 0; i < G_N_ELEMENTS (names); i++)
    for (unsigned int j = 0; j < G_N_ELEMENTS (sources); j++)
      if (sources[j] != NULL && !json_object_has_member (claims, names[i]) &&
          !smrt_sandbox_json_is_null (sources[j], names[i]))
        json_object_set_member (claims, names[i], json_node_copy (json_object_get_member (sources[j], names[i])));

  return claims;
}
