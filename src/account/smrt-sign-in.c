/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-sign-in.h"

#include "smrt-api-key.h"
#include "smrt-stripe-account.h"
#include "smrt-token-request.h"
#include "smrt-token-revocation.h"
#include "smrt-words-sign-in.h"

/* Customers whose names are asked for; the others are shown by their ids. */
#define MAX_NAMED 50

struct _SmrtSignIn
{
  GObject parent_instance;

  SmrtSignInMethod method;
  SmrtProfile *profile;
  SmrtProfiles *profiles;
  SmrtKeyring *keyring;
  SmrtClock *clock;
  SmrtSecret *key;

  SmrtTokens *tokens;
  SmrtSession *session;
  GListStore *customers;
  GSource *choosing;
  unsigned int n_loading;

  SmrtSignInState state;
  char *address;
  char *address_complete;
  char *user_code;
  GError *error;
  GTask *task;
};

enum
{
  PROP_0,
  PROP_METHOD,
  PROP_PROFILE,
  PROP_PROFILES,
  PROP_KEYRING,
  PROP_CLOCK,
  PROP_STATE,
  PROP_ADDRESS,
  PROP_ADDRESS_COMPLETE,
  PROP_USER_CODE,
  PROP_SESSION,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SmrtSignIn, smrt_sign_in, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (SmrtSignInMethod, smrt_sign_in_method,
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_METHOD_BROWSER, "browser"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_METHOD_DEVICE, "device"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_METHOD_API_KEY, "api-key"))

G_DEFINE_ENUM_TYPE (SmrtSignInState, smrt_sign_in_state,
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_CONTACTING, "contacting"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_FINISHING, "finishing"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_CHOOSING, "choosing"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_STORING, "storing"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_NOT_STORED, "not-stored"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (SMRT_SIGN_IN_STATE_FAILED, "failed"))

static void
set_string (SmrtSignIn   *self,
            char        **field,
            const char   *value,
            unsigned int  prop)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static void
set_error (SmrtSignIn *self,
           GError     *error)
{
  if (error == NULL && self->error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* Takes over @error. What the person had to do is over in all other states. */
static void
set_state (SmrtSignIn      *self,
           SmrtSignInState  state,
           GError          *error)
{
  g_object_freeze_notify (G_OBJECT (self));

  if (state != SMRT_SIGN_IN_STATE_WAITING)
    {
      set_string (self, &self->address, NULL, PROP_ADDRESS);
      set_string (self, &self->address_complete, NULL, PROP_ADDRESS_COMPLETE);
      set_string (self, &self->user_code, NULL, PROP_USER_CODE);
    }
  set_error (self, error);
  if (state == SMRT_SIGN_IN_STATE_DONE)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}

static GCancellable *
get_cancellable (SmrtSignIn *self)
{
  return g_task_get_cancellable (self->task);
}

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!smrt_token_revocation_run_finish (SMRT_TOKENS (source), result, &error))
    g_message ("Tokens that are not used were not revoked: %s", error->message);
}

static void
given_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SmrtSignIn *self = g_task_get_source_object (task);

  revoked_cb (source, result, NULL);
  g_task_return_error (task, g_error_copy (self->error));
}

/* Takes over @error. Tokens that came all the same are given back: a program
 * that ends with the operation has done so. */
static void
fail (SmrtSignIn *self,
      GError     *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);
  g_autoptr (SmrtTokens) tokens = g_steal_pointer (&self->tokens);

  g_clear_object (&self->session);
  g_clear_pointer (&self->key, smrt_secret_unref);

  set_state (self, SMRT_SIGN_IN_STATE_FAILED, g_error_copy (error));
  if (tokens == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_error_free (error);
  smrt_token_revocation_run_async (tokens, NULL, given_back_cb, g_steal_pointer (&task));
}

