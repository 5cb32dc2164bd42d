/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-issuer.h"

#include "smrt-oidc-client.h"
#include "smrt-sandbox-claims.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"

#include <string.h>

#define KEPT_SECONDS 60
#define MAX_KEPT 1000

/* Three questions at the most, while a client waits. */
#define DEADLINE_MS 8000

struct _SmrtSandboxIssuer
{
  GObject parent_instance;

  char *url;
  char *resource;
  char *client_id;
  gboolean introspects;
  SmrtClock *clock;
  SmrtOidcClient *client;
  SmrtOidcProvider *provider;   /* NULL until it was found, and after a failure */
  gboolean discovering;
  GPtrArray *undiscovered;      /* questions that wait for it */
  GHashTable *questions;        /* token's hash → Question */
  GHashTable *kept;             /* token's hash → Kept */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SmrtSandboxIssuer, smrt_sandbox_issuer, G_TYPE_OBJECT)

/* A token that is being asked about. */
typedef struct
{
  SmrtSandboxIssuer *issuer;
  char *hash;
  SmrtSecret *token;
  GPtrArray *tasks;      /* who waits */
  JsonObject *answer;    /* of the introspection */
} Question;

/* What was found out about a token. */
typedef struct
{
  SmrtSandboxPrincipal *principal;
  gint64 asked;          /* monotonic */
  gint64 expires;        /* unix seconds; 0: nobody says */
} Kept;

static void
free_question (Question *question)
{
  g_object_unref (question->issuer);
  g_free (question->hash);
  smrt_secret_unref (question->token);
  g_ptr_array_unref (question->tasks);
  g_clear_pointer (&question->answer, json_object_unref);
  g_free (question);
}

static void
free_kept (Kept *kept)
{
  smrt_sandbox_principal_unref (kept->principal);
  g_free (kept);
}

static gboolean
is_over (Kept      *kept,
         SmrtClock *clock)
{
  return smrt_clock_get_monotonic_time (clock) - kept->asked >= KEPT_SECONDS * G_USEC_PER_SEC ||
         (kept->expires != 0 && smrt_clock_get_real_time (clock) >= kept->expires);
}

static gboolean
is_over_cb (gpointer hash,
            gpointer kept,
            gpointer clock)
{
  return is_over (kept, clock);
}

static void
keep (SmrtSandboxIssuer    *self,
      Question             *question,
      SmrtSandboxPrincipal *principal)
{
  Kept *kept;

  g_hash_table_foreach_remove (self->kept, is_over_cb, self->clock);
  if (g_hash_table_size (self->kept) >= MAX_KEPT)
    return;

  kept = g_new0 (Kept, 1);
  kept->principal = smrt_sandbox_principal_ref (principal);
  kept->asked = smrt_clock_get_monotonic_time (self->clock);
  if (question->answer != NULL)
    kept->expires = smrt_sandbox_json_int (question->answer, "exp");
  g_hash_table_replace (self->kept, g_strdup (question->hash), kept);
}

/* Tells everybody who waits, and frees the question. */
static void
answer (Question             *question,
        SmrtSandboxPrincipal *principal,
        const GError         *fault)
{
  g_hash_table_remove (question->issuer->questions, question->hash);

  for (unsigned int i = 0; i < question->tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (question->tasks, i);

      if (principal != NULL)
        g_task_return_pointer (task, smrt_sandbox_principal_ref (principal),
                               (GDestroyNotify) smrt_sandbox_principal_unref);
      else
        g_task_return_error (task, g_error_copy (fault));
    }

  free_question (question);
}

