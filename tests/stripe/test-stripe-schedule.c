/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "smrt-json.h"
#include "smrt-stripe-decoder.h"
#include "smrt-stripe-schedule.h"
#include "smrt-stripe-schedule-decoder.h"
#include "wire-fixture.h"

#define add_wire_test(path, function) \
 g_test_add ("/stripe/schedule/" path, Wire, NULL, wire_set_up, function, wire_tear_down)

#define RELEASE "/v1/subscription_schedules/sub_sched_1/release"

#define SCHEDULE(status) \
  "{'id': 'sub_sched_1', 'object': 'subscription_schedule', 'created': 1795003200, 'status': '" status "', " \
  "'end_behavior': 'release', 'current_phase': {'start_date': 1793707200, 'end_date': 1796299200}, 'phases': [" \
  "{'start_date': 1793707200, 'end_date': 1796299200, 'items': [{'price': 'price_multi', 'quantity': 3}]}, " \
  "{'start_date': 1796299200, 'end_date': 1798977600, 'new': [1], 'items': [" \
  "{'price': {'id': 'price_single', 'deep': {}}, 'quantity': 3}, {'price': 'price_metered'}]}]}"

#define SUBSCRIPTION(rest) \
  "{'id': 'sub_1', 'status': 'active', 'currency': 'usd', 'items': {'data': []}, " rest "}"

/* Single quotes stand for double ones. */
static JsonNode *
parse (const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  JsonNode *node = smrt_json_parse (bytes, 1 << 20, &error);

  g_assert_no_error (error);

  return node;
}

static SmrtSchedule *
decode (const char *text)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;
  SmrtSchedule *schedule = smrt_stripe_decode_schedule (node, &error);

  g_assert_no_error (error);

  return schedule;
}

static SmrtSubscription *
decode_subscription (const char *text)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;
  SmrtSubscription *subscription = smrt_stripe_decode_subscription (node, &error);

  g_assert_no_error (error);

  return subscription;
}

