/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-grant.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-oidc-id-token.h"
#include "smrt-oidc-request.h"

#define MAX_SECONDS (G_GINT64_CONSTANT (100) * 365 * 24 * 60 * 60)

/* What the answer is held to, and the answer; the data of its task. */
typedef struct
{
  SmrtOidcProvider *provider;
  char *nonce;
  char *subject;
  SmrtSecret *refresh_token;
  gboolean needs_id_token;
  JsonObject *answer;
} Grant;

static void
wipe_answer (JsonObject *answer)
{
  smrt_oidc_request_wipe (answer);
  json_object_unref (answer);
}

static void
free_grant (Grant *grant)
{
  g_object_unref (grant->provider);
  g_free (grant->nonce);
  g_free (grant->subject);
  g_clear_pointer (&grant->refresh_token, smrt_secret_unref);
  g_clear_pointer (&grant->answer, wipe_answer);
  g_free (grant);
}

static gboolean
is_absent (JsonObject *answer,
           const char *member)
{
  return !json_object_has_member (answer, member) || json_object_get_null_member (answer, member);
}

static gboolean
refuse (GError     **error,
        const char  *member)
{
  g_set_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER,
               "The issuer's answer has no %s that can be used", member);

  return FALSE;
}

static gboolean
check_answer (Grant   *grant,
              GError **error)
{
  JsonObject *answer = grant->answer;
  const char *type = smrt_json_get_string (answer, "token_type");
  gint64 seconds;

  if (!smrt_oidc_grant_is_visible (smrt_json_get_string (answer, "access_token")))
    return refuse (error, "access_token");
  if (type == NULL || g_ascii_strcasecmp (type, "Bearer") != 0)
    return refuse (error, "token_type");
  if (!smrt_oidc_grant_get_seconds (answer, "expires_in", 0, &seconds))
    return refuse (error, "expires_in");
  if (!is_absent (answer, "refresh_token") &&
      !smrt_oidc_grant_is_visible (smrt_json_get_string (answer, "refresh_token")))
    return refuse (error, "refresh_token");
  if (!is_absent (answer, "scope") && smrt_json_get_string (answer, "scope") == NULL)
    return refuse (error, "scope");
  if (is_absent (answer, "id_token"))
    return !grant->needs_id_token || refuse (error, "id_token");
  if (!smrt_oidc_grant_is_visible (smrt_json_get_string (answer, "id_token")))
    return refuse (error, "id_token");

  return TRUE;
}

static gint64
get_expires_at (JsonObject *answer,
                SmrtClock  *clock)
{
  gint64 seconds = 0;

  if (is_absent (answer, "expires_in"))
    return 0;
  smrt_oidc_grant_get_seconds (answer, "expires_in", 0, &seconds);

  return smrt_clock_get_real_time (clock) + seconds;
}

static void
return_tokens (GTask      *task,
               JsonObject *claims)
{
  SmrtOidcClient *client = g_task_get_source_object (task);
  Grant *grant = g_task_get_task_data (task);
  const char *scope = smrt_json_get_string (grant->answer, "scope");
  const char *given = smrt_json_get_string (grant->answer, "refresh_token");
  g_autoptr (SmrtSecret) access_token = smrt_secret_new (smrt_json_get_string (grant->answer, "access_token"));
  g_autoptr (SmrtSecret) refresh_token = NULL;
  SmrtOidcTokens *tokens;

  if (given != NULL)
    refresh_token = smrt_secret_new (given);
  else if (grant->refresh_token != NULL)
    refresh_token = smrt_secret_ref (grant->refresh_token);

  tokens = g_object_new (SMRT_TYPE_OIDC_TOKENS,
                         "access-token", access_token,
                         "refresh-token", refresh_token,
                         "expires-at", get_expires_at (grant->answer, smrt_oidc_client_get_clock (client)),
                         "scope", scope != NULL && *scope != '\0' ? scope : NULL,
                         "claims", claims,
                         NULL);
  g_task_return_pointer (task, tokens, g_object_unref);
}

/* An issuer that rotates refresh tokens has used up the old one by now. So where
 * only its keys could not be had, the new one is not thrown away: the ID token
 * is, which a refresh does not need. */