static void
end_unstored (SmrtSignIn *self,
              GError     *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  set_state (self, SMRT_SIGN_IN_STATE_NOT_STORED, g_error_copy (error));
  g_task_return_error (task, error);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!smrt_keyring_clear_finish (SMRT_KEYRING (source), result, &error))
    g_message ("A secret without an account stayed in the keyring: %s", error->message);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtSignIn) self = user_data;
  g_autoptr (GTask) task = NULL;
  SmrtProfile *profile = smrt_session_get_profile (self->session);
  g_autofree char *label = NULL;
  GError *error = NULL;

  if (!smrt_keyring_store_finish (self->keyring, result, &error))
    {
      end_unstored (self, error);
      return;
    }

  smrt_profile_set_signed_in (profile, TRUE);
  if (!smrt_profiles_save (self->profiles, profile, &error))
    {
      smrt_profile_set_signed_in (profile, FALSE);
      smrt_keyring_clear_async (self->keyring, smrt_profile_get_id (profile), NULL, cleared_cb, NULL);
      end_unstored (self, error);
      return;
    }

  label = smrt_words_keyring_label (smrt_profile_get_title (profile));
  if (self->tokens != NULL)
    smrt_tokens_set_keyring (self->tokens, self->keyring, smrt_profile_get_id (profile), label);

  task = g_steal_pointer (&self->task);
  g_clear_pointer (&self->key, smrt_secret_unref);
  set_state (self, SMRT_SIGN_IN_STATE_DONE, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
store (SmrtSignIn *self)
{
  SmrtProfile *profile = smrt_session_get_profile (self->session);
  g_autofree char *label = smrt_words_keyring_label (smrt_profile_get_title (profile));
  g_autoptr (SmrtSecret) secret = NULL;

  secret = self->tokens != NULL ? smrt_tokens_to_secret (self->tokens)
                                : smrt_api_key_bind (self->key, smrt_profile_get_server_url (profile));
  set_state (self, SMRT_SIGN_IN_STATE_STORING, NULL);
  smrt_keyring_store_async (self->keyring, smrt_profile_get_id (profile), label, secret, get_cancellable (self),
                            stored_cb, g_object_ref (self));
}

/* Who signs in again takes the place of before; a person who was not here
 * before, or not at this account, gets a place of their own. */
static void
settle_profile (SmrtSignIn *self)
{
  SmrtProfile *draft = smrt_session_get_profile (self->session);
  SmrtProfile *known = smrt_profiles_find_same (self->profiles, draft);

  if (known != NULL)
    {
      smrt_profile_set_client_id (known, smrt_profile_get_client_id (draft));
      smrt_profile_set_redirect_ports (known, smrt_profile_get_redirect_ports (draft));
      if (smrt_profile_get_name (known) == NULL)
        smrt_profile_set_name (known, smrt_profile_get_name (draft));
    }

  smrt_session_set_profile (self->session, known != NULL ? known : draft);
  store (self);
}

static void
stop_choosing (SmrtSignIn *self)
{
  if (self->choosing != NULL)
    g_source_destroy (self->choosing);
  g_clear_pointer (&self->choosing, g_source_unref);
}

static gboolean
choosing_cancelled_cb (GCancellable *cancellable,
                       gpointer      user_data)
{
  g_autoptr (SmrtSignIn) self = g_object_ref (user_data);
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  stop_choosing (self);
  fail (self, error);

  return G_SOURCE_REMOVE;
}

static void
choose (SmrtSignIn *self)
{
  self->choosing = g_cancellable_source_new (get_cancellable (self));
  g_source_set_callback (self->choosing, G_SOURCE_FUNC (choosing_cancelled_cb), self, NULL);
  g_source_attach (self->choosing, g_task_get_context (self->task));
  set_state (self, SMRT_SIGN_IN_STATE_CHOOSING, NULL);
}

/* What a customer is called is a help, no more. */
static void
candidate_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SmrtSignIn) self = user_data;
  g_autoptr (SmrtCustomer) customer = NULL;
  g_autoptr (GError) error = NULL;

  customer = smrt_stripe_load_customer_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  for (unsigned int i = 0; customer != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->customers)); i++)
    {
      g_autoptr (SmrtCustomer) unnamed = g_list_model_get_item (G_LIST_MODEL (self->customers), i);

      if (g_str_equal (smrt_customer_get_id (unnamed), smrt_customer_get_id (customer)))
        g_list_store_splice (self->customers, i, 1, (gpointer *) &customer, 1);
    }
  if (error != NULL)
    g_debug ("A customer was not read: %s", error->message);

  if (--self->n_loading == 0)
    choose (self);
}

