/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-stripe-account.h"
#include "smrt-stripe-client.h"
#include "wire-fixture.h"

#define PREVIEW "/v1/invoices/create_preview"
#define THEN G_GINT64_CONSTANT (1795003200)

#define add_test(path, function) \
 g_test_add ("/stripe/archive/" path, Wire, NULL, wire_set_up, function, wire_tear_down)

static JsonNode *
get (SmrtStripeClient  *client,
     const char        *path,
     const SmrtForm    *query,
     GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_stripe_client_get_async (client, path, query, NULL, wire_result_cb, &result);
  /* Who asks is never called back before the call returns. */
  g_assert_null (result);

  return smrt_stripe_client_request_finish (client, wire_await (&result), error);
}

static JsonNode *
post (SmrtStripeClient  *client,
      const char        *path,
      const SmrtForm    *form,
      GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  smrt_stripe_client_post_async (client, path, form, "key-1", NULL, wire_result_cb, &result);
  g_assert_null (result);

  return smrt_stripe_client_request_finish (client, wire_await (&result), error);
}

static SmrtForm *
new_form (const char *name,
          const char *value)
{
  SmrtForm *form = smrt_form_new ();

  smrt_form_add (form, name, value);

  return form;
}

static void
test_texts (void)
{
  g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();
  g_autoptr (SmrtForm) form = new_form ("customer", "cus_1");
  g_autoptr (SmrtForm) empty = smrt_form_new ();
  g_autofree char *plain = smrt_stripe_archive_dup_key ("/v1/prices", empty);
  g_autofree char *key = smrt_stripe_archive_dup_key ("/v1/prices", form);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (plain, ==, "/v1/prices");
  g_assert_cmpstr (key, ==, "/v1/prices?customer=cus_1");

  g_assert_null (smrt_stripe_archive_find (archive, key, &error));
  g_assert_no_error (error);
  g_assert_null (smrt_stripe_archive_dup_text (archive, key));

  smrt_stripe_archive_add_text (archive, key, g_strdup ("{\"amount\":9007199254740993}"));
  smrt_stripe_archive_add_text (archive, plain, g_strdup ("{}"));
  node = smrt_stripe_archive_find (archive, key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "amount"), ==,
                   G_GINT64_CONSTANT (9007199254740993));
  keys = smrt_stripe_archive_get_keys (archive);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (keys, 0), ==, plain);
  g_assert_cmpstr (g_ptr_array_index (keys, 1), ==, key);

  /* What is kept goes through JSON as it came. */
  smrt_stripe_archive_add (archive, plain, node);
  text = smrt_stripe_archive_dup_text (archive, plain);
  g_assert_cmpstr (text, ==, "{\"amount\":9007199254740993}");
}

/* A file may say anything. */
static void
test_damaged_texts (void)
{
  static const char * const texts[] = { "", "[]", "7", "{\"id\":", "{} {}", "\xff\xfe" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();
      g_autoptr (GError) error = NULL;

      smrt_stripe_archive_add_text (archive, "/v1/prices", g_strdup (texts[i]));
      g_assert_null (smrt_stripe_archive_find (archive, "/v1/prices", &error));
      g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
    }
}

static void
test_recording (Wire          *wire,
                gconstpointer  data)
{
  g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();
  g_autoptr (SmrtStripeClient) client = smrt_stripe_client_new_recording (wire->client, archive);
  g_autoptr (SmrtForm) form = new_form ("customer", "cus_1");
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) preview = NULL;
  g_autoptr (JsonNode) changed = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (smrt_stripe_client_get_base_url (client), ==, wire->url);

  wire_add_header (wire_answer (wire, 200, "{'id': 'cus_1'}"), "Date", "Wed, 18 Nov 2026 12:00:00 GMT");
  node = get (client, "/v1/customers/cus_1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (wire_request_header (wire_get_request (wire, 0), "Authorization"), ==, "Bearer " WIRE_KEY);
  g_assert_cmpint (smrt_stripe_client_get_server_time (client), ==, THEN);
  g_assert_cmpint (smrt_stripe_client_get_server_time (wire->client), ==, THEN);

  wire_answer (wire, 200, "{'id': 'upcoming_in_1'}");
  preview = post (client, PREVIEW, form, &error);
  g_assert_no_error (error);

  /* A change is none of its business, nor is what was refused. */
  wire_answer (wire, 200, "{'id': 'cus_1'}");
  changed = post (client, "/v1/customers/cus_1", form, &error);
  g_assert_no_error (error);
  wire_answer (wire, 404, "{'error': {'type': 'invalid_request_error'}}");
  g_assert_null (get (client, "/v1/prices", NULL, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND);

  keys = smrt_stripe_archive_get_keys (archive);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (keys, 0), ==, "/v1/customers/cus_1");
  g_assert_cmpstr (g_ptr_array_index (keys, 1), ==, PREVIEW "?customer=cus_1");
  kept = smrt_stripe_archive_dup_text (archive, PREVIEW "?customer=cus_1");
  g_assert_cmpstr (kept, ==, "{\"id\":\"upcoming_in_1\"}");
}

