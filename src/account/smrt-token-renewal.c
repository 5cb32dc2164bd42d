/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-token-renewal.h"

#include "smrt-stripe-error.h"

struct _SmrtTokenRenewal
{
  GObject parent_instance;

  SmrtOidcClient *client;
  char *server_url;
  SmrtOidcProvider *provider;
  char *subject;
  SmrtKeyring *keyring;
  char *account;
  char *label;

  SmrtTokenSet *tokens;
  SmrtSecret *refused;
  JsonObject *claims;
  char *scope;
  GError *storing_error;
  GError *refusal;
  GTask *task;
  gboolean keyring_is_behind;
  gboolean keyring_is_silent;
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (SmrtTokenRenewal, smrt_token_renewal, G_TYPE_OBJECT)

static void refresh (SmrtTokenRenewal *self);

static SmrtStripeError
get_code (const GError *error)
{
  switch ((SmrtOidcError) error->code)
    {
    case SMRT_OIDC_ERROR_BAD_ADDRESS:
      return SMRT_STRIPE_ERROR_BAD_ADDRESS;
    case SMRT_OIDC_ERROR_OFFLINE:
      return SMRT_STRIPE_ERROR_NOT_SENT;
    case SMRT_OIDC_ERROR_TIMED_OUT:
      return SMRT_STRIPE_ERROR_TIMED_OUT;
    case SMRT_OIDC_ERROR_TLS:
      return SMRT_STRIPE_ERROR_TLS;
    case SMRT_OIDC_ERROR_SERVER:
      return SMRT_STRIPE_ERROR_SERVER;
    case SMRT_OIDC_ERROR_INVALID_GRANT:
    case SMRT_OIDC_ERROR_BAD_TOKEN:
    case SMRT_OIDC_ERROR_MISMATCH:
    case SMRT_OIDC_ERROR_DENIED:
    case SMRT_OIDC_ERROR_EXPIRED:
    case SMRT_OIDC_ERROR_REFUSED:
      return SMRT_STRIPE_ERROR_AUTHENTICATION;
    case SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER:
    case SMRT_OIDC_ERROR_UNSUITABLE:
    case SMRT_OIDC_ERROR_BAD_ANSWER:
    case SMRT_OIDC_ERROR_PORT:
    default:
      return SMRT_STRIPE_ERROR_BAD_ANSWER;
    }
}

static void
end (SmrtTokenRenewal *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_task_return_pointer (task, smrt_token_set_copy (self->tokens), (GDestroyNotify) smrt_token_set_free);
}

/* Takes over @error, which is of SMRT_OIDC_ERROR. */
static void
fail (SmrtTokenRenewal *self,
      GError           *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  SmrtStripeError code = error->domain == SMRT_OIDC_ERROR ? get_code (error) : SMRT_STRIPE_ERROR_NOT_SENT;
  GError *answer = g_error_new_literal (SMRT_STRIPE_ERROR, code, error->message);

  smrt_stripe_error_set_details (answer, smrt_oidc_error_get_description (error), smrt_oidc_error_get_code (error),
                                 NULL, NULL);
  self->ended = code == SMRT_STRIPE_ERROR_AUTHENTICATION;
  g_error_free (error);
  g_task_return_error (task, answer);
}

static gboolean
is_known (SmrtTokenRenewal *self,
          SmrtOidcProvider *provider)
{
  return provider != NULL && g_str_equal (smrt_oidc_provider_get_issuer (provider), self->tokens->issuer);
}

/* Whether the keyring has other tokens, which are taken over then. */
static gboolean
adopt (SmrtTokenRenewal *self,
       GAsyncResult     *result)
{
  g_autoptr (SmrtSecret) secret = NULL;
  g_autoptr (SmrtTokenSet) stored = NULL;
  g_autoptr (GError) error = NULL;

  secret = smrt_keyring_lookup_finish (self->keyring, result, &error);
  if (error != NULL)
    {
      /* Nobody is asked for a password twice. */
      self->keyring_is_silent = TRUE;
      g_debug ("The keyring was not asked for newer tokens: %s", error->message);
    }
  if (secret != NULL)
    stored = smrt_token_set_parse (secret);
  if (stored == NULL || smrt_token_set_equal (stored, self->tokens) ||
      !g_str_equal (stored->server_url, self->server_url))
    return FALSE;

  smrt_token_set_free (self->tokens);
  self->tokens = g_steal_pointer (&stored);
  if (!is_known (self, self->provider))
    g_clear_object (&self->provider);

  return TRUE;
}

static gboolean
may_ask_keyring (SmrtTokenRenewal *self)
{
  return self->keyring != NULL && !self->keyring_is_behind && !self->keyring_is_silent;
}

static gboolean
is_fresh (SmrtTokenRenewal *self)
{
  return smrt_token_set_is_fresh (self->tokens, self->refused, smrt_oidc_client_get_clock (self->client));
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtTokenRenewal) self = user_data;