static void
load_candidates (SmrtSignIn         *self,
                 const char * const *customer_ids)
{
  self->n_loading = MIN (g_strv_length ((char **) customer_ids), MAX_NAMED);
  for (unsigned int i = 0; customer_ids[i] != NULL; i++)
    {
      g_autoptr (SmrtCustomer) unnamed = smrt_customer_new (customer_ids[i], NULL, NULL, NULL, FALSE);

      g_list_store_append (self->customers, unnamed);
      if (i >= MAX_NAMED)
        continue;

      smrt_stripe_load_customer_async (smrt_session_get_client (self->session), customer_ids[i], get_cancellable (self),
                                       candidate_cb, g_object_ref (self));
    }
}

/* A customer that was asked for by name is not replaced by another one; who
 * signs in again may well be somebody else. */
static gboolean
is_another_customer (SmrtSignIn *self)
{
  const char *wanted = smrt_profile_get_customer_id (self->profile);

  return wanted != NULL && g_strcmp0 (wanted, smrt_session_get_customer_id (self->session)) != 0 &&
         smrt_profiles_find (self->profiles, smrt_profile_get_id (self->profile)) == NULL;
}

/* Whether there are several, and the profile names none of them. */
static gboolean
has_to_choose (SmrtSignIn         *self,
               const char * const *customer_ids)
{
  const char *named = smrt_profile_get_customer_id (self->profile);

  return customer_ids != NULL && customer_ids[0] != NULL && customer_ids[1] != NULL &&
         (named == NULL || !g_strv_contains (customer_ids, named));
}

static void
session_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtSignIn) self = user_data;
  const char * const *customer_ids = smrt_session_get_customer_ids (self->session);
  GError *error = NULL;

  if (!smrt_session_sign_in_finish (SMRT_SESSION (source), result, &error))
    fail (self, error);
  else if (has_to_choose (self, customer_ids))
    load_candidates (self, customer_ids);
  else if (is_another_customer (self))
    fail (self, g_error_new_literal (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND,
                                     "The person may not see the customer that was asked for"));
  else
    settle_profile (self);
}

/* What is signed in to is a copy: the profile of the list stays what it was
 * until it is certain who it is. */
static SmrtProfile *
create_draft (SmrtSignIn *self)
{
  SmrtProfile *draft = smrt_profile_new (smrt_profile_get_kind (self->profile),
                                         smrt_profile_get_server_url (self->profile));

  smrt_profile_set_client_id (draft, smrt_profile_get_client_id (self->profile));
  smrt_profile_set_redirect_ports (draft, smrt_profile_get_redirect_ports (self->profile));
  smrt_profile_set_name (draft, smrt_profile_get_name (self->profile));
  smrt_profile_set_customer_id (draft, smrt_profile_get_customer_id (self->profile));

  return draft;
}

static void
tokens_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SmrtSignIn) self = user_data;
  g_autoptr (SmrtProfile) draft = NULL;
  GError *error = NULL;

  self->tokens = smrt_token_request_run_finish (SMRT_TOKEN_REQUEST (source), result, &error);
  if (self->tokens == NULL)
    {
      fail (self, error);
      return;
    }

  draft = create_draft (self);
  self->session = smrt_session_new_for_profile (draft, self->tokens, self->clock);
  set_state (self, SMRT_SIGN_IN_STATE_FINISHING, NULL);
  smrt_session_sign_in_async (self->session, get_cancellable (self), session_cb, g_object_ref (self));
}

