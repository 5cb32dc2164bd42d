/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "browser-fixture.h"
#include "smrt-oidc-redirect.h"

#define STATE "the_state-of-this_sign-in"

typedef struct
{
  SmrtOidcRedirect *redirect;
  unsigned int port;
  unsigned int n_answered;
  unsigned int n_ended;
} Place;

static void
count_cb (SmrtOidcRedirect *redirect,
          unsigned int     *count)
{
  (*count)++;
}

static void
set_up (Place         *place,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  place->redirect = smrt_oidc_redirect_new (STATE, "Signed <In>\nYou can close \"this\" & go on.",
                                            "Not Signed In\nGo back <b>and</b> try again.");
  g_signal_connect (place->redirect, "answered", G_CALLBACK (count_cb), &place->n_answered);
  g_signal_connect (place->redirect, "ended", G_CALLBACK (count_cb), &place->n_ended);
  g_assert_true (smrt_oidc_redirect_listen (place->redirect, NULL, &error));
  g_assert_no_error (error);
  place->port = browser_get_port (smrt_oidc_redirect_get_uri (place->redirect));
}

static void
iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Place         *place,
           gconstpointer  data)
{
  if (place->redirect != NULL)
    g_assert_finalize_object (place->redirect);
  g_assert_false (browser_can_connect (place->port));
  iterate ();
}

static Visit *
open_query (Place      *place,
            const char *query)
{
  g_autofree char *address = g_strconcat (smrt_oidc_redirect_get_uri (place->redirect), "?", query, NULL);

  return browser_open (address);
}

/* The right answer, which is taken whatever was sent before. */
static Visit *
give_answer (Place *place)
{
  Visit *visit = open_query (place, "code=the-code&state=" STATE);

  while (place->n_answered == 0)
    g_main_context_iteration (NULL, TRUE);

  return visit;
}

