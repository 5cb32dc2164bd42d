/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-reading.h"

#include "smrt-stripe-account.h"
#include "smrt-stripe-catalogue.h"

struct _SmrtReading
{
  GObject parent_instance;

  SmrtStripeClient *client;
  char *customer_id;
  SmrtCatalogue *catalogue;
  SmrtCustomer *customer;
  GPtrArray *all_subscriptions;
  GPtrArray *subscriptions;
  GPtrArray *usage_subscriptions;
  GPtrArray *missing_plans;
  GCancellable *cancellable;
  GCancellable *outer_cancellable;
  gulong cancelled_id;
  GTask *task;
  GError *error;
  unsigned int n_pending;
};

enum
{
  PROP_0,
  PROP_CLIENT,
  PROP_CUSTOMER_ID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SmrtReading, smrt_reading, G_TYPE_OBJECT)

/* What is billed by usage alone is no product that the account bought. */
static gboolean
is_usage (SmrtSubscription *subscription)
{
  GPtrArray *items = smrt_subscription_get_items (subscription);

  for (unsigned int i = 0; i < items->len; i++)
    if (!smrt_price_get_metered (smrt_subscription_item_get_price (g_ptr_array_index (items, i))))
      return FALSE;

  return items->len > 0;
}

/* The server begins with the newest; a person with what they had first. */
static void
sort_subscriptions (SmrtReading *self)
{
  for (unsigned int i = self->all_subscriptions->len; i-- > 0;)
    {
      SmrtSubscription *subscription = g_ptr_array_index (self->all_subscriptions, i);

      g_ptr_array_add (is_usage (subscription) ? self->usage_subscriptions : self->subscriptions,
                       g_object_ref (subscription));
    }
}

static void
complete (SmrtReading *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_cancellable_disconnect (self->outer_cancellable, self->cancelled_id);
  self->cancelled_id = 0;
  g_clear_object (&self->outer_cancellable);

  if (self->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&self->error));
      return;
    }

  for (unsigned int i = 0; i < self->subscriptions->len; i++)
    smrt_catalogue_choose_main_item (self->catalogue, g_ptr_array_index (self->subscriptions, i));
  g_task_return_boolean (task, TRUE);
}

/* Notes what one of the parallel requests brought; with the last of them the
 * next step begins. The first error is the one that counts: it makes the
 * others give up. */
static void
finish_part (SmrtReading *self,
             GError      *error,
             void       (*next) (SmrtReading *self))
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

static void load_missing_plans (SmrtReading *self);

#define DEFINE_PART_CALLBACK(name, field, finish_function)                    \
 static void                                                                   \
 name (GObject *source,                                                        \
       GAsyncResult *result,                                                   \
       gpointer user_data)                                                     \
 {                                                                             \
  g_autoptr (SmrtReading) self = user_data;                                    \
  GError *error = NULL;                                                        \
                                                                               \
  self->field = finish_function (SMRT_STRIPE_CLIENT (source), result, &error); \
  finish_part (self, error, load_missing_plans);                               \
 }

DEFINE_PART_CALLBACK (catalogue_cb, catalogue, smrt_stripe_load_catalogue_finish)
DEFINE_PART_CALLBACK (customer_cb, customer, smrt_stripe_load_customer_finish)
DEFINE_PART_CALLBACK (subscriptions_cb, all_subscriptions, smrt_stripe_list_subscriptions_finish)

static void
add_missing_plans (SmrtReading *self)
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
  g_autoptr (SmrtReading) self = user_data;
  GError *error = NULL;
  SmrtPlan *plan = smrt_stripe_load_plan_finish (SMRT_STRIPE_CLIENT (source), result, &error);

  if (plan != NULL)
    g_ptr_array_add (self->missing_plans, plan);
  finish_part (self, error, add_missing_plans);
}

/* A plan that is no longer sold is not in the catalogue, but who has it wants
 * to see its name. */
static void
load_missing_plans (SmrtReading *self)
{
  g_autoptr (GHashTable) missing = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer product_id;

  sort_subscriptions (self);

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
    smrt_stripe_load_plan_async (self->client, product_id, self->cancellable, plan_cb, g_object_ref (self));
}