static void
waiting_cb (SmrtSignIn       *self,
            SmrtTokenRequest *request)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_string (self, &self->address, smrt_token_request_get_address (request), PROP_ADDRESS);
  set_string (self, &self->address_complete, smrt_token_request_get_address_complete (request),
              PROP_ADDRESS_COMPLETE);
  set_string (self, &self->user_code, smrt_token_request_get_user_code (request), PROP_USER_CODE);
  set_state (self, SMRT_SIGN_IN_STATE_WAITING, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
request_tokens (SmrtSignIn *self)
{
  g_autoptr (SmrtTokenRequest) request = NULL;

  request = smrt_token_request_new (self->profile, self->method == SMRT_SIGN_IN_METHOD_DEVICE, self->clock);
  g_signal_connect_object (request, "waiting", G_CALLBACK (waiting_cb), self, G_CONNECT_SWAPPED);
  smrt_token_request_run_async (request, get_cancellable (self), tokens_cb, g_object_ref (self));
}

static void
customer_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SmrtSignIn) self = user_data;
  g_autoptr (SmrtCustomer) customer = NULL;
  g_autoptr (SmrtProfile) draft = g_object_ref (smrt_session_get_profile (self->session));
  GError *error = NULL;

  customer = smrt_stripe_load_customer_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (customer == NULL)
    {
      fail (self, error);
      return;
    }

  smrt_profile_set_account_name (draft, smrt_customer_get_name (customer));
  g_object_unref (self->session);
  self->session = smrt_session_new_for_profile_with_key (draft, self->key, self->clock);
  settle_profile (self);
}

/* A key is tried before it is kept. */
static void
use_key (SmrtSignIn *self)
{
  g_autoptr (SmrtProfile) draft = create_draft (self);
  const char *customer_id = smrt_profile_get_customer_id (self->profile);
  GError *error = NULL;

  if (!smrt_stripe_client_check_base_url (smrt_profile_get_server_url (draft), &error))
    {
      fail (self, error);
      return;
    }

  smrt_profile_set_role (draft, SMRT_ROLE_API_KEY);
  self->session = smrt_session_new_for_profile_with_key (draft, self->key, self->clock);
  if (customer_id != NULL)
    smrt_stripe_load_customer_async (smrt_session_get_client (self->session), customer_id, get_cancellable (self),
                                     customer_cb, g_object_ref (self));
  else
    smrt_session_sign_in_async (self->session, get_cancellable (self), session_cb, g_object_ref (self));
}

