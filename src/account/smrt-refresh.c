/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-refresh.h"

#include "smrt-problem.h"
#include "smrt-stripe-account.h"
#include "smrt-stripe-catalogue.h"

struct _SmrtRefresh
{
  GObject parent_instance;

  SmrtAccount *account;
  SmrtCatalogue *catalogue;
  SmrtCustomer *customer;
  GPtrArray *subscriptions;
  GPtrArray *credits;
  GPtrArray *invoices;
  GPtrArray *missing_plans;
  GCancellable *cancellable;
  GCancellable *outer_cancellable;
  gulong cancelled_id;
  GTask *task;
  GError *error;
  gboolean waits_for_customer;
  unsigned int n_pending;
  unsigned int number;
};

G_DEFINE_FINAL_TYPE (SmrtRefresh, smrt_refresh, G_TYPE_OBJECT)

static void load_missing_plans (SmrtRefresh *self);

static SmrtStripeClient *
get_client (SmrtRefresh *self)
{
  return smrt_session_get_client (smrt_account_get_session (self->account));
}

/* The server begins with the newest; a person with what they had first. */
static void
reverse (GPtrArray *array)
{
  for (unsigned int i = 0; i < array->len / 2; i++)
    {
      gpointer other = array->pdata[array->len - 1 - i];

      array->pdata[array->len - 1 - i] = array->pdata[i];
      array->pdata[i] = other;
    }
}

/* What is billed by usage alone is no product that the account bought. */
static void
drop_usage (GPtrArray *subscriptions)
{
  for (unsigned int i = subscriptions->len; i-- > 0;)
    {
      GPtrArray *items = smrt_subscription_get_items (g_ptr_array_index (subscriptions, i));
      gboolean licensed = items->len == 0;

      for (unsigned int j = 0; j < items->len; j++)
        licensed |= !smrt_price_get_metered (smrt_subscription_item_get_price (g_ptr_array_index (items, j)));
      if (!licensed)
        g_ptr_array_remove_index (subscriptions, i);
    }
}

static void
complete (SmrtRefresh *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_cancellable_disconnect (self->outer_cancellable, self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_object (&self->outer_cancellable);

  if (self->error != NULL)
    {
      gboolean given_up = g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      SmrtProblem problem = smrt_problem_from_error (self->error);

      /* For a reading a lost answer is no more than a lost connection. */
      if (given_up || smrt_account_accept_reading (self->account, self->number))
        smrt_account_fail_reading (self->account, given_up ? NULL : self->error,
                                   problem == SMRT_PROBLEM_OFFLINE || problem == SMRT_PROBLEM_TIMED_OUT ||
                                     problem == SMRT_PROBLEM_OUTCOME_UNKNOWN);
      g_task_return_error (task, g_steal_pointer (&self->error));
      return;
    }

  if (!smrt_account_accept_reading (self->account, self->number))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  reverse (self->subscriptions);
  for (unsigned int i = 0; i < self->subscriptions->len; i++)
    smrt_catalogue_choose_main_item (self->catalogue, g_ptr_array_index (self->subscriptions, i));
  smrt_account_take_reading (self->account, self->catalogue, self->customer, self->subscriptions,
                             self->credits, self->invoices, smrt_stripe_client_get_server_time (get_client (self)));
  g_task_return_boolean (task, TRUE);
}

/* Notes what one of the parallel requests brought; with the last of them the
 * next step begins. The first error is the one that counts: it makes the
 * others give up. */
static void
finish_part (SmrtRefresh *self,
             GError      *error,
             void       (*next) (SmrtRefresh *self))
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

#define DEFINE_PART_CALLBACK(name, field, finish_function, next)              \
 static void                                                                   \
 name (GObject *source,                                                        \
       GAsyncResult *result,                                                   \
       gpointer user_data)                                                     \
 {                                                                             \
  g_autoptr (SmrtRefresh) self = user_data;                                    \
  GError *error = NULL;                                                        \
                                                                               \
  self->field = finish_function (SMRT_STRIPE_CLIENT (source), result, &error); \
  finish_part (self, error, next);                                             \
 }

DEFINE_PART_CALLBACK (catalogue_cb, catalogue, smrt_stripe_load_catalogue_finish, load_missing_plans)
DEFINE_PART_CALLBACK (customer_cb, customer, smrt_stripe_load_customer_finish, load_missing_plans)
DEFINE_PART_CALLBACK (subscriptions_cb, subscriptions, smrt_stripe_list_subscriptions_finish, load_missing_plans)
DEFINE_PART_CALLBACK (credits_cb, credits, smrt_stripe_list_credits_finish, load_missing_plans)
DEFINE_PART_CALLBACK (invoices_cb, invoices, smrt_stripe_list_invoices_finish, load_missing_plans)

static gboolean
knows_customer (SmrtRefresh *self)
{
  return smrt_session_get_customer_id (smrt_account_get_session (self->account)) != NULL;
}

static void
load_customer_parts (SmrtRefresh *self)
{
  SmrtStripeClient *client = get_client (self);
  const char *customer_id = smrt_session_get_customer_id (smrt_account_get_session (self->account));

  self->n_pending += 4;
  smrt_stripe_list_subscriptions_async (client, customer_id, self->cancellable, subscriptions_cb, g_object_ref (self));
  smrt_stripe_load_customer_async (client, customer_id, self->cancellable, customer_cb, g_object_ref (self));
  smrt_stripe_list_credits_async (client, customer_id, self->cancellable, credits_cb, g_object_ref (self));
  smrt_stripe_list_invoices_async (client, customer_id, self->cancellable, invoices_cb, g_object_ref (self));
}

static void
sign_in_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SmrtRefresh) self = user_data;
  GError *error = NULL;

  smrt_session_sign_in_finish (SMRT_SESSION (source), result, &error);
  if (error == NULL && self->error == NULL && self->waits_for_customer)
    load_customer_parts (self);
  finish_part (self, error, load_missing_plans);
}

