/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-token-revocation.h"

typedef struct
{
  SmrtOidcProvider *provider;
  SmrtTokenSet *set;
  gboolean refresh_token_is_revoked;
  gboolean shows_token;     /* the access token, since the client has no secret */
} Revocation;

static void send_revocation (GTask *task);

static void
free_revocation (Revocation *revocation)
{
  g_clear_object (&revocation->provider);
  g_clear_pointer (&revocation->set, smrt_token_set_free);
  g_free (revocation);
}

/* Some servers refuse without a word. */
static gboolean
is_silent_refusal (const GError *error)
{
  return g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED) && smrt_oidc_error_get_code (error) == NULL;
}

/* The client names itself, as one without a secret does (RFC 7009, 2.1); an
 * issuer may want more. */
static gboolean
is_unknown_client (const GError *error)
{
  return is_silent_refusal (error) || g_strcmp0 (smrt_oidc_error_get_code (error), "invalid_client") == 0;
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Revocation *revocation = g_task_get_task_data (task);
  g_autoptr (SmrtOidcTokens) tokens = NULL;
  g_autoptr (SmrtTokenSet) former = NULL;
  GError *error = NULL;

  tokens = smrt_oidc_tokens_refresh_finish (SMRT_OIDC_CLIENT (source), result, &error);
  if (g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_INVALID_GRANT) || is_silent_refusal (error))
    {
      /* It is worthless already. */
      g_error_free (error);
      g_task_return_boolean (task, TRUE);
    }
  else if (tokens == NULL)
    {
      g_task_return_error (task, error);
    }
  else
    {
      former = g_steal_pointer (&revocation->set);
      revocation->set = smrt_token_set_new (former->server_url, former->issuer,
                                            smrt_oidc_tokens_get_access_token (tokens),
                                            smrt_oidc_tokens_get_refresh_token (tokens),
                                            smrt_oidc_tokens_get_expires_at (tokens));
      send_revocation (g_steal_pointer (&task));
    }
}

/* Takes over @task. An access token that has expired is worth nothing to show. */
static void
send_with_token (GTask *task)
{
  SmrtTokens *tokens = g_task_get_source_object (task);
  SmrtOidcClient *client = smrt_tokens_get_client (tokens);
  Revocation *revocation = g_task_get_task_data (task);

  revocation->shows_token = TRUE;
  if (revocation->set->refresh_token == NULL ||
      smrt_token_set_is_fresh (revocation->set, NULL, smrt_oidc_client_get_clock (client)))
    send_revocation (task);
  else
    smrt_oidc_tokens_refresh_async (client, revocation->provider, revocation->set->refresh_token,
                                    smrt_tokens_get_subject (tokens), g_task_get_cancellable (task),
                                    refreshed_cb, task);
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Revocation *revocation = g_task_get_task_data (task);
  GError *error = NULL;

  smrt_oidc_tokens_revoke_finish (SMRT_OIDC_CLIENT (source), result, &error);

  /* With the refresh token what counts is done. */
  if (revocation->refresh_token_is_revoked)
    g_clear_error (&error);

  if (error != NULL && !revocation->shows_token && is_unknown_client (error))
    {
      g_error_free (error);
      send_with_token (g_steal_pointer (&task));
    }
  else if (error != NULL)
    {
      g_task_return_error (task, error);
    }
  else if (!revocation->refresh_token_is_revoked && revocation->set->refresh_token != NULL)
    {
      revocation->refresh_token_is_revoked = TRUE;
      send_revocation (g_steal_pointer (&task));
    }
  else
    {
      g_task_return_boolean (task, TRUE);
    }
}

/* Takes over @task. */
static void
send_revocation (GTask *task)
{
  SmrtTokens *tokens = g_task_get_source_object (task);
  Revocation *revocation = g_task_get_task_data (task);
  SmrtTokenSet *set = revocation->set;
  gboolean refresh_token = set->refresh_token != NULL && !revocation->refresh_token_is_revoked;

  smrt_oidc_tokens_revoke_as_bearer_async (smrt_tokens_get_client (tokens), revocation->provider,
                                           refresh_token ? set->refresh_token : set->access_token,
                                           refresh_token ? "refresh_token" : "access_token",
                                           revocation->shows_token ? set->access_token : NULL,
                                           g_task_get_cancellable (task), revoked_cb, task);
}

static void
discovered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Revocation *revocation = g_task_get_task_data (task);
  SmrtTokens *tokens = g_task_get_source_object (task);
  GError *error = NULL;

  revocation->provider = smrt_oidc_client_discover_finish (SMRT_OIDC_CLIENT (source), result, &error);
  if (revocation->provider == NULL)
    g_task_return_error (task, error);
  else if (!g_str_equal (smrt_oidc_provider_get_issuer (revocation->provider), smrt_tokens_get_set (tokens)->issuer))
    g_task_return_new_error (task, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH,
                             "The account server names another issuer than before");
  else
    send_revocation (g_steal_pointer (&task));
}

/* Takes over @task. */
static void
find_provider (GTask *task)
{
  SmrtTokens *tokens = g_task_get_source_object (task);
  Revocation *revocation = g_task_get_task_data (task);

  revocation->set = smrt_token_set_copy (smrt_tokens_get_set (tokens));
  if (g_set_object (&revocation->provider, smrt_tokens_get_provider (tokens)))
    send_revocation (task);
  else
    smrt_oidc_client_discover_async (smrt_tokens_get_client (tokens), smrt_tokens_get_server_url (tokens),
                                     g_task_get_cancellable (task), discovered_cb, task);
}

/* However it went: what there is now is what has to be revoked. */
static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtSecret) token = smrt_stripe_bearer_renew_finish (SMRT_STRIPE_BEARER (source), result, NULL);

  find_provider (user_data);
}

void
smrt_token_revocation_run_async (SmrtTokens          *tokens,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (SMRT_IS_TOKENS (tokens));

  task = g_task_new (tokens, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_token_revocation_run_async);
  g_task_set_task_data (task, g_new0 (Revocation, 1), (GDestroyNotify) free_revocation);

  if (smrt_tokens_get_renewing (tokens))
    smrt_stripe_bearer_renew_async (SMRT_STRIPE_BEARER (tokens), NULL, cancellable, waited_cb, task);
  else
    find_provider (task);
}

gboolean
smrt_token_revocation_run_finish (SmrtTokens    *tokens,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, tokens), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