static void
smrt_sign_in_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SmrtSignIn *self = SMRT_SIGN_IN (object);

  switch (prop_id)
    {
    case PROP_METHOD:
      g_value_set_enum (value, self->method);
      break;
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_ADDRESS_COMPLETE:
      g_value_set_string (value, self->address_complete);
      break;
    case PROP_USER_CODE:
      g_value_set_string (value, self->user_code);
      break;
    case PROP_SESSION:
      g_value_set_object (value, smrt_sign_in_get_session (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_sign_in_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SmrtSignIn *self = SMRT_SIGN_IN (object);

  switch (prop_id)
    {
    case PROP_METHOD:
      self->method = g_value_get_enum (value);
      break;
    case PROP_PROFILE:
      self->profile = g_value_dup_object (value);
      break;
    case PROP_PROFILES:
      self->profiles = g_value_dup_object (value);
      break;
    case PROP_KEYRING:
      self->keyring = g_value_dup_object (value);
      break;
    case PROP_CLOCK:
      self->clock = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_sign_in_finalize (GObject *object)
{
  SmrtSignIn *self = SMRT_SIGN_IN (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->profiles);
  g_clear_object (&self->keyring);
  g_clear_object (&self->clock);
  g_clear_object (&self->tokens);
  g_clear_object (&self->session);
  g_clear_object (&self->customers);
  stop_choosing (self);
  g_clear_pointer (&self->key, smrt_secret_unref);
  g_clear_error (&self->error);
  g_free (self->address);
  g_free (self->address_complete);
  g_free (self->user_code);

  G_OBJECT_CLASS (smrt_sign_in_parent_class)->finalize (object);
}

static void
smrt_sign_in_class_init (SmrtSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags given = G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_sign_in_get_property;
  object_class->set_property = smrt_sign_in_set_property;
  object_class->finalize = smrt_sign_in_finalize;

  properties[PROP_METHOD] = g_param_spec_enum ("method", NULL, NULL, SMRT_TYPE_SIGN_IN_METHOD,
                                               SMRT_SIGN_IN_METHOD_BROWSER, G_PARAM_READWRITE | given);
  properties[PROP_PROFILE] = g_param_spec_object ("profile", NULL, NULL, SMRT_TYPE_PROFILE,
                                                  G_PARAM_READWRITE | given);
  properties[PROP_PROFILES] = g_param_spec_object ("profiles", NULL, NULL, SMRT_TYPE_PROFILES,
                                                   G_PARAM_WRITABLE | given);
  properties[PROP_KEYRING] = g_param_spec_object ("keyring", NULL, NULL, SMRT_TYPE_KEYRING, G_PARAM_WRITABLE | given);
  properties[PROP_CLOCK] = g_param_spec_object ("clock", NULL, NULL, SMRT_TYPE_CLOCK, G_PARAM_WRITABLE | given);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SMRT_TYPE_SIGN_IN_STATE,
                                              SMRT_SIGN_IN_STATE_READY, readable);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, readable);
  properties[PROP_ADDRESS_COMPLETE] = g_param_spec_string ("address-complete", NULL, NULL, NULL, readable);
  properties[PROP_USER_CODE] = g_param_spec_string ("user-code", NULL, NULL, NULL, readable);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SMRT_TYPE_SESSION, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_sign_in_init (SmrtSignIn *self)
{
  self->customers = g_list_store_new (SMRT_TYPE_CUSTOMER);
}

SmrtSignIn *
smrt_sign_in_new (SmrtSignInMethod  method,
                  SmrtProfile      *profile,
                  SmrtProfiles     *profiles,
                  SmrtKeyring      *keyring,
                  SmrtClock        *clock)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (SMRT_IS_PROFILES (profiles), NULL);
  g_return_val_if_fail (SMRT_IS_KEYRING (keyring), NULL);
  g_return_val_if_fail (SMRT_IS_CLOCK (clock), NULL);

  return g_object_new (SMRT_TYPE_SIGN_IN,
                       "method", method,
                       "profile", profile,
                       "profiles", profiles,
                       "keyring", keyring,
                       "clock", clock,
                       NULL);
}

SmrtSignIn *
smrt_sign_in_new_with_key (SmrtSecret   *key,
                           SmrtProfile  *profile,
                           SmrtProfiles *profiles,
                           SmrtKeyring  *keyring,
                           SmrtClock    *clock)
{
  SmrtSignIn *self;

  g_return_val_if_fail (key != NULL, NULL);

  self = smrt_sign_in_new (SMRT_SIGN_IN_METHOD_API_KEY, profile, profiles, keyring, clock);
  self->key = smrt_secret_ref (key);

  return self;
}

gboolean
smrt_sign_in_is_live_key (SmrtSecret *key)
{
  g_return_val_if_fail (key != NULL, FALSE);

  return g_str_has_prefix (smrt_secret_peek (key), "sk_live_") || g_str_has_prefix (smrt_secret_peek (key), "rk_live_");
}

static void
begin (SmrtSignIn          *self,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_sign_in_run_async);
  g_task_set_check_cancellable (self->task, FALSE);
}

void
smrt_sign_in_run_async (SmrtSignIn          *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_SIGN_IN (self));
  g_return_if_fail (self->state == SMRT_SIGN_IN_STATE_READY);

  begin (self, cancellable, callback, user_data);
  set_state (self, SMRT_SIGN_IN_STATE_CONTACTING, NULL);
  if (self->method == SMRT_SIGN_IN_METHOD_API_KEY)
    use_key (self);
  else
    request_tokens (self);
}

gboolean
smrt_sign_in_run_finish (SmrtSignIn    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
smrt_sign_in_store_async (SmrtSignIn          *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_SIGN_IN (self));
  g_return_if_fail (self->state == SMRT_SIGN_IN_STATE_NOT_STORED);

  begin (self, cancellable, callback, user_data);
  store (self);
}

static const char *
get_account (SmrtSignIn *self)
{
  return smrt_profile_get_id (smrt_session_get_profile (self->session));
}

/* The keyring cannot be stopped: who did not wait for it does not know what it
 * did. An account that is signed in has a secret in any case. */