/* The issuer is found anew the next time: its addresses may have changed. */
static void
fail (Question     *question,
      const GError *cause)
{
  g_autoptr (GError) fault = NULL;

  g_clear_object (&question->issuer->provider);
  if (!g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The issuer could not be asked: %s", cause->message);
  smrt_sandbox_fault_set (&fault, 503, "api_error", NULL, NULL,
                          "The issuer cannot be asked about the access token now. Try again later.");
  answer (question, NULL, fault);
}

static void
conclude (Question   *question,
          JsonObject *userinfo)
{
  SmrtSandboxIssuer *self = question->issuer;
  g_autoptr (JsonObject) claims = smrt_sandbox_claims_merge (question->answer, userinfo);
  g_autoptr (SmrtSandboxPrincipal) principal = NULL;
  g_autoptr (GError) fault = NULL;
  const char *scope = NULL;

  if (smrt_sandbox_json_string (claims, "sub") == NULL)
    {
      smrt_sandbox_fault_set (&fault, 403, "invalid_request_error", NULL, NULL,
                              "The access token belongs to nobody that the issuer names.");
      answer (question, NULL, fault);
      return;
    }

  /* An issuer that tells of a token and names no scope gave it none. */
  if (question->answer != NULL)
    scope = smrt_sandbox_json_string (question->answer, "scope");
  principal = smrt_sandbox_principal_new_for_token (claims, scope == NULL && question->answer != NULL ? "" : scope);
  keep (self, question, principal);
  answer (question, principal, NULL);
}

/* Whether the issuer answered, and would not have the token. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_REFUSED) ||
         g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_DENIED) ||
         g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_EXPIRED) ||
         g_error_matches (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_INVALID_GRANT);
}

/* UserInfo may refuse a token that is for this server; what the issuer said of
 * it has to suffice then. */
static void
userinfo_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) fault = NULL;
  g_autoptr (JsonObject) userinfo = NULL;

  userinfo = smrt_oidc_client_load_userinfo_finish (SMRT_OIDC_CLIENT (source), result, &error);
  if (userinfo != NULL || (is_refusal (error) && question->answer != NULL))
    {
      conclude (question, userinfo);
    }
  else if (is_refusal (error))
    {
      smrt_sandbox_claims_refuse (&fault);
      answer (question, NULL, fault);
    }
  else
    {
      fail (question, error);
    }
}

static void
ask_for_person (Question *question)
{
  SmrtSandboxIssuer *self = question->issuer;
  const char *subject = question->answer != NULL ? smrt_sandbox_json_string (question->answer, "sub") : NULL;

  smrt_oidc_client_load_userinfo_async (self->client, self->provider, question->token, subject, self->cancellable,
                                        userinfo_cb, question);
}

static void
introspected_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Question *question = user_data;
  SmrtSandboxIssuer *self = question->issuer;
  g_autoptr (GError) error = NULL;

  question->answer = smrt_oidc_client_introspect_finish (SMRT_OIDC_CLIENT (source), result, &error);
  if (question->answer == NULL)
    fail (question, error);
  else if (!smrt_sandbox_claims_check (question->answer, self->url, self->resource, self->client_id,
                                       smrt_clock_get_real_time (self->clock), &error))
    answer (question, NULL, error);
  else if (smrt_sandbox_claims_are_whole (question->answer) || self->provider == NULL ||
           smrt_oidc_provider_get_userinfo_endpoint (self->provider) == NULL)
    conclude (question, NULL);
  else
    ask_for_person (question);
}

static void
ask (Question *question)
{
  SmrtSandboxIssuer *self = question->issuer;

  if (self->introspects)
    smrt_oidc_client_introspect_async (self->client, self->provider, question->token, self->cancellable,
                                       introspected_cb, question);
  else
    ask_for_person (question);
}

static void
discovered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SmrtSandboxIssuer) self = user_data;
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->undiscovered);
  g_autoptr (SmrtOidcProvider) provider = NULL;
  g_autoptr (GError) error = NULL;

  self->undiscovered = g_ptr_array_new ();
  self->discovering = FALSE;
  provider = smrt_oidc_client_discover_finish (SMRT_OIDC_CLIENT (source), result, &error);
  g_set_object (&self->provider, provider);

  for (unsigned int i = 0; i < waiting->len; i++)
    if (provider != NULL)
      ask (g_ptr_array_index (waiting, i));
    else
      fail (g_ptr_array_index (waiting, i), error);
}

