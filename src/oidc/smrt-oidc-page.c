/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-page.h"

#include <string.h>

/* Colours have a contrast of 4.5 : 1 and more on both grounds. */
static const char style[] =
  ":root{color-scheme:light dark;--ground:#f6f5f4;--sheet:#fff;--text:#241f31;--soft:#5e5c64;--good:#0b6b33;"
  "--bad:#a51d2d}"
  "@media(prefers-color-scheme:dark){:root{--ground:#1e1e1e;--sheet:#2b2b2e;--text:#f6f5f4;--soft:#c0bfbc;"
  "--good:#8ff0a4;--bad:#ff9c94}}"
  "*{box-sizing:border-box}"
  "body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;"
  "padding:1.5rem;background:var(--ground);color:var(--text);font:1rem/1.5 Cantarell,system-ui,sans-serif;"
  "text-align:center}"
  "main{width:100%;max-width:30rem;padding:2.5rem 1.5rem;background:var(--sheet);border-radius:.75rem;"
  "box-shadow:0 1px 4px #0003}"
  "svg{width:4rem;height:4rem;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;"
  "stroke-linejoin:round}"
  ".good{color:var(--good)}.bad{color:var(--bad)}"
  "h1{margin:1rem 0 .5rem;font-size:1.5rem;line-height:1.25}"
  "p{margin:0}"
  "h1,p{overflow-wrap:anywhere}"
  "footer{margin-top:1rem;color:var(--soft);font-size:.875rem}";

static const char tick[] =
  "<svg class=\"good\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" r=\"10\"/>"
  "<path d=\"m7.5 12.5 3 3 6-6.5\"/></svg>";
static const char cross[] =
  "<svg class=\"bad\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" r=\"10\"/>"
  "<path d=\"m8.5 8.5 7 7m0-7-7 7\"/></svg>";

/* The one style sheet is named by its hash, so that no other one counts. */
static char *
make_policy (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  unsigned char digest[32];
  gsize length = sizeof digest;
  g_autofree char *hash = NULL;

  g_checksum_update (checksum, (const unsigned char *) style, sizeof style - 1);
  g_checksum_get_digest (checksum, digest, &length);
  hash = g_base64_encode (digest, length);

  return g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; form-action 'none'; base-uri 'none'; "
                          "frame-ancestors 'none'",
                          hash);
}

/* The direction of the writing follows the text, whatever its language is. */
static char *
make_html (gboolean    good,
           const char *words)
{
  const char *end = strchr (words, '\n');
  g_autofree char *title = end != NULL ? g_strndup (words, end - words) : g_strdup (words);
  g_autofree char *head = g_markup_printf_escaped ("<title>%s</title><style>", title);
  g_autofree char *body = g_markup_printf_escaped ("<h1 dir=\"auto\">%s</h1>\n<p dir=\"auto\">%s</p>\n", title,
                                                   end != NULL ? end + 1 : "");

  return g_strconcat ("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                      "<meta name=\"color-scheme\" content=\"light dark\">",
                      head, style, "</style></head>\n<body><main>", good ? tick : cross, body,
                      "</main><footer>smrtPhone Plans</footer></body></html>\n", NULL);
}

void
smrt_oidc_page_answer (SoupServerMessage *message,
                       unsigned int       status,
                       gboolean           good,
                       const char        *words)
{
  SoupMessageHeaders *headers;
  g_autofree char *policy = make_policy ();
  char *html;

  g_return_if_fail (SOUP_IS_SERVER_MESSAGE (message));
  g_return_if_fail (words != NULL);

  headers = soup_server_message_get_response_headers (message);
  soup_message_headers_replace (headers, "Content-Security-Policy", policy);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");

  html = make_html (good, words);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_TAKE, html, strlen (html));
}