static gboolean
does_without_id_token (Grant        *grant,
                       const GError *error)
{
  return grant->refresh_token != NULL && !grant->needs_id_token &&
         !g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_TOKEN);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonObject) claims = NULL;
  g_autoptr (GError) error = NULL;

  claims = smrt_oidc_id_token_verify_finish (SMRT_OIDC_CLIENT (source), result, &error);
  if (claims != NULL || does_without_id_token (g_task_get_task_data (task), error))
    return_tokens (task, claims);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  SmrtOidcClient *client = SMRT_OIDC_CLIENT (source);
  g_autoptr (GTask) task = user_data;
  Grant *grant = g_task_get_task_data (task);
  GError *error = NULL;

  grant->answer = smrt_oidc_request_finish (client, result, NULL, &error);
  if (grant->answer == NULL || !check_answer (grant, &error))
    g_task_return_error (task, error);
  else if (is_absent (grant->answer, "id_token"))
    return_tokens (task, NULL);
  else
    smrt_oidc_id_token_verify_async (client, grant->provider, smrt_json_get_string (grant->answer, "id_token"),
                                     grant->nonce, grant->subject,
                                     g_task_get_check_cancellable (task) ? g_task_get_cancellable (task) : NULL,
                                     verified_cb, g_object_ref (task));
}

gboolean
smrt_oidc_grant_is_visible (const char *text)
{
  if (text == NULL || *text == '\0')
    return FALSE;

  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isgraph (*text))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_digits (const char *text,
             gint64     *seconds)
{
  if (text == NULL || *text == '\0' || strspn (text, "0123456789") != strlen (text))
    return FALSE;

  *seconds = MIN (g_ascii_strtoull (text, NULL, 10), (guint64) MAX_SECONDS);

  return TRUE;
}

gboolean
smrt_oidc_grant_get_seconds (JsonObject *answer,
                             const char *member,
                             gint64      absent,
                             gint64     *seconds)
{
  JsonNode *node;

  g_return_val_if_fail (answer != NULL && member != NULL && seconds != NULL, FALSE);

  if (is_absent (answer, member))
    {
      *seconds = absent;
      return TRUE;
    }

  node = json_object_get_member (answer, member);
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return read_digits (smrt_json_get_string (answer, member), seconds);

  *seconds = MIN (json_node_get_int (node), MAX_SECONDS);

  return *seconds >= 0;
}

void
smrt_oidc_grant_async (SmrtOidcClient           *client,
                       SmrtOidcProvider         *provider,
                       const SmrtForm           *form,
                       const SmrtOidcGrantTerms *terms,
                       GCancellable             *cancellable,
                       GAsyncReadyCallback       callback,
                       gpointer                  user_data)
{
  const char *resource;
  g_autoptr (SmrtForm) whole = NULL;
  GTask *task;
  Grant *grant;

  g_return_if_fail (SMRT_IS_OIDC_CLIENT (client));
  g_return_if_fail (SMRT_IS_OIDC_PROVIDER (provider));
  g_return_if_fail (form != NULL && terms != NULL);

  grant = g_new0 (Grant, 1);
  grant->provider = g_object_ref (provider);
  grant->nonce = g_strdup (terms->nonce);
  grant->subject = g_strdup (terms->subject);
  grant->refresh_token = terms->refresh_token != NULL ? smrt_secret_ref (terms->refresh_token) : NULL;
  grant->needs_id_token = terms->needs_id_token;

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_oidc_grant_finish);
  g_task_set_task_data (task, grant, (GDestroyNotify) free_grant);
  /* Nor is it thrown away where the cancelling comes after the answer. */
  g_task_set_check_cancellable (task, grant->refresh_token == NULL);

  whole = smrt_form_copy (form);
  resource = smrt_oidc_provider_get_resource (provider);
  if (resource != NULL)
    smrt_form_add (whole, "resource", resource);
  smrt_oidc_request_post_async (client, smrt_oidc_provider_get_token_endpoint (provider), whole, cancellable,
                                answered_cb, task);
}

SmrtOidcTokens *
smrt_oidc_grant_finish (SmrtOidcClient  *client,
                        GAsyncResult    *result,
                        GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_oidc_grant_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
