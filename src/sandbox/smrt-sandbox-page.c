/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-page.h"

/* Colours have a contrast of 4.5 : 1 and more on both grounds. */
static const char style[] =
  ":root{color-scheme:light dark;--ground:#f6f5f4;--sheet:#fff;--text:#241f31;--soft:#5e5c64;--line:#d9d8d6;"
  "--accent:#1a5fb4;--on-accent:#fff;--good:#0b6b33;--bad:#a51d2d}"
  "@media(prefers-color-scheme:dark){:root{--ground:#1e1e1e;--sheet:#2b2b2e;--text:#f6f5f4;--soft:#c0bfbc;"
  "--line:#4a4a4e;--accent:#99c1f1;--on-accent:#1e1e1e;--good:#8ff0a4;--bad:#ff9c94}}"
  "*{box-sizing:border-box}"
  "body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 Cantarell,system-ui,sans-serif}"
  "main{max-width:40rem;margin:1.5rem auto;padding:1.5rem;background:var(--sheet);border-radius:.75rem;"
  "box-shadow:0 1px 4px #0003}"
  "footer{max-width:40rem;margin:0 auto 1.5rem;padding:0 1.5rem;color:var(--soft);font-size:.875rem}"
  "h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25}"
  "h2{margin:2rem 0 .5rem;font-size:1.125rem}"
  "h1,h2,p,dd,td,th,label{overflow-wrap:anywhere}"
  "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}"
  "dt{color:var(--soft)}dd{margin:0}"
  "table{width:100%;border-collapse:collapse}"
  "th,td{padding:.5rem 0;border-bottom:1px solid var(--line);text-align:start;vertical-align:top;font-weight:normal}"
  "th small{display:block;color:var(--soft);font-size:.875rem}"
  "th+td,thead th+th{padding-inline-start:1rem;text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums;"
  "overflow-wrap:normal}"
  "thead th{color:var(--soft);font-size:.875rem}"
  "tfoot th,tfoot td{border:0;padding:.25rem 0}"
  "tfoot tr:first-child>*{padding-top:.75rem}"
  ".due>*{font-size:1.25rem;font-weight:bold}"
  "[role]{margin:0 0 1rem;padding:.75rem 1rem;border:1px solid;border-inline-start-width:.375rem;border-radius:.5rem}"
  "[role=status]{color:var(--good)}[role=alert]{color:var(--bad)}"
  "fieldset{margin:0;padding:0;border:0}legend{padding:0;margin-bottom:.5rem}"
  "label{display:flex;gap:.75rem;align-items:center;min-height:2.75rem;padding:.25rem 0}"
  "input{flex:none;width:1.25rem;height:1.25rem;margin:0;accent-color:var(--accent)}"
  "button{min-height:2.75rem;margin-top:1rem;padding:.5rem 1.5rem;border:1px solid var(--accent);border-radius:.5rem;"
  "background:var(--accent);color:var(--on-accent);font:inherit;font-weight:bold;cursor:pointer}"
  "button.plain{background:none;color:var(--accent)}"
  "button+button{margin-inline-start:.75rem}"
  "a{color:var(--accent)}"
  ":focus-visible{outline:3px solid var(--accent);outline-offset:2px}"
  "@media(max-width:30rem){main{margin:0;padding:1rem;border-radius:0}footer{margin-top:1rem;padding:0 1rem}"
  "button{width:100%}button+button{margin-inline-start:0}}";

struct _SmrtSandboxPage
{
  int status;
  GString *html;
  char *location;
  GBytes *file;
  const char *content_type;
};

SmrtSandboxPage *
smrt_sandbox_page_new (int         status,
                       const char *title)
{
  SmrtSandboxPage *self = g_new0 (SmrtSandboxPage, 1);

  self->status = status;
  self->html = g_string_new ("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                             "<meta name=\"color-scheme\" content=\"light dark\"><title>");
  smrt_sandbox_page_add (self, "%s – smrtPhone sandbox</title><style>", title);
  g_string_append (self->html, style);
  smrt_sandbox_page_add (self, "</style></head>\n<body><main><h1>%s</h1>\n", title);

  return self;
}

SmrtSandboxPage *
smrt_sandbox_page_new_elsewhere (const char *location)
{
  SmrtSandboxPage *self = g_new0 (SmrtSandboxPage, 1);

  self->status = 303;
  self->location = g_strdup (location);

  return self;
}

SmrtSandboxPage *
smrt_sandbox_page_new_file (GBytes     *bytes,
                            const char *content_type)
{
  SmrtSandboxPage *self = g_new0 (SmrtSandboxPage, 1);

  self->status = 200;
  self->file = bytes;
  self->content_type = content_type;

  return self;
}

void
smrt_sandbox_page_free (SmrtSandboxPage *self)
{
  if (self->html != NULL)
    g_string_free (self->html, TRUE);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self->location);
  g_free (self);
}

void
smrt_sandbox_page_add (SmrtSandboxPage *self,
                       const char      *format,
                       ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_markup_vprintf_escaped (format, args);
  va_end (args);
  g_string_append (self->html, text);
}

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

  return g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none';"
                          " frame-ancestors 'none'",
                          hash);
}

void
smrt_sandbox_page_send (SmrtSandboxPage   *self,
                        SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "X-Frame-Options", "DENY");
  soup_server_message_set_status (message, self->status, NULL);

  if (self->location != NULL)
    soup_message_headers_replace (headers, "Location", self->location);
  else if (self->file != NULL)
    soup_server_message_set_response (message, self->content_type, SOUP_MEMORY_COPY,
                                      g_bytes_get_data (self->file, NULL), g_bytes_get_size (self->file));
  else
    {
      g_autofree char *policy = make_policy ();
      g_autofree char *html = g_strconcat (self->html->str,
                                           "</main><footer>This is a sandbox on this computer. Nobody is charged."
                                           "</footer></body></html>\n",
                                           NULL);

      soup_message_headers_replace (headers, "Content-Security-Policy", policy);
      soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, html, strlen (html));
    }
}

char *
smrt_sandbox_page_format_date (gint64 time)
{
  static const char * const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
                                         "September", "October", "November", "December" };
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (time);

  return g_strdup_printf ("%d %s %d", g_date_time_get_day_of_month (moment),
                          months[g_date_time_get_month (moment) - 1], g_date_time_get_year (moment));
}