static void
await_end (Place *place)
{
  while (place->n_ended == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_still_waiting (Place *place)
{
  g_autoptr (Visit) visit = NULL;
  g_autoptr (GHashTable) answer = NULL;

  g_assert_cmpuint (place->n_answered, ==, 0);
  visit = give_answer (place);
  answer = smrt_oidc_redirect_take_answer (place->redirect, NULL);
  g_assert_cmpstr (g_hash_table_lookup (answer, "code"), ==, "the-code");
}

static void
test_uri (Place         *place,
          gconstpointer  data)
{
  g_autofree char *expected = g_strdup_printf ("http://127.0.0.1:%u/callback", place->port);

  g_assert_cmpstr (smrt_oidc_redirect_get_uri (place->redirect), ==, expected);
}

static void
test_answer (Place         *place,
             gconstpointer  data)
{
  g_autoptr (Visit) visit = open_query (place, "code=a%20b%2Bc&iss=https%3A%2F%2Fid.example&state=" STATE "&x=1+2");
  g_autoptr (GHashTable) answer = NULL;
  g_autoptr (GError) error = NULL;

  while (place->n_answered == 0)
    g_main_context_iteration (NULL, TRUE);
  answer = smrt_oidc_redirect_take_answer (place->redirect, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (answer), ==, 4);
  g_assert_cmpstr (g_hash_table_lookup (answer, "code"), ==, "a b+c");
  g_assert_cmpstr (g_hash_table_lookup (answer, "iss"), ==, "https://id.example");
  g_assert_cmpstr (g_hash_table_lookup (answer, "x"), ==, "1 2");

  /* The browser hears nothing before it is known what to tell. */
  iterate ();
  g_assert_false (visit->over);
  g_assert_true (browser_can_connect (place->port));

  smrt_oidc_redirect_end (place->redirect, TRUE);
  g_assert_cmpuint (browser_await (visit), ==, 200);
  await_end (place);
  g_assert_cmpuint (place->n_answered, ==, 1);
  g_assert_cmpuint (place->n_ended, ==, 1);
  g_assert_false (browser_can_connect (place->port));
}

static void
assert_page (Visit *visit)
{
  g_autofree char *type = browser_get_header (visit, "Content-Type");
  g_autofree char *policy = browser_get_header (visit, "Content-Security-Policy");
  g_autofree char *referrer = browser_get_header (visit, "Referrer-Policy");
  g_autofree char *cache = browser_get_header (visit, "Cache-Control");
  g_autofree char *sniff = browser_get_header (visit, "X-Content-Type-Options");
  const char *style = strstr (visit->body, "<style>") + strlen ("<style>");
  const char *end = strstr (style, "</style>");
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *hash = NULL;

  g_assert_cmpstr (type, ==, "text/html; charset=utf-8");
  g_assert_cmpstr (referrer, ==, "no-referrer");
  g_assert_cmpstr (cache, ==, "no-store");
  g_assert_cmpstr (sniff, ==, "nosniff");

  /* A browser applies the style only where its hash is right. */
  g_checksum_update (checksum, (const guchar *) style, end - style);
  g_checksum_get_digest (checksum, digest, &length);
  hash = g_base64_encode (digest, length);
  g_assert_true (g_str_has_prefix (policy, "default-src 'none'; "));
  g_assert_nonnull (strstr (policy, hash));
  g_assert_nonnull (strstr (policy, "frame-ancestors 'none'"));
  g_assert_null (strstr (policy, "unsafe"));

  g_assert_nonnull (strstr (visit->body, "prefers-color-scheme:dark"));
  g_assert_null (strstr (visit->body, "<script"));
  g_assert_null (strstr (visit->body, "href="));
  g_assert_null (strstr (visit->body, "src="));
  g_assert_null (strstr (visit->body, "the-code"));
  g_assert_null (strstr (visit->body, STATE));
}

static void
test_page_done (Place         *place,
                gconstpointer  data)
{
  g_autoptr (Visit) visit = give_answer (place);

  smrt_oidc_redirect_end (place->redirect, TRUE);
  g_assert_cmpuint (browser_await (visit), ==, 200);
  assert_page (visit);
  g_assert_nonnull (strstr (visit->body, "<title>Signed &lt;In&gt;</title>"));
  g_assert_nonnull (strstr (visit->body, ">Signed &lt;In&gt;</h1>"));
  g_assert_nonnull (strstr (visit->body, ">You can close &quot;this&quot; &amp; go on.</p>"));
  await_end (place);
}

static void
test_page_failed (Place         *place,
                  gconstpointer  data)
{
  g_autoptr (Visit) visit = give_answer (place);

  smrt_oidc_redirect_end (place->redirect, FALSE);
  g_assert_cmpuint (browser_await (visit), ==, 400);
  assert_page (visit);
  g_assert_nonnull (strstr (visit->body, ">Not Signed In</h1>"));
  g_assert_nonnull (strstr (visit->body, ">Go back &lt;b&gt;and&lt;/b&gt; try again.</p>"));
  g_assert_null (strstr (visit->body, "Signed &lt;In"));
  await_end (place);
}

/* Nobody without our `state` is heard, and nobody spoils the sign-in. */
static void
test_state (Place         *place,
            gconstpointer  data)
{
  const char * const queries[] = {
    "",
    "code=stolen",
    "code=stolen&state=",
    "code=stolen&state=other",
    "code=stolen&state=" STATE "x",
    "code=stolen&state=the_state-of-this_sign-i",
    "code=stolen&state=THE_STATE-OF-THIS_SIGN-IN",
    "code=stolen&state=" STATE "&state=other",
    "code=stolen&state=other&state=" STATE,
    "error=access_denied",
    "error=access_denied&state=other",
    "state=%41",
    "&&&",
    "=",
    "code=stolen&State=" STATE,
    "code=stolen&state=" STATE "&stat%65=other",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (Visit) visit = open_query (place, queries[i]);

      g_assert_cmpuint (browser_await (visit), ==, 400);
      assert_page (visit);
      g_assert_nonnull (strstr (visit->body, ">Not Signed In</h1>"));
      g_assert_cmpuint (place->n_answered, ==, 0);
    }

  g_assert_cmpuint (browser_get_status (smrt_oidc_redirect_get_uri (place->redirect)), ==, 400);
  assert_still_waiting (place);
}

static void
test_path (Place         *place,
           gconstpointer  data)
{
  const char * const paths[] = {
    "/",
    "/favicon.ico",
    "/callback/",
    "/callback/more",
    "/Callback",
    "/CALLBACK",
    "/callbac",
    "/callbacks",
    "//callback",
    "/callback%2f",
    "/callback%3f",
    "/callback;x",
    "/callback/../x",
  };

  for (unsigned int i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *request = g_strdup_printf ("GET %s?code=stolen&state=" STATE " HTTP/1.1\r\n"
                                                  "Host: 127.0.0.1:%u\r\nConnection: close\r\n\r\n",
                                                  paths[i], place->port);
      g_autoptr (Visit) visit = browser_send (place->port, request);

      g_assert_cmpuint (browser_await (visit), ==, 404);
      g_assert_cmpstr (visit->body, ==, "");
    }

  assert_still_waiting (place);
}

static void
test_method (Place         *place,
             gconstpointer  data)
{
  const char * const methods[] = { "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "get" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *request = g_strdup_printf ("%s /callback?code=stolen&state=" STATE " HTTP/1.1\r\n"
                                                  "Host: 127.0.0.1:%u\r\nContent-Length: 9\r\n\r\ncode=more",
                                                  methods[i], place->port);
      g_autoptr (Visit) visit = browser_send (place->port, request);
      g_autofree char *allow = NULL;

      g_assert_cmpuint (browser_await (visit), ==, 405);
      allow = browser_get_header (visit, "Allow");
      g_assert_cmpstr (allow, ==, "GET");
    }

  assert_still_waiting (place);
}

/* Another name for this machine may be a stranger's (DNS rebinding). */
static void
test_host (Place         *place,
           gconstpointer  data)
{
  const char * const hosts[] = { "localhost:%u", "evil.example:%u", "127.0.0.1", "127.0.0.1:1", "127.0.0.2:%u",
                                 "[::1]:%u", "127.1:%u" };

  for (unsigned int i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", place->port);
      g_auto (GStrv) parts = g_strsplit (hosts[i], "%u", -1);
      g_autofree char *host = g_strjoinv (number, parts);
      g_autofree char *request = g_strdup_printf ("GET /callback?code=stolen&state=" STATE " HTTP/1.1\r\n"
                                                  "Host: %s\r\n\r\n",
                                                  host);
      g_autoptr (Visit) visit = browser_send (place->port, request);

      g_assert_cmpuint (browser_await (visit), ==, 421);
    }

  assert_still_waiting (place);
}

static void
test_second (Place         *place,
             gconstpointer  data)
{
  g_autoptr (Visit) first = give_answer (place);
  g_autoptr (Visit) second = open_query (place, "code=second&state=" STATE);
  g_autoptr (Visit) stranger = open_query (place, "code=third&state=other");
  g_autoptr (GHashTable) answer = NULL;

  g_assert_cmpuint (browser_await (second), ==, 410);
  g_assert_cmpuint (browser_await (stranger), ==, 410);
  g_assert_cmpuint (place->n_answered, ==, 1);
  answer = smrt_oidc_redirect_take_answer (place->redirect, NULL);
  g_assert_cmpstr (g_hash_table_lookup (answer, "code"), ==, "the-code");

  g_assert_false (first->over);
  smrt_oidc_redirect_end (place->redirect, TRUE);
  g_assert_cmpuint (browser_await (first), ==, 200);
  await_end (place);
}

static void
test_malformed (Place         *place,
                gconstpointer  data)
{
  const char *query = data;
  g_autoptr (Visit) visit = open_query (place, query);
  g_autoptr (GHashTable) answer = NULL;
  g_autoptr (GError) error = NULL;

  while (place->n_answered == 0)
    g_main_context_iteration (NULL, TRUE);
  answer = smrt_oidc_redirect_take_answer (place->redirect, &error);
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER);
  g_assert_null (answer);
  g_assert_null (strstr (error->message, "one"));
  smrt_oidc_redirect_end (place->redirect, FALSE);
  g_assert_cmpuint (browser_await (visit), ==, 400);
  await_end (place);
}

