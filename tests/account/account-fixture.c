/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"

#define PATIENCE_SECONDS 30

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static gboolean
out_of_patience_cb (gpointer data)
{
  g_error ("What the test waits for did not come");

  return G_SOURCE_REMOVE;
}

void
account_fixture_wait (AccountFixtureCondition condition,
                      gpointer                data)
{
  unsigned int id = g_timeout_add_seconds (PATIENCE_SECONDS, out_of_patience_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (id);
}

void
account_fixture_set_up (AccountFixture *fixture,
                        SmrtRole        role)
{
  g_autoptr (GError) error = NULL;

  fixture->sandbox = smrt_sandbox_new (NULL, 0, DEMO_NOW);
  fixture->clock = smrt_clock_new_manual (DEMO_NOW);
  smrt_sandbox_start (fixture->sandbox, &error);
  g_assert_no_error (error);

  account_fixture_sign_in (fixture, role);
}

void
account_fixture_sign_in (AccountFixture *fixture,
                         SmrtRole        role)
{
  g_clear_object (&fixture->account);
  g_clear_object (&fixture->session);
  fixture->session = smrt_session_new_demo (fixture->sandbox, role, fixture->clock);
  fixture->account = smrt_account_new (fixture->session);
}

void
account_fixture_tear_down (AccountFixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->account));
  g_assert_finalize_object (g_steal_pointer (&fixture->session));
  smrt_sandbox_stop (fixture->sandbox);
  g_assert_finalize_object (g_steal_pointer (&fixture->sandbox));
  g_clear_object (&fixture->clock);
}

void
account_fixture_refresh (AccountFixture *fixture)
{
  g_autoptr (SmrtRefresh) refresh = smrt_refresh_new (fixture->account);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_refresh_run_async (refresh, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);
  smrt_refresh_run_finish (refresh, result, &error);
  g_assert_no_error (error);
}

SmrtPlan *
account_fixture_find_plan (AccountFixture *fixture,
                           const char     *plan_name)
{
  GPtrArray *plans = smrt_catalogue_get_plans (smrt_account_get_catalogue (fixture->account));

  for (unsigned int i = 0; i < plans->len; i++)
    if (g_str_equal (smrt_plan_get_name (g_ptr_array_index (plans, i)), plan_name))
      return g_ptr_array_index (plans, i);

  g_error ("There is no plan %s", plan_name);
}

SmrtSubscription *
account_fixture_find (AccountFixture *fixture,
                      const char     *plan_name)
{
  SmrtPlan *plan = account_fixture_find_plan (fixture, plan_name);
  GListModel *model = smrt_account_get_subscriptions (fixture->account);

  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SmrtSubscription) subscription = g_list_model_get_item (model, i);
      SmrtSubscriptionItem *item = smrt_subscription_get_main_item (subscription);

      if (item != NULL &&
          g_str_equal (smrt_price_get_product_id (smrt_subscription_item_get_price (item)), smrt_plan_get_id (plan)))
        return subscription;
    }

  g_error ("There is no subscription of %s", plan_name);
}

SmrtOffer *
account_fixture_offer (AccountFixture *fixture,
                       const char     *from,
                       const char     *to,
                       SmrtCycle       cycle)
{
  SmrtOffer *offer = smrt_catalogue_find_offer (smrt_account_get_catalogue (fixture->account),
                                                account_fixture_find (fixture, from),
                                                account_fixture_find_plan (fixture, to), cycle);

  g_assert_nonnull (offer);

  return offer;
}

#define DEFINE_STEP(name)                                                         \
 gboolean                                                        \
   account_fixture_##name (SmrtChange *change, GError **error)   \
 {                                                               \
  g_autoptr (GAsyncResult) result = NULL;                        \
                                                                 \
  smrt_change_##name##_async (change, NULL, result_cb, &result); \
  account_fixture_wait (has_result, &result);                    \
                                                                 \
  return smrt_change_##name##_finish (change, result, error);    \
 }