static void
add_missing_plans (SmrtRefresh *self)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();
  SmrtCatalogue *whole;

  g_ptr_array_extend (plans, smrt_catalogue_get_plans (self->catalogue), NULL, NULL);
  g_ptr_array_extend (plans, self->missing_plans, NULL, NULL);
  whole = smrt_catalogue_new (plans, smrt_catalogue_get_rules (self->catalogue));
  g_object_unref (self->catalogue);
  self->catalogue = whole;

  complete (self);
}

static void
plan_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SmrtRefresh) self = user_data;
  GError *error = NULL;
  SmrtPlan *plan = smrt_stripe_load_plan_finish (SMRT_STRIPE_CLIENT (source), result, &error);

  if (plan != NULL)
    g_ptr_array_add (self->missing_plans, plan);
  finish_part (self, error, add_missing_plans);
}

/* A plan that is no longer sold is not in the catalogue, but who has it wants
 * to see its name. */
static void
load_missing_plans (SmrtRefresh *self)
{
  g_autoptr (GHashTable) missing = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer product_id;

  drop_usage (self->subscriptions);

  for (unsigned int i = 0; i < self->subscriptions->len; i++)
    {
      GPtrArray *items = smrt_subscription_get_items (g_ptr_array_index (self->subscriptions, i));

      for (unsigned int j = 0; j < items->len; j++)
        {
          SmrtPrice *price = smrt_subscription_item_get_price (g_ptr_array_index (items, j));

          if (smrt_catalogue_find_plan (self->catalogue, smrt_price_get_product_id (price)) == NULL)
            g_hash_table_add (missing, (gpointer) smrt_price_get_product_id (price));
        }
    }

  self->n_pending = g_hash_table_size (missing);
  if (self->n_pending == 0)
    {
      complete (self);
      return;
    }

  g_hash_table_iter_init (&iter, missing);
  while (g_hash_table_iter_next (&iter, &product_id, NULL))
    smrt_stripe_load_plan_async (get_client (self), product_id, self->cancellable, plan_cb, g_object_ref (self));
}

static void
outer_cancelled_cb (GCancellable *outer_cancellable,
                    gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
smrt_refresh_dispose (GObject *object)
{
  SmrtRefresh *self = SMRT_REFRESH (object);

  g_clear_object (&self->account);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->customer);
  g_clear_pointer (&self->subscriptions, g_ptr_array_unref);
  g_clear_pointer (&self->credits, g_ptr_array_unref);
  g_clear_pointer (&self->invoices, g_ptr_array_unref);
  g_clear_pointer (&self->missing_plans, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->outer_cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (smrt_refresh_parent_class)->dispose (object);
}

static void
smrt_refresh_class_init (SmrtRefreshClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = smrt_refresh_dispose;
}

static void
smrt_refresh_init (SmrtRefresh *self)
{
  self->cancellable = g_cancellable_new ();
  self->missing_plans = g_ptr_array_new_with_free_func (g_object_unref);
}

SmrtRefresh *
smrt_refresh_new (SmrtAccount *account)
{
  SmrtRefresh *self;

  g_return_val_if_fail (SMRT_IS_ACCOUNT (account), NULL);

  self = g_object_new (SMRT_TYPE_REFRESH, NULL);
  self->account = g_object_ref (account);

  return self;
}

void
smrt_refresh_run_async (SmrtRefresh         *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_REFRESH (self));
  g_return_if_fail (self->task == NULL && self->catalogue == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_refresh_run_async);
  g_task_set_check_cancellable (self->task, FALSE);

  if (cancellable != NULL)
    {
      self->outer_cancellable = g_object_ref (cancellable);
      self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                                  g_object_ref (self->cancellable), g_object_unref);
    }

  self->number = smrt_account_begin_reading (self->account);

  /* Whose account it is may be known before the server says who is asking:
   * then everything is asked for at once. */
  self->waits_for_customer = !knows_customer (self);
  self->n_pending = 2;
  smrt_session_sign_in_async (smrt_account_get_session (self->account), self->cancellable,
                              sign_in_cb, g_object_ref (self));
  smrt_stripe_load_catalogue_async (get_client (self), self->cancellable, catalogue_cb, g_object_ref (self));
  if (!self->waits_for_customer)
    load_customer_parts (self);
}

gboolean
smrt_refresh_run_finish (SmrtRefresh   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (SMRT_IS_REFRESH (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!smrt_refresh_run_finish (SMRT_REFRESH (source), result, &error))
    g_debug ("Reading the account failed: %s", error->message);
}

void
smrt_refresh_read (SmrtAccount  *account,
                   GCancellable *cancellable)
{
  g_autoptr (SmrtRefresh) refresh = smrt_refresh_new (account);

  smrt_refresh_run_async (refresh, cancellable, read_cb, NULL);
}