  smrt_keyring_store_finish (self->keyring, result, &self->storing_error);
  end (self);
}

static void
looked_again_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SmrtTokenRenewal) self = user_data;

  if (!adopt (self, result))
    fail (self, g_error_copy (self->refusal));
  else if (is_fresh (self))
    end (self);
  else
    refresh (self);
}

/* Some servers refuse a refresh token that they no longer know without a word. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_INVALID_GRANT) ||
         (g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED) &&
          smrt_oidc_error_get_code (error) == NULL);
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SmrtTokenRenewal) self = user_data;
  g_autoptr (SmrtOidcTokens) tokens = NULL;
  g_autoptr (SmrtSecret) secret = NULL;
  GError *error = NULL;

  tokens = smrt_oidc_tokens_refresh_finish (self->client, result, &error);
  if (tokens == NULL)
    {
      if (!may_ask_keyring (self) || self->refusal != NULL ||
          !is_refusal (error))
        {
          fail (self, error);
          return;
        }

      self->refusal = error;
      smrt_keyring_lookup_async (self->keyring, self->account, NULL, looked_again_cb, g_object_ref (self));
      return;
    }

  smrt_token_set_free (self->tokens);
  self->tokens = smrt_token_set_new (self->server_url, smrt_oidc_provider_get_issuer (self->provider),
                                     smrt_oidc_tokens_get_access_token (tokens),
                                     smrt_oidc_tokens_get_refresh_token (tokens),
                                     smrt_oidc_tokens_get_expires_at (tokens));
  self->scope = g_strdup (smrt_oidc_tokens_get_scope (tokens));
  if (smrt_oidc_tokens_get_claims (tokens) != NULL)
    self->claims = json_object_ref (smrt_oidc_tokens_get_claims (tokens));

  if (self->keyring == NULL)
    {
      end (self);
      return;
    }

  secret = smrt_token_set_to_secret (self->tokens);
  smrt_keyring_store_async (self->keyring, self->account, self->label, secret, NULL, stored_cb, g_object_ref (self));
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtTokenRenewal) self = user_data;

  if (adopt (self, result) && is_fresh (self))
    end (self);
  else
    refresh (self);
}

static void
look_up (SmrtTokenRenewal *self)
{
  if (may_ask_keyring (self))
    smrt_keyring_lookup_async (self->keyring, self->account, NULL, looked_cb, g_object_ref (self));
  else
    refresh (self);
}

/* Finding the issuer takes a while, in which another process may have renewed. */
static void
discovered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SmrtTokenRenewal) self = user_data;
  g_autoptr (SmrtOidcProvider) provider = NULL;
  GError *error = NULL;

  provider = smrt_oidc_client_discover_finish (self->client, result, &error);
  if (provider == NULL)
    {
      fail (self, error);
    }
  else if (!is_known (self, provider))
    {
      fail (self, g_error_new_literal (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH,
                                       "The account server names another issuer than before"));
    }
  else
    {
      self->provider = g_steal_pointer (&provider);
      look_up (self);
    }
}

