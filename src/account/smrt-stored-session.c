/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-stored-session.h"

#include "smrt-api-key.h"
#include "smrt-stripe-error.h"
#include "smrt-words-sign-in.h"

typedef struct
{
  SmrtProfile *profile;
  SmrtKeyring *keyring;
  SmrtClock *clock;
} Opening;

static void
free_opening (Opening *opening)
{
  g_object_unref (opening->profile);
  g_object_unref (opening->keyring);
  g_object_unref (opening->clock);
  g_free (opening);
}

static SmrtSession *
open_with_key (Opening    *opening,
               SmrtSecret *secret)
{
  SmrtProfile *profile = opening->profile;
  g_autoptr (SmrtSecret) key = smrt_api_key_unbind (secret, smrt_profile_get_server_url (profile));

  return key != NULL ? smrt_session_new_for_profile_with_key (profile, key, opening->clock) : NULL;
}

static SmrtSession *
open_with_tokens (Opening    *opening,
                  SmrtSecret *secret)
{
  SmrtProfile *profile = opening->profile;
  g_autofree char *label = smrt_words_keyring_label (smrt_profile_get_title (profile));
  g_autoptr (SmrtOidcClient) client = NULL;
  g_autoptr (SmrtTokens) tokens = NULL;

  client = smrt_oidc_client_new (smrt_profile_get_client_id (profile), opening->clock);
  tokens = smrt_tokens_new_from_secret (client, smrt_profile_get_server_url (profile), secret,
                                        smrt_profile_get_subject (profile), smrt_profile_get_scope (profile));
  if (tokens == NULL)
    return NULL;

  smrt_tokens_set_keyring (tokens, opening->keyring, smrt_profile_get_id (profile), label);

  return smrt_session_new_for_profile (profile, tokens, opening->clock);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (SmrtSecret) secret = NULL;
  SmrtSession *session = NULL;
  GError *error = NULL;

  secret = smrt_keyring_lookup_finish (SMRT_KEYRING (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (secret != NULL)
    session = smrt_profile_get_kind (opening->profile) == SMRT_PROFILE_KIND_API_KEY
                ? open_with_key (opening, secret)
                : open_with_tokens (opening, secret);

  if (session != NULL)
    g_task_return_pointer (task, session, g_object_unref);
  else
    g_task_return_new_error (task, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION,
                             "The keyring has no secret for the account");
}

void
smrt_stored_session_open_async (SmrtProfile         *profile,
                                SmrtKeyring         *keyring,
                                SmrtClock           *clock,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (SMRT_IS_PROFILE (profile));
  g_return_if_fail (SMRT_IS_KEYRING (keyring));
  g_return_if_fail (SMRT_IS_CLOCK (clock));

  opening = g_new0 (Opening, 1);
  opening->profile = g_object_ref (profile);
  opening->keyring = g_object_ref (keyring);
  opening->clock = g_object_ref (clock);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_stored_session_open_async);
  g_task_set_task_data (task, opening, (GDestroyNotify) free_opening);

  if (!smrt_profile_get_signed_in (profile))
    g_task_return_new_error (task, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AUTHENTICATION,
                             "The account was signed out of");
  else
    smrt_keyring_lookup_async (keyring, smrt_profile_get_id (profile), cancellable, looked_up_cb,
                               g_object_ref (task));
}

SmrtSession *
smrt_stored_session_open_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_stored_session_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
