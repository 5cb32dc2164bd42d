/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-sign-out.h"

#include "smrt-copy.h"
#include "smrt-token-revocation.h"

typedef struct
{
  SmrtProfile *profile;
  SmrtProfiles *profiles;
  SmrtKeyring *keyring;
  SmrtTokens *tokens;    /* of the session */
  gboolean keep;
  gboolean revoked;
} SignOut;

static void
free_sign_out (SignOut *sign_out)
{
  g_clear_object (&sign_out->profile);
  g_clear_object (&sign_out->profiles);
  g_clear_object (&sign_out->keyring);
  g_clear_object (&sign_out->tokens);
  g_free (sign_out);
}

static gboolean
forget_profile (SignOut  *sign_out,
                GError  **error)
{
  if (!sign_out->keep)
    return smrt_profiles_remove (sign_out->profiles, sign_out->profile, error);

  return smrt_profiles_save (sign_out->profiles, sign_out->profile, error);
}

static void
forget_and_finish (GTask *task)
{
  GError *error = NULL;

  if (forget_profile (g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
copy_forgotten_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (smrt_copy_forget_finish (result, &error))
    forget_and_finish (task);
  else
    g_task_return_error (task, error);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *sign_out = g_task_get_task_data (task);
  GError *error = NULL;

  if (!smrt_keyring_clear_finish (SMRT_KEYRING (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* What still reads with the session that has ended keeps nothing from here on. */
  smrt_profile_set_signed_in (sign_out->profile, FALSE);
  if (sign_out->keep)
    forget_and_finish (task);
  else
    smrt_copy_forget_async (sign_out->profile, copy_forgotten_cb, g_steal_pointer (&task));
}

static void
clear (GTask *task)
{
  SignOut *sign_out = g_task_get_task_data (task);

  if (sign_out->profile == NULL)
    g_task_return_boolean (task, TRUE);
  else
    smrt_keyring_clear_async (sign_out->keyring, smrt_profile_get_id (sign_out->profile),
                              g_task_get_cancellable (task), cleared_cb, g_object_ref (task));
}

static void look_up (GTask *task);

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *sign_out = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!smrt_token_revocation_run_finish (SMRT_TOKENS (source), result, &error))
    {
      g_message ("The tokens were not revoked: %s", error->message);
      sign_out->revoked = FALSE;
    }

  /* Who gave up in the meantime stays signed in here. */
  if (g_task_return_error_if_cancelled (task))
    return;

  if (SMRT_TOKENS (source) == sign_out->tokens)
    look_up (task);
  else
    clear (task);
}

static void
revoke_tokens (GTask      *task,
               SmrtTokens *tokens)
{
  smrt_token_revocation_run_async (tokens, g_task_get_cancellable (task), revoked_cb, g_object_ref (task));
  smrt_tokens_end (tokens);
}

static SmrtTokens *
read_tokens (SignOut    *sign_out,
             SmrtSecret *secret)
{
  SmrtProfile *profile = sign_out->profile;
  g_autoptr (SmrtOidcClient) client = NULL;

  client = smrt_oidc_client_new (smrt_profile_get_client_id (profile), smrt_clock_get_default ());

  return smrt_tokens_new_from_secret (client, smrt_profile_get_server_url (profile), secret,
                                      smrt_profile_get_subject (profile), smrt_profile_get_scope (profile));
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *sign_out = g_task_get_task_data (task);
  g_autoptr (SmrtSecret) secret = NULL;
  g_autoptr (SmrtTokens) tokens = NULL;
  GError *error = NULL;

  secret = smrt_keyring_lookup_finish (SMRT_KEYRING (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (secret != NULL)
    tokens = read_tokens (sign_out, secret);

  if (tokens == NULL)
    {
      /* What is not for this server is told to nobody. */
      sign_out->revoked &= secret == NULL;
      clear (task);
    }
  else if (sign_out->tokens != NULL &&
           smrt_token_set_equal (smrt_tokens_get_set (tokens), smrt_tokens_get_set (sign_out->tokens)))
    {
      clear (task);
    }
  else
    {
      revoke_tokens (task, tokens);
    }
}

/* Another process may have renewed the tokens since: what the keyring has counts
 * at the issuer, and not what the session has. */
static void
look_up (GTask *task)
{
  SignOut *sign_out = g_task_get_task_data (task);

  if (sign_out->profile != NULL &&
      smrt_profile_get_kind (sign_out->profile) == SMRT_PROFILE_KIND_ACCOUNT_SERVER)
    smrt_keyring_lookup_async (sign_out->keyring, smrt_profile_get_id (sign_out->profile),
                               g_task_get_cancellable (task), looked_up_cb, g_object_ref (task));
  else
    clear (task);
}

void
smrt_sign_out_async (SmrtSession         *session,
                     SmrtProfile         *profile,
                     SmrtProfiles        *profiles,
                     SmrtKeyring         *keyring,
                     gboolean             keep,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  SignOut *sign_out;

  g_return_if_fail (session != NULL || profile != NULL);
  g_return_if_fail (profile == NULL || (SMRT_IS_PROFILES (profiles) && SMRT_IS_KEYRING (keyring)));

  sign_out = g_new0 (SignOut, 1);
  g_set_object (&sign_out->profile, profile);
  g_set_object (&sign_out->profiles, profiles);
  g_set_object (&sign_out->keyring, keyring);
  if (session != NULL)
    g_set_object (&sign_out->tokens, smrt_session_get_tokens (session));
  sign_out->keep = keep;
  sign_out->revoked = TRUE;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_sign_out_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, sign_out, (GDestroyNotify) free_sign_out);

  if (sign_out->tokens != NULL)
    revoke_tokens (task, sign_out->tokens);
  else
    look_up (task);
}

gboolean
smrt_sign_out_finish (GAsyncResult  *result,
                      gboolean      *revoked,
                      GError       **error)
{
  SignOut *sign_out;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, smrt_sign_out_async), FALSE);

  sign_out = g_task_get_task_data (G_TASK (result));
  if (revoked != NULL)
    *revoked = sign_out->revoked;

  return g_task_propagate_boolean (G_TASK (result), error);
}
