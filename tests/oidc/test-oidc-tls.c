/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>
#include <time.h>

#include "issuer-fixture.h"
#include "smrt-oidc-client-private.h"
#include "smrt-oidc-request.h"

/* The leak check crashes on the thread-local memory of the TLS library unless
 * the sanitizer keeps its hands off it. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "intercept_tls_get_addr=0";
}

#define DAY (24 * 60 * 60)
#define TOKEN "at-never-to-be-seen"

typedef struct
{
  IssuerFixture fixture;
  SoupServer *server;
  char *address;
  char *authority;
  unsigned int requests;
} Tls;

static void
assert_done (int result)
{
  if (result < 0)
    g_error ("GnuTLS: %s", gnutls_strerror (result));
}

/* A certificate for an address of this machine that vouches for itself, and its
 * key. */
static char *
create_certificate (unsigned int last_byte,
                    time_t       expires)
{
  const unsigned char address[4] = { 127, 0, 0, last_byte };
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  gnutls_datum_t key_text, certificate_text;
  char *text;

  assert_done (gnutls_x509_privkey_init (&key));
  assert_done (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                             GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  assert_done (gnutls_x509_crt_init (&certificate));
  assert_done (gnutls_x509_crt_set_version (certificate, 3));
  assert_done (gnutls_x509_crt_set_serial (certificate, "\1", 1));
  assert_done (gnutls_x509_crt_set_dn (certificate, "CN=issuer", NULL));
  assert_done (gnutls_x509_crt_set_key (certificate, key));
  assert_done (gnutls_x509_crt_set_activation_time (certificate, expires - 60 * DAY));
  assert_done (gnutls_x509_crt_set_expiration_time (certificate, expires));
  assert_done (gnutls_x509_crt_set_ca_status (certificate, 1));
  assert_done (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, address, sizeof address,
                                                     GNUTLS_FSAN_SET));
  assert_done (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0));

  assert_done (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &key_text));
  assert_done (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &certificate_text));
  text = g_strdup_printf ("%.*s%.*s", (int) certificate_text.size, certificate_text.data,
                          (int) key_text.size, key_text.data);
  gnutls_free (key_text.data);
  gnutls_free (certificate_text.data);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);

  return text;
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Tls *tls = user_data;

  tls->requests++;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{}", 2);
}

static void
set_up (Tls           *tls,
        gconstpointer  data)
{
  issuer_fixture_set_up (&tls->fixture, NULL);
}

static void
tear_down (Tls           *tls,
           gconstpointer  data)
{
  issuer_fixture_tear_down (&tls->fixture, NULL);
}

/* Starts a server with a certificate that the client trusts, or does not. */
static void
start (Tls          *tls,
       unsigned int  last_byte,
       time_t        expires,
       gboolean      trusted)
{
  g_autofree char *pem = create_certificate (last_byte, expires);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GUri) uri = NULL;
  GSList *uris;
  int file;

  g_assert_no_error (error);
  tls->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (tls->server, NULL, handle_cb, tls, NULL);
  soup_server_listen_local (tls->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | SOUP_SERVER_LISTEN_HTTPS, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (tls->server);
  tls->address = g_strdup_printf ("https://127.0.0.1:%d/token", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  if (!trusted)
    return;

  file = g_file_open_tmp ("authority-XXXXXX.pem", &tls->authority, &error);
  g_assert_no_error (error);
  g_close (file, NULL);
  g_file_set_contents (tls->authority, pem, -1, &error);
  g_assert_no_error (error);
  database = g_tls_file_database_new (tls->authority, &error);
  g_assert_no_error (error);
  uri = g_uri_parse (tls->address, SOUP_HTTP_URI_FLAGS, NULL);
  soup_session_set_tls_database (smrt_oidc_client_get_session (tls->fixture.client, uri), database);
}

static void
stop (Tls *tls)
{
  soup_server_disconnect (tls->server);
  g_clear_object (&tls->server);
  g_clear_pointer (&tls->address, g_free);
  if (tls->authority != NULL)
    g_unlink (tls->authority);
  g_clear_pointer (&tls->authority, g_free);
}

static void
assert_post (Tls *tls,
             int  code)
{
  g_autoptr (SmrtForm) form = smrt_form_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GError) error = NULL;

  smrt_form_add (form, "refresh_token", TOKEN);
  smrt_oidc_request_post_async (tls->fixture.client, tls->address, form, NULL, issuer_result_cb, &result);
  answer = smrt_oidc_request_finish (tls->fixture.client, issuer_await (&result), NULL, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SMRT_OIDC_ERROR, code);
  g_assert_cmpuint (tls->requests, ==, code < 0 ? 1 : 0);
}

/* That the others fail is the certificate's doing. */
static void
test_good (Tls           *tls,
           gconstpointer  data)
{
  start (tls, 1, time (NULL) + 30 * DAY, TRUE);
  assert_post (tls, -1);
  stop (tls);
}

static void
test_unknown_authority (Tls           *tls,
                        gconstpointer  data)
{
  start (tls, 1, time (NULL) + 30 * DAY, FALSE);
  assert_post (tls, SMRT_OIDC_ERROR_TLS);
  stop (tls);
}

static void
test_other_host (Tls           *tls,
                 gconstpointer  data)
{
  start (tls, 2, time (NULL) + 30 * DAY, TRUE);
  assert_post (tls, SMRT_OIDC_ERROR_TLS);
  stop (tls);
}

static void
test_expired (Tls           *tls,
              gconstpointer  data)
{
  start (tls, 1, time (NULL) - DAY, TRUE);
  assert_post (tls, SMRT_OIDC_ERROR_TLS);
  stop (tls);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  static const char text[] = "HTTP/1.1 200 OK\r\n\r\n";

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text),
                             NULL, NULL, NULL);

  return FALSE;
}

/* What answers does not speak TLS. */
static void
test_no_tls (Tls           *tls,
             gconstpointer  data)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), NULL);
  tls->address = g_strdup_printf ("https://127.0.0.1:%d/token", port);
  assert_post (tls, SMRT_OIDC_ERROR_TLS);
  g_clear_pointer (&tls->address, g_free);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add ("/oidc/tls/" path, Tls, NULL, set_up, test, tear_down)
  ADD ("good", test_good);
  ADD ("unknown-authority", test_unknown_authority);
  ADD ("other-host", test_other_host);
  ADD ("expired", test_expired);
  ADD ("no-tls", test_no_tls);
#undef ADD

  return g_test_run ();
}
