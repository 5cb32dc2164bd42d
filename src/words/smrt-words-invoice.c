/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-invoice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "smrt-words-date.h"
#include "smrt-words-line.h"
#include "smrt-words-locale.h"
#include "smrt-words-plan.h"
#include "smrt-words-price.h"

/* Longer names than this are refused by some file systems. */
#define MAX_NUMBER_CHARS 60

static char *
describe_same_plan (SmrtInvoiceLine *line,
                    SmrtPlan        *plan,
                    SmrtPrice       *old_price,
                    SmrtPrice       *new_price,
                    SmrtCatalogue   *catalogue)
{
  g_autofree char *name = smrt_words_plan_short_name (plan, catalogue);
  g_autofree char *quantity = NULL;
  SmrtCycle new_cycle = new_price != NULL ? smrt_price_get_cycle (new_price) : SMRT_CYCLE_OTHER;

  if (old_price != new_price && new_cycle == SMRT_CYCLE_MONTHLY)
    /* Translators: what an invoice is for; %s is a plan, "Standard" */
    return g_strdup_printf (_("%s: switched to monthly"), name);
  if (old_price != new_price && new_cycle == SMRT_CYCLE_ANNUAL)
    /* Translators: what an invoice is for; %s is a plan, "Standard" */
    return g_strdup_printf (_("%s: switched to annual"), name);

  quantity = smrt_words_quantity (smrt_invoice_line_get_quantity (line), smrt_plan_get_unit_label (plan));
  if (old_price == new_price && quantity != NULL)
    /* Translators: what an invoice is for; %1$s is a plan, "Multi Line", %2$s how many of it, "5 seats" */
    return g_strdup_printf (_("%1$s: changed to %2$s"), name, quantity);

  /* Translators: what an invoice is for; %s is a plan, "Standard" */
  return g_strdup_printf (_("%s: changed"), name);
}

static char *
describe_change (SmrtInvoice   *invoice,
                 SmrtCatalogue *catalogue)
{
  SmrtInvoiceLine *old_line = smrt_words_find_main_line (invoice, -1);
  SmrtInvoiceLine *new_line = smrt_words_find_main_line (invoice, 1);
  SmrtPlan *old_plan = smrt_words_find_line_plan (old_line, catalogue);
  SmrtPlan *new_plan = smrt_words_find_line_plan (new_line, catalogue);
  SmrtPrice *old_price = smrt_words_find_line_price (old_line, catalogue);
  SmrtPrice *new_price = smrt_words_find_line_price (new_line, catalogue);
  g_autofree char *old_name = NULL;
  g_autofree char *new_name = NULL;
  gboolean same_cycle;

  if (old_plan == NULL || new_plan == NULL)
    return NULL;
  if (old_plan == new_plan)
    return describe_same_plan (new_line, new_plan, old_price, new_price, catalogue);

  same_cycle = old_price != NULL && new_price != NULL &&
               smrt_price_get_cycle (old_price) == smrt_price_get_cycle (new_price);
  old_name = smrt_words_plan_with_cycle (old_plan, same_cycle ? NULL : old_price, catalogue);
  new_name = smrt_words_plan_with_cycle (new_plan, same_cycle ? NULL : new_price, catalogue);

  /* Translators: what an invoice is for; both are plans, "Standard" and "Pro",
   * or "Standard, monthly" and "Pro, annual" */
  return g_strdup_printf (_("Change from %1$s to %2$s"), old_name, new_name);
}

/* An invoice of a trial charges nothing, and its first line tells the plan. */
static SmrtInvoiceLine *
find_line (SmrtInvoice *invoice)
{
  SmrtInvoiceLine *line = smrt_words_find_main_line (invoice, 1);
  GPtrArray *lines = smrt_invoice_get_lines (invoice);

  return line != NULL || lines->len == 0 ? line : g_ptr_array_index (lines, 0);
}

/* "1152 × smrtPhone Usage (at $0.02 / month)" is about smrtPhone Usage: how the
 * provider describes what is not prorated. What looks otherwise stays. */
static char *
shorten_description (const char *description)
{
  const char *times = description + strspn (description, "0123456789,");
  const char *price = g_strrstr (description, " (at ");

  if (times == description || !g_str_has_prefix (times, " × ") || price == NULL || !g_str_has_suffix (description, ")"))
    return g_strdup (description);

  times += strlen (" × ");

  return price > times ? g_strndup (times, price - times) : g_strdup (description);
}

