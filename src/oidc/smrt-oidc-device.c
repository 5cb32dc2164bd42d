/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-device.h"

#include "smrt-address.h"
#include "smrt-json.h"
#include "smrt-oidc-grant.h"
#include "smrt-oidc-request.h"

#define GRANT_TYPE "urn:ietf:params:oauth:grant-type:device_code"
#define DEFAULT_INTERVAL 5
#define SLOWER 5
#define MAX_INTERVAL 3600
#define MAX_BACKOFF 60
#define MAX_USER_CODE 64

struct _SmrtOidcDevice
{
  GObject parent_instance;

  SmrtOidcClient *client;
  SmrtOidcProvider *provider;
  char *scope;
  unsigned int interval_unit_ms;

  char *user_code;
  char *verification_uri;
  char *verification_uri_complete;
  gint64 expires_at;

  GTask *task;
  SmrtSecret *device_code;
  gint64 interval;
  gint64 deadline;
};

G_DEFINE_FINAL_TYPE (SmrtOidcDevice, smrt_oidc_device, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CLIENT,
  PROP_PROVIDER,
  PROP_SCOPE,
  PROP_INTERVAL_UNIT_MS,
  PROP_USER_CODE,
  PROP_VERIFICATION_URI,
  PROP_VERIFICATION_URI_COMPLETE,
  PROP_EXPIRES_AT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void wait_and_ask (SmrtOidcDevice *self);

static void
end_run (SmrtOidcDevice *self,
         SmrtOidcTokens *tokens,
         GError         *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_clear_pointer (&self->device_code, smrt_secret_unref);
  if (tokens != NULL)
    g_task_return_pointer (task, tokens, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Not yet, too often, or no answer at all: RFC 8628, 3.5. */
static gboolean
should_go_on (SmrtOidcDevice *self,
              const GError   *error)
{
  const char *code = smrt_oidc_error_get_code (error);

  if (g_strcmp0 (code, "authorization_pending") == 0)
    return TRUE;
  if (g_strcmp0 (code, "slow_down") == 0)
    {
      self->interval += SLOWER;
      return TRUE;
    }
  if (g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_OFFLINE) ||
      g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_TIMED_OUT) ||
      g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_SERVER))
    {
      self->interval = MAX (self->interval, MIN (self->interval * 2, MAX_BACKOFF));
      return TRUE;
    }

  return FALSE;
}

static void
granted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtOidcDevice) self = user_data;
  GError *error = NULL;
  SmrtOidcTokens *tokens = smrt_oidc_grant_finish (SMRT_OIDC_CLIENT (source), result, &error);

  if (tokens != NULL || !should_go_on (self, error))
    {
      end_run (self, tokens, error);
      return;
    }

  g_debug ("No tokens yet: %s", error->message);
  g_error_free (error);
  wait_and_ask (self);
}

static void
ask (SmrtOidcDevice *self)
{
  const SmrtOidcGrantTerms terms = { .needs_id_token = TRUE };
  g_autoptr (SmrtForm) form = smrt_form_new ();

  smrt_form_add (form, "grant_type", GRANT_TYPE);
  smrt_form_add (form, "device_code", smrt_secret_peek (self->device_code));
  smrt_oidc_grant_async (self->client, self->provider, form, &terms, g_task_get_cancellable (self->task),
                         granted_cb, g_object_ref (self));
}

static gboolean
pause_cb (gpointer user_data)
{
  SmrtOidcDevice *self = user_data;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    end_run (self, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The sign-in was given up"));
  else if (smrt_clock_get_monotonic_time (smrt_oidc_client_get_clock (self->client)) >= self->deadline)
    end_run (self, NULL,
             g_error_new_literal (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_EXPIRED, "The code was not used in time"));
  else
    ask (self);

  return G_SOURCE_REMOVE;
}

static void
wait_and_ask (SmrtOidcDevice *self)
{
  g_autoptr (GSource) pause = g_timeout_source_new (self->interval * self->interval_unit_ms);
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (pause, cancelled);
    }
  g_source_set_callback (pause, pause_cb, g_object_ref (self), g_object_unref);
  g_source_attach (pause, g_task_get_context (self->task));
}

static gboolean
refuse (GError     **error,
        int          code,
        const char  *member)
{
  g_set_error (error, SMRT_OIDC_ERROR, code, "The issuer's answer has no %s that can be used", member);

  return FALSE;
}

/* What a person can read and type: no line breaks or invisible characters. */
static gboolean
is_user_code (const char *text)
{
  if (text == NULL || *text == '\0' || g_utf8_strlen (text, -1) > MAX_USER_CODE)
    return FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_isgraph (c) && c != ' ')
        return FALSE;
    }

  return TRUE;
}