static void
refresh (SmrtTokenRenewal *self)
{
  if (self->tokens->refresh_token == NULL)
    fail (self, g_error_new_literal (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_INVALID_GRANT, "There is no refresh token"));
  else if (self->provider == NULL)
    smrt_oidc_client_discover_async (self->client, self->server_url, NULL, discovered_cb, g_object_ref (self));
  else
    smrt_oidc_tokens_refresh_async (self->client, self->provider, self->tokens->refresh_token, self->subject, NULL,
                                    refreshed_cb, g_object_ref (self));
}

static void
smrt_token_renewal_finalize (GObject *object)
{
  SmrtTokenRenewal *self = SMRT_TOKEN_RENEWAL (object);

  g_clear_object (&self->client);
  g_clear_object (&self->provider);
  g_clear_object (&self->keyring);
  g_clear_pointer (&self->tokens, smrt_token_set_free);
  g_clear_pointer (&self->refused, smrt_secret_unref);
  g_clear_pointer (&self->claims, json_object_unref);
  g_clear_error (&self->storing_error);
  g_clear_error (&self->refusal);
  g_free (self->scope);
  g_free (self->server_url);
  g_free (self->subject);
  g_free (self->account);
  g_free (self->label);

  G_OBJECT_CLASS (smrt_token_renewal_parent_class)->finalize (object);
}

static void
smrt_token_renewal_class_init (SmrtTokenRenewalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smrt_token_renewal_finalize;
}

static void
smrt_token_renewal_init (SmrtTokenRenewal *self)
{
}

SmrtTokenRenewal *
smrt_token_renewal_new (const SmrtTokenPlace *place,
                        const SmrtTokenSet   *tokens,
                        SmrtSecret           *refused)
{
  SmrtTokenRenewal *self;

  g_return_val_if_fail (place != NULL && tokens != NULL, NULL);
  g_return_val_if_fail (place->keyring == NULL || (place->account != NULL && place->label != NULL), NULL);

  self = g_object_new (SMRT_TYPE_TOKEN_RENEWAL, NULL);
  self->client = g_object_ref (place->client);
  self->server_url = g_strdup (place->server_url);
  g_set_object (&self->provider, place->provider);
  self->subject = g_strdup (place->subject);
  g_set_object (&self->keyring, place->keyring);
  self->account = g_strdup (place->account);
  self->label = g_strdup (place->label);
  self->keyring_is_behind = place->keyring_is_behind;
  self->tokens = smrt_token_set_copy (tokens);
  self->refused = refused != NULL ? smrt_secret_ref (refused) : NULL;

  return self;
}

void
smrt_token_renewal_run_async (SmrtTokenRenewal    *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_TOKEN_RENEWAL (self));
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->task, smrt_token_renewal_run_async);

  look_up (self);
}

SmrtTokenSet *
smrt_token_renewal_run_finish (SmrtTokenRenewal  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
smrt_token_renewal_get_ended (SmrtTokenRenewal *self)
{
  g_return_val_if_fail (SMRT_IS_TOKEN_RENEWAL (self), FALSE);

  return self->ended;
}

SmrtOidcProvider *
smrt_token_renewal_get_provider (SmrtTokenRenewal *self)
{
  g_return_val_if_fail (SMRT_IS_TOKEN_RENEWAL (self), NULL);

  return self->provider;
}

JsonObject *
smrt_token_renewal_get_claims (SmrtTokenRenewal *self)
{
  g_return_val_if_fail (SMRT_IS_TOKEN_RENEWAL (self), NULL);

  return self->claims;
}

const char *
smrt_token_renewal_get_scope (SmrtTokenRenewal *self)
{
  g_return_val_if_fail (SMRT_IS_TOKEN_RENEWAL (self), NULL);

  return self->scope;
}

const GError *
smrt_token_renewal_get_storing_error (SmrtTokenRenewal *self)
{
  g_return_val_if_fail (SMRT_IS_TOKEN_RENEWAL (self), NULL);

  return self->storing_error;
}
