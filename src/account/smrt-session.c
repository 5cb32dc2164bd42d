/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-session.h"

#include "smrt-identity.h"
#include "smrt-stripe-account.h"

#define CHANGING "billing:write"

struct _SmrtSession
{
  GObject parent_instance;

  SmrtStripeClient *client;
  SmrtClock *clock;
  SmrtProfile *profile;
  SmrtTokens *tokens;
  char *name;
  char *account_name;
  char *customer_id;
  char **customer_ids;
  SmrtRole role;
  SmrtRole claimed_role;     /* what the server says, whatever the sign-in allows */
  gboolean demo;
  char *demo_path;
  SmrtRole demo_role;
  gboolean signed_in;
  gboolean known;     /* from the server, by this session */
};

enum
{
  PROP_0,
  PROP_SIGNED_IN,
  PROP_ROLE,
  PROP_CAN_CHANGE,
  PROP_NAME,
  PROP_ACCOUNT_NAME,
  PROP_CUSTOMER_ID,
  PROP_DEMO,
  PROP_ENDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SmrtSession, smrt_session, G_TYPE_OBJECT)

static gboolean
set_string (SmrtSession *self,
            char       **field,
            const char  *value,
            unsigned int prop)
{
  if (g_strcmp0 (*field, value) == 0)
    return FALSE;

  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);

  return TRUE;
}

static void
set_signed_in (SmrtSession *self,
               SmrtRole     role,
               const char  *name,
               const char  *account_name,
               const char  *customer_id)
{
  gboolean could_change = smrt_session_get_can_change (self);

  g_object_freeze_notify (G_OBJECT (self));

  set_string (self, &self->name, name, PROP_NAME);
  set_string (self, &self->account_name, account_name, PROP_ACCOUNT_NAME);
  set_string (self, &self->customer_id, customer_id, PROP_CUSTOMER_ID);
  if (self->role != role)
    {
      self->role = role;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
    }
  if (could_change != smrt_session_get_can_change (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CHANGE]);
  if (!self->signed_in)
    {
      self->signed_in = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIGNED_IN]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}

/* Who did not allow changes looks on, like a User. */
static SmrtRole
choose_role (SmrtSession *self)
{
  const char *scope = self->tokens != NULL ? smrt_tokens_get_scope (self->tokens) : NULL;
  g_auto (GStrv) parts = NULL;

  if (scope == NULL || (self->claimed_role != SMRT_ROLE_OWNER && self->claimed_role != SMRT_ROLE_FINANCE))
    return self->claimed_role;

  parts = g_strsplit (scope, " ", -1);

  return g_strv_contains ((const char * const *) parts, CHANGING) ? self->claimed_role : SMRT_ROLE_USER;
}

static void
update_profile (SmrtSession *self)
{
  if (self->profile == NULL)
    return;

  g_object_freeze_notify (G_OBJECT (self->profile));
  smrt_profile_set_person (self->profile, self->name);
  smrt_profile_set_role (self->profile, self->role);
  smrt_profile_set_account_name (self->profile, self->account_name);
  smrt_profile_set_customer_id (self->profile, self->customer_id);
  if (self->tokens != NULL && smrt_tokens_get_subject (self->tokens) != NULL)
    smrt_profile_set_subject (self->profile, smrt_tokens_get_subject (self->tokens));
  if (self->tokens != NULL)
    smrt_profile_set_scope (self->profile, smrt_tokens_get_scope (self->tokens));
  g_object_thaw_notify (G_OBJECT (self->profile));
}

/* The customer of before, where the person still has it. An account of the list
 * stays that account: without its customer there is none. */
static const char *
choose_customer (SmrtSession        *self,
                 SmrtStripeIdentity *identity)
{
  const char * const *customers = smrt_stripe_identity_get_customer_ids (identity);

  if (self->customer_id == NULL)
    return customers[0];
  if (g_strv_contains (customers, self->customer_id))
    return self->customer_id;

  return self->profile != NULL && smrt_profile_get_signed_in (self->profile) ? NULL : customers[0];
}

