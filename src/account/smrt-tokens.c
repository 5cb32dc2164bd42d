/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-tokens.h"

#include "smrt-stripe-error.h"
#include "smrt-token-renewal.h"

struct _SmrtTokens
{
  GObject parent_instance;

  SmrtOidcClient *client;
  char *server_url;
  SmrtOidcProvider *provider;
  SmrtTokenSet *set;
  char *subject;
  char *scope;
  JsonObject *claims;

  SmrtKeyring *keyring;
  char *account;
  char *label;
  GError *storing_error;

  GPtrArray *waiting;    /* GTask */
  SmrtSecret *refused;
  gboolean renewing;
  gboolean ended;
};

enum
{
  PROP_0,
  PROP_CLIENT,
  PROP_SERVER_URL,
  PROP_CLAIMS,
  PROP_SCOPE,
  PROP_ENDED,
  PROP_STORING_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void bearer_init (SmrtStripeBearerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SmrtTokens, smrt_tokens, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SMRT_TYPE_STRIPE_BEARER, bearer_init))

static gboolean
is_fresh (SmrtTokens *self)
{
  return !self->ended &&
         smrt_token_set_is_fresh (self->set, self->refused, smrt_oidc_client_get_clock (self->client));
}

static SmrtSecret *
peek (SmrtStripeBearer *bearer)
{
  SmrtTokens *self = SMRT_TOKENS (bearer);

  return is_fresh (self) ? self->set->access_token : NULL;
}

static void
set_ended (SmrtTokens *self)
{
  if (self->ended)
    return;

  self->ended = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDED]);
}

static const char *
find_subject (JsonObject *claims)
{
  JsonNode *node = claims != NULL ? json_object_get_member (claims, "sub") : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

static void
set_claims (SmrtTokens *self,
            JsonObject *claims)
{
  if (claims == NULL || claims == self->claims)
    return;

  g_clear_pointer (&self->claims, json_object_unref);
  self->claims = json_object_ref (claims);
  if (find_subject (claims) != NULL)
    {
      g_free (self->subject);
      self->subject = g_strdup (find_subject (claims));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLAIMS]);
}

/* An issuer that says nothing grants what it granted before (RFC 6749, 5.1). */
static void
set_scope (SmrtTokens *self,
           const char *scope)
{
  if (scope == NULL || g_strcmp0 (self->scope, scope) == 0)
    return;

  g_free (self->scope);
  self->scope = g_strdup (scope);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

static void
set_storing_error (SmrtTokens   *self,
                   const GError *error)
{
  if (error == NULL && self->storing_error == NULL)
    return;

  g_clear_error (&self->storing_error);
  self->storing_error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORING_ERROR]);
}

static GError *
create_ended_error (void)
{
  return g_error_new_literal (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION, "The sign-in has ended");
}

/* Answers all who wait, with @error where there is one. */
static void
answer (SmrtTokens   *self,
        const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (unsigned int i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (g_task_return_error_if_cancelled (task))
        continue;
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_pointer (task, smrt_secret_ref (self->set->access_token), (GDestroyNotify) smrt_secret_unref);
    }
}

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  SmrtTokenRenewal *renewal = SMRT_TOKEN_RENEWAL (source);
  g_autoptr (SmrtTokens) self = user_data;
  g_autoptr (SmrtTokenSet) set = NULL;
  g_autoptr (GError) error = NULL;

  self->renewing = FALSE;
  g_set_object (&self->provider, smrt_token_renewal_get_provider (renewal));

  set = smrt_token_renewal_run_finish (renewal, result, &error);
  if (set != NULL)
    {
      smrt_token_set_free (self->set);
      self->set = g_steal_pointer (&set);
      g_clear_pointer (&self->refused, smrt_secret_unref);
      set_claims (self, smrt_token_renewal_get_claims (renewal));
      set_scope (self, smrt_token_renewal_get_scope (renewal));
      set_storing_error (self, smrt_token_renewal_get_storing_error (renewal));
    }
  else if (smrt_token_renewal_get_ended (renewal))
    {
      set_ended (self);
    }

  /* Somebody signed out meanwhile. */
  if (error == NULL && self->ended)
    error = create_ended_error ();
  answer (self, error);
}

static void
start (SmrtTokens *self)
{
  const SmrtTokenPlace place = {
    .client = self->client,
    .server_url = self->server_url,
    .provider = self->provider,
    .subject = self->subject,
    .keyring = self->keyring,
    .account = self->account,
    .label = self->label,
    .keyring_is_behind = self->storing_error != NULL,
  };
  g_autoptr (SmrtTokenRenewal) renewal = smrt_token_renewal_new (&place, self->set, self->refused);

  self->renewing = TRUE;
  smrt_token_renewal_run_async (renewal, renewed_cb, g_object_ref (self));
}