static void
test_oversized (Place         *place,
                gconstpointer  data)
{
  g_autofree char *filler = g_strnfill (8192, 'a');
  g_autofree char *query = g_strconcat ("state=" STATE "&code=", filler, NULL);
  g_autoptr (Visit) visit = open_query (place, query);
  g_autofree char *huge_filler = g_strnfill (1024 * 1024, 'a');
  g_autofree char *huge_query = g_strconcat ("state=" STATE "&code=", huge_filler, NULL);
  g_autoptr (Visit) huge = NULL;

  g_assert_cmpuint (browser_await (visit), ==, 414);
  assert_page (visit);
  g_assert_nonnull (strstr (visit->body, ">Not Signed In</h1>"));

  huge = open_query (place, huge_query);
  g_assert_cmpuint (browser_await (huge), !=, 200);

  assert_still_waiting (place);
}

/* A body is read away, and not kept. */
static void
test_body (Place         *place,
           gconstpointer  data)
{
  g_autofree char *filler = g_strnfill (1024 * 1024, 'a');
  g_autofree char *request = g_strdup_printf ("POST /callback?state=" STATE " HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                                              "Content-Length: 1048576\r\n\r\n%s",
                                              place->port, filler);
  g_autoptr (Visit) visit = browser_send (place->port, request);

  g_assert_cmpuint (browser_await (visit), ==, 405);
  assert_still_waiting (place);
}