static void
take_identity (GTask              *task,
               SmrtStripeIdentity *identity,
               GError             *error)
{
  SmrtSession *self = g_task_get_source_object (task);
  g_autofree char *customer_id = NULL;

  if (identity == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  customer_id = g_strdup (choose_customer (self, identity));
  if (customer_id == NULL)
    {
      g_task_return_new_error (task, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_AMBIGUOUS,
                               "The server names no customer for this person");
      return;
    }

  g_strfreev (self->customer_ids);
  self->customer_ids = g_strdupv ((char **) smrt_stripe_identity_get_customer_ids (identity));
  self->known = TRUE;
  self->claimed_role = smrt_role_from_claim (smrt_stripe_identity_get_role (identity));
  set_signed_in (self, choose_role (self),
                 smrt_stripe_identity_get_name (identity),
                 smrt_stripe_identity_get_account_name (identity),
                 customer_id);
  update_profile (self);
  g_task_return_boolean (task, TRUE);
}

static void
demo_identity_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SmrtStripeIdentity) identity = NULL;
  GError *error = NULL;

  identity = smrt_stripe_load_identity_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  take_identity (task, identity, error);
}

static void
identity_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SmrtStripeIdentity) identity = NULL;
  GError *error = NULL;

  identity = smrt_identity_load_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  take_identity (task, identity, error);
}

static void
customer_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SmrtCustomer) customer = NULL;
  SmrtSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  customer = smrt_stripe_find_customer_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  if (customer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->known = TRUE;
  set_signed_in (self, SMRT_ROLE_API_KEY, NULL, smrt_customer_get_name (customer), smrt_customer_get_id (customer));
  update_profile (self);
  g_task_return_boolean (task, TRUE);
}