static char *
describe_item (SmrtInvoice   *invoice,
               SmrtCatalogue *catalogue)
{
  SmrtInvoiceLine *line = find_line (invoice);
  const char *reason = smrt_invoice_get_billing_reason (invoice);
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  g_autofree char *detail = NULL;

  if (line == NULL)
    return g_strdup (_("Invoice without items"));
  if (smrt_words_find_line_plan (line, catalogue) != NULL)
    name = smrt_words_plan_with_cycle (smrt_words_find_line_plan (line, catalogue),
                                       smrt_words_find_line_price (line, catalogue), catalogue);
  else
    {
      smrt_words_invoice_line (line, invoice, catalogue, &description, &detail);
      name = shorten_description (description);
    }

  if (g_strcmp0 (reason, "subscription_create") == 0)
    /* Translators: what an invoice is for; %s is a plan, "Standard, monthly" */
    return g_strdup_printf (_("%s: first payment"), name);
  if (g_strcmp0 (reason, "subscription_cycle") == 0)
    /* Translators: what an invoice is for; %s is a plan, "Standard, monthly" */
    return g_strdup_printf (_("%s: renewal"), name);
  if (g_strcmp0 (reason, "subscription_update") == 0)
    /* Translators: what an invoice is for; %s is a plan, "Standard, monthly" */
    return g_strdup_printf (_("%s: change"), name);

  return g_steal_pointer (&name);
}

char *
smrt_words_invoice (SmrtInvoice   *invoice,
                    SmrtCatalogue *catalogue)
{
  char *words = NULL;

  g_return_val_if_fail (SMRT_IS_INVOICE (invoice), NULL);

  if (g_strcmp0 (smrt_invoice_get_billing_reason (invoice), "subscription_update") == 0)
    words = describe_change (invoice, catalogue);

  return words != NULL ? words : describe_item (invoice, catalogue);
}

const char *
smrt_words_invoice_state (SmrtInvoice *invoice,
                          SmrtTone    *tone)
{
  g_return_val_if_fail (SMRT_IS_INVOICE (invoice), NULL);

  if (smrt_invoice_get_status (invoice) == SMRT_INVOICE_STATUS_PAID && smrt_invoice_get_sums (invoice)->total < 0)
    {
      if (tone != NULL)
        *tone = SMRT_TONE_INFO;
      return C_("invoice", "Credited");
    }

  return smrt_words_invoice_status (smrt_invoice_get_status (invoice), tone);
}

char *
smrt_words_invoice_number (SmrtInvoice *invoice)
{
  const char *number;

  g_return_val_if_fail (SMRT_IS_INVOICE (invoice), NULL);

  number = smrt_invoice_get_number (invoice);

  return smrt_words_plain (number != NULL && *number != '\0' ? number : smrt_invoice_get_id (invoice));
}

char *
smrt_words_invoice_file_name (SmrtInvoice *invoice)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (SMRT_IS_INVOICE (invoice), NULL);

  number = smrt_words_invoice_number (invoice);

  return smrt_words_pdf_name (smrt_invoice_get_created (invoice), number);
}

char *
smrt_words_pdf_name (gint64      created,
                     const char *number)
{
  g_autofree char *date = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *shortened = NULL;

  g_return_val_if_fail (number != NULL, NULL);

  date = smrt_words_date_sortable (created);
  plain = smrt_words_plain (number);
  shortened = g_utf8_substring (plain, 0, MIN (g_utf8_strlen (plain, -1), MAX_NUMBER_CHARS));
  g_strdelimit (shortened, "/\\:*?\"<>|", '-');

  return g_strdup_printf ("%s %s.pdf", date, shortened);
}

const char *
smrt_words_pay_read_only (void)
{
  return _("Only the Account Owner and Users with the Finance & Billing permission can pay invoices.");
}

const char *
smrt_words_pdf_not_saved (SmrtProblem problem)
{
  if (problem == SMRT_PROBLEM_OFFLINE)
    return _("The PDF was not saved: its server was not reached");
  if (problem == SMRT_PROBLEM_TIMED_OUT)
    return _("The PDF was not saved: its server took too long");
  if (problem == SMRT_PROBLEM_TLS || problem == SMRT_PROBLEM_ADDRESS)
    return _("The PDF was not saved: its address is not safe");
  if (problem == SMRT_PROBLEM_NOT_FOUND)
    return _("The PDF was not saved: the server does not have it any more");
  if (problem == SMRT_PROBLEM_SERVER)
    return _("The PDF was not saved: the server failed");
  if (problem == SMRT_PROBLEM_BAD_ANSWER)
    return _("The PDF was not saved: what the server sent is not a whole PDF");
  if (problem == SMRT_PROBLEM_FILE)
    return _("The PDF was not saved: the file cannot be written");

  return _("The PDF was not saved");
}