/* All pages of a list are recorded, and replayed one after the other; and
 * nothing of it is asked of the server again. */
static void
test_replaying (Wire          *wire,
                gconstpointer  data)
{
  g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();
  g_autoptr (SmrtStripeClient) recording = smrt_stripe_client_new_recording (wire->client, archive);
  g_autoptr (SmrtStripeClient) replaying = NULL;
  g_autoptr (SmrtForm) form = new_form ("customer", "cus_1");
  g_autoptr (JsonNode) preview = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer (wire, 200, "{'object': 'list', 'data': [{'id': 'in_3'}, {'id': 'in_2'}], 'has_more': true}");
  wire_answer (wire, 200, "{'object': 'list', 'data': [{'id': 'in_1'}], 'has_more': false}");
  for (unsigned int pass = 0; pass < 2; pass++)
    {
      SmrtStripeClient *client = pass == 0 ? recording : replaying;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) objects = NULL;

      if (pass == 1)
        client = replaying = smrt_stripe_client_new_replaying (archive, THEN);
      smrt_stripe_client_list_async (client, "/v1/invoices", form, NULL, wire_result_cb, &result);
      objects = smrt_stripe_client_list_finish (client, wire_await (&result), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (objects->len, ==, 3);
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (g_ptr_array_index (objects, 2)), "id"), ==,
                       "in_1");
    }

  wire_answer (wire, 200, "{'id': 'upcoming_in_1'}");
  preview = post (recording, PREVIEW, form, &error);
  g_assert_no_error (error);
  again = post (replaying, PREVIEW, form, &error);
  g_assert_no_error (error);
  g_assert_true (json_node_equal (preview, again));

  g_assert_cmpuint (wire->requests->len, ==, 3);
  g_assert_cmpint (smrt_stripe_client_get_server_time (replaying), ==, THEN);
}

static void
test_nothing_kept (void)
{
  g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();
  g_autoptr (SmrtStripeClient) client = smrt_stripe_client_new_replaying (archive, THEN);
  g_autoptr (SmrtForm) form = new_form ("customer", "cus_1");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (get (client, "/v1/prices", form, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (post (client, PREVIEW, form, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* It is certain that nothing was changed. */
  g_assert_null (post (client, "/v1/subscriptions/sub_1", form, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_NOT_SENT);
  g_assert_false (smrt_stripe_error_is_outcome_unknown (error));
  g_clear_error (&error);

  smrt_stripe_archive_add_text (archive, "/v1/prices", g_strdup ("{}"));
  g_cancellable_cancel (cancellable);
  smrt_stripe_client_get_async (client, "/v1/prices", NULL, cancellable, wire_result_cb, &result);
  g_assert_null (smrt_stripe_client_request_finish (client, wire_await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The end of an account that is read as it was. */
static void
test_decoded (void)
{
  g_autoptr (SmrtStripeArchive) archive = smrt_stripe_archive_new ();
  g_autoptr (SmrtStripeClient) client = smrt_stripe_client_new_replaying (archive, THEN);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  smrt_stripe_archive_add_text (archive, "/v1/customers/cus_1/balance_transactions?limit=100",
                                g_strdup ("{\"object\":\"list\",\"has_more\":false,\"data\":[{\"id\":\"cbtxn_1\","
                                          "\"object\":\"customer_balance_transaction\",\"amount\":-1200,"
                                          "\"ending_balance\":-1200,\"currency\":\"usd\",\"created\":1795003200,"
                                          "\"type\":\"adjustment\",\"customer\":\"cus_1\"}]}"));
  smrt_stripe_list_credits_async (client, "cus_1", NULL, wire_result_cb, &result);
  entries = smrt_stripe_list_credits_finish (client, wire_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpint (smrt_credit_entry_get_amount (g_ptr_array_index (entries, 0))->amount, ==, 1200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stripe/archive/texts", test_texts);
  g_test_add_func ("/stripe/archive/damaged-texts", test_damaged_texts);
  add_test ("recording", test_recording);
  add_test ("replaying", test_replaying);
  g_test_add_func ("/stripe/archive/nothing-kept", test_nothing_kept);
  g_test_add_func ("/stripe/archive/decoded", test_decoded);

  return g_test_run ();
}
