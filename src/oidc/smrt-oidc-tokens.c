/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-tokens.h"

#include "smrt-oidc-grant.h"
#include "smrt-oidc-request.h"

#define STATUS_OK 200

struct _SmrtOidcTokens
{
  GObject parent_instance;

  SmrtSecret *access_token;
  SmrtSecret *refresh_token;
  gint64 expires_at;
  char *scope;
  JsonObject *claims;
};

G_DEFINE_FINAL_TYPE (SmrtOidcTokens, smrt_oidc_tokens, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ACCESS_TOKEN,
  PROP_REFRESH_TOKEN,
  PROP_EXPIRES_AT,
  PROP_SCOPE,
  PROP_CLAIMS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SmrtOidcTokens *tokens = smrt_oidc_grant_finish (SMRT_OIDC_CLIENT (source), result, &error);

  if (tokens != NULL)
    g_task_return_pointer (task, tokens, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Only the status counts, whatever comes with it (RFC 7009, 2.2). Some servers
 * do complain about a token that they do not know. */
static gboolean
is_revoked (unsigned int  status,
            const GError *error)
{
  const char *code = smrt_oidc_error_get_code (error);

  if (error == NULL || g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_INVALID_GRANT))
    return TRUE;
  if (status == STATUS_OK && g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER))
    return TRUE;

  return g_strcmp0 (code, "invalid_token") == 0;
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) answer = NULL;
  unsigned int status;

  answer = smrt_oidc_request_finish (SMRT_OIDC_CLIENT (source), result, &status, &error);
  if (is_revoked (status, error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
smrt_oidc_tokens_get_property (GObject      *object,
                               unsigned int  prop_id,
                               GValue       *value,
                               GParamSpec   *pspec)
{
  SmrtOidcTokens *self = SMRT_OIDC_TOKENS (object);

  switch (prop_id)
    {
    case PROP_ACCESS_TOKEN:
      g_value_set_boxed (value, self->access_token);
      break;
    case PROP_REFRESH_TOKEN:
      g_value_set_boxed (value, self->refresh_token);
      break;
    case PROP_EXPIRES_AT:
      g_value_set_int64 (value, self->expires_at);
      break;
    case PROP_SCOPE:
      g_value_set_string (value, self->scope);
      break;
    case PROP_CLAIMS:
      g_value_set_boxed (value, self->claims);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_oidc_tokens_set_property (GObject      *object,
                               unsigned int  prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SmrtOidcTokens *self = SMRT_OIDC_TOKENS (object);

  switch (prop_id)
    {
    case PROP_ACCESS_TOKEN:
      self->access_token = g_value_dup_boxed (value);
      break;
    case PROP_REFRESH_TOKEN:
      self->refresh_token = g_value_dup_boxed (value);
      break;
    case PROP_EXPIRES_AT:
      self->expires_at = g_value_get_int64 (value);
      break;
    case PROP_SCOPE:
      self->scope = g_value_dup_string (value);
      break;
    case PROP_CLAIMS:
      self->claims = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_oidc_tokens_finalize (GObject *object)
{
  SmrtOidcTokens *self = SMRT_OIDC_TOKENS (object);

  g_clear_pointer (&self->access_token, smrt_secret_unref);
  g_clear_pointer (&self->refresh_token, smrt_secret_unref);
  g_free (self->scope);
  g_clear_pointer (&self->claims, json_object_unref);

  G_OBJECT_CLASS (smrt_oidc_tokens_parent_class)->finalize (object);
}

static void
smrt_oidc_tokens_class_init (SmrtOidcTokensClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_oidc_tokens_get_property;
  object_class->set_property = smrt_oidc_tokens_set_property;
  object_class->finalize = smrt_oidc_tokens_finalize;

  properties[PROP_ACCESS_TOKEN] = g_param_spec_boxed ("access-token", NULL, NULL, SMRT_TYPE_SECRET, flags);
  properties[PROP_REFRESH_TOKEN] = g_param_spec_boxed ("refresh-token", NULL, NULL, SMRT_TYPE_SECRET, flags);
  properties[PROP_EXPIRES_AT] = g_param_spec_int64 ("expires-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, NULL, flags);
  properties[PROP_CLAIMS] = g_param_spec_boxed ("claims", NULL, NULL, JSON_TYPE_OBJECT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_oidc_tokens_init (SmrtOidcTokens *self)
{
}

SmrtSecret *
smrt_oidc_tokens_get_access_token (SmrtOidcTokens *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_TOKENS (self), NULL);

  return self->access_token;
}

SmrtSecret *
smrt_oidc_tokens_get_refresh_token (SmrtOidcTokens *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_TOKENS (self), NULL);

  return self->refresh_token;
}

gint64
smrt_oidc_tokens_get_expires_at (SmrtOidcTokens *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_TOKENS (self), 0);

  return self->expires_at;
}

const char *
smrt_oidc_tokens_get_scope (SmrtOidcTokens *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_TOKENS (self), NULL);

  return self->scope;
}

JsonObject *
smrt_oidc_tokens_get_claims (SmrtOidcTokens *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_TOKENS (self), NULL);

  return self->claims;
}

void
smrt_oidc_tokens_refresh_async (SmrtOidcClient      *client,
                                SmrtOidcProvider    *provider,
                                SmrtSecret          *refresh_token,
                                const char          *subject,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  const SmrtOidcGrantTerms terms = { .subject = subject, .refresh_token = refresh_token };
  g_autoptr (SmrtForm) form = NULL;
  GTask *task;

  g_return_if_fail (SMRT_IS_OIDC_CLIENT (client));
  g_return_if_fail (SMRT_IS_OIDC_PROVIDER (provider));
  g_return_if_fail (refresh_token != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_oidc_tokens_refresh_finish);
  g_task_set_check_cancellable (task, FALSE);

  form = smrt_form_new ();
  smrt_form_add (form, "grant_type", "refresh_token");
  smrt_form_add (form, "refresh_token", smrt_secret_peek (refresh_token));
  smrt_oidc_grant_async (client, provider, form, &terms, cancellable, refreshed_cb, task);
}

SmrtOidcTokens *
smrt_oidc_tokens_refresh_finish (SmrtOidcClient  *client,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_oidc_tokens_refresh_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
smrt_oidc_tokens_revoke_as_bearer_async (SmrtOidcClient      *client,
                                         SmrtOidcProvider    *provider,
                                         SmrtSecret          *token,
                                         const char          *hint,
                                         SmrtSecret          *bearer,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SmrtForm) form = NULL;
  const char *endpoint;

  g_return_if_fail (SMRT_IS_OIDC_CLIENT (client));
  g_return_if_fail (SMRT_IS_OIDC_PROVIDER (provider));
  g_return_if_fail (token != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_oidc_tokens_revoke_finish);

  endpoint = smrt_oidc_provider_get_revocation_endpoint (provider);
  if (endpoint == NULL)
    {
      g_task_return_new_error (task, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE,
                               "The issuer has no address for revoking tokens");
      return;
    }

  form = smrt_form_new ();
  smrt_form_add (form, "token", smrt_secret_peek (token));
  if (hint != NULL)
    smrt_form_add (form, "token_type_hint", hint);
  smrt_oidc_request_post_as_bearer_async (client, endpoint, form, bearer, cancellable, revoked_cb,
                                          g_steal_pointer (&task));
}

void
smrt_oidc_tokens_revoke_async (SmrtOidcClient      *client,
                               SmrtOidcProvider    *provider,
                               SmrtSecret          *token,
                               const char          *hint,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  smrt_oidc_tokens_revoke_as_bearer_async (client, provider, token, hint, NULL, cancellable, callback, user_data);
}

gboolean
smrt_oidc_tokens_revoke_finish (SmrtOidcClient  *client,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_oidc_tokens_revoke_finish), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