static void
test_noise (Place         *place,
            gconstpointer  data)
{
  g_autoptr (Visit) noise = browser_send (place->port, "\x16\x03\x01 hello\r\n\r\n");
  g_autoptr (Visit) no_host = browser_send (place->port, "GET /callback?code=x&state=" STATE " HTTP/1.1\r\n\r\n");
  g_autoptr (Visit) silent = browser_send (place->port, "");
  g_autoptr (Visit) percent = open_query (place, "code=%zz&state=" STATE);

  g_assert_cmpuint (browser_await (noise), !=, 200);
  g_assert_cmpuint (browser_await (no_host), >=, 400);
  g_assert_cmpuint (browser_await (percent), ==, 400);
  assert_still_waiting (place);
}

/* Closed in every ending. */
static void
test_dropped (Place         *place,
              gconstpointer  data)
{
  g_assert_true (browser_can_connect (place->port));
  g_assert_finalize_object (g_steal_pointer (&place->redirect));
  g_assert_false (browser_can_connect (place->port));
}

static void
test_dropped_while_held (Place         *place,
                         gconstpointer  data)
{
  g_autoptr (Visit) visit = give_answer (place);

  g_assert_finalize_object (g_steal_pointer (&place->redirect));
  g_assert_false (browser_can_connect (place->port));
  g_assert_cmpuint (browser_await (visit), ==, 0);
}

static void
test_closed (Place         *place,
             gconstpointer  data)
{
  g_autoptr (Visit) visit = give_answer (place);

  smrt_oidc_redirect_close (place->redirect);
  g_assert_false (browser_can_connect (place->port));
  g_assert_cmpuint (browser_await (visit), ==, 0);
  smrt_oidc_redirect_close (place->redirect);
  g_assert_cmpuint (place->n_ended, ==, 0);
}

static void
test_ended_without_answer (Place         *place,
                           gconstpointer  data)
{
  smrt_oidc_redirect_end (place->redirect, FALSE);
  await_end (place);
  g_assert_false (browser_can_connect (place->port));
  g_assert_cmpuint (place->n_answered, ==, 0);
}

