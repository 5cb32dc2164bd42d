/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-identity.h"

#include "smrt-stripe-account.h"
#include "smrt-stripe-decoder.h"

static SmrtStripeIdentity *
decode (JsonObject *claims)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (SmrtStripeIdentity) identity = NULL;

  if (claims == NULL)
    return NULL;

  node = json_node_init_object (json_node_alloc (), claims);
  identity = smrt_stripe_decode_identity (node, NULL);
  if (identity == NULL || smrt_stripe_identity_get_customer_id (identity) == NULL)
    return NULL;

  return g_steal_pointer (&identity);
}

static void
end (GTask              *task,
     SmrtStripeIdentity *identity)
{
  if (identity != NULL)
    g_task_return_pointer (task, identity, g_object_unref);
  else
    g_task_return_new_error (task, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AMBIGUOUS,
                             "Neither the ID token nor the servers name a customer for this person");
}

static void
userinfo_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonObject) claims = NULL;
  g_autoptr (GError) error = NULL;

  claims = smrt_oidc_client_load_userinfo_finish (SMRT_OIDC_CLIENT (source), result, &error);
  if (claims == NULL)
    g_debug ("The issuer does not say who it is: %s", error->message);

  end (task, decode (claims));
}

static void
ask_issuer (GTask            *task,
            SmrtOidcProvider *provider)
{
  SmrtTokens *tokens = g_task_get_task_data (task);

  smrt_oidc_client_load_userinfo_async (smrt_tokens_get_client (tokens), provider,
                                        smrt_tokens_get_set (tokens)->access_token, smrt_tokens_get_subject (tokens),
                                        g_task_get_cancellable (task), userinfo_cb, g_object_ref (task));
}

static void
discovered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SmrtOidcProvider) provider = NULL;
  SmrtTokens *tokens = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  provider = smrt_oidc_client_discover_finish (SMRT_OIDC_CLIENT (source), result, &error);
  if (provider != NULL &&
      g_str_equal (smrt_oidc_provider_get_issuer (provider), smrt_tokens_get_set (tokens)->issuer))
    {
      ask_issuer (task, provider);
      return;
    }

  g_debug ("The issuer was not found: %s", error != NULL ? error->message : "it is another than before");
  end (task, NULL);
}

/* An account server may leave this page to the issuer; whoever is not reached
 * or does not accept the token has the last word. */
static gboolean
is_final (const GError *error)
{
  return error != NULL && !g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND) &&
         !g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION) &&
         !g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER) &&
         !g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_INVALID_REQUEST);
}

static void
identity_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SmrtStripeIdentity) identity = NULL;
  SmrtTokens *tokens = g_task_get_task_data (task);
  GError *error = NULL;

  identity = smrt_stripe_load_identity_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (is_final (error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_error (&error);
  if (identity != NULL && smrt_stripe_identity_get_customer_id (identity) != NULL)
    end (task, g_steal_pointer (&identity));
  else if (smrt_tokens_get_provider (tokens) != NULL)
    ask_issuer (task, smrt_tokens_get_provider (tokens));
  else
    smrt_oidc_client_discover_async (smrt_tokens_get_client (tokens), smrt_tokens_get_server_url (tokens),
                                     g_task_get_cancellable (task), discovered_cb, g_object_ref (task));
}

void
smrt_identity_load_async (SmrtStripeClient    *client,
                          SmrtTokens          *tokens,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SmrtStripeIdentity) identity = NULL;

  g_return_if_fail (SMRT_IS_STRIPE_CLIENT (client));
  g_return_if_fail (SMRT_IS_TOKENS (tokens));

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_identity_load_async);
  g_task_set_task_data (task, g_object_ref (tokens), g_object_unref);

  identity = decode (smrt_tokens_get_claims (tokens));
  if (identity != NULL)
    end (task, g_steal_pointer (&identity));
  else
    smrt_stripe_load_identity_async (client, cancellable, identity_cb, g_object_ref (task));
}

SmrtStripeIdentity *
smrt_identity_load_finish (SmrtStripeClient  *client,
                           GAsyncResult      *result,
                           GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
