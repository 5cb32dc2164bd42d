/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-fixture.h"

#include <string.h>

void
sandbox_fixture_connect (SandboxFixture *fixture,
                         const char     *url,
                         const char     *key)
{
  fixture->session = soup_session_new ();
  fixture->url = g_strdup (url);
  fixture->key = g_strdup (key);
}

void
sandbox_fixture_set_up (SandboxFixture *fixture,
                        gconstpointer   data)
{
  g_autoptr (GError) error = NULL;

  fixture->sandbox = smrt_sandbox_new (NULL, 0, 0);
  smrt_sandbox_start (fixture->sandbox, &error);
  g_assert_no_error (error);
  sandbox_fixture_connect (fixture, smrt_sandbox_get_url (fixture->sandbox),
                           smrt_sandbox_get_owner_key (fixture->sandbox));
}

void
sandbox_fixture_tear_down (SandboxFixture *fixture,
                           gconstpointer   data)
{
  soup_session_abort (fixture->session);
  g_clear_object (&fixture->session);
  if (fixture->sandbox != NULL)
    smrt_sandbox_stop (fixture->sandbox);
  if (fixture->sandbox != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->sandbox));
  g_free (fixture->url);
  g_free (fixture->key);
  g_free (fixture->idempotency_key);
  g_free (fixture->request_id);
  g_free (fixture->challenge);
}

void
sandbox_fixture_add (const char     *path,
                     void          (*test) (SandboxFixture *, gconstpointer),
                     gconstpointer   data)
{
  g_test_add (path, SandboxFixture, data, sandbox_fixture_set_up, test, sandbox_fixture_tear_down);
}

void
sandbox_fixture_add_modes (const char *path,
                           void (*test) (SandboxFixture *, gconstpointer))
{
  static const char * const modes[] = { "classic", "flexible" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *whole = g_strconcat (path, "/", modes[i], NULL);

      sandbox_fixture_add (whole, test, modes[i]);
    }
}

void
sandbox_use (SandboxFixture *fixture,
             const char     *key)
{
  g_free (fixture->key);
  fixture->key = g_strdup (key);
}

JsonObject *
sandbox_send (SandboxFixture *fixture,
              const char     *method,
              const char     *path,
              const char     *body)
{
  g_autofree char *uri = g_strconcat (fixture->url, path, NULL);
  g_autofree char *authorization = fixture->key != NULL ? g_strconcat ("Bearer ", fixture->key, NULL) : NULL;
  g_autofree char *idempotency_key = g_steal_pointer (&fixture->idempotency_key);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->key != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  if (idempotency_key != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Idempotency-Key", idempotency_key);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
    }

  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  fixture->status = soup_message_get_status (message);
  fixture->replayed = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                    "Idempotent-Replayed") != NULL;
  g_free (fixture->request_id);
  fixture->request_id = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                                "Request-Id"));
  g_assert_nonnull (fixture->request_id);
  g_free (fixture->challenge);
  fixture->challenge = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                               "WWW-Authenticate"));
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (message), "Stripe-Version"), ==,
                   "2026-10-28.endive");

  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  node = json_from_string (text, &error);
  g_assert_no_error (error);

  return json_node_dup_object (node);
}

JsonObject *
sandbox_get (SandboxFixture *fixture,
             const char     *format,
             ...)
{
  g_autofree char *path = NULL;
  va_list args;

  va_start (args, format);
  path = g_strdup_vprintf (format, args);
  va_end (args);

  return sandbox_send (fixture, "GET", path, NULL);
}

JsonObject *
sandbox_post (SandboxFixture *fixture,
              const char     *path,
              const char     *format,
              ...)
{
  g_autofree char *body = NULL;
  va_list args;

  va_start (args, format);
  body = g_strdup_vprintf (format, args);
  va_end (args);

  return sandbox_send (fixture, "POST", path, body);
}

char *
sandbox_make (SandboxFixture *fixture,
              const char     *path,
              const char     *format,
              ...)
{
  g_autofree char *body = NULL;
  g_autoptr (JsonObject) made = NULL;
  va_list args;

  va_start (args, format);
  body = g_strdup_vprintf (format, args);
  va_end (args);

  made = sandbox_send (fixture, "POST", path, body);
  if (fixture->status != 200)
    g_error ("%s: %s", path, sandbox_text (made, "error.message"));

  return g_strdup (sandbox_text (made, "id"));
}

static JsonNode *
find (JsonObject *object,
      const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  JsonNode *node = NULL;

  for (unsigned int i = 0; parts[i] != NULL; i++)
    {
      if (i == 0)
        node = json_object_get_member (object, parts[i]);
      else if (JSON_NODE_HOLDS_ARRAY (node))
        {
          guint64 index = g_ascii_strtoull (parts[i], NULL, 10);

          g_assert_cmpuint (index, <, json_array_get_length (json_node_get_array (node)));
          node = json_array_get_element (json_node_get_array (node), index);
        }
      else
        node = json_object_get_member (json_node_get_object (node), parts[i]);
      if (node == NULL)
        g_error ("There is no member %s", path);
    }

  return node;
}

