/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-sign-in-options.h"

#include <glib/gi18n-lib.h>

#include "smrt-cli-error.h"
#include "smrt-cli-key.h"
#include "smrt-cli-options.h"
#include "smrt-cli-profiles.h"
#include "smrt-oidc-client.h"
#include "smrt-sign-in.h"

static gboolean
set_usage_error (GError     **error,
                 const char  *message)
{
  g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, message);

  return FALSE;
}

static gboolean
is_empty (const char *text)
{
  return text != NULL && *text == '\0';
}

static gboolean
has_browser_options (SmrtCliSignInOptions *self)
{
  return self->device || self->client_id != NULL || self->ports != NULL;
}

static gboolean
is_signed_out_cb (SmrtProfile *profile,
                  gpointer     user_data)
{
  return !smrt_profile_get_signed_in (profile);
}

/* A key in the environment is for an account that takes one; where a file
 * is named the key is meant in any case. */
static gboolean
find_key (SmrtCliSignInOptions  *self,
          SmrtProfile      *profile,
          SmrtSecret      **key,
          GError          **error)
{
  g_autoptr (SmrtSecret) found = NULL;
  gboolean takes_key = profile != NULL ? smrt_profile_get_kind (profile) == SMRT_PROFILE_KIND_API_KEY
                                       : !has_browser_options (self);

  if (!smrt_cli_find_key (self->api_key_file, &found, error))
    return FALSE;
  if (self->api_key_file != NULL || takes_key)
    *key = g_steal_pointer (&found);

  return TRUE;
}

static gboolean
check_key (SmrtCliSignInOptions  *self,
           SmrtProfile      *profile,
           SmrtSecret       *key,
           GError          **error)
{
  gboolean takes_key = profile == NULL || smrt_profile_get_kind (profile) == SMRT_PROFILE_KIND_API_KEY;

  if (key == NULL && self->live)
    return set_usage_error (error, _("--live goes with an API key: --api-key-file=FILE or the variable SMRT_API_KEY."));
  if (key == NULL && self->customer != NULL && self->server == NULL)
    return set_usage_error (error, _("--customer goes with --server or an API key."));
  if (key == NULL && profile != NULL && takes_key)
    return set_usage_error (error, _("This account is signed in to with an API key: --api-key-file=FILE or the variable "
                                     "SMRT_API_KEY."));
  if (key != NULL && !takes_key)
    return set_usage_error (error, _("This account is signed in to at its server, not with an API key."));
  if (key == NULL && profile == NULL && self->server == NULL)
    return set_usage_error (error, _("Say where: --server=URL for an account server, --account=NAME to sign in again, or "
                                     "an API key with --api-key-file=FILE or the variable SMRT_API_KEY."));
  if (key != NULL && smrt_sign_in_is_live_key (key) && !self->live)
    return set_usage_error (error, _("This is a live key: changes made with it charge real money. Nothing was kept. Add "
                                     "--live if that is what you want."));

  return TRUE;
}

static void
set_up_profile (SmrtCliSignInOptions *self,
                SmrtProfile          *profile)
{
  if (self->client_id != NULL)
    smrt_profile_set_client_id (profile, self->client_id);
  else if (smrt_profile_get_client_id (profile) == NULL &&
           smrt_profile_get_kind (profile) == SMRT_PROFILE_KIND_ACCOUNT_SERVER)
    smrt_profile_set_client_id (profile, SMRT_OIDC_CLIENT_ID);
  if (self->ports != NULL)
    smrt_profile_set_redirect_ports (profile, self->ports);
  if (self->name != NULL)
    smrt_profile_set_name (profile, self->name);
  if (self->customer != NULL)
    smrt_profile_set_customer_id (profile, self->customer);
}

void
smrt_cli_sign_in_options_clear (SmrtCliSignInOptions *self)
{
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->ports, g_free);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->api_key_file, g_free);
  g_clear_pointer (&self->customer, g_free);
}

gboolean
smrt_cli_sign_in_options_check (SmrtCliSignInOptions  *self,
                                GError               **error)
{
  if (self->account != NULL && (self->server != NULL || self->customer != NULL))
    return set_usage_error (error, _("--account names server and customer already; leave --server and --customer out."));
  if (self->api_key_file != NULL && has_browser_options (self))
    return set_usage_error (error, _("--device, --client-id and --ports are not for API keys."));
  if (self->device && self->ports != NULL)
    return set_usage_error (error, _("--ports is for this computer’s browser, not for --device."));
  if (self->ports != NULL && !smrt_profile_are_ports (self->ports))
    return set_usage_error (error, _("--ports is a list of numbers from 1024 to 65535, divided by commas."));
  if (is_empty (self->account) || is_empty (self->client_id) || is_empty (self->name) || is_empty (self->customer))
    return set_usage_error (error, _("--account, --client-id, --name and --customer need a value."));

  return TRUE;
}

SmrtProfile *
smrt_cli_sign_in_options_find_profile (SmrtCliSignInOptions  *self,
                                       SmrtProfiles *profiles,
                                       SmrtSecret **key,
                                       GError **error)
{
  g_autoptr (GError) local_error = NULL;
  SmrtProfile *profile = NULL;
  const char *server = self->server;

  if (self->account != NULL)
    {
      profile = smrt_cli_profiles_find (profiles, self->account, error);
      if (profile == NULL)
        return NULL;
    }

  if (!find_key (self, profile, key, error))
    return NULL;

  if (profile == NULL && server == NULL && *key == NULL)
    {
      profile = smrt_cli_profiles_find_only (profiles, is_signed_out_cb, NULL, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }

  if (!check_key (self, profile, *key, error))
    return NULL;
  if (profile != NULL)
    {
      set_up_profile (self, profile);
      return g_object_ref (profile);
    }

  if (server == NULL)
    server = SMRT_CLI_DEFAULT_SERVER;
  if (!smrt_stripe_client_check_base_url (server, error))
    return NULL;

  profile = smrt_profile_new (*key != NULL ? SMRT_PROFILE_KIND_API_KEY : SMRT_PROFILE_KIND_ACCOUNT_SERVER, server);
  set_up_profile (self, profile);

  return profile;
}