/* Who gives up does not wait; the renewal goes on for the others, and for the
 * new refresh token. */
static gboolean
give_up_cb (GCancellable *cancellable,
            gpointer      user_data)
{
  GTask *task = user_data;
  SmrtTokens *self = g_task_get_source_object (task);

  if (!g_task_get_completed (task) && g_ptr_array_find (self->waiting, task, NULL))
    {
      g_task_return_error_if_cancelled (task);
      g_ptr_array_remove (self->waiting, task);
    }

  return G_SOURCE_REMOVE;
}

static void
destroy_source (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static void
wait_for_renewal (SmrtTokens *self,
                  GTask      *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_ptr_array_add (self->waiting, g_object_ref (task));

  if (cancellable != NULL)
    {
      GSource *source = g_cancellable_source_new (cancellable);

      /* The task has the source: it is gone with it. */
      g_source_set_callback (source, G_SOURCE_FUNC (give_up_cb), task, NULL);
      g_source_attach (source, g_task_get_context (task));
      g_task_set_task_data (task, source, destroy_source);
    }

  if (!self->renewing)
    start (self);
}

static void
renew_async (SmrtStripeBearer    *bearer,
             SmrtSecret          *refused,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  SmrtTokens *self = SMRT_TOKENS (bearer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, renew_async);

  if (self->ended)
    {
      g_task_return_error (task, create_ended_error ());
      return;
    }

  if (!self->renewing && refused == self->set->access_token && self->refused != refused)
    {
      g_clear_pointer (&self->refused, smrt_secret_unref);
      self->refused = smrt_secret_ref (refused);
    }

  if (!self->renewing && is_fresh (self))
    g_task_return_pointer (task, smrt_secret_ref (self->set->access_token), (GDestroyNotify) smrt_secret_unref);
  else
    wait_for_renewal (self, task);
}

static SmrtSecret *
renew_finish (SmrtStripeBearer  *bearer,
              GAsyncResult      *result,
              GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, bearer), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, renew_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
bearer_init (SmrtStripeBearerInterface *iface)
{
  iface->peek = peek;
  iface->renew_async = renew_async;
  iface->renew_finish = renew_finish;
}

static void
smrt_tokens_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SmrtTokens *self = SMRT_TOKENS (object);

  switch (prop_id)
    {
    case PROP_CLAIMS:
      g_value_set_boxed (value, self->claims);
      break;
    case PROP_SCOPE:
      g_value_set_string (value, self->scope);
      break;
    case PROP_ENDED:
      g_value_set_boolean (value, self->ended);
      break;
    case PROP_STORING_ERROR:
      g_value_set_boxed (value, self->storing_error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_tokens_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SmrtTokens *self = SMRT_TOKENS (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_SERVER_URL:
      self->server_url = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_tokens_finalize (GObject *object)
{
  SmrtTokens *self = SMRT_TOKENS (object);

  g_clear_object (&self->client);
  g_clear_object (&self->provider);
  g_clear_object (&self->keyring);
  g_clear_pointer (&self->set, smrt_token_set_free);
  g_clear_pointer (&self->refused, smrt_secret_unref);
  g_clear_pointer (&self->claims, json_object_unref);
  g_clear_error (&self->storing_error);
  g_ptr_array_unref (self->waiting);
  g_free (self->server_url);
  g_free (self->subject);
  g_free (self->scope);
  g_free (self->account);
  g_free (self->label);

  G_OBJECT_CLASS (smrt_tokens_parent_class)->finalize (object);
}

static void
smrt_tokens_class_init (SmrtTokensClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags given = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_tokens_get_property;
  object_class->set_property = smrt_tokens_set_property;
  object_class->finalize = smrt_tokens_finalize;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, SMRT_TYPE_OIDC_CLIENT, given);
  properties[PROP_SERVER_URL] = g_param_spec_string ("server-url", NULL, NULL, NULL, given);
  properties[PROP_CLAIMS] = g_param_spec_boxed ("claims", NULL, NULL, JSON_TYPE_OBJECT, readable);
  properties[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, NULL, readable);
  properties[PROP_ENDED] = g_param_spec_boolean ("ended", NULL, NULL, FALSE, readable);
  properties[PROP_STORING_ERROR] = g_param_spec_boxed ("storing-error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_tokens_init (SmrtTokens *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

SmrtTokens *
smrt_tokens_new (SmrtOidcClient   *client,
                 const char       *server_url,
                 SmrtOidcProvider *provider,
                 SmrtOidcTokens   *tokens)
{
  SmrtTokens *self;

  g_return_val_if_fail (SMRT_IS_OIDC_CLIENT (client), NULL);
  g_return_val_if_fail (server_url != NULL, NULL);
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (provider), NULL);
  g_return_val_if_fail (SMRT_IS_OIDC_TOKENS (tokens), NULL);

  self = g_object_new (SMRT_TYPE_TOKENS, "client", client, "server-url", server_url, NULL);
  g_set_object (&self->provider, provider);
  self->set = smrt_token_set_new (server_url, smrt_oidc_provider_get_issuer (provider),
                                  smrt_oidc_tokens_get_access_token (tokens),
                                  smrt_oidc_tokens_get_refresh_token (tokens),
                                  smrt_oidc_tokens_get_expires_at (tokens));
  set_claims (self, smrt_oidc_tokens_get_claims (tokens));
  set_scope (self, smrt_oidc_tokens_get_scope (tokens));

  return self;
}

SmrtTokens *
smrt_tokens_new_from_secret (SmrtOidcClient *client,
                             const char     *server_url,
                             SmrtSecret     *secret,
                             const char     *subject,
                             const char     *scope)
{
  g_autoptr (SmrtTokenSet) set = NULL;
  SmrtTokens *self;

  g_return_val_if_fail (SMRT_IS_OIDC_CLIENT (client), NULL);
  g_return_val_if_fail (server_url != NULL && secret != NULL, NULL);

  set = smrt_token_set_parse (secret);
  if (set == NULL || !g_str_equal (set->server_url, server_url))
    return NULL;

  self = g_object_new (SMRT_TYPE_TOKENS, "client", client, "server-url", server_url, NULL);
  self->set = g_steal_pointer (&set);
  self->subject = g_strdup (subject);
  self->scope = g_strdup (scope);

  return self;
}

SmrtSecret *
smrt_tokens_to_secret (SmrtTokens *self)
{
  g_return_val_if_fail (SMRT_IS_TOKENS (self), NULL);

  return smrt_token_set_to_secret (self->set);
}

void
smrt_tokens_set_keyring (SmrtTokens  *self,
                         SmrtKeyring *keyring,
                         const char  *account,
                         const char  *label)
{
  g_return_if_fail (SMRT_IS_TOKENS (self));
  g_return_if_fail (keyring == NULL || (account != NULL && label != NULL));

  g_set_object (&self->keyring, keyring);
  g_free (self->account);
  self->account = g_strdup (account);
  g_free (self->label);
  self->label = g_strdup (label);
}

SmrtOidcClient *
smrt_tokens_get_client (SmrtTokens *self)
{
  g_return_val_if_fail (SMRT_IS_TOKENS (self), NULL);

  return self->client;
}

SmrtOidcProvider *
smrt_tokens_get_provider (SmrtTokens *self)
{
  g_return_val_if_fail (SMRT_IS_TOKENS (self), NULL);

  return self->provider;
}

const char *
smrt_tokens_get_server_url (SmrtTokens *self)
{
  g_return_val_if_fail (SMRT_IS_TOKENS (self), NULL);

  return self->server_url;
}

const SmrtTokenSet *
smrt_tokens_get_set (SmrtTokens *self)
{
  g_return_val_if_fail (SMRT_IS_TOKENS (self), NULL);

  return self->set;
}

gboolean
smrt_tokens_get_ended (SmrtTokens *self)
{
  g_return_val_if_fail (SMRT_IS_TOKENS (self), FALSE);

  return self->ended;
}

gboolean
smrt_tokens_get_renewing (SmrtTokens *self)
{
  g_return_val_if_fail (SMRT_IS_TOKENS (self), FALSE);

  return self->renewing;
}

void
smrt_tokens_end (SmrtTokens *self)
{
  g_return_if_fail (SMRT_IS_TOKENS (self));

  set_ended (self);
}

JsonObject *
smrt_tokens_get_claims (SmrtTokens *self)
{
  g_return_val_if_fail (SMRT_IS_TOKENS (self), NULL);

  return self->claims;
}

const char *
smrt_tokens_get_scope (SmrtTokens *self)
{
  g_return_val_if_fail (SMRT_IS_TOKENS (self), NULL);

  return self->scope;
}

const char *
smrt_tokens_get_subject (SmrtTokens *self)
{
  g_return_val_if_fail (SMRT_IS_TOKENS (self), NULL);

  return self->subject;
}