static gboolean
may_be_stored (SmrtSignIn *self)
{
  return !smrt_profile_get_signed_in (smrt_session_get_profile (self->session)) &&
         (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
          g_error_matches (self->error, SMRT_KEYRING_ERROR, SMRT_KEYRING_ERROR_TIMED_OUT));
}

void
smrt_sign_in_keep_for_session (SmrtSignIn *self)
{
  g_return_if_fail (SMRT_IS_SIGN_IN (self));
  g_return_if_fail (self->state == SMRT_SIGN_IN_STATE_NOT_STORED);

  if (may_be_stored (self))
    smrt_keyring_clear_async (self->keyring, get_account (self), NULL, cleared_cb, NULL);

  g_clear_pointer (&self->key, smrt_secret_unref);
  set_state (self, SMRT_SIGN_IN_STATE_DONE, NULL);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  cleared_cb (source, result, NULL);
  g_task_return_boolean (task, TRUE);
}

/* Takes over @task. */
static void
forget_secret (GTask *task)
{
  SmrtSignIn *self = g_task_get_source_object (task);
  const char *account = g_task_get_task_data (task);

  if (account != NULL)
    {
      smrt_keyring_clear_async (self->keyring, account, NULL, forgotten_cb, task);
      return;
    }

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
abandoned_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  revoked_cb (source, result, NULL);
  forget_secret (user_data);
}

void
smrt_sign_in_abandon_async (SmrtSignIn          *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SmrtTokens) tokens = NULL;

  g_return_if_fail (SMRT_IS_SIGN_IN (self));
  g_return_if_fail (self->state == SMRT_SIGN_IN_STATE_NOT_STORED);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_sign_in_abandon_async);
  if (may_be_stored (self))
    g_task_set_task_data (task, g_strdup (get_account (self)), g_free);

  tokens = g_steal_pointer (&self->tokens);
  g_clear_object (&self->session);
  g_clear_pointer (&self->key, smrt_secret_unref);
  set_state (self, SMRT_SIGN_IN_STATE_FAILED, g_steal_pointer (&self->error));

  if (tokens == NULL)
    forget_secret (g_steal_pointer (&task));
  else
    smrt_token_revocation_run_async (tokens, cancellable, abandoned_cb, g_steal_pointer (&task));
}

void
smrt_sign_in_abandon_finish (SmrtSignIn   *self,
                             GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

SmrtSignInMethod
smrt_sign_in_get_method (SmrtSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN (self), SMRT_SIGN_IN_METHOD_BROWSER);

  return self->method;
}

SmrtSignInState
smrt_sign_in_get_state (SmrtSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN (self), SMRT_SIGN_IN_STATE_FAILED);

  return self->state;
}

SmrtProfile *
smrt_sign_in_get_profile (SmrtSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN (self), NULL);

  return self->profile;
}

const char *
smrt_sign_in_get_address (SmrtSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN (self), NULL);

  return self->address;
}

const char *
smrt_sign_in_get_address_complete (SmrtSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN (self), NULL);

  return self->address_complete;
}

const char *
smrt_sign_in_get_user_code (SmrtSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN (self), NULL);

  return self->user_code;
}

GListModel *
smrt_sign_in_get_customers (SmrtSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN (self), NULL);

  return G_LIST_MODEL (self->customers);
}

void
smrt_sign_in_choose_customer (SmrtSignIn *self,
                              const char *customer_id)
{
  g_return_if_fail (SMRT_IS_SIGN_IN (self));
  g_return_if_fail (self->state == SMRT_SIGN_IN_STATE_CHOOSING);

  stop_choosing (self);
  smrt_session_choose_customer (self->session, customer_id);
  settle_profile (self);
}

SmrtSession *
smrt_sign_in_get_session (SmrtSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN (self), NULL);

  return self->state == SMRT_SIGN_IN_STATE_DONE ? self->session : NULL;
}

const GError *
smrt_sign_in_get_error (SmrtSignIn *self)
{
  g_return_val_if_fail (SMRT_IS_SIGN_IN (self), NULL);

  return self->error;
}