static void
smrt_session_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SmrtSession *self = SMRT_SESSION (object);

  switch (prop_id)
    {
    case PROP_SIGNED_IN:
      g_value_set_boolean (value, self->signed_in);
      break;
    case PROP_ROLE:
      g_value_set_enum (value, self->role);
      break;
    case PROP_CAN_CHANGE:
      g_value_set_boolean (value, smrt_session_get_can_change (self));
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ACCOUNT_NAME:
      g_value_set_string (value, self->account_name);
      break;
    case PROP_CUSTOMER_ID:
      g_value_set_string (value, self->customer_id);
      break;
    case PROP_DEMO:
      g_value_set_boolean (value, self->demo);
      break;
    case PROP_ENDED:
      g_value_set_boolean (value, smrt_session_get_ended (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_session_dispose (GObject *object)
{
  SmrtSession *self = SMRT_SESSION (object);

  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_object (&self->profile);
  g_clear_object (&self->tokens);

  G_OBJECT_CLASS (smrt_session_parent_class)->dispose (object);
}

static void
smrt_session_finalize (GObject *object)
{
  SmrtSession *self = SMRT_SESSION (object);

  g_free (self->name);
  g_free (self->account_name);
  g_free (self->demo_path);
  g_free (self->customer_id);
  g_strfreev (self->customer_ids);

  G_OBJECT_CLASS (smrt_session_parent_class)->finalize (object);
}

static void
smrt_session_class_init (SmrtSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = smrt_session_get_property;
  object_class->dispose = smrt_session_dispose;
  object_class->finalize = smrt_session_finalize;

  properties[PROP_SIGNED_IN] = g_param_spec_boolean ("signed-in", NULL, NULL, FALSE, readable);
  properties[PROP_ROLE] = g_param_spec_enum ("role", NULL, NULL, SMRT_TYPE_ROLE, SMRT_ROLE_UNKNOWN, readable);
  properties[PROP_CAN_CHANGE] = g_param_spec_boolean ("can-change", NULL, NULL, FALSE, readable);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, readable);
  properties[PROP_ACCOUNT_NAME] = g_param_spec_string ("account-name", NULL, NULL, NULL, readable);
  properties[PROP_CUSTOMER_ID] = g_param_spec_string ("customer-id", NULL, NULL, NULL, readable);
  properties[PROP_DEMO] = g_param_spec_boolean ("demo", NULL, NULL, FALSE, readable);
  properties[PROP_ENDED] = g_param_spec_boolean ("ended", NULL, NULL, FALSE, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_session_init (SmrtSession *self)
{
}

/* What a key may do only its server knows; a refusal is shown when it comes. */
static void
take_customer_of_key (SmrtSession *self,
                      const char  *customer_id)
{
  if (customer_id == NULL)
    return;

  self->known = TRUE;
  set_signed_in (self, SMRT_ROLE_API_KEY, NULL,
                 self->profile != NULL ? smrt_profile_get_account_name (self->profile) : NULL, customer_id);
}

SmrtSession *
smrt_session_new_demo (SmrtSandbox *sandbox,
                       SmrtRole     role,
                       SmrtClock   *clock)
{
  g_autoptr (SmrtSecret) key = NULL;
  SmrtSession *self;

  g_return_val_if_fail (SMRT_IS_SANDBOX (sandbox), NULL);
  g_return_val_if_fail (SMRT_IS_CLOCK (clock), NULL);

  if (role == SMRT_ROLE_FINANCE)
    key = smrt_secret_new (smrt_sandbox_get_finance_key (sandbox));
  else if (role == SMRT_ROLE_USER)
    key = smrt_secret_new (smrt_sandbox_get_user_key (sandbox));
  else
    key = smrt_secret_new (smrt_sandbox_get_owner_key (sandbox));

  self = g_object_new (SMRT_TYPE_SESSION, NULL);
  self->client = smrt_stripe_client_new (smrt_sandbox_get_url (sandbox), key, clock);
  self->clock = g_object_ref (clock);
  self->demo = TRUE;
  self->demo_path = g_strdup (smrt_sandbox_get_database_path (sandbox));
  self->demo_role = role;
  self->customer_id = g_strdup (smrt_sandbox_get_customer (sandbox));

  return self;
}

SmrtSession *
smrt_session_new_with_key (const char  *server_url,
                           SmrtSecret  *key,
                           const char  *customer_id,
                           SmrtClock   *clock,
                           GError     **error)
{
  SmrtSession *self;

  g_return_val_if_fail (server_url != NULL && key != NULL, NULL);
  g_return_val_if_fail (SMRT_IS_CLOCK (clock), NULL);

  if (!smrt_stripe_client_check_base_url (server_url, error))
    return NULL;

  self = g_object_new (SMRT_TYPE_SESSION, NULL);
  self->client = smrt_stripe_client_new (server_url, key, clock);
  self->clock = g_object_ref (clock);

  take_customer_of_key (self, customer_id);

  return self;
}

/* What is allowed may become less with a renewal. */
static void
scope_cb (SmrtSession *self)
{
  g_autofree char *customer_id = g_strdup (self->customer_id);

  if (!self->known)
    return;

  set_signed_in (self, choose_role (self), self->name, self->account_name, customer_id);
  update_profile (self);
}

static void
ended_cb (SmrtSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDED]);
}

SmrtSession *
smrt_session_new_for_profile (SmrtProfile *profile,
                              SmrtTokens  *tokens,
                              SmrtClock   *clock)
{
  SmrtSession *self;

  g_return_val_if_fail (SMRT_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (SMRT_IS_TOKENS (tokens), NULL);
  g_return_val_if_fail (SMRT_IS_CLOCK (clock), NULL);

  self = g_object_new (SMRT_TYPE_SESSION, NULL);
  self->client = smrt_stripe_client_new_with_bearer (smrt_profile_get_server_url (profile),
                                                     SMRT_STRIPE_BEARER (tokens), clock);
  self->clock = g_object_ref (clock);
  self->profile = g_object_ref (profile);
  self->tokens = g_object_ref (tokens);
  g_signal_connect_object (tokens, "notify::scope", G_CALLBACK (scope_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tokens, "notify::ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);

  if (smrt_profile_get_customer_id (profile) != NULL)
    set_signed_in (self, smrt_profile_get_role (profile), smrt_profile_get_person (profile),
                   smrt_profile_get_account_name (profile), smrt_profile_get_customer_id (profile));

  return self;
}

SmrtSession *
smrt_session_new_for_profile_with_key (SmrtProfile *profile,
                                       SmrtSecret  *key,
                                       SmrtClock   *clock)
{
  SmrtSession *self;

  g_return_val_if_fail (SMRT_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (SMRT_IS_CLOCK (clock), NULL);

  self = g_object_new (SMRT_TYPE_SESSION, NULL);
  self->client = smrt_stripe_client_new (smrt_profile_get_server_url (profile), key, clock);
  self->clock = g_object_ref (clock);
  self->profile = g_object_ref (profile);
  take_customer_of_key (self, smrt_profile_get_customer_id (profile));

  return self;
}

void
smrt_session_sign_in_async (SmrtSession         *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SMRT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_session_sign_in_async);

  if (self->known)
    g_task_return_boolean (task, TRUE);
  else if (self->demo)
    smrt_stripe_load_identity_async (self->client, cancellable, demo_identity_cb, g_steal_pointer (&task));
  else if (self->tokens != NULL)
    smrt_identity_load_async (self->client, self->tokens, cancellable, identity_cb, g_steal_pointer (&task));
  else
    smrt_stripe_find_customer_async (self->client, cancellable, customer_cb, g_steal_pointer (&task));
}

gboolean
smrt_session_sign_in_finish (SmrtSession   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
smrt_session_get_can_change (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), FALSE);

  switch (self->role)
    {
    case SMRT_ROLE_OWNER:
    case SMRT_ROLE_FINANCE:
    case SMRT_ROLE_API_KEY:
      return TRUE;

    case SMRT_ROLE_USER:
    case SMRT_ROLE_UNKNOWN:
    default:
      return FALSE;
    }
}

const char *
smrt_session_get_server_url (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), NULL);

  return smrt_stripe_client_get_base_url (self->client);
}

SmrtStripeClient *
smrt_session_get_client (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), NULL);

  return self->client;
}

