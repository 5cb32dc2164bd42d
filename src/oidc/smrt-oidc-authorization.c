/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-authorization.h"

#include <string.h>

#include "smrt-oidc-answer.h"
#include "smrt-oidc-grant.h"
#include "smrt-oidc-pkce.h"
#include "smrt-oidc-redirect.h"

struct _SmrtOidcAuthorization
{
  GObject parent_instance;

  SmrtOidcClient *client;
  SmrtOidcProvider *provider;
  char *scope;
  GArray *ports;
  char *page_done;
  char *page_failed;
  unsigned int lifetime_ms;

  char *address;
  char *state;
  char *nonce;
  SmrtSecret *verifier;
  SmrtOidcRedirect *redirect;

  GTask *task;
  GSource *lifetime;
  GSource *cancelled;
  SmrtOidcTokens *tokens;
  GError *error;
};

G_DEFINE_FINAL_TYPE (SmrtOidcAuthorization, smrt_oidc_authorization, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CLIENT,
  PROP_PROVIDER,
  PROP_SCOPE,
  PROP_PORTS,
  PROP_PAGE_DONE,
  PROP_PAGE_FAILED,
  PROP_LIFETIME_MS,
  PROP_ADDRESS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
has_scope (const char *scopes,
           const char *scope)
{
  g_auto (GStrv) parts = g_strsplit (scopes, " ", -1);

  return g_strv_contains ((const char * const *) parts, scope);
}

/* The query that the endpoint has is kept (RFC 6749, 3.1). */
static char *
make_address (SmrtOidcAuthorization *self)
{
  const char *endpoint = smrt_oidc_provider_get_authorization_endpoint (self->provider);
  const char *resource = smrt_oidc_provider_get_resource (self->provider);
  g_autofree char *challenge = smrt_oidc_pkce_create_challenge (self->verifier);
  g_autofree char *query = NULL;
  g_autoptr (SmrtForm) form = smrt_form_new ();

  smrt_form_add (form, "response_type", "code");
  smrt_form_add (form, "client_id", smrt_oidc_client_get_client_id (self->client));
  smrt_form_add (form, "redirect_uri", smrt_oidc_redirect_get_uri (self->redirect));
  smrt_form_add (form, "scope", self->scope);
  smrt_form_add (form, "state", self->state);
  smrt_form_add (form, "nonce", self->nonce);
  smrt_form_add (form, "code_challenge", challenge);
  smrt_form_add (form, "code_challenge_method", "S256");
  if (resource != NULL)
    smrt_form_add (form, "resource", resource);
  /* Otherwise the issuer is to ignore the scope (OpenID Connect Core, 11). */
  if (has_scope (self->scope, "offline_access"))
    smrt_form_add (form, "prompt", "consent");
  query = smrt_form_encode (form);

  return g_strconcat (endpoint, strchr (endpoint, '?') != NULL ? "&" : "?", query, NULL);
}

static void
set_address (SmrtOidcAuthorization *self,
             char                  *address)
{
  if (self->address == NULL && address == NULL)
    return;

  g_free (self->address);
  self->address = address;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
return_outcome (SmrtOidcAuthorization *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  smrt_oidc_redirect_close (self->redirect);
  if (self->tokens != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->tokens), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&self->error));
}

static void
ended_cb (SmrtOidcRedirect      *redirect,
          SmrtOidcAuthorization *self)
{
  if (self->task != NULL)
    return_outcome (self);
}

/* The outcome is known: the browser's page tells it. */
static void
end_run (SmrtOidcAuthorization *self,
         SmrtOidcTokens        *tokens,
         GError                *error)
{
  self->tokens = tokens;
  self->error = error;
  clear_source (&self->lifetime);
  clear_source (&self->cancelled);
  g_clear_pointer (&self->verifier, smrt_secret_unref);
  set_address (self, NULL);
  smrt_oidc_redirect_end (self->redirect, tokens != NULL);
}

static void
fail_run (SmrtOidcAuthorization *self,
          SmrtOidcError          code,
          const char            *message)
{
  end_run (self, NULL, g_error_new_literal (SMRT_OIDC_ERROR, code, message));
}

static void
granted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtOidcAuthorization) self = user_data;
  GError *error = NULL;
  SmrtOidcTokens *tokens = smrt_oidc_grant_finish (SMRT_OIDC_CLIENT (source), result, &error);

  end_run (self, tokens, error);
}

