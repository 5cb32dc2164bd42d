/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-usage-reading.h"

#include "smrt-problem.h"
#include "smrt-stripe-usage.h"
#include "smrt-usage-copy.h"

/* Of how many grants it is asked what is left: a customer may have a hundred,
 * most of them used up. */
#define MAX_ASKED 20

struct _SmrtUsageReading
{
  GObject parent_instance;

  SmrtAccount *account;
  SmrtStripeClient *client;
  SmrtStripeArchive *archive;
  GPtrArray *found;
  GPtrArray *prices;
  GPtrArray *grants;
  GPtrArray *balances;
  GPtrArray *periods;
  GCancellable *cancellable;
  GCancellable *outer_cancellable;
  gulong cancelled_id;
  GTask *task;
  GError *error;
  unsigned int n_pending;
  unsigned int number;
  gboolean subscribed;
};

G_DEFINE_FINAL_TYPE (SmrtUsageReading, smrt_usage_reading, G_TYPE_OBJECT)

/* One of the requests about one subscription or grant, and what it brought. */
typedef struct
{
  SmrtUsageReading *self;
  char *subscription_id;
  SmrtUsageGrant *grant;
} Part;

/* An invoice that waits for the prices to be known. */
typedef struct
{
  SmrtInvoice *invoice;
  char *subscription_id;
  gboolean running;
} Found;

static void
free_found (gpointer data)
{
  Found *found = data;

  g_object_unref (found->invoice);
  g_free (found->subscription_id);
  g_free (found);
}

static void
free_part (Part *part)
{
  g_object_unref (part->self);
  g_free (part->subscription_id);
  g_clear_object (&part->grant);
  g_free (part);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Part, free_part)

static Part *
create_part (SmrtUsageReading *self,
             const char       *subscription_id,
             SmrtUsageGrant   *grant)
{
  Part *part = g_new0 (Part, 1);

  part->self = g_object_ref (self);
  part->subscription_id = g_strdup (subscription_id);
  part->grant = grant != NULL ? g_object_ref (grant) : NULL;
  self->n_pending++;

  return part;
}

static SmrtAccountUsage *
get_usage (SmrtUsageReading *self)
{
  return smrt_account_get_usage (self->account);
}

static void
add_period (SmrtUsageReading *self,
            const Found      *found)
{
  g_autoptr (SmrtUsage) usage = smrt_usage_new_from_invoice (found->invoice, found->subscription_id, self->prices,
                                                             found->running);
  gboolean first = g_strcmp0 (smrt_invoice_get_billing_reason (found->invoice), "subscription_create") == 0;

  /* The first invoice is for the time before there was anything to count. */
  if (usage == NULL || smrt_invoice_get_status (found->invoice) == SMRT_INVOICE_STATUS_VOID ||
      (!found->running && first && !smrt_usage_get_used (usage)))
    return;

  g_ptr_array_add (self->periods, g_steal_pointer (&usage));
}

static void
add_periods (SmrtUsageReading *self)
{
  for (unsigned int i = 0; i < self->found->len; i++)
    add_period (self, g_ptr_array_index (self->found, i));
}

static void
complete (SmrtUsageReading *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_cancellable_disconnect (self->outer_cancellable, self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_object (&self->outer_cancellable);

  if (self->error != NULL)
    {
      gboolean given_up = g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      SmrtProblem problem = smrt_problem_from_error (self->error);

      /* A preview changes nothing, so that its lost answer is no more than a lost
       * connection. */
      smrt_account_usage_fail (get_usage (self), self->number, given_up ? NULL : self->error,
                               problem == SMRT_PROBLEM_OFFLINE || problem == SMRT_PROBLEM_TIMED_OUT ||
                                 problem == SMRT_PROBLEM_OUTCOME_UNKNOWN);
      g_task_return_error (task, g_steal_pointer (&self->error));
      return;
    }

  add_periods (self);
  smrt_account_usage_take (get_usage (self), self->number, self->periods, self->grants, self->balances,
                           self->subscribed, smrt_stripe_client_get_server_time (self->client));
  if (self->archive != NULL)
    smrt_usage_copy_keep (self->account, self->archive, smrt_stripe_client_get_server_time (self->client),
                          g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
finish_part (SmrtUsageReading *self,
             GError           *error,
             void            (*next) (SmrtUsageReading *self))
{
  if (error != NULL && self->error == NULL)
    {
      self->error = error;
      g_cancellable_cancel (self->cancellable);
    }
  else
    {
      g_clear_error (&error);
    }

  if (--self->n_pending > 0)
    return;

  if (self->error != NULL)
    complete (self);
  else
    next (self);
}

/* A key may be good for invoices and not for credit: then there is none to show. */
static void
forgive (GError **error)
{
  if (g_error_matches (*error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION) ||
      g_error_matches (*error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND))
    g_clear_error (error);
}

static void
keep_invoice (Part        *part,
              SmrtInvoice *invoice,
              gboolean     running)
{
  Found *found = g_new0 (Found, 1);

  found->invoice = g_object_ref (invoice);
  found->subscription_id = g_strdup (part->subscription_id);
  found->running = running;
  g_ptr_array_add (part->self->found, found);
}

static void load_grants (SmrtUsageReading *self);

static void
preview_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Part) part = user_data;
  GError *error = NULL;
  g_autoptr (SmrtInvoice) invoice = smrt_stripe_preview_usage_finish (SMRT_STRIPE_CLIENT (source), result, &error);

  if (invoice != NULL)
    keep_invoice (part, invoice, TRUE);
  /* A subscription that ends has no next invoice. */
  else if (g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND))
    g_clear_error (&error);
  finish_part (part->self, error, load_grants);
}