static void
outer_cancelled_cb (GCancellable *outer_cancellable,
                    gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
smrt_reading_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SmrtReading *self = SMRT_READING (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_CUSTOMER_ID:
      g_value_set_string (value, self->customer_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_reading_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SmrtReading *self = SMRT_READING (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_CUSTOMER_ID:
      self->customer_id = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_reading_dispose (GObject *object)
{
  SmrtReading *self = SMRT_READING (object);

  g_clear_object (&self->client);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->customer);
  g_clear_pointer (&self->all_subscriptions, g_ptr_array_unref);
  g_clear_pointer (&self->subscriptions, g_ptr_array_unref);
  g_clear_pointer (&self->usage_subscriptions, g_ptr_array_unref);
  g_clear_pointer (&self->missing_plans, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->outer_cancellable);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (smrt_reading_parent_class)->dispose (object);
}

static void
smrt_reading_finalize (GObject *object)
{
  g_free (SMRT_READING (object)->customer_id);

  G_OBJECT_CLASS (smrt_reading_parent_class)->finalize (object);
}

static void
smrt_reading_class_init (SmrtReadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = smrt_reading_get_property;
  object_class->set_property = smrt_reading_set_property;
  object_class->dispose = smrt_reading_dispose;
  object_class->finalize = smrt_reading_finalize;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, SMRT_TYPE_STRIPE_CLIENT, flags);
  properties[PROP_CUSTOMER_ID] = g_param_spec_string ("customer-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_reading_init (SmrtReading *self)
{
  self->cancellable = g_cancellable_new ();
  self->subscriptions = g_ptr_array_new_with_free_func (g_object_unref);
  self->usage_subscriptions = g_ptr_array_new_with_free_func (g_object_unref);
  self->missing_plans = g_ptr_array_new_with_free_func (g_object_unref);
}

SmrtReading *
smrt_reading_new (SmrtStripeClient *client,
                  const char       *customer_id)
{
  g_return_val_if_fail (SMRT_IS_STRIPE_CLIENT (client), NULL);
  g_return_val_if_fail (customer_id != NULL, NULL);

  return g_object_new (SMRT_TYPE_READING, "client", client, "customer-id", customer_id, NULL);
}

const char *
smrt_reading_get_customer_id (SmrtReading *self)
{
  g_return_val_if_fail (SMRT_IS_READING (self), NULL);

  return self->customer_id;
}

void
smrt_reading_run_async (SmrtReading         *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (SMRT_IS_READING (self));
  g_return_if_fail (self->task == NULL && self->catalogue == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, smrt_reading_run_async);
  g_task_set_check_cancellable (self->task, FALSE);

  if (cancellable != NULL)
    {
      self->outer_cancellable = g_object_ref (cancellable);
      self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                                  g_object_ref (self->cancellable), g_object_unref);
    }

  self->n_pending = 3;
  smrt_stripe_load_catalogue_async (self->client, self->cancellable, catalogue_cb, g_object_ref (self));
  smrt_stripe_list_subscriptions_async (self->client, self->customer_id, self->cancellable,
                                        subscriptions_cb, g_object_ref (self));
  smrt_stripe_load_customer_async (self->client, self->customer_id, self->cancellable, customer_cb,
                                   g_object_ref (self));
}

gboolean
smrt_reading_run_finish (SmrtReading   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (SMRT_IS_READING (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

SmrtCatalogue *
smrt_reading_get_catalogue (SmrtReading *self)
{
  g_return_val_if_fail (SMRT_IS_READING (self), NULL);

  return self->catalogue;
}

SmrtCustomer *
smrt_reading_get_customer (SmrtReading *self)
{
  g_return_val_if_fail (SMRT_IS_READING (self), NULL);

  return self->customer;
}

GPtrArray *
smrt_reading_get_subscriptions (SmrtReading *self)
{
  g_return_val_if_fail (SMRT_IS_READING (self), NULL);

  return self->subscriptions;
}

GPtrArray *
smrt_reading_get_usage_subscriptions (SmrtReading *self)
{
  g_return_val_if_fail (SMRT_IS_READING (self), NULL);

  return self->usage_subscriptions;
}
