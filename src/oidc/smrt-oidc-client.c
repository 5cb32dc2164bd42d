/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-client.h"

#include "smrt-address.h"
#include "smrt-json.h"
#include "smrt-oidc-client-private.h"
#include "smrt-oidc-discovery.h"
#include "smrt-oidc-request.h"

struct _SmrtOidcClient
{
  GObject parent_instance;

  char *client_id;
  SmrtSecret *client_secret;
  SmrtClock *clock;
  unsigned int deadline_ms;

  SoupSession *session;
  SoupSession *local_session;
};

G_DEFINE_FINAL_TYPE (SmrtOidcClient, smrt_oidc_client, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CLIENT_ID,
  PROP_CLIENT_SECRET,
  PROP_CLOCK,
  PROP_DEADLINE_MS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static SoupSession *
create_session (void)
{
  SoupSession *session = soup_session_new ();

  /* Requests have a deadline of their own; a password of a proxy or a page is
   * never asked for. */
  soup_session_set_user_agent (session, "smrtphone-plans/" PACKAGE_VERSION);
  soup_session_set_timeout (session, 0);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);

  return session;
}

/* Claims are about the person who signed in, or about nobody. */
static gboolean
check_subject (JsonObject  *claims,
               const char  *subject,
               GError     **error)
{
  const char *own = smrt_json_get_string (claims, "sub");

  if (own == NULL || *own == '\0')
    {
      g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER, "The claims name nobody");
      return FALSE;
    }
  if (subject != NULL && !g_str_equal (own, subject))
    {
      g_set_error_literal (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH, "The claims are somebody else's");
      return FALSE;
    }

  return TRUE;
}

static void
userinfo_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonObject) claims = NULL;
  GError *error = NULL;

  claims = smrt_oidc_request_finish (SMRT_OIDC_CLIENT (source), result, NULL, &error);
  if (claims != NULL && check_subject (claims, g_task_get_task_data (task), &error))
    g_task_return_pointer (task, g_steal_pointer (&claims), (GDestroyNotify) json_object_unref);
  else
    g_task_return_error (task, error);
}

static void
introspected_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  JsonObject *answer;
  GError *error = NULL;

  answer = smrt_oidc_request_finish (SMRT_OIDC_CLIENT (source), result, NULL, &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) json_object_unref);
  else
    g_task_return_error (task, error);
}

static void
smrt_oidc_client_dispose (GObject *object)
{
  SmrtOidcClient *self = SMRT_OIDC_CLIENT (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  if (self->local_session != NULL)
    soup_session_abort (self->local_session);
  g_clear_object (&self->session);
  g_clear_object (&self->local_session);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (smrt_oidc_client_parent_class)->dispose (object);
}

static void
smrt_oidc_client_finalize (GObject *object)
{
  SmrtOidcClient *self = SMRT_OIDC_CLIENT (object);

  g_free (self->client_id);
  g_clear_pointer (&self->client_secret, smrt_secret_unref);

  G_OBJECT_CLASS (smrt_oidc_client_parent_class)->finalize (object);
}

static void
smrt_oidc_client_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SmrtOidcClient *self = SMRT_OIDC_CLIENT (object);

  switch (property_id)
    {
    case PROP_CLIENT_ID:
      self->client_id = g_value_dup_string (value);
      break;
    case PROP_CLIENT_SECRET:
      self->client_secret = g_value_dup_boxed (value);
      break;
    case PROP_CLOCK:
      self->clock = g_value_dup_object (value);
      break;
    case PROP_DEADLINE_MS:
      self->deadline_ms = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
smrt_oidc_client_class_init (SmrtOidcClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = smrt_oidc_client_dispose;
  object_class->finalize = smrt_oidc_client_finalize;
  object_class->set_property = smrt_oidc_client_set_property;

  properties[PROP_CLIENT_ID] = g_param_spec_string ("client-id", NULL, NULL, SMRT_OIDC_CLIENT_ID, flags);
  properties[PROP_CLIENT_SECRET] = g_param_spec_boxed ("client-secret", NULL, NULL, SMRT_TYPE_SECRET, flags);
  properties[PROP_CLOCK] = g_param_spec_object ("clock", NULL, NULL, SMRT_TYPE_CLOCK, flags);
  properties[PROP_DEADLINE_MS] = g_param_spec_uint ("deadline-ms", NULL, NULL, 1, G_MAXINT, 30000, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_oidc_client_init (SmrtOidcClient *self)
{
  self->session = create_session ();
  self->local_session = create_session ();
  soup_session_set_proxy_resolver (self->local_session, NULL);
}

SmrtOidcClient *
smrt_oidc_client_new (const char *client_id,
                      SmrtClock  *clock)
{
  g_return_val_if_fail (client_id != NULL, NULL);
  g_return_val_if_fail (SMRT_IS_CLOCK (clock), NULL);

  return g_object_new (SMRT_TYPE_OIDC_CLIENT,
                       "client-id", client_id,
                       "clock", clock,
                       NULL);
}

const char *
smrt_oidc_client_get_client_id (SmrtOidcClient *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_CLIENT (self), NULL);

  return self->client_id;
}

SmrtClock *
smrt_oidc_client_get_clock (SmrtOidcClient *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_CLIENT (self), NULL);

  return self->clock;
}

SoupSession *
smrt_oidc_client_get_session (SmrtOidcClient *self,
                              GUri           *uri)
{
  g_return_val_if_fail (SMRT_IS_OIDC_CLIENT (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  return smrt_address_is_loopback (uri) ? self->local_session : self->session;
}

SmrtSecret *
smrt_oidc_client_get_client_secret (SmrtOidcClient *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_CLIENT (self), NULL);

  return self->client_secret;
}

unsigned int
smrt_oidc_client_get_deadline_ms (SmrtOidcClient *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_CLIENT (self), 0);

  return self->deadline_ms;
}

void
smrt_oidc_client_discover_async (SmrtOidcClient      *self,
                                 const char          *server_url,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_OIDC_CLIENT (self));
  g_return_if_fail (server_url != NULL);

  smrt_oidc_discovery_run_async (self, server_url, cancellable, callback, user_data);
}

void
smrt_oidc_client_discover_issuer_async (SmrtOidcClient      *self,
                                        const char          *issuer,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_OIDC_CLIENT (self));
  g_return_if_fail (issuer != NULL);

  smrt_oidc_discovery_run_issuer_async (self, issuer, cancellable, callback, user_data);
}