gint64
sandbox_int (JsonObject *object,
             const char *path)
{
  JsonNode *node = find (object, path);

  g_assert_true (JSON_NODE_HOLDS_VALUE (node));

  return json_node_get_int (node);
}

const char *
sandbox_text (JsonObject *object,
              const char *path)
{
  JsonNode *node = find (object, path);

  g_assert_true (JSON_NODE_HOLDS_VALUE (node));

  return json_node_get_string (node);
}

gboolean
sandbox_is_null (JsonObject *object,
                 const char *path)
{
  return JSON_NODE_HOLDS_NULL (find (object, path));
}

gint64
sandbox_time (const char *text)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (moment);

  return g_date_time_to_unix (moment);
}

unsigned int
sandbox_length (JsonObject *object,
                const char *path)
{
  JsonNode *node = find (object, path);

  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));

  return json_array_get_length (json_node_get_array (node));
}

void
sandbox_customer_clear (SandboxCustomer *account)
{
  g_free (account->clock);
  g_free (account->customer);
  g_free (account->product);
}

void
sandbox_customer_make (SandboxFixture *fixture,
                       SandboxCustomer *account,
                       const char *start)
{
  account->clock = sandbox_make (fixture, "/v1/test_helpers/test_clocks", "frozen_time=%" G_GINT64_FORMAT,
                                 sandbox_time (start));
  account->customer = sandbox_make (fixture, "/v1/customers",
                                    "test_clock=%s&invoice_settings[default_payment_method]=pm_card_visa",
                                    account->clock);
  account->product = sandbox_make (fixture, "/v1/products", "name=Plan");
}

void
sandbox_customer_advance (SandboxFixture *fixture,
                          SandboxCustomer *account,
                          const char *time)
{
  g_autofree char *path = g_strdup_printf ("/v1/test_helpers/test_clocks/%s/advance", account->clock);
  g_autofree char *done = sandbox_make (fixture, path, "frozen_time=%" G_GINT64_FORMAT, sandbox_time (time));

  g_assert_cmpstr (done, ==, account->clock);
}

char *
sandbox_customer_price (SandboxFixture *fixture,
                        SandboxCustomer *account,
                        const char *currency,
                        int amount,
                        const char *interval)
{
  return sandbox_make (fixture, "/v1/prices", "product=%s&currency=%s&unit_amount=%d&recurring[interval]=%s",
                       account->product, currency, amount, interval);
}

JsonObject *
sandbox_customer_latest (SandboxFixture *fixture,
                         SandboxCustomer *account)
{
  g_autoptr (JsonObject) list = sandbox_get (fixture, "/v1/invoices?customer=%s&limit=1", account->customer);

  return json_object_ref (json_array_get_object_element (json_object_get_array_member (list, "data"), 0));
}

void
sandbox_assert_refused (SandboxFixture *fixture,
                        const char     *path,
                        const char     *body,
                        const char     *param)
{
  g_autoptr (JsonObject) answer = sandbox_send (fixture, "POST", path, body);

  g_assert_cmpint (fixture->status, ==, 400);
  g_assert_cmpstr (sandbox_text (answer, "error.param"), ==, param);
}

/* The amounts in an array of a line, such as 100+20. */
static char *
join_amounts (JsonObject *line,
              const char *name)
{
  JsonArray *entries = json_object_get_array_member (line, name);
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < json_array_get_length (entries); i++)
    g_string_append_printf (text, "+%" G_GINT64_FORMAT, sandbox_int (json_array_get_object_element (entries, i), "amount"));

  return g_string_free (text, FALSE);
}

void
sandbox_assert_same_lines (JsonObject *a,
                           JsonObject *b)
{
  static const char *const lists[] = { "discount_amounts", "pretax_credit_amounts", "taxes" };
  JsonArray *one = json_object_get_array_member (json_object_get_object_member (a, "lines"), "data");
  JsonArray *two = json_object_get_array_member (json_object_get_object_member (b, "lines"), "data");

  g_assert_cmpuint (json_array_get_length (one), ==, json_array_get_length (two));
  for (unsigned int i = 0; i < json_array_get_length (one); i++)
    {
      JsonObject *line = json_array_get_object_element (one, i);
      JsonObject *other = json_array_get_object_element (two, i);

      g_assert_cmpint (sandbox_int (line, "amount"), ==, sandbox_int (other, "amount"));
      g_assert_cmpint (sandbox_int (line, "period.start"), ==, sandbox_int (other, "period.start"));
      g_assert_cmpint (sandbox_int (line, "period.end"), ==, sandbox_int (other, "period.end"));
      g_assert_cmpstr (sandbox_text (line, "description"), ==, sandbox_text (other, "description"));
      for (unsigned int j = 0; j < G_N_ELEMENTS (lists); j++)
        {
          g_autofree char *amounts = join_amounts (line, lists[j]);
          g_autofree char *others = join_amounts (other, lists[j]);

          g_assert_cmpstr (amounts, ==, others);
        }
    }
  g_assert_cmpint (sandbox_int (a, "total"), ==, sandbox_int (b, "total"));
}