DEFINE_STEP (quote)
DEFINE_STEP (confirm)
DEFINE_STEP (settle)
DEFINE_STEP (give_up)

static SmrtStripeClient *
new_plain_client (AccountFixture *fixture)
{
  g_autoptr (SmrtSecret) key = smrt_secret_new (smrt_sandbox_get_owner_key (fixture->sandbox));

  return smrt_stripe_client_new (smrt_sandbox_get_url (fixture->sandbox), key, fixture->clock);
}

JsonNode *
account_fixture_get (AccountFixture  *fixture,
                     const char      *path,
                     GError         **error)
{
  g_autoptr (SmrtStripeClient) client = new_plain_client (fixture);
  g_autoptr (GAsyncResult) result = NULL;

  smrt_stripe_client_get_async (client, path, NULL, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);

  return smrt_stripe_client_request_finish (client, result, error);
}

JsonNode *
account_fixture_post (AccountFixture  *fixture,
                      const char      *path,
                      const char      *parameters,
                      GError         **error)
{
  g_autoptr (SmrtStripeClient) client = new_plain_client (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_auto (GStrv) parts = g_strsplit (parameters, "&", -1);
  g_autofree char *key = smrt_stripe_client_new_idempotency_key ();

  for (unsigned int i = 0; parts[i] != NULL && *parts[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);

      smrt_form_add (form, pair[0], pair[1]);
    }

  smrt_stripe_client_post_async (client, path, form, key, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);

  return smrt_stripe_client_request_finish (client, result, error);
}

static JsonNode *
find_node (JsonNode   *node,
           const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);

  for (unsigned int i = 0; parts[i] != NULL; i++)
    {
      if (JSON_NODE_HOLDS_ARRAY (node))
        node = json_array_get_element (json_node_get_array (node), g_ascii_strtoull (parts[i], NULL, 10));
      else
        node = json_object_get_member (json_node_get_object (node), parts[i]);
      g_assert_nonnull (node);
    }

  return node;
}

char *
account_fixture_string (JsonNode   *node,
                        const char *path)
{
  return g_strdup (json_node_get_string (find_node (node, path)));
}

gint64
account_fixture_int (JsonNode   *node,
                     const char *path)
{
  return json_node_get_int (find_node (node, path));
}

void
account_fixture_run_demo (AccountFixture *fixture,
                          SmrtDemoAction  action)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  smrt_demo_run_async (fixture->account, action, NULL, result_cb, &result);
  account_fixture_wait (has_result, &result);
  smrt_demo_run_finish (fixture->account, result, &error);
  g_assert_no_error (error);
}

SmrtChange *
account_fixture_new_upgrade (AccountFixture *fixture)
{
  g_autoptr (SmrtOffer) offer = account_fixture_offer (fixture, "smrtPhone Standard", "smrtPhone Pro",
                                                       SMRT_CYCLE_MONTHLY);

  return g_object_new (SMRT_TYPE_CHANGE, "account", fixture->account, "offer", offer, "settle-delay", 60000, NULL);
}

void
account_fixture_advance (AccountFixture *fixture,
                         gint64 time)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *parameters = g_strdup_printf ("frozen_time=%" G_GINT64_FORMAT, time);
  g_autoptr (JsonNode) node = NULL;

  path = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance",
                          smrt_customer_get_test_clock (smrt_account_get_customer (fixture->account)));
  node = account_fixture_post (fixture, path, parameters, &error);
  g_assert_no_error (error);
  account_fixture_refresh (fixture);
}

SmrtInvoice *
account_fixture_get_latest_invoice (AccountFixture *fixture,
                                    const char *subscription_id)
{
  SmrtSubscription *subscription = smrt_account_find_subscription (fixture->account, subscription_id);

  return smrt_account_find_invoice (fixture->account, smrt_subscription_get_latest_invoice_id (subscription));
}