static void
test_browser_gone (Place         *place,
                   gconstpointer  data)
{
  browser_leave (give_answer (place));
  iterate ();
  smrt_oidc_redirect_end (place->redirect, TRUE);
  await_end (place);
  g_assert_false (browser_can_connect (place->port));
  g_assert_cmpuint (place->n_ended, ==, 1);
}

static SmrtOidcRedirect *
listen_on (unsigned int   first,
           unsigned int   second,
           GError       **error)
{
  const guint16 ports[] = { first, second };
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autoptr (SmrtOidcRedirect) redirect = smrt_oidc_redirect_new (STATE, "a\nb", "c\nd");

  g_array_append_vals (list, ports, G_N_ELEMENTS (ports));

  return smrt_oidc_redirect_listen (redirect, list, error) ? g_steal_pointer (&redirect) : NULL;
}

static void
test_ports (void)
{
  unsigned int taken, other, free_port = browser_find_port ();
  g_autoptr (GSocket) socket = browser_take_port (&taken);
  g_autoptr (GSocket) other_socket = browser_take_port (&other);
  g_autoptr (SmrtOidcRedirect) redirect = NULL;
  g_autoptr (SmrtOidcRedirect) next = NULL;
  g_autoptr (GError) error = NULL;

  redirect = listen_on (free_port, taken, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (browser_get_port (smrt_oidc_redirect_get_uri (redirect)), ==, free_port);
  g_clear_object (&redirect);

  redirect = listen_on (taken, free_port, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (browser_get_port (smrt_oidc_redirect_get_uri (redirect)), ==, free_port);

  next = listen_on (taken, free_port, &error);
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_PORT);
  g_assert_null (next);
  g_clear_error (&error);

  next = listen_on (taken, other, &error);
  g_assert_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_PORT);
  g_assert_null (next);
}

int
main (int    argc,
      char **argv)
{
#define ADD(path, function) g_test_add (path, Place, NULL, set_up, function, tear_down)
#define ADD_MALFORMED(name, query) \
 g_test_add ("/oidc-redirect/malformed/" name, Place, query, set_up, test_malformed, tear_down)

  g_test_init (&argc, &argv, NULL);

  ADD ("/oidc-redirect/uri", test_uri);
  ADD ("/oidc-redirect/answer", test_answer);
  ADD ("/oidc-redirect/page/done", test_page_done);
  ADD ("/oidc-redirect/page/failed", test_page_failed);
  ADD ("/oidc-redirect/refused/state", test_state);
  ADD ("/oidc-redirect/refused/path", test_path);
  ADD ("/oidc-redirect/refused/method", test_method);
  ADD ("/oidc-redirect/refused/host", test_host);
  ADD ("/oidc-redirect/refused/second", test_second);
  ADD ("/oidc-redirect/refused/oversized", test_oversized);
  ADD ("/oidc-redirect/refused/body", test_body);
  ADD ("/oidc-redirect/refused/noise", test_noise);
  ADD_MALFORMED ("two-codes", "code=one&code=two&state=" STATE);
  ADD_MALFORMED ("two-issuers", "iss=one&iss=two&code=one&state=" STATE);
  ADD_MALFORMED ("two-errors", "error=one&error=one&state=" STATE);
  ADD_MALFORMED ("two-encoded", "code=one&c%6fde=two&state=" STATE);
  ADD_MALFORMED ("nul", "code=one%00two&state=" STATE);
  ADD_MALFORMED ("utf-8", "code=one%ff&state=" STATE);
  ADD ("/oidc-redirect/closed/dropped", test_dropped);
  ADD ("/oidc-redirect/closed/dropped-while-held", test_dropped_while_held);
  ADD ("/oidc-redirect/closed/closed", test_closed);
  ADD ("/oidc-redirect/closed/ended-without-answer", test_ended_without_answer);
  ADD ("/oidc-redirect/closed/browser-gone", test_browser_gone);
  g_test_add_func ("/oidc-redirect/ports", test_ports);

  return g_test_run ();
}