static void
invoices_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Part) part = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) invoices = NULL;

  invoices = smrt_stripe_list_usage_invoices_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  for (unsigned int i = 0; invoices != NULL && i < invoices->len; i++)
    keep_invoice (part, g_ptr_array_index (invoices, i), FALSE);
  finish_part (part->self, error, load_grants);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Part) part = user_data;
  const SmrtMoney *amount = smrt_usage_grant_get_amount (part->grant);
  GError *error = NULL;
  g_autoptr (GPtrArray) balances = NULL;

  balances = smrt_stripe_load_usage_balance_finish (SMRT_STRIPE_CLIENT (source), result, &error);
  for (unsigned int i = 0; balances != NULL && i < balances->len; i++)
    {
      const SmrtMoney *left = g_ptr_array_index (balances, i);

      if (g_str_equal (left->currency, amount->currency))
        smrt_usage_grant_set_left (part->grant, left);
    }
  forgive (&error);
  finish_part (part->self, error, complete);
}

static gboolean
is_by_usage (SmrtSubscription *subscription)
{
  GPtrArray *items = smrt_subscription_get_items (subscription);

  for (unsigned int i = 0; i < items->len; i++)
    if (smrt_price_get_metered (smrt_subscription_item_get_price (g_ptr_array_index (items, i))))
      return TRUE;

  return FALSE;
}

/* What is over is of no use any more. */
static void
drop_old_grants (SmrtUsageReading *self)
{
  gint64 now = smrt_stripe_client_get_server_time (self->client);

  for (unsigned int i = self->grants != NULL ? self->grants->len : 0; i-- > 0;)
    if (!smrt_usage_grant_is_in_force (g_ptr_array_index (self->grants, i), now))
      g_ptr_array_remove_index (self->grants, i);
}

/* How much is left of each can only be asked when they are known. */
static void
load_grants (SmrtUsageReading *self)
{
  const char *customer_id = smrt_session_get_customer_id (smrt_account_get_session (self->account));

  drop_old_grants (self);

  /* So that the step after this one comes once, however few requests there are. */
  self->n_pending = 1;
  for (unsigned int i = 0; self->grants != NULL && i < MIN (self->grants->len, MAX_ASKED); i++)
    {
      SmrtUsageGrant *grant = g_ptr_array_index (self->grants, i);

      smrt_stripe_load_usage_balance_async (self->client, customer_id, smrt_usage_grant_get_id (grant),
                                            self->cancellable, left_cb, create_part (self, NULL, grant));
    }
  finish_part (self, NULL, complete);
}

/* A plan's subscription can have items that are billed by usage, too. */
static void
load_periods (SmrtUsageReading *self,
              GListModel       *subscriptions)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (subscriptions); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (subscriptions, i);
      const char *id = smrt_subscription_get_id (subscription);

      if (!is_by_usage (subscription))
        continue;
      self->subscribed = TRUE;
      smrt_stripe_preview_usage_async (self->client, id, self->cancellable, preview_cb, create_part (self, id, NULL));
      smrt_stripe_list_usage_invoices_async (self->client, id, self->cancellable, invoices_cb,
                                             create_part (self, id, NULL));
    }
}

