/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-id-token.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-oidc-jwk.h"
#include "smrt-oidc-jws.h"
#include "smrt-oidc-request.h"

/* Seconds that two clocks may differ by. */
#define LEEWAY 300
#define MAX_SUBJECT 255

typedef struct
{
  SmrtOidcJws *jws;
  SmrtOidcProvider *provider;
  char *nonce;
  char *subject;
} Verification;

static void
free_verification (Verification *verification)
{
  g_clear_pointer (&verification->jws, smrt_oidc_jws_free);
  g_object_unref (verification->provider);
  g_free (verification->nonce);
  g_free (verification->subject);
  g_free (verification);
}

static gboolean
set_bad_token (GError     **error,
               const char  *why)
{
  g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN, why);

  return FALSE;
}

/* A NumericDate (RFC 7519, 2); a fraction that it may have is left out. */
static gboolean
read_time (JsonObject *claims,
           const char *claim,
           gint64     *seconds)
{
  JsonNode *node = json_object_get_member (claims, claim);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;

  *seconds = json_node_get_int (node);

  return TRUE;
}

static gboolean
check_times (JsonObject  *claims,
             gint64       now,
             GError     **error)
{
  gint64 expires, issued, begins;

  if (!read_time (claims, "exp", &expires) || !read_time (claims, "iat", &issued))
    return set_bad_token (error, "The token does not say when it holds");
  if (expires <= now - LEEWAY)
    return set_bad_token (error, "The token has expired");
  if (issued > now + LEEWAY)
    return set_bad_token (error, "The token is issued in the future");
  if (json_object_has_member (claims, "nbf") && (!read_time (claims, "nbf", &begins) || begins > now + LEEWAY))
    return set_bad_token (error, "The token does not hold yet");

  return TRUE;
}

static gboolean
is_string (JsonNode   *node,
           const char *text)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
         g_str_equal (json_node_get_string (node), text);
}

/* For whom it is: for us, and where it is for others too, for us in the first
 * place. */
static gboolean
check_audience (JsonObject  *claims,
                const char  *client_id,
                GError     **error)
{
  JsonNode *audience = json_object_get_member (claims, "aud");
  const char *party = smrt_json_get_string (claims, "azp");
  unsigned int length = 1;
  gboolean ours = FALSE;

  if (audience != NULL && JSON_NODE_HOLDS_ARRAY (audience))
    {
      JsonArray *array = json_node_get_array (audience);

      length = json_array_get_length (array);
      for (unsigned int i = 0; i < length; i++)
        ours |= is_string (json_array_get_element (array, i), client_id);
    }
  else if (audience != NULL)
    {
      ours = is_string (audience, client_id);
    }

  if (!ours)
    return set_bad_token (error, "The token is for another client");
  if ((length > 1 || json_object_has_member (claims, "azp")) && g_strcmp0 (party, client_id) != 0)
    return set_bad_token (error, "The token was given to another client");

  return TRUE;
}

static gboolean
check_claims (const Verification  *verification,
              SmrtOidcClient      *client,
              GError             **error)
{
  JsonObject *claims = smrt_oidc_jws_get_payload (verification->jws);
  const char *issuer = smrt_json_get_string (claims, "iss");
  const char *subject = smrt_json_get_string (claims, "sub");
  const char *nonce = smrt_json_get_string (claims, "nonce");

  if (g_strcmp0 (issuer, smrt_oidc_provider_get_issuer (verification->provider)) != 0)
    return set_bad_token (error, "The token is of another issuer");
  if (!check_audience (claims, smrt_oidc_client_get_client_id (client), error))
    return FALSE;
  if (!check_times (claims, smrt_clock_get_real_time (smrt_oidc_client_get_clock (client)), error))
    return FALSE;
  if (verification->nonce != NULL && g_strcmp0 (nonce, verification->nonce) != 0)
    return set_bad_token (error, "The token is not for this sign-in");
  if (subject == NULL || *subject == '\0' || strlen (subject) > MAX_SUBJECT)
    return set_bad_token (error, "The token is about nobody");
  if (verification->subject != NULL && !g_str_equal (subject, verification->subject))
    return set_bad_token (error, "The token is about somebody else");

  return TRUE;
}

static gboolean
check_token (const Verification  *verification,
             SmrtOidcClient      *client,
             JsonObject          *key_set,
             GError             **error)
{
  g_autoptr (GPtrArray) keys = smrt_oidc_jwk_read_set (key_set, error);

  return keys != NULL && smrt_oidc_jws_verify (verification->jws, keys, error) &&
         check_claims (verification, client, error);
}

static void
keys_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtOidcClient *client = SMRT_OIDC_CLIENT (source);
  Verification *verification = g_task_get_task_data (task);
  g_autoptr (JsonObject) key_set = NULL;
  GError *error = NULL;

  key_set = smrt_oidc_request_finish (client, result, NULL, &error);
  if (key_set != NULL && check_token (verification, client, key_set, &error))
    g_task_return_pointer (task, json_object_ref (smrt_oidc_jws_get_payload (verification->jws)),
                           (GDestroyNotify) json_object_unref);
  else
    g_task_return_error (task, error);
}

void
smrt_oidc_id_token_verify_async (SmrtOidcClient      *client,
                                 SmrtOidcProvider    *provider,
                                 const char          *id_token,
                                 const char          *nonce,
                                 const char          *subject,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Verification *verification;
  GError *error = NULL;

  g_return_if_fail (SMRT_IS_OIDC_CLIENT (client));
  g_return_if_fail (SMRT_IS_OIDC_PROVIDER (provider));
  g_return_if_fail (id_token != NULL);

  verification = g_new0 (Verification, 1);
  verification->provider = g_object_ref (provider);
  verification->nonce = g_strdup (nonce);
  verification->subject = g_strdup (subject);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_oidc_id_token_verify_finish);
  g_task_set_task_data (task, verification, (GDestroyNotify) free_verification);

  verification->jws = smrt_oidc_jws_parse (id_token, &error);
  if (verification->jws == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  smrt_oidc_request_get_async (client, smrt_oidc_provider_get_jwks_uri (provider), NULL, cancellable,
                               keys_cb, g_steal_pointer (&task));
}

JsonObject *
smrt_oidc_id_token_verify_finish (SmrtOidcClient  *client,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_oidc_id_token_verify_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
