/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "smrt-stripe-client.h"
#include "wire-fixture.h"

#define add_test(path, function) \
 g_test_add ("/stripe/list/" path, Wire, NULL, wire_set_up, function, wire_tear_down)

static GPtrArray *
list (Wire     *wire,
      GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SmrtForm) query = smrt_form_new ();

  smrt_form_add (query, "customer", "cus_1");
  smrt_stripe_client_list_async (wire->client, "/v1/invoices", query, NULL, wire_result_cb, &result);

  return smrt_stripe_client_list_finish (wire->client, wire_await (&result), error);
}

static void
test_pages (Wire          *wire,
            gconstpointer data)
{
  static const char * const ids[] = { "in_5", "in_4", "in_3", "in_2", "in_1" };
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer (wire, 200, "{'object': 'list', 'data': [{'id': 'in_5'}, {'id': 'in_4'}], 'has_more': true}");
  wire_answer (wire, 200, "{'object': 'list', 'data': [{'id': 'in_3'}, {'id': 'in_2'}], 'has_more': true}");
  wire_answer (wire, 200, "{'object': 'list', 'data': [{'id': 'in_1'}], 'has_more': false}");

  objects = list (wire, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (objects->len, ==, G_N_ELEMENTS (ids));
  for (unsigned int i = 0; i < objects->len; i++)
    g_assert_cmpstr (json_object_get_string_member (json_node_get_object (g_ptr_array_index (objects, i)), "id"), ==,
                     ids[i]);

  g_assert_cmpuint (wire->requests->len, ==, 3);
  g_assert_cmpstr (wire_get_request (wire, 0)->query, ==, "customer=cus_1&limit=100");
  g_assert_cmpstr (wire_get_request (wire, 1)->query, ==, "customer=cus_1&limit=100&starting_after=in_4");
  g_assert_cmpstr (wire_get_request (wire, 2)->query, ==, "customer=cus_1&limit=100&starting_after=in_2");
}

static void
test_without_end (Wire          *wire,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  wire_answer (wire, 200, "{'data': [{'id': 'in_2'}], 'has_more': true}");
  wire_answer (wire, 200, "{'data': [{'id': 'in_1'}], 'has_more': true}");
  wire_answer (wire, 200, "{'data': [{'id': 'in_2'}], 'has_more': true}");
  g_assert_null (list (wire, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_cmpuint (wire->requests->len, ==, 3);
}

static void
test_malformed (Wire          *wire,
                gconstpointer data)
{
  static const struct
  {
    const char *json;
    const char *message;
  } cases[] = {
    { "{'has_more': false}", "/v1/invoices: data: not a list" },
    { "{'data': {}, 'has_more': false}", "/v1/invoices: data: not a list" },
    { "{'data': []}", "/v1/invoices: has_more: not a boolean" },
    { "{'data': [], 'has_more': 'no'}", "/v1/invoices: has_more: not a boolean" },
    { "{'data': [{}, 7], 'has_more': false}", "/v1/invoices: data[1]: not an object" },
    { "{'data': [], 'has_more': true}", "/v1/invoices: has_more, but the page does not end in an object with an id" },
    { "{'data': [{'id': 1}], 'has_more': true}",
      "/v1/invoices: has_more, but the page does not end in an object with an id" },
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      wire_answer (wire, 200, cases[i].json);
      g_assert_null (list (wire, &error));
      g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_fails_midway (Wire          *wire,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  wire_answer (wire, 200, "{'data': [{'id': 'in_2'}], 'has_more': true}");
  wire_answer (wire, 403, "{'error': {'message': 'No'}}");
  g_assert_null (list (wire, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_PERMISSION);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_test ("pages", test_pages);
  add_test ("without-end", test_without_end);
  add_test ("malformed", test_malformed);
  add_test ("fails-midway", test_fails_midway);

  return g_test_run ();
}