/* A page that a person goes to, by the name that they read. */
static gboolean
is_page (const char *address,
         const char *issuer)
{
  g_autoptr (GUri) uri = NULL;

  if (!smrt_address_leads_on (issuer, address))
    return FALSE;

  uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_uri_get_userinfo (uri) == NULL;
}

static gboolean
check_codes (JsonObject  *answer,
             const char  *issuer,
             gint64      *interval,
             gint64      *lifetime,
             GError     **error)
{
  const char *uri = smrt_json_get_string (answer, "verification_uri");
  const char *complete = smrt_json_get_string (answer, "verification_uri_complete");

  if (!smrt_oidc_grant_is_visible (smrt_json_get_string (answer, "device_code")))
    return refuse (error, SMRT_OIDC_ERROR_BAD_ANSWER, "device_code");
  if (!is_user_code (smrt_json_get_string (answer, "user_code")))
    return refuse (error, SMRT_OIDC_ERROR_BAD_ANSWER, "user_code");
  if (uri == NULL)
    return refuse (error, SMRT_OIDC_ERROR_BAD_ANSWER, "verification_uri");
  if (!is_page (uri, issuer))
    return refuse (error, SMRT_OIDC_ERROR_BAD_ADDRESS, "verification_uri");
  if (complete != NULL && !is_page (complete, issuer))
    return refuse (error, SMRT_OIDC_ERROR_BAD_ADDRESS, "verification_uri_complete");
  if (!smrt_oidc_grant_get_seconds (answer, "expires_in", 0, lifetime) || *lifetime == 0)
    return refuse (error, SMRT_OIDC_ERROR_BAD_ANSWER, "expires_in");
  if (!smrt_oidc_grant_get_seconds (answer, "interval", DEFAULT_INTERVAL, interval))
    return refuse (error, SMRT_OIDC_ERROR_BAD_ANSWER, "interval");

  return TRUE;
}

static void
take_codes (SmrtOidcDevice *self,
            JsonObject     *answer,
            gint64          interval,
            gint64          lifetime)
{
  SmrtClock *clock = smrt_oidc_client_get_clock (self->client);

  self->interval = CLAMP (interval, 1, MIN (lifetime, MAX_INTERVAL));
  self->deadline = smrt_clock_get_monotonic_time (clock) + lifetime * G_USEC_PER_SEC;
  self->device_code = smrt_secret_new (smrt_json_get_string (answer, "device_code"));
  self->user_code = g_strdup (smrt_json_get_string (answer, "user_code"));
  self->verification_uri = g_strdup (smrt_json_get_string (answer, "verification_uri"));
  self->verification_uri_complete = g_strdup (smrt_json_get_string (answer, "verification_uri_complete"));
  self->expires_at = smrt_clock_get_real_time (clock) + lifetime;
}

static void
notify_codes (SmrtOidcDevice *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USER_CODE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERIFICATION_URI]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPIRES_AT]);
  if (self->verification_uri_complete != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERIFICATION_URI_COMPLETE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
wipe_answer (JsonObject *answer)
{
  smrt_oidc_request_wipe (answer);
  json_object_unref (answer);
}

static void
codes_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SmrtOidcDevice) self = user_data;
  JsonObject *answer;
  gint64 interval, lifetime;
  GError *error = NULL;

  answer = smrt_oidc_request_finish (SMRT_OIDC_CLIENT (source), result, NULL, &error);
  if (answer == NULL ||
      !check_codes (answer, smrt_oidc_provider_get_issuer (self->provider), &interval, &lifetime, &error))
    {
      g_clear_pointer (&answer, wipe_answer);
      end_run (self, NULL, error);
      return;
    }

  take_codes (self, answer, interval, lifetime);
  g_clear_pointer (&answer, wipe_answer);
  notify_codes (self);
  wait_and_ask (self);
}

static void
request_codes (SmrtOidcDevice *self)
{
  const char *resource = smrt_oidc_provider_get_resource (self->provider);
  g_autoptr (SmrtForm) form = smrt_form_new ();

  smrt_form_add (form, "scope", self->scope);
  if (resource != NULL)
    smrt_form_add (form, "resource", resource);
  smrt_oidc_request_post_async (self->client, smrt_oidc_provider_get_device_authorization_endpoint (self->provider),
                                form, g_task_get_cancellable (self->task), codes_cb, g_object_ref (self));
}