static void
change_code (SmrtOidcAuthorization *self,
             const char            *code)
{
  const SmrtOidcGrantTerms terms = { .nonce = self->nonce, .needs_id_token = TRUE };
  g_autoptr (SmrtForm) form = smrt_form_new ();

  smrt_form_add (form, "grant_type", "authorization_code");
  smrt_form_add (form, "code", code);
  smrt_form_add (form, "redirect_uri", smrt_oidc_redirect_get_uri (self->redirect));
  smrt_form_add (form, "code_verifier", smrt_secret_peek (self->verifier));
  smrt_oidc_grant_async (self->client, self->provider, form, &terms, g_task_get_cancellable (self->task),
                         granted_cb, g_object_ref (self));
}

static void
refuse_answer (SmrtOidcAuthorization *self,
               GHashTable            *answer)
{
  g_autoptr (GUri) uri = g_uri_parse (smrt_oidc_provider_get_issuer (self->provider), G_URI_FLAGS_NONE, NULL);

  end_run (self, NULL,
           smrt_oidc_answer_new_error (0, g_hash_table_lookup (answer, "error"),
                                       g_hash_table_lookup (answer, "error_description"),
                                       uri != NULL ? g_uri_get_host (uri) : "The issuer"));
}

/* It has our `state`: the next question is whose answer it is (RFC 9207, 2.4). */
static void
take_answer (SmrtOidcAuthorization *self,
             GHashTable            *answer)
{
  const char *iss = g_hash_table_lookup (answer, "iss");
  const char *code = g_hash_table_lookup (answer, "code");

  if (iss == NULL && smrt_oidc_provider_get_sends_iss (self->provider))
    fail_run (self, SMRT_OIDC_ERROR_MISMATCH, "The browser's answer does not say which issuer it is from");
  else if (iss != NULL && !g_str_equal (iss, smrt_oidc_provider_get_issuer (self->provider)))
    fail_run (self, SMRT_OIDC_ERROR_MISMATCH, "The browser's answer is from another issuer");
  else if (g_hash_table_contains (answer, "error"))
    refuse_answer (self, answer);
  else if (!smrt_oidc_grant_is_visible (code))
    fail_run (self, SMRT_OIDC_ERROR_BAD_ANSWER, "The browser's answer has no code");
  else
    change_code (self, code);
}

static void
answered_cb (SmrtOidcRedirect      *redirect,
             SmrtOidcAuthorization *self)
{
  g_autoptr (GHashTable) answer = NULL;
  GError *error = NULL;

  answer = smrt_oidc_redirect_take_answer (redirect, &error);

  /* From here on the requests have their own deadlines and the cancellable. */
  clear_source (&self->lifetime);
  clear_source (&self->cancelled);
  set_address (self, NULL);

  if (answer != NULL)
    take_answer (self, answer);
  else
    end_run (self, NULL, error);
}

static gboolean
lifetime_cb (gpointer user_data)
{
  fail_run (user_data, SMRT_OIDC_ERROR_EXPIRED, "The browser gave no answer in time");

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  end_run (user_data, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The sign-in was given up"));

  return G_SOURCE_REMOVE;
}

static void
start_watching (SmrtOidcAuthorization *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  self->lifetime = g_timeout_source_new (self->lifetime_ms);
  g_source_set_callback (self->lifetime, lifetime_cb, self, NULL);
  g_source_attach (self->lifetime, g_task_get_context (self->task));

  if (cancellable == NULL)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancelled, g_task_get_context (self->task));
}

