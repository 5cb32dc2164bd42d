/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-pages.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-hosted-invoice.h"
#include "smrt-sandbox-pdf.h"
#include "smrt-sandbox-portal-session.h"
#include "smrt-sandbox-routes.h"

static SmrtSandboxPage *
show_pdf (SmrtSandboxRequest *request)
{
  GBytes *pdf = smrt_sandbox_pdf_render (request->store, request->id);

  return pdf != NULL ? smrt_sandbox_page_new_file (pdf, "application/pdf") : NULL;
}

static const struct
{
  const char *method;
  const char *path;
  SmrtSandboxPage *(*handler) (SmrtSandboxRequest *request);
} pages[] = {
  { "GET", "/pdf/*", show_pdf },
  { "GET", "/i/*", smrt_sandbox_hosted_invoice_show },
  { "POST", "/i/*/pay", smrt_sandbox_hosted_invoice_pay },
  { "GET", "/i/*/confirm", smrt_sandbox_hosted_invoice_ask },
  { "POST", "/i/*/confirm", smrt_sandbox_hosted_invoice_confirm },
  { "GET", "/p/session/*", smrt_sandbox_portal_session_show },
  { "POST", "/p/session/*", smrt_sandbox_portal_session_save },
};

gboolean
smrt_sandbox_pages_has (const char *path)
{
  return g_str_has_prefix (path, "/pdf/") || g_str_has_prefix (path, "/i/") || g_str_has_prefix (path, "/p/");
}

static SmrtSandboxPage *
refuse (int         status,
        const char *title,
        const char *text)
{
  SmrtSandboxPage *page = smrt_sandbox_page_new (status, title);

  smrt_sandbox_page_add (page, "<p>%s</p>\n", text);

  return page;
}

static SmrtSandboxPage *
refuse_address (void)
{
  return refuse (404, "There Is No Such Page", "The address is not whole, or it never was one of this server.");
}

SmrtSandboxPage *
smrt_sandbox_pages_check (const char *host,
                          const char *base_url)
{
  if (g_strcmp0 (host, base_url + strlen ("http://")) == 0)
    return NULL;

  return refuse (421, "This Is Another Server", "This server does not go by the name in the address.");
}

SmrtSandboxPage *
smrt_sandbox_pages_answer (SmrtSandboxRequest *request,
                           const char         *method,
                           const char         *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  gboolean exists = FALSE;

  for (unsigned int i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *secret = NULL;
      g_autofree char *rest = NULL;
      SmrtSandboxPage *page;

      if (!smrt_sandbox_routes_match (pages[i].path, parts, &secret, &rest))
        continue;

      exists = TRUE;
      if (!g_str_equal (pages[i].method, method))
        continue;

      request->id = secret;
      page = pages[i].handler (request);
      request->id = NULL;

      return page != NULL ? page : refuse_address ();
    }

  return exists ? refuse (405, "This Cannot Be Done Here", "Pages of this kind are not for this kind of request.")
                : refuse_address ();
}

SmrtSandboxPage *
smrt_sandbox_pages_refuse (const GError *error)
{
  if (error->domain == SMRT_SANDBOX_FAULT)
    return refuse (error->code, "This Did Not Work", error->message);

  return refuse (500, "This Did Not Work", "The server has failed. Nothing was changed.");
}