static void
assert_refused (const char *text,
                const char *message)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (smrt_stripe_decode_schedule (node, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_subscription_refused (const char *text,
                             const char *message)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (smrt_stripe_decode_subscription (node, &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_term (GPtrArray    *terms,
             unsigned int  index,
             const char   *key,
             const char   *value)
{
  const SmrtScheduleTerm *term = g_ptr_array_index (terms, index);

  g_assert_cmpstr (term->key, ==, key);
  g_assert_cmpstr (term->value, ==, value);
}

static void
test_schedule (void)
{
  g_autoptr (SmrtSchedule) schedule = decode (SCHEDULE ("active"));
  SmrtSchedulePhase *next = smrt_schedule_find_next_phase (schedule);
  SmrtScheduleItem *item;

  g_assert_cmpstr (smrt_schedule_get_id (schedule), ==, "sub_sched_1");
  g_assert_cmpint (smrt_schedule_get_created (schedule), ==, 1795003200);
  g_assert_true (smrt_schedule_get_releases (schedule));
  g_assert_true (smrt_schedule_get_running (schedule));
  g_assert_cmpint (smrt_schedule_get_current_start (schedule), ==, 1793707200);
  g_assert_cmpuint (smrt_schedule_get_phases (schedule)->len, ==, 2);

  g_assert_cmpint (next->start_date, ==, 1796299200);
  g_assert_cmpint (next->end_date, ==, 1798977600);
  g_assert_cmpuint (next->items->len, ==, 2);
  item = g_ptr_array_index (next->items, 0);
  g_assert_cmpstr (item->price_id, ==, "price_single");
  g_assert_cmpint (item->quantity, ==, 3);
  item = g_ptr_array_index (next->items, 1);
  g_assert_cmpstr (item->price_id, ==, "price_metered");
  g_assert_cmpint (item->quantity, ==, 0);
}

/* What a phase has besides its items, as it is sent again. */
static void
test_terms (void)
{
  g_autoptr (SmrtSchedule) schedule = decode (
    "{'id': 's', 'phases': [{'start_date': 1, 'end_date': 2, 'automatic_tax': {'enabled': true},"
    "'discounts': [{'coupon': 'c', 'discount': 'di_1', 'promotion_code': null}, {'coupon': {'id': 'c2'}, 'discount': null}],"
    "'default_tax_rates': [{'id': 'txr_1'}],"
    "'items': [{'price': 'p', 'quantity': 0, 'tax_rates': [{'id': 'txr_2'}], 'discounts': [{'promotion_code': 'promo_1'}]},"
    " {'price': 'q', 'tax_rates': null, 'discounts': []}]}]}");
  const SmrtSchedulePhase *phase = g_ptr_array_index (smrt_schedule_get_phases (schedule), 0);
  const SmrtScheduleItem *first = g_ptr_array_index (phase->items, 0);
  const SmrtScheduleItem *second = g_ptr_array_index (phase->items, 1);

  assert_term (phase->terms, 0, "[discounts][0][discount]", "di_1");
  assert_term (phase->terms, 1, "[discounts][1][coupon]", "c2");
  assert_term (phase->terms, 2, "[default_tax_rates][0]", "txr_1");
  assert_term (phase->terms, 3, "[automatic_tax][enabled]", "true");
  g_assert_cmpuint (phase->terms->len, ==, 4);
  assert_term (first->terms, 0, "[discounts][0][promotion_code]", "promo_1");
  assert_term (first->terms, 1, "[tax_rates][0]", "txr_2");
  g_assert_true (first->has_quantity);
  g_assert_false (second->has_quantity);
  g_assert_cmpuint (second->terms->len, ==, 0);

  assert_refused ("{'id': 's', 'phases': [{'start_date': 1, 'discounts': ['di_1']}]}", "phases[0].discounts[0]: not an object");
  assert_refused ("{'id': 's', 'phases': [{'start_date': 1, 'default_tax_rates': [{}]}]}",
                  "phases[0].default_tax_rates[0].id: missing");
}

static void
test_tolerant (void)
{
  g_autoptr (SmrtSchedule) bare = decode ("{'id': 's', 'status': 'hibernating', 'end_behavior': 'renew', "
                                          "'current_phase': null, 'phases': null, 'more': {'x': []}}");
  g_autoptr (SmrtSchedule) released = decode (SCHEDULE ("released"));

  g_assert_true (smrt_schedule_get_running (bare));
  g_assert_false (smrt_schedule_get_releases (bare));
  g_assert_cmpint (smrt_schedule_get_created (bare), ==, 0);
  g_assert_cmpuint (smrt_schedule_get_phases (bare)->len, ==, 0);

  g_assert_false (smrt_schedule_get_running (released));
  g_assert_null (smrt_schedule_find_next_phase (released));
}

static void
test_strict (void)
{
  assert_refused ("[]", "the answer: not an object");
  assert_refused ("{}", "id: missing");
  assert_refused ("{'id': 's', 'created': 'now'}", "created: not an integer");
  assert_refused ("{'id': 's', 'status': 1}", "status: not a string");
  assert_refused ("{'id': 's', 'end_behavior': true}", "end_behavior: not a string");
  assert_refused ("{'id': 's', 'current_phase': 7}", "current_phase: not an object");
  assert_refused ("{'id': 's', 'current_phase': {}}", "current_phase.start_date: missing");
  assert_refused ("{'id': 's', 'phases': {}}", "phases: not a list");
  assert_refused ("{'id': 's', 'phases': ['x']}", "phases[0]: not an object");
  assert_refused ("{'id': 's', 'phases': [{}]}", "phases[0].start_date: missing");
  assert_refused ("{'id': 's', 'phases': [{'start_date': 1, 'end_date': '2'}]}", "phases[0].end_date: not an integer");
  assert_refused ("{'id': 's', 'phases': [{'start_date': 1, 'items': [{'quantity': 1}]}]}",
                  "phases[0].items[0].price: missing");
  assert_refused ("{'id': 's', 'phases': [{'start_date': 1, 'items': [{'price': 'p', 'quantity': 1.5}]}]}",
                  "phases[0].items[0].quantity: not an integer");
  assert_refused ("{'id': 's', 'phases': [{'start_date': 1, 'items': [{'price': 'p', 'quantity': -1}]}]}",
                  "phases[0].items[0].quantity: out of range");
}

static void
test_in_subscription (void)
{
  g_autoptr (SmrtSubscription) expanded = decode_subscription (SUBSCRIPTION ("'schedule': " SCHEDULE ("active")));
  g_autoptr (SmrtSubscription) named = decode_subscription (SUBSCRIPTION ("'schedule': 'sub_sched_2'"));
  g_autoptr (SmrtSubscription) none = decode_subscription (SUBSCRIPTION ("'schedule': null"));

  g_assert_cmpuint (smrt_schedule_get_phases (smrt_subscription_get_schedule (expanded))->len, ==, 2);
  g_assert_cmpstr (smrt_subscription_get_schedule_id (expanded), ==, "sub_sched_1");
  g_assert_null (smrt_subscription_get_schedule (named));
  g_assert_cmpstr (smrt_subscription_get_schedule_id (named), ==, "sub_sched_2");
  g_assert_null (smrt_subscription_get_schedule_id (none));

  assert_subscription_refused (SUBSCRIPTION ("'schedule': 5"), "schedule: not an object");
  assert_subscription_refused (SUBSCRIPTION ("'schedule': {'id': 's', 'phases': [{}]}"),
                               "schedule.phases[0].start_date: missing");
}

static void
test_pending_items (void)
{
  g_autoptr (SmrtSubscription) subscription =
    decode_subscription (SUBSCRIPTION ("'collection_method': 'send_invoice', 'days_until_due': 30, "
                                       "'pause_collection': {'behavior': 'void', 'resumes_at': 1796299200}, "
                                       "'pending_update': {'expires_at': 900, 'subscription_items': ["
                                       "{'id': 'si_1', 'quantity': 3, 'price': {'id': 'price_1', 'currency': 'usd', "
                                       "'product': 'prod_1', 'unit_amount': 7500}}, "
                                       "{'id': 'si_2', 'price': 'price_2'}]}"));
  GPtrArray *items = smrt_subscription_get_pending_items (subscription);
  SmrtSubscriptionItem *item = g_ptr_array_index (items, 0);

  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (smrt_subscription_item_get_id (item), ==, "si_1");
  g_assert_cmpint (smrt_subscription_item_get_quantity (item), ==, 3);
  g_assert_cmpint (smrt_price_get_unit_amount (smrt_subscription_item_get_price (item))->amount, ==, 7500);
  g_assert_cmpuint (smrt_subscription_get_days_until_due (subscription), ==, 30);
  g_assert_true (smrt_subscription_get_collection_paused (subscription));
  g_assert_cmpint (smrt_subscription_get_resumes_at (subscription), ==, 1796299200);

  assert_subscription_refused (SUBSCRIPTION ("'days_until_due': -1"), "days_until_due: out of range");
  assert_subscription_refused (SUBSCRIPTION ("'pause_collection': {'resumes_at': 'soon'}"),
                               "pause_collection.resumes_at: not an integer");
  assert_subscription_refused (SUBSCRIPTION ("'pending_update': {'expires_at': 9, 'subscription_items': [{}]}"),
                               "pending_update.subscription_items[0].id: missing");
  assert_subscription_refused (SUBSCRIPTION ("'pending_update': {'expires_at': 9, 'subscription_items': ["
                                             "{'id': 'si_1', 'price': {'id': 'p'}}]}"),
                               "pending_update.subscription_items[0].price.currency: missing");
}

static void
test_release (Wire          *wire,
              gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SmrtSchedule) schedule = NULL;

  /* Sent again after a failure of the server, with the same key. */
  wire_answer_for (wire, RELEASE, 500, "{'error': {'type': 'api_error', 'message': 'Oops'}}");
  wire_answer_for (wire, RELEASE, 200, SCHEDULE ("released"));
  smrt_stripe_release_schedule_async (wire->client, "sub_sched_1", "key-1", NULL, wire_result_cb, &result);
  schedule = smrt_stripe_release_schedule_finish (wire->client, wire_await (&result), &error);
  g_assert_no_error (error);
  g_assert_false (smrt_schedule_get_running (schedule));

  for (unsigned int i = 0; i < 2; i++)
    {
      g_assert_cmpstr (wire_get_request (wire, i)->method, ==, "POST");
      g_assert_cmpstr (wire_get_request (wire, i)->body, ==, "");
      g_assert_cmpstr (wire_request_header (wire_get_request (wire, i), "Idempotency-Key"), ==, "key-1");
    }
}

static void
test_release_refused (Wire          *wire,
                      gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer_for (wire, RELEASE, 400,
                   "{'error': {'type': 'invalid_request_error', 'message': 'It is released already.'}}");
  smrt_stripe_release_schedule_async (wire->client, "sub_sched_1", "key-1", NULL, wire_result_cb, &result);
  g_assert_null (smrt_stripe_release_schedule_finish (wire->client, wire_await (&result), &error));
  g_assert_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_INVALID_REQUEST);
  g_assert_false (smrt_stripe_error_is_outcome_unknown (error));
}

static void
test_release_not_understood (Wire          *wire,
                             gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer_for (wire, RELEASE, 200, "{'id': 7}");
  smrt_stripe_release_schedule_async (wire->client, "sub_sched_1", "key-1", NULL, wire_result_cb, &result);
  g_assert_null (smrt_stripe_release_schedule_finish (wire->client, wire_await (&result), &error));
  g_assert_true (smrt_stripe_error_is_outcome_unknown (error));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stripe/schedule/decoded", test_schedule);
  g_test_add_func ("/stripe/schedule/terms", test_terms);
  g_test_add_func ("/stripe/schedule/tolerant", test_tolerant);
  g_test_add_func ("/stripe/schedule/strict", test_strict);
  g_test_add_func ("/stripe/schedule/in-subscription", test_in_subscription);
  g_test_add_func ("/stripe/schedule/pending-items", test_pending_items);
  add_wire_test ("release", test_release);
  add_wire_test ("release-refused", test_release_refused);
  add_wire_test ("release-not-understood", test_release_not_understood);

  return g_test_run ();
}