#define DEFINE_PART_CALLBACK(name, field, finish_function, check)            \
 static void                                                                  \
 name (GObject *source,                                                       \
       GAsyncResult *result,                                                  \
       gpointer user_data)                                                    \
 {                                                                            \
  g_autoptr (SmrtUsageReading) self = user_data;                              \
  GError *error = NULL;                                                       \
                                                                               \
  self->field = finish_function (SMRT_STRIPE_CLIENT (source), result, &error); \
  check;                                                                      \
  finish_part (self, error, load_grants);                                   \
 }

DEFINE_PART_CALLBACK (prices_cb, prices, smrt_stripe_list_usage_prices_finish, (void) 0)
DEFINE_PART_CALLBACK (grants_cb, grants, smrt_stripe_list_usage_grants_finish, forgive (&error))
DEFINE_PART_CALLBACK (balance_cb, balances, smrt_stripe_load_usage_balance_finish, forgive (&error))

static void
outer_cancelled_cb (GCancellable *outer_cancellable,
                    gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
smrt_usage_reading_dispose (GObject *object)
{
  SmrtUsageReading *self = SMRT_USAGE_READING (object);

  g_clear_object (&self->account);
  g_clear_object (&self->client);
  g_clear_object (&self->archive);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->prices, g_ptr_array_unref);
  g_clear_pointer (&self->grants, g_ptr_array_unref);
  g_clear_pointer (&self->balances, g_ptr_array_unref);
  g_clear_pointer (&self->periods, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->outer_cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (smrt_usage_reading_parent_class)->dispose (object);
}

static void
smrt_usage_reading_class_init (SmrtUsageReadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_usage_reading_dispose;
}

static void
smrt_usage_reading_init (SmrtUsageReading *self)
{
  self->cancellable = g_cancellable_new ();
  self->found = g_ptr_array_new_with_free_func (free_found);
  self->periods = g_ptr_array_new_with_free_func (g_object_unref);
}

SmrtUsageReading *
smrt_usage_reading_new (SmrtAccount      *account,
                        SmrtStripeClient *client)
{
  SmrtUsageReading *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (client == NULL || SMRT_IS_STRIPE_CLIENT (client), NULL);

  self = g_object_new (SMRT_TYPE_USAGE_READING, NULL);
  self->account = g_object_ref (account);
  if (client != NULL)
    {
      self->client = g_object_ref (client);
      return self;
    }

  self->archive = smrt_stripe_archive_new ();
  self->client = smrt_stripe_client_new_recording (smrt_session_get_client (smrt_account_get_session (account)),
                                                   self->archive);

  return self;
}

void
smrt_usage_reading_run_async (SmrtUsageReading    *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  const char *customer_id;

  g_return_if_fail (SMRT_IS_USAGE_READING (self));
  g_return_if_fail (self->task == NULL && self->number == 0);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_usage_reading_run_async);
  g_task_set_check_cancellable (self->task, FALSE);
  self->number = smrt_account_usage_begin (get_usage (self));

  customer_id = smrt_session_get_customer_id (smrt_account_get_session (self->account));
  if (customer_id == NULL)
    {
      self->error = g_error_new_literal (SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND, "No customer is known yet");
      complete (self);
      return;
    }

  if (cancellable != NULL)
    {
      self->outer_cancellable = g_object_ref (cancellable);
      self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                                  g_object_ref (self->cancellable), g_object_unref);
    }

  self->n_pending = 3;
  smrt_stripe_list_usage_prices_async (self->client, self->cancellable, prices_cb, g_object_ref (self));
  smrt_stripe_list_usage_grants_async (self->client, customer_id, self->cancellable, grants_cb, g_object_ref (self));
  smrt_stripe_load_usage_balance_async (self->client, customer_id, NULL, self->cancellable, balance_cb,
                                        g_object_ref (self));
  load_periods (self, smrt_account_get_usage_subscriptions (self->account));
  load_periods (self, smrt_account_get_subscriptions (self->account));
}

gboolean
smrt_usage_reading_run_finish (SmrtUsageReading  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (SMRT_IS_USAGE_READING (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!smrt_usage_reading_run_finish (SMRT_USAGE_READING (source), result, &error))
    g_debug ("Reading the usage failed: %s", error->message);
}

void
smrt_usage_reading_read (SmrtAccount  *account,
                         GCancellable *cancellable)
{
  g_autoptr (SmrtUsageReading) reading = smrt_usage_reading_new (account, NULL);

  smrt_usage_reading_run_async (reading, cancellable, read_cb, NULL);
}
