/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-token-revocation.h"

typedef struct
{
  SmrtOidcProvider *provider;
  gboolean refresh_token_is_revoked;
} Revocation;

static void send_revocation (GTask *task);

static void
free_revocation (Revocation *revocation)
{
  g_clear_object (&revocation->provider);
  g_free (revocation);
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

  if (error != NULL)
    {
      g_task_return_error (task, error);
    }
  else if (!revocation->refresh_token_is_revoked &&
           smrt_tokens_get_set (g_task_get_source_object (task))->refresh_token != NULL)
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
  const SmrtTokenSet *set = smrt_tokens_get_set (tokens);
  Revocation *revocation = g_task_get_task_data (task);
  gboolean refresh_token = set->refresh_token != NULL && !revocation->refresh_token_is_revoked;

  smrt_oidc_tokens_revoke_async (smrt_tokens_get_client (tokens), revocation->provider,
                                 refresh_token ? set->refresh_token : set->access_token,
                                 refresh_token ? "refresh_token" : "access_token",
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
