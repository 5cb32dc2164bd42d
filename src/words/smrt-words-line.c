/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-line.h"

#include <glib/gi18n-lib.h>

#include "smrt-words-date.h"
#include "smrt-words-locale.h"
#include "smrt-words-money.h"
#include "smrt-words-plan.h"
#include "smrt-words-price.h"

SmrtPlan *
smrt_words_find_line_plan (SmrtInvoiceLine *line,
                           SmrtCatalogue   *catalogue)
{
  const char *product_id;

  if (line == NULL || catalogue == NULL)
    return NULL;

  product_id = smrt_invoice_line_get_product_id (line);

  return product_id != NULL ? smrt_catalogue_find_plan (catalogue, product_id) : NULL;
}

SmrtPrice *
smrt_words_find_line_price (SmrtInvoiceLine *line,
                            SmrtCatalogue   *catalogue)
{
  SmrtPlan *plan = smrt_words_find_line_plan (line, catalogue);
  GPtrArray *prices;

  if (plan == NULL)
    return NULL;

  prices = smrt_plan_get_prices (plan);
  for (unsigned int i = 0; i < prices->len; i++)
    if (g_strcmp0 (smrt_price_get_id (g_ptr_array_index (prices, i)),
                   smrt_invoice_line_get_price_id (line)) == 0)
      return g_ptr_array_index (prices, i);

  return NULL;
}

SmrtInvoiceLine *
smrt_words_find_main_line (SmrtInvoice *invoice,
                           int          sign)
{
  GPtrArray *lines;
  SmrtInvoiceLine *found = NULL;
  gint64 most = 0;

  g_return_val_if_fail (SMRT_IS_INVOICE (invoice), NULL);

  lines = smrt_invoice_get_lines (invoice);
  for (unsigned int i = 0; i < lines->len; i++)
    {
      SmrtInvoiceLine *line = g_ptr_array_index (lines, i);
      gint64 amount = smrt_invoice_line_get_amount (line)->amount;

      if (sign < 0 ? amount < most : amount > most)
        {
          most = amount;
          found = line;
        }
    }

  return found;
}

static gboolean
has_several_cycles (SmrtInvoice   *invoice,
                    SmrtCatalogue *catalogue)
{
  GPtrArray *lines;
  SmrtPrice *first = NULL;

  if (invoice == NULL)
    return FALSE;

  lines = smrt_invoice_get_lines (invoice);
  for (unsigned int i = 0; i < lines->len; i++)
    {
      SmrtPrice *price = smrt_words_find_line_price (g_ptr_array_index (lines, i), catalogue);

      if (price == NULL)
        continue;
      if (first != NULL && smrt_price_get_cycle (price) != smrt_price_get_cycle (first))
        return TRUE;
      first = price;
    }

  return FALSE;
}

static char *
describe_line (SmrtInvoiceLine *line,
               SmrtInvoice     *invoice,
               SmrtCatalogue   *catalogue)
{
  SmrtPlan *plan = smrt_words_find_line_plan (line, catalogue);
  SmrtPrice *price = smrt_words_find_line_price (line, catalogue);
  g_autofree char *name = NULL;
  gint64 amount = smrt_invoice_line_get_amount (line)->amount;

  if (plan == NULL)
    {
      name = smrt_words_plain (smrt_invoice_line_get_description (line));

      return *name != '\0' ? g_steal_pointer (&name) : g_strdup (_("Item without a description"));
    }

  if (!smrt_invoice_line_get_proration (line))
    return smrt_words_plan_with_cycle (plan, price, catalogue);

  name = smrt_words_plan_with_cycle (plan, has_several_cycles (invoice, catalogue) ? price : NULL, catalogue);
  if (amount < 0)
    /* Translators: a line of a quote; %s is a plan, "Standard" or "Standard,
     * annual" */
    return g_strdup_printf (C_("invoice line", "Unused time on %s"), name);
  if (amount > 0)
    /* Translators: a line of a quote; %s is a plan, "Pro" or "Pro, monthly" */
    return g_strdup_printf (C_("invoice line", "Remaining time on %s"), name);

  return g_steal_pointer (&name);
}

static char *
describe_detail (SmrtInvoiceLine *line,
                 SmrtCatalogue   *catalogue)
{
  SmrtPlan *plan = smrt_words_find_line_plan (line, catalogue);
  g_autofree char *quantity = NULL;
  g_autofree char *range = NULL;

  if (plan != NULL)
    quantity = smrt_words_quantity (smrt_invoice_line_get_quantity (line), smrt_plan_get_unit_label (plan));
  range = smrt_words_date_range (smrt_invoice_line_get_period_start (line),
                                 smrt_invoice_line_get_period_end (line));
  if (quantity == NULL)
    return g_steal_pointer (&range);

  /* Translators: the second row of a line of a quote: "3 seats" and "12
   * November to 12 December" */
  return g_strdup_printf (C_("quantity and dates", "%1$s · %2$s"), quantity, range);
}

void
smrt_words_invoice_line (SmrtInvoiceLine  *line,
                         SmrtInvoice      *invoice,
                         SmrtCatalogue    *catalogue,
                         char            **title,
                         char            **detail)
{
  g_return_if_fail (SMRT_IS_INVOICE_LINE (line));
  g_return_if_fail (title != NULL && detail != NULL);

  *title = describe_line (line, invoice, catalogue);
  *detail = describe_detail (line, catalogue);
}

char *
smrt_words_included_tax (SmrtInvoice *invoice)
{
  gint64 tax;
  SmrtMoney money;
  g_autofree char *amount = NULL;

  g_return_val_if_fail (SMRT_IS_INVOICE (invoice), NULL);

  tax = smrt_invoice_get_sums (invoice)->included_tax;
  if (tax == 0)
    return NULL;

  money = smrt_invoice_get_money (invoice, tax);
  amount = smrt_words_money (&money);

  /* Translators: %s is an amount of money, within the one beside it */
  return g_strdup_printf (_("%s of tax is included"), amount);
}