static void
smrt_oidc_authorization_get_property (GObject      *object,
                                      unsigned int  prop_id,
                                      GValue       *value,
                                      GParamSpec   *pspec)
{
  SmrtOidcAuthorization *self = SMRT_OIDC_AUTHORIZATION (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_PROVIDER:
      g_value_set_object (value, self->provider);
      break;
    case PROP_SCOPE:
      g_value_set_string (value, self->scope);
      break;
    case PROP_PORTS:
      g_value_set_boxed (value, self->ports);
      break;
    case PROP_PAGE_DONE:
      g_value_set_string (value, self->page_done);
      break;
    case PROP_PAGE_FAILED:
      g_value_set_string (value, self->page_failed);
      break;
    case PROP_LIFETIME_MS:
      g_value_set_uint (value, self->lifetime_ms);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_oidc_authorization_set_property (GObject      *object,
                                      unsigned int  prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  SmrtOidcAuthorization *self = SMRT_OIDC_AUTHORIZATION (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_PROVIDER:
      self->provider = g_value_dup_object (value);
      break;
    case PROP_SCOPE:
      self->scope = g_value_dup_string (value);
      break;
    case PROP_PORTS:
      self->ports = g_value_dup_boxed (value);
      break;
    case PROP_PAGE_DONE:
      self->page_done = g_value_dup_string (value);
      break;
    case PROP_PAGE_FAILED:
      self->page_failed = g_value_dup_string (value);
      break;
    case PROP_LIFETIME_MS:
      self->lifetime_ms = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_oidc_authorization_dispose (GObject *object)
{
  SmrtOidcAuthorization *self = SMRT_OIDC_AUTHORIZATION (object);

  clear_source (&self->lifetime);
  clear_source (&self->cancelled);
  if (self->redirect != NULL)
    smrt_oidc_redirect_close (self->redirect);
  g_clear_object (&self->redirect);
  g_clear_object (&self->client);
  g_clear_object (&self->provider);

  G_OBJECT_CLASS (smrt_oidc_authorization_parent_class)->dispose (object);
}

static void
smrt_oidc_authorization_finalize (GObject *object)
{
  SmrtOidcAuthorization *self = SMRT_OIDC_AUTHORIZATION (object);

  g_free (self->scope);
  g_clear_pointer (&self->ports, g_array_unref);
  g_free (self->page_done);
  g_free (self->page_failed);
  g_free (self->address);
  g_free (self->state);
  g_free (self->nonce);
  g_clear_pointer (&self->verifier, smrt_secret_unref);

  G_OBJECT_CLASS (smrt_oidc_authorization_parent_class)->finalize (object);
}

static void
smrt_oidc_authorization_class_init (SmrtOidcAuthorizationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_oidc_authorization_get_property;
  object_class->set_property = smrt_oidc_authorization_set_property;
  object_class->dispose = smrt_oidc_authorization_dispose;
  object_class->finalize = smrt_oidc_authorization_finalize;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, SMRT_TYPE_OIDC_CLIENT, flags);
  properties[PROP_PROVIDER] = g_param_spec_object ("provider", NULL, NULL, SMRT_TYPE_OIDC_PROVIDER, flags);
  properties[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, NULL, flags);
  properties[PROP_PORTS] = g_param_spec_boxed ("ports", NULL, NULL, G_TYPE_ARRAY, flags);
  properties[PROP_PAGE_DONE] = g_param_spec_string ("page-done", NULL, NULL, NULL, flags);
  properties[PROP_PAGE_FAILED] = g_param_spec_string ("page-failed", NULL, NULL, NULL, flags);
  properties[PROP_LIFETIME_MS] = g_param_spec_uint ("lifetime-ms", NULL, NULL, 1, G_MAXINT, 600000, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_oidc_authorization_init (SmrtOidcAuthorization *self)
{
}

SmrtOidcAuthorization *
smrt_oidc_authorization_new (SmrtOidcClient   *client,
                             SmrtOidcProvider *provider,
                             const char       *scope,
                             const guint16    *ports,
                             gsize             n_ports,
                             const char       *page_done,
                             const char       *page_failed)
{
  g_autoptr (GArray) list = NULL;

  g_return_val_if_fail (SMRT_IS_OIDC_CLIENT (client), NULL);
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (provider), NULL);
  g_return_val_if_fail (scope != NULL, NULL);
  g_return_val_if_fail (page_done != NULL && page_failed != NULL, NULL);

  if (ports != NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint16));
      g_array_append_vals (list, ports, n_ports);
    }

  return g_object_new (SMRT_TYPE_OIDC_AUTHORIZATION,
                       "client", client,
                       "provider", provider,
                       "scope", scope,
                       "ports", list,
                       "page-done", page_done,
                       "page-failed", page_failed,
                       NULL);
}

const char *
smrt_oidc_authorization_get_address (SmrtOidcAuthorization *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_AUTHORIZATION (self), NULL);

  return self->address;
}

void
smrt_oidc_authorization_run_async (SmrtOidcAuthorization *self,
                                   GCancellable          *cancellable,
                                   GAsyncReadyCallback    callback,
                                   gpointer               user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (SMRT_IS_OIDC_AUTHORIZATION (self));
  g_return_if_fail (self->redirect == NULL);

  self->state = smrt_oidc_pkce_create_nonce ();
  self->nonce = smrt_oidc_pkce_create_nonce ();
  self->verifier = smrt_oidc_pkce_create_verifier ();
  self->redirect = smrt_oidc_redirect_new (self->state, self->page_done, self->page_failed);
  g_signal_connect_object (self->redirect, "answered", G_CALLBACK (answered_cb), self, 0);
  g_signal_connect_object (self->redirect, "ended", G_CALLBACK (ended_cb), self, 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_oidc_authorization_run_finish);
  /* Where the tokens are there, and the browser says so, they are returned. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!smrt_oidc_redirect_listen (self->redirect, self->ports, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  self->task = g_steal_pointer (&task);
  start_watching (self);
  set_address (self, make_address (self));
}

SmrtOidcTokens *
smrt_oidc_authorization_run_finish (SmrtOidcAuthorization  *self,
                                    GAsyncResult           *result,
                                    GError                **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_oidc_authorization_run_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
