/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-jws.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-oidc-answer.h"
#include "smrt-oidc-base64url.h"
#include "smrt-oidc-jwk.h"

/* Keys that are tried: each costs the main thread some time. */
#define MAX_TRIES 16

struct _SmrtOidcJws
{
  char *alg;
  char *kid;
  JsonObject *payload;
  GBytes *signed_text;
  GBytes *signature;
};

static gboolean
set_bad_token (GError     **error,
               const char  *why)
{
  g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN, why);

  return FALSE;
}

static JsonObject *
parse_part (const char *part)
{
  g_autoptr (GBytes) bytes = smrt_oidc_base64url_decode (part);
  g_autoptr (JsonNode) root = NULL;

  if (bytes != NULL)
    root = smrt_json_parse (bytes, SMRT_OIDC_MAX_ANSWER, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  return json_node_dup_object (root);
}

static gboolean
read_header (SmrtOidcJws  *self,
             JsonObject   *header,
             GError      **error)
{
  const char *alg = smrt_json_get_string (header, "alg");
  const char *kid = smrt_json_get_string (header, "kid");
  const char *typ = smrt_json_get_string (header, "typ");

  if (alg == NULL || !smrt_oidc_jwk_knows_alg (alg))
    return set_bad_token (error, "The token is signed by no algorithm that is known");
  if (json_object_has_member (header, "crit"))
    return set_bad_token (error, "The token wants an extension to be understood");
  if (json_object_has_member (header, "kid") && kid == NULL)
    return set_bad_token (error, "The token's kid is not a string");
  if (json_object_has_member (header, "typ") && (typ == NULL || g_ascii_strcasecmp (typ, "JWT") != 0))
    return set_bad_token (error, "The token is one of another type");

  self->alg = g_strdup (alg);
  self->kid = g_strdup (kid);

  return TRUE;
}

SmrtOidcJws *
smrt_oidc_jws_parse (const char  *text,
                     GError     **error)
{
  g_autoptr (SmrtOidcJws) self = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (JsonObject) header = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (SmrtOidcJws, 1);
  parts = g_strsplit (text, ".", 4);
  if (g_strv_length (parts) == 3)
    {
      header = parse_part (parts[0]);
      self->payload = parse_part (parts[1]);
      self->signature = smrt_oidc_base64url_decode (parts[2]);
    }
  if (header == NULL || self->payload == NULL || self->signature == NULL)
    {
      set_bad_token (error, "The token is not in compact form");
      return NULL;
    }
  if (!read_header (self, header, error))
    return NULL;

  self->signed_text = g_bytes_new (text, strrchr (text, '.') - text);

  return g_steal_pointer (&self);
}

void
smrt_oidc_jws_free (SmrtOidcJws *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->alg);
  g_free (self->kid);
  g_clear_pointer (&self->payload, json_object_unref);
  g_clear_pointer (&self->signed_text, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

JsonObject *
smrt_oidc_jws_get_payload (SmrtOidcJws *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->payload;
}

gboolean
smrt_oidc_jws_verify (SmrtOidcJws  *self,
                      GPtrArray    *keys,
                      GError      **error)
{
  unsigned int tries = 0;

  g_return_val_if_fail (self != NULL && keys != NULL, FALSE);

  for (unsigned int i = 0; i < keys->len && tries < MAX_TRIES; i++)
    {
      SmrtOidcJwk *key = g_ptr_array_index (keys, i);

      if (self->kid != NULL && g_strcmp0 (smrt_oidc_jwk_get_kid (key), self->kid) != 0)
        continue;
      if (!smrt_oidc_jwk_fits (key, self->alg))
        continue;
      if (smrt_oidc_jwk_verify (key, self->alg, self->signed_text, self->signature))
        return TRUE;
      tries++;
    }

  return set_bad_token (error, tries == 0 ? "The issuer has no key that fits the token"
                                          : "The token is not signed by the issuer");
}