SmrtClock *
smrt_session_get_clock (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), NULL);

  return self->clock;
}

gboolean
smrt_session_get_signed_in (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), FALSE);

  return self->signed_in;
}

SmrtRole
smrt_session_get_role (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), SMRT_ROLE_UNKNOWN);

  return self->role;
}

gboolean
smrt_session_get_demo (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), FALSE);

  return self->demo;
}

const char *
smrt_session_get_demo_path (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), NULL);

  return self->demo_path;
}

SmrtRole
smrt_session_get_demo_role (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), SMRT_ROLE_OWNER);

  return self->demo_role;
}

gboolean
smrt_session_get_ended (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), FALSE);

  return self->tokens != NULL && smrt_tokens_get_ended (self->tokens);
}

SmrtProfile *
smrt_session_get_profile (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), NULL);

  return self->profile;
}

void
smrt_session_set_profile (SmrtSession *self,
                          SmrtProfile *profile)
{
  g_return_if_fail (SMRT_IS_SESSION (self));
  g_return_if_fail (SMRT_IS_PROFILE (profile));

  g_set_object (&self->profile, profile);
  update_profile (self);
}

const char * const *
smrt_session_get_customer_ids (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), NULL);

  return (const char * const *) self->customer_ids;
}

void
smrt_session_choose_customer (SmrtSession *self,
                              const char  *customer_id)
{
  g_return_if_fail (SMRT_IS_SESSION (self));
  g_return_if_fail (self->customer_ids != NULL);
  g_return_if_fail (g_strv_contains ((const char * const *) self->customer_ids, customer_id));

  set_string (self, &self->customer_id, customer_id, PROP_CUSTOMER_ID);
  update_profile (self);
}

SmrtTokens *
smrt_session_get_tokens (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), NULL);

  return self->tokens;
}

const char *
smrt_session_get_name (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), NULL);

  return self->name;
}

const char *
smrt_session_get_account_name (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), NULL);

  return self->account_name;
}

const char *
smrt_session_get_customer_id (SmrtSession *self)
{
  g_return_val_if_fail (SMRT_IS_SESSION (self), NULL);

  return self->customer_id;
}