static void
smrt_oidc_device_get_property (GObject      *object,
                               unsigned int  prop_id,
                               GValue       *value,
                               GParamSpec   *pspec)
{
  SmrtOidcDevice *self = SMRT_OIDC_DEVICE (object);

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
    case PROP_INTERVAL_UNIT_MS:
      g_value_set_uint (value, self->interval_unit_ms);
      break;
    case PROP_USER_CODE:
      g_value_set_string (value, self->user_code);
      break;
    case PROP_VERIFICATION_URI:
      g_value_set_string (value, self->verification_uri);
      break;
    case PROP_VERIFICATION_URI_COMPLETE:
      g_value_set_string (value, self->verification_uri_complete);
      break;
    case PROP_EXPIRES_AT:
      g_value_set_int64 (value, self->expires_at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_oidc_device_set_property (GObject      *object,
                               unsigned int  prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SmrtOidcDevice *self = SMRT_OIDC_DEVICE (object);

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
    case PROP_INTERVAL_UNIT_MS:
      self->interval_unit_ms = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_oidc_device_dispose (GObject *object)
{
  SmrtOidcDevice *self = SMRT_OIDC_DEVICE (object);

  g_clear_object (&self->client);
  g_clear_object (&self->provider);

  G_OBJECT_CLASS (smrt_oidc_device_parent_class)->dispose (object);
}

static void
smrt_oidc_device_finalize (GObject *object)
{
  SmrtOidcDevice *self = SMRT_OIDC_DEVICE (object);

  g_free (self->scope);
  g_free (self->user_code);
  g_free (self->verification_uri);
  g_free (self->verification_uri_complete);
  g_clear_pointer (&self->device_code, smrt_secret_unref);

  G_OBJECT_CLASS (smrt_oidc_device_parent_class)->finalize (object);
}

static void
smrt_oidc_device_class_init (SmrtOidcDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags told = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_oidc_device_get_property;
  object_class->set_property = smrt_oidc_device_set_property;
  object_class->dispose = smrt_oidc_device_dispose;
  object_class->finalize = smrt_oidc_device_finalize;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, SMRT_TYPE_OIDC_CLIENT, given);
  properties[PROP_PROVIDER] = g_param_spec_object ("provider", NULL, NULL, SMRT_TYPE_OIDC_PROVIDER, given);
  properties[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, NULL, given);
  properties[PROP_INTERVAL_UNIT_MS] = g_param_spec_uint ("interval-unit-ms", NULL, NULL, 0, 1000, 1000, given);
  properties[PROP_USER_CODE] = g_param_spec_string ("user-code", NULL, NULL, NULL, told);
  properties[PROP_VERIFICATION_URI] = g_param_spec_string ("verification-uri", NULL, NULL, NULL, told);
  properties[PROP_VERIFICATION_URI_COMPLETE] = g_param_spec_string ("verification-uri-complete", NULL, NULL, NULL,
                                                                    told);
  properties[PROP_EXPIRES_AT] = g_param_spec_int64 ("expires-at", NULL, NULL, 0, G_MAXINT64, 0, told);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_oidc_device_init (SmrtOidcDevice *self)
{
}

SmrtOidcDevice *
smrt_oidc_device_new (SmrtOidcClient   *client,
                      SmrtOidcProvider *provider,
                      const char       *scope)
{
  g_return_val_if_fail (SMRT_IS_OIDC_CLIENT (client), NULL);
  g_return_val_if_fail (SMRT_IS_OIDC_PROVIDER (provider), NULL);
  g_return_val_if_fail (scope != NULL, NULL);

  return g_object_new (SMRT_TYPE_OIDC_DEVICE,
                       "client", client,
                       "provider", provider,
                       "scope", scope,
                       NULL);
}

const char *
smrt_oidc_device_get_user_code (SmrtOidcDevice *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_DEVICE (self), NULL);

  return self->user_code;
}

const char *
smrt_oidc_device_get_verification_uri (SmrtOidcDevice *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_DEVICE (self), NULL);

  return self->verification_uri;
}

const char *
smrt_oidc_device_get_verification_uri_complete (SmrtOidcDevice *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_DEVICE (self), NULL);

  return self->verification_uri_complete;
}

gint64
smrt_oidc_device_get_expires_at (SmrtOidcDevice *self)
{
  g_return_val_if_fail (SMRT_IS_OIDC_DEVICE (self), 0);

  return self->expires_at;
}

void
smrt_oidc_device_run_async (SmrtOidcDevice      *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_OIDC_DEVICE (self));
  g_return_if_fail (self->task == NULL && self->user_code == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_oidc_device_run_finish);
  /* Tokens that are there are returned. */
  g_task_set_check_cancellable (self->task, FALSE);

  if (smrt_oidc_provider_get_device_authorization_endpoint (self->provider) == NULL)
    end_run (self, NULL, g_error_new_literal (SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_UNSUITABLE, "The issuer does not sign people in by means of another device"));
  else
    request_codes (self);
}

SmrtOidcTokens *
smrt_oidc_device_run_finish (SmrtOidcDevice  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_oidc_device_run_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
