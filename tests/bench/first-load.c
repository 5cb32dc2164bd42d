/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-bench"

/* Reads the whole ledger of the subscription credit from a server, once as the
 * program does it, into an offline copy, and once as the mere pages, whose
 * cursors are known and which nobody looks into.
 *
 *   smrt-bench-first-load URL CUSTOMER CURSORS COPY
 *
 * The key comes by SMRT_API_KEY, CURSORS is a file of ids, COPY the file that is
 * made. Both take turns; prints the medians as JSON. */

#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <stdlib.h>

#include "smrt-ledger-sync.h"

#define RUNS 3

static void
finish_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **finished = user_data;

  *finished = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
fetch_page (SoupSession *session,
            const char  *address,
            const char  *key)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *authorization = g_strconcat ("Bearer ", key, NULL);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, finish_cb, &result);
  body = soup_session_send_and_read_finish (session, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, SOUP_STATUS_OK);
  g_assert_cmpuint (g_bytes_get_size (body), >, 2);
}

static gint64
fetch_all (const char         *url,
           const char         *customer,
           const char         *key,
           const char * const *cursors)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *first = g_strdup_printf ("%s/v1/customers/%s/balance_transactions?limit=100", url, customer);
  gint64 start = g_get_monotonic_time ();

  fetch_page (session, first, key);
  for (unsigned int i = 0; cursors[i] != NULL && *cursors[i] != '\0'; i++)
    {
      g_autofree char *address = g_strdup_printf ("%s&starting_after=%s", first, cursors[i]);

      fetch_page (session, address, key);
    }

  return g_get_monotonic_time () - start;
}

static gint64
load_all (const char *url,
          const char *customer,
          const char *key,
          const char *path)
{
  g_autoptr (SmrtSecret) secret = smrt_secret_new (key);
  g_autoptr (SmrtStripeClient) client = smrt_stripe_client_new (url, secret, smrt_clock_get_default ());
  g_autoptr (SmrtStore) store = smrt_store_new (path, NULL);
  g_autoptr (SmrtLedgerSync) sync = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) newest = NULL;
  g_autoptr (GAsyncResult) rest = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  gint64 duration;

  smrt_store_open_async (store, NULL, finish_cb, &opened);
  smrt_store_open_finish (store, wait_for (&opened), &error);
  g_assert_no_error (error);

  sync = smrt_ledger_sync_new (client, store, SMRT_STORE_TABLE_CREDITS, customer);
  smrt_ledger_sync_read_newest_async (sync, NULL, finish_cb, &newest);
  smrt_ledger_sync_read_newest_finish (sync, wait_for (&newest), &error);
  g_assert_no_error (error);
  smrt_ledger_sync_read_rest_async (sync, NULL, finish_cb, &rest);
  smrt_ledger_sync_read_rest_finish (sync, wait_for (&rest), &error);
  g_assert_no_error (error);
  duration = g_get_monotonic_time () - start;

  smrt_store_close_async (store, finish_cb, &closed);
  smrt_store_close_finish (store, wait_for (&closed), &error);
  g_assert_no_error (error);

  return duration;
}

static int
compare_values (const void *a,
                const void *b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

int
main (int    argc,
      char **argv)
{
  const char *key = g_getenv ("SMRT_API_KEY");
  g_autofree char *text = NULL;
  g_auto (GStrv) cursors = NULL;
  gint64 fetched[RUNS];
  gint64 loaded[RUNS];

  if (argc != 5 || key == NULL || !g_file_get_contents (argv[3], &text, NULL, NULL))
    {
      g_printerr ("Usage: SMRT_API_KEY=KEY smrt-bench-first-load URL CUSTOMER CURSORS COPY\n");
      return 2;
    }

  cursors = g_strsplit (text, "\n", -1);
  for (unsigned int run = 0; run < RUNS; run++)
    {
      g_autoptr (GError) error = NULL;

      fetched[run] = fetch_all (argv[1], argv[2], key, (const char *const *) cursors);
      loaded[run] = load_all (argv[1], argv[2], key, argv[4]);
      if (run + 1 < RUNS)
        smrt_store_forget (argv[4], &error);
      g_assert_no_error (error);
    }

  qsort (fetched, RUNS, sizeof *fetched, compare_values);
  qsort (loaded, RUNS, sizeof *loaded, compare_values);
  g_print ("{\"fetched_us\": %" G_GINT64_FORMAT ", \"loaded_us\": %" G_GINT64_FORMAT "}\n",
           fetched[RUNS / 2], loaded[RUNS / 2]);

  return 0;
}