SmrtOidcProvider *
smrt_oidc_client_discover_finish (SmrtOidcClient  *self,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  g_return_val_if_fail (SMRT_IS_OIDC_CLIENT (self), NULL);

  return smrt_oidc_discovery_run_finish (self, result, error);
}

void
smrt_oidc_client_load_userinfo_async (SmrtOidcClient      *self,
                                      SmrtOidcProvider    *provider,
                                      SmrtSecret          *access_token,
                                      const char          *subject,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *address;

  g_return_if_fail (SMRT_IS_OIDC_CLIENT (self));
  g_return_if_fail (SMRT_IS_OIDC_PROVIDER (provider));
  g_return_if_fail (access_token != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_oidc_client_load_userinfo_finish);
  g_task_set_task_data (task, g_strdup (subject), g_free);

  address = smrt_oidc_provider_get_userinfo_endpoint (provider);
  if (address == NULL)
    {
      g_task_return_new_error (task, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE,
                               "The issuer has no userinfo_endpoint");
      return;
    }

  smrt_oidc_request_get_async (self, address, access_token, cancellable, userinfo_cb, g_steal_pointer (&task));
}

JsonObject *
smrt_oidc_client_load_userinfo_finish (SmrtOidcClient  *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_oidc_client_load_userinfo_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
smrt_oidc_client_introspect_async (SmrtOidcClient      *self,
                                   SmrtOidcProvider    *provider,
                                   SmrtSecret          *token,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SmrtForm) form = NULL;
  const char *address;

  g_return_if_fail (SMRT_IS_OIDC_CLIENT (self));
  g_return_if_fail (SMRT_IS_OIDC_PROVIDER (provider));
  g_return_if_fail (token != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_oidc_client_introspect_finish);

  address = smrt_oidc_provider_get_introspection_endpoint (provider);
  if (address == NULL)
    {
      g_task_return_new_error (task, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE,
                               "The issuer has no introspection_endpoint");
      return;
    }

  form = smrt_form_new ();
  smrt_form_add (form, "token", smrt_secret_peek (token));
  smrt_form_add (form, "token_type_hint", "access_token");
  smrt_oidc_request_post_async (self, address, form, cancellable, introspected_cb, g_steal_pointer (&task));
}

JsonObject *
smrt_oidc_client_introspect_finish (SmrtOidcClient  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_oidc_client_introspect_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