static void
start (Question *question)
{
  SmrtSandboxIssuer *self = question->issuer;

  if (self->provider != NULL)
    {
      ask (question);
      return;
    }

  g_ptr_array_add (self->undiscovered, question);
  if (self->discovering)
    return;

  self->discovering = TRUE;
  smrt_oidc_client_discover_issuer_async (self->client, self->url, self->cancellable, discovered_cb,
                                          g_object_ref (self));
}

static void
smrt_sandbox_issuer_finalize (GObject *object)
{
  SmrtSandboxIssuer *self = SMRT_SANDBOX_ISSUER (object);

  g_free (self->url);
  g_free (self->resource);
  g_free (self->client_id);
  g_clear_object (&self->clock);
  g_clear_object (&self->client);
  g_clear_object (&self->provider);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->undiscovered);
  g_hash_table_unref (self->questions);
  g_hash_table_unref (self->kept);

  G_OBJECT_CLASS (smrt_sandbox_issuer_parent_class)->finalize (object);
}

static void
smrt_sandbox_issuer_class_init (SmrtSandboxIssuerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = smrt_sandbox_issuer_finalize;
}

static void
smrt_sandbox_issuer_init (SmrtSandboxIssuer *self)
{
  self->undiscovered = g_ptr_array_new ();
  self->questions = g_hash_table_new (g_str_hash, g_str_equal);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_kept);
  self->cancellable = g_cancellable_new ();
}

SmrtSandboxIssuer *
smrt_sandbox_issuer_new (const char *url,
                         const char *resource,
                         const char *client_id,
                         SmrtSecret *client_secret,
                         SmrtClock  *clock)
{
  SmrtSandboxIssuer *self = g_object_new (SMRT_TYPE_SANDBOX_ISSUER, NULL);

  self->url = g_strdup (url);
  self->resource = g_strdup (resource);
  self->client_id = g_strdup (client_id);
  self->introspects = client_id != NULL && client_secret != NULL;
  self->clock = g_object_ref (clock);
  self->client = g_object_new (SMRT_TYPE_OIDC_CLIENT,
                               "client-id", client_id != NULL ? client_id : SMRT_OIDC_CLIENT_ID,
                               "client-secret", client_secret,
                               "clock", clock,
                               "deadline-ms", DEADLINE_MS,
                               NULL);

  return self;
}

const char *
smrt_sandbox_issuer_get_url (SmrtSandboxIssuer *self)
{
  return self->url;
}

void
smrt_sandbox_issuer_check_async (SmrtSandboxIssuer   *self,
                                 SmrtSecret          *token,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, smrt_secret_peek (token), -1);
  Kept *kept = g_hash_table_lookup (self->kept, hash);
  Question *question = g_hash_table_lookup (self->questions, hash);

  g_task_set_source_tag (task, smrt_sandbox_issuer_check_async);

  if (kept != NULL && !is_over (kept, self->clock))
    {
      g_task_return_pointer (task, smrt_sandbox_principal_ref (kept->principal),
                             (GDestroyNotify) smrt_sandbox_principal_unref);
      return;
    }

  g_hash_table_remove (self->kept, hash);
  if (question != NULL)
    {
      g_ptr_array_add (question->tasks, g_steal_pointer (&task));
      return;
    }

  question = g_new0 (Question, 1);
  question->issuer = g_object_ref (self);
  question->hash = g_steal_pointer (&hash);
  question->token = smrt_secret_ref (token);
  question->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (question->tasks, g_steal_pointer (&task));
  g_hash_table_insert (self->questions, question->hash, question);
  start (question);
}

SmrtSandboxPrincipal *
smrt_sandbox_issuer_check_finish (SmrtSandboxIssuer  *self,
                                  GAsyncResult       *result,
                                  GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
smrt_sandbox_issuer_stop (SmrtSandboxIssuer *self)
{
  g_cancellable_cancel (self->cancellable);
  while (g_hash_table_size (self->questions) > 0)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
}
