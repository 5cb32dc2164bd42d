/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-token-request.h"

#include "smrt-oidc-authorization.h"
#include "smrt-oidc-device.h"
#include "smrt-token-revocation.h"
#include "smrt-words-sign-in.h"

#define READING "billing:read"

/* Who it is, to stay signed in, to read and to change. */
static const char * const scopes[] = {
  "openid",
  "profile",
  "email",
  "offline_access",
  READING,
  "billing:write",
};

struct _SmrtTokenRequest
{
  GObject parent_instance;

  SmrtProfile *profile;
  SmrtOidcClient *client;
  SmrtOidcProvider *provider;
  SmrtOidcAuthorization *authorization;
  SmrtOidcDevice *device;
  GTask *task;
  gboolean by_device;
};

enum
{
  WAITING,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SmrtTokenRequest, smrt_token_request, G_TYPE_OBJECT)

static void
refused_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!smrt_token_revocation_run_finish (SMRT_TOKENS (source), result, &error))
    g_message ("Tokens that are good for nothing were not revoked: %s", error->message);
  g_task_return_new_error (task, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_DENIED, "Reading the account was not allowed");
}

/* Some servers let people allow a part of what is asked for. Without reading
 * there is nothing to sign in to. */
static gboolean
may_read (SmrtOidcTokens *tokens)
{
  const char *scope = smrt_oidc_tokens_get_scope (tokens);
  g_auto (GStrv) parts = NULL;

  if (scope == NULL)
    return TRUE;

  parts = g_strsplit (scope, " ", -1);

  return g_strv_contains ((const char * const *) parts, READING);
}

static void
take (SmrtTokenRequest *self,
      SmrtOidcTokens   *tokens,
      GError           *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  g_autoptr (SmrtTokens) taken = NULL;

  if (tokens == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  taken = smrt_tokens_new (self->client, smrt_profile_get_server_url (self->profile), self->provider, tokens);
  if (may_read (tokens))
    g_task_return_pointer (task, g_steal_pointer (&taken), g_object_unref);
  else
    smrt_token_revocation_run_async (taken, NULL, refused_cb, g_steal_pointer (&task));
}

static void
authorization_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (SmrtTokenRequest) self = user_data;
  g_autoptr (SmrtOidcTokens) tokens = NULL;
  GError *error = NULL;

  tokens = smrt_oidc_authorization_run_finish (SMRT_OIDC_AUTHORIZATION (source), result, &error);
  take (self, tokens, error);
}

static void
device_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtTokenRequest) self = user_data;
  g_autoptr (SmrtOidcTokens) tokens = NULL;
  GError *error = NULL;

  tokens = smrt_oidc_device_run_finish (SMRT_OIDC_DEVICE (source), result, &error);
  take (self, tokens, error);
}

static void
announce (SmrtTokenRequest *self)
{
  if (smrt_token_request_get_address (self) != NULL)
    g_signal_emit (self, signals[WAITING], 0);
}

/* What the issuer says that it does not know is not asked for, but for what
 * the sign-in is about. */
static char *
choose_scope (SmrtOidcProvider *provider)
{
  GString *scope = g_string_new (NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      if (!g_str_has_prefix (scopes[i], "billing:") && !g_str_equal (scopes[i], "openid") &&
          !smrt_oidc_provider_supports_scope (provider, scopes[i]))
        continue;

      if (scope->len > 0)
        g_string_append_c (scope, ' ');
      g_string_append (scope, scopes[i]);
    }

  return g_string_free (scope, FALSE);
}

static void
use_browser (SmrtTokenRequest *self,
             const char       *scope)
{
  g_autofree guint16 *ports = NULL;
  gsize n_ports;

  ports = smrt_profile_dup_ports (self->profile, &n_ports);
  self->authorization = smrt_oidc_authorization_new (self->client, self->provider, scope, ports, n_ports,
                                                     smrt_words_browser_page_done (),
                                                     smrt_words_browser_page_failed ());
  g_signal_connect_object (self->authorization, "notify::address", G_CALLBACK (announce), self, G_CONNECT_SWAPPED);
  smrt_oidc_authorization_run_async (self->authorization, g_task_get_cancellable (self->task), authorization_cb,
                                     g_object_ref (self));
}

static void
use_device (SmrtTokenRequest *self,
            const char       *scope)
{
  self->device = smrt_oidc_device_new (self->client, self->provider, scope);
  g_signal_connect_object (self->device, "notify::user-code", G_CALLBACK (announce), self, G_CONNECT_SWAPPED);
  smrt_oidc_device_run_async (self->device, g_task_get_cancellable (self->task), device_cb, g_object_ref (self));
}

static void
discovered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SmrtTokenRequest) self = user_data;
  g_autofree char *scope = NULL;
  GError *error = NULL;

  self->provider = smrt_oidc_client_discover_finish (SMRT_OIDC_CLIENT (source), result, &error);
  if (self->provider == NULL)
    {
      take (self, NULL, error);
      return;
    }

  scope = choose_scope (self->provider);
  if (self->by_device)
    use_device (self, scope);
  else
    use_browser (self, scope);
}

static void
smrt_token_request_finalize (GObject *object)
{
  SmrtTokenRequest *self = SMRT_TOKEN_REQUEST (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->client);
  g_clear_object (&self->provider);
  g_clear_object (&self->authorization);
  g_clear_object (&self->device);

  G_OBJECT_CLASS (smrt_token_request_parent_class)->finalize (object);
}

static void
smrt_token_request_class_init (SmrtTokenRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = smrt_token_request_finalize;

  signals[WAITING] =
    g_signal_new ("waiting", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
smrt_token_request_init (SmrtTokenRequest *self)
{
}

SmrtTokenRequest *
smrt_token_request_new (SmrtProfile *profile,
                        gboolean     by_device,
                        SmrtClock   *clock)
{
  SmrtTokenRequest *self;

  g_return_val_if_fail (SMRT_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (SMRT_IS_CLOCK (clock), NULL);

  self = g_object_new (SMRT_TYPE_TOKEN_REQUEST, NULL);
  self->profile = g_object_ref (profile);
  self->client = smrt_oidc_client_new (smrt_profile_get_client_id (profile), clock);
  self->by_device = !!by_device;

  return self;
}

void
smrt_token_request_run_async (SmrtTokenRequest    *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_TOKEN_REQUEST (self));
  g_return_if_fail (self->task == NULL && self->provider == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_token_request_run_async);
  smrt_oidc_client_discover_async (self->client, smrt_profile_get_server_url (self->profile), cancellable,
                                   discovered_cb, g_object_ref (self));
}

SmrtTokens *
smrt_token_request_run_finish (SmrtTokenRequest  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
smrt_token_request_get_address (SmrtTokenRequest *self)
{
  g_return_val_if_fail (SMRT_IS_TOKEN_REQUEST (self), NULL);

  if (self->device != NULL)
    return smrt_oidc_device_get_verification_uri (self->device);

  return self->authorization != NULL ? smrt_oidc_authorization_get_address (self->authorization) : NULL;
}

const char *
smrt_token_request_get_address_complete (SmrtTokenRequest *self)
{
  g_return_val_if_fail (SMRT_IS_TOKEN_REQUEST (self), NULL);

  return self->device != NULL ? smrt_oidc_device_get_verification_uri_complete (self->device) : NULL;
}

const char *
smrt_token_request_get_user_code (SmrtTokenRequest *self)
{
  g_return_val_if_fail (SMRT_IS_TOKEN_REQUEST (self), NULL);

  return self->device != NULL ? smrt_oidc_device_get_user_code (self->device) : NULL;
}
