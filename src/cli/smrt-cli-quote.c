/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-quote.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "smrt-change.h"
#include "smrt-cli-connection.h"
#include "smrt-cli-output.h"
#include "smrt-file.h"
#include "smrt-json.h"
#include "smrt-quote-file.h"
#include "smrt-words.h"

typedef struct
{
  char *plan;
  char *cycle;
  char *at;
  char *output;
  int seats;
  char **operands;
} QuoteArguments;

static void
quote_arguments_clear (QuoteArguments *self)
{
  g_free (self->plan);
  g_free (self->cycle);
  g_free (self->at);
  g_free (self->output);
  g_strfreev (self->operands);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QuoteArguments, quote_arguments_clear)

static gboolean
parse_cycle (const char  *text,
             SmrtCycle   *cycle,
             GError     **error)
{
  if (g_str_equal (text, "monthly"))
    *cycle = SMRT_CYCLE_MONTHLY;
  else if (g_str_equal (text, "annual"))
    *cycle = SMRT_CYCLE_ANNUAL;
  else
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, _("--cycle is either monthly or annual."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
parse_timing (const char  *text,
              SmrtTiming  *timing,
              GError     **error)
{
  if (g_str_equal (text, "now"))
    *timing = SMRT_TIMING_NOW;
  else if (g_str_equal (text, "renewal"))
    *timing = SMRT_TIMING_AT_RENEWAL;
  else
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, _("--at is either now or renewal."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_arguments (QuoteArguments  *self,
                 GError         **error)
{
  SmrtTiming timing;
  SmrtCycle cycle;

  if (self->operands == NULL || g_strv_length (self->operands) != 1)
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                           _("Say which one subscription is meant; “products” lists them."));
      return FALSE;
    }
  if (self->seats < 0)
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE, _("--seats is how many there shall be."));
      return FALSE;
    }
  if (self->plan == NULL && self->cycle == NULL && self->seats == 0)
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                           _("Say what it is to become with --plan, --cycle or --seats."));
      return FALSE;
    }

  return (self->cycle == NULL || parse_cycle (self->cycle, &cycle, error)) &&
         (self->at == NULL || parse_timing (self->at, &timing, error));
}

static gboolean
is_called (SmrtPlan      *plan,
           const char    *name,
           SmrtCatalogue *catalogue)
{
  g_autofree char *short_name = smrt_words_plan_short_name (plan, catalogue);
  g_autofree char *full_name = smrt_words_plain (smrt_plan_get_name (plan));
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  g_autofree char *folded_short = g_utf8_casefold (short_name, -1);
  g_autofree char *folded_full = g_utf8_casefold (full_name, -1);

  return g_str_equal (smrt_plan_get_id (plan), name) ||
         g_str_equal (wanted, folded_short) || g_str_equal (wanted, folded_full);
}

static SmrtPlan *
find_plan (SmrtCatalogue  *catalogue,
           SmrtPlan       *present,
           const char     *name,
           GError        **error)
{
  g_autoptr (GPtrArray) family = NULL;

  if (name == NULL)
    return present;

  family = smrt_catalogue_get_family (catalogue, present);
  for (unsigned int i = 0; i < family->len; i++)
    if (is_called (g_ptr_array_index (family, i), name, catalogue))
      return g_ptr_array_index (family, i);

  g_set_error (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
               /* Translators: %s is what the person typed */
               _("The subscription has no plan “%s” to change to; “plans” lists them."), name);

  return NULL;
}

static SmrtOffer *
find_offer_to (SmrtCatalogue    *catalogue,
               SmrtSubscription *subscription,
               SmrtPlan         *plan,
               SmrtCycle         cycle,
               gint64            seats)
{
  g_autoptr (SmrtOffer) offer = smrt_catalogue_find_offer (catalogue, subscription, plan, cycle);
  gint64 least, most;

  if (seats == 0)
    return g_steal_pointer (&offer);
  if (offer == NULL)
    return smrt_catalogue_make_seat_offer (catalogue, subscription, seats);
  if (!smrt_catalogue_get_seat_range (catalogue, subscription, &least, &most) || seats < least ||
      (most > 0 && seats > most))
    return NULL;

  return smrt_offer_with_quantity (offer, seats);
}

static SmrtOffer *
find_offer (SmrtAccount     *account,
            QuoteArguments  *arguments,
            GError         **error)
{
  g_autoptr (SmrtOffer) offer = NULL;
  g_autofree char *obstacle = NULL;
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (account);
  SmrtSubscription *subscription = smrt_account_find_subscription (account, arguments->operands[0]);
  SmrtPlan *plan;
  SmrtPrice *price;
  SmrtCycle cycle;

  if (subscription == NULL)
    {
      g_set_error (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                   /* Translators: %s is what the person typed */
                   _("There is no subscription “%s”; “products” lists them."), arguments->operands[0]);
      return NULL;
    }

  /* Seats may change where no plan may. */
  if (arguments->seats != 0 && arguments->plan == NULL && arguments->cycle == NULL)
    offer = smrt_catalogue_make_seat_offer (catalogue, subscription, arguments->seats);
  if (offer != NULL)
    return g_steal_pointer (&offer);

  obstacle = smrt_words_obstacle (smrt_catalogue_get_obstacle (catalogue, subscription), subscription);
  if (obstacle != NULL)
    {
      g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_REFUSED, obstacle);
      return NULL;
    }

  price = smrt_subscription_item_get_price (smrt_subscription_get_main_item (subscription));
  plan = smrt_catalogue_find_plan (catalogue, smrt_price_get_product_id (price));
  plan = find_plan (catalogue, plan, arguments->plan, error);
  if (plan == NULL)
    return NULL;

  cycle = smrt_price_get_cycle (price);
  if (arguments->cycle != NULL && !parse_cycle (arguments->cycle, &cycle, error))
    return NULL;

  offer = find_offer_to (catalogue, subscription, plan, cycle, arguments->seats);
  if (offer == NULL)
    g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                         _("The subscription cannot become that: it is so already, or it is not offered."));

  return g_steal_pointer (&offer);
}

/* What was asked for; without --at it is now, where that is allowed. */
static gboolean
choose_timing (SmrtChange      *change,
               QuoteArguments  *arguments,
               GError         **error)
{
  SmrtTiming timing;

  if (arguments->at == NULL)
    return TRUE;
  if (!parse_timing (arguments->at, &timing, error))
    return FALSE;

  if (smrt_offer_allows (smrt_change_get_offer (change), timing))
    {
      smrt_change_set_timing (change, timing);
      return TRUE;
    }

  g_set_error_literal (error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_REFUSED,
                       timing == SMRT_TIMING_NOW ? _("This change can be made at the next billing date alone.")
                                                 : _("This change can be made now alone."));

  return FALSE;
}

/* What the change is invoiced with: at once, or at the next billing date. */
static SmrtInvoice *
get_invoice (SmrtQuote *quote)
{
  SmrtInvoice *due = smrt_quote_get_due_invoice (quote);

  return due != NULL ? due : smrt_quote_get_next_invoice (quote);
}

static void
add_summary (JsonBuilder   *builder,
             SmrtQuote     *quote,
             SmrtCatalogue *catalogue)
{
  SmrtInvoice *invoice = get_invoice (quote);
  GPtrArray *lines = smrt_invoice_get_lines (invoice);
  g_autofree char *title = smrt_words_offer_title (smrt_quote_get_offer (quote), catalogue);
  SmrtMoney due = smrt_quote_get_due_today (quote);
  SmrtMoney added = smrt_quote_get_credit_added (quote);
  SmrtMoney next = smrt_quote_get_next_payment (quote);

  json_builder_begin_object (builder);
  smrt_cli_add_string (builder, "title", title);
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < lines->len; i++)
    {
      SmrtInvoiceLine *line = g_ptr_array_index (lines, i);
      g_autofree char *line_title = NULL;
      g_autofree char *detail = NULL;

      smrt_words_invoice_line (line, invoice, catalogue, &line_title, &detail);
      json_builder_begin_object (builder);
      smrt_cli_add_string (builder, "title", line_title);
      smrt_cli_add_string (builder, "detail", detail);
      smrt_cli_add_money (builder, "amount", smrt_invoice_line_get_amount (line));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  smrt_cli_add_money (builder, "due_today", &due);
  smrt_cli_add_money (builder, "credit_added", &added);
  smrt_cli_add_money (builder, "next_payment", &next);
  smrt_cli_add_time (builder, "next_date", smrt_quote_get_next_date (quote));
  json_builder_end_object (builder);
}

/* What is printed is what a file holds, with a summary that reading leaves
 * alone: so it can be kept and applied as well. */
static SmrtCliExit
print_json (SmrtAccount *account,
            SmrtQuote   *quote)
{
  g_autoptr (JsonNode) root = smrt_quote_file_to_json (account, quote);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  add_summary (builder, quote, smrt_account_get_catalogue (account));
  json_object_set_member (json_node_get_object (root), "summary", json_builder_get_root (builder));

  return smrt_cli_print_json (root);
}

static void
add_row (SmrtCliTable *table,
         const char   *title,
         const char   *detail,
         SmrtMoney     money)
{
  g_autofree char *amount = smrt_words_money (&money);

  smrt_cli_table_add (table, (const char *[]) { title, detail, amount, NULL });
}

static void
add_lines (SmrtCliTable  *table,
           SmrtInvoice   *invoice,
           SmrtCatalogue *catalogue)
{
  const SmrtInvoiceSums *sums = smrt_invoice_get_sums (invoice);
  GPtrArray *lines = smrt_invoice_get_lines (invoice);
  gint64 balance_used = smrt_invoice_get_balance_used (invoice);

  for (unsigned int i = 0; i < lines->len; i++)
    {
      SmrtInvoiceLine *line = g_ptr_array_index (lines, i);
      g_autofree char *title = NULL;
      g_autofree char *detail = NULL;

      smrt_words_invoice_line (line, invoice, catalogue, &title, &detail);
      add_row (table, title, detail, *smrt_invoice_line_get_amount (line));
    }

  if (sums->discount != 0)
    add_row (table, _("Discount"), "", smrt_invoice_get_money (invoice, -sums->discount));
  if (sums->usage_credit != 0)
    add_row (table, _("Paid from the credit balance"), "", smrt_invoice_get_money (invoice, -sums->usage_credit));
  if (sums->tax != 0)
    add_row (table, _("Tax"), "", smrt_invoice_get_money (invoice, sums->tax));
  if (sums->included_tax != 0)
    add_row (table, _("Tax within the total"), "", smrt_invoice_get_money (invoice, sums->included_tax));
  if (balance_used > 0)
    add_row (table, _("Credit used"), "", smrt_invoice_get_money (invoice, -balance_used));
  if (balance_used < 0 && sums->amount_due > 0)
    add_row (table, _("Owed from before"), "", smrt_invoice_get_money (invoice, -balance_used));
  if (balance_used < 0 && sums->amount_due == 0)
    add_row (table, _("Charged with the next payment"), "", smrt_invoice_get_money (invoice, balance_used));
}

static SmrtCliExit
print_text (SmrtAccount *account,
            SmrtQuote   *quote)
{
  g_autoptr (SmrtCliTable) table = smrt_cli_table_new ("llr");
  g_autoptr (GString) text = g_string_new (NULL);
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (account);
  SmrtOffer *offer = smrt_quote_get_offer (quote);
  SmrtPaymentMethod *payment_method = smrt_quote_get_payment_method (quote);
  g_autofree char *title = smrt_words_offer_title (offer, catalogue);
  g_autofree char *method = payment_method != NULL ? smrt_words_payment_method (payment_method) : g_strdup ("");
  g_autofree char *next_date = smrt_words_next_payment (quote);
  g_autofree char *quoted_for = smrt_words_quoted_for (quote);
  SmrtMoney due = smrt_quote_get_due_today (quote);
  SmrtMoney added = smrt_quote_get_credit_added (quote);

  add_lines (table, get_invoice (quote), catalogue);
  add_row (table, _("Due today"), due.amount > 0 ? method : _("Nothing is charged"), due);
  if (added.amount > 0)
    add_row (table, _("Added to your subscription credit"), _("Not refunded; used for your next payments"), added);
  add_row (table, _("Next payment"), next_date, smrt_quote_get_next_payment (quote));

  g_string_append_printf (text, "%s\n\n", title);
  smrt_cli_table_append_to (table, text);
  g_string_append_printf (text, "\n%s\n", quoted_for);

  return smrt_cli_print_text (text->str);
}

static gboolean
write_quote (SmrtAccount  *account,
             SmrtQuote    *quote,
             const char   *path,
             GError      **error)
{
  g_autoptr (JsonNode) root = smrt_quote_file_to_json (account, quote);
  char *json = smrt_json_to_string (root, TRUE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, strlen (json));

  return smrt_file_replace (path, bytes, error);
}

static SmrtCliExit
run_quote (const SmrtCliOptions *options,
           QuoteArguments       *arguments)
{
  g_autoptr (SmrtCliConnection) connection = NULL;
  g_autoptr (SmrtOffer) offer = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SmrtAccount *account;

  connection = smrt_cli_connection_open (options, &error);
  if (connection == NULL)
    return smrt_cli_fail (error);

  account = smrt_cli_connection_get_account (connection);
  offer = find_offer (account, arguments, &error);
  if (offer == NULL)
    return smrt_cli_fail (error);

  change = smrt_change_new (account, offer);
  if (!choose_timing (change, arguments, &error))
    return smrt_cli_fail (error);

  smrt_change_quote_async (change, NULL, smrt_cli_wait_cb, &result);
  if (!smrt_change_quote_finish (change, smrt_cli_wait (&result), &error))
    return smrt_cli_fail (error);

  if (arguments->output != NULL &&
      !write_quote (account, smrt_change_get_quote (change), arguments->output, &error))
    return smrt_cli_fail (error);

  return options->json ? print_json (account, smrt_change_get_quote (change))
                       : print_text (account, smrt_change_get_quote (change));
}

SmrtCliExit
smrt_cli_quote (char ***args)
{
  g_auto (SmrtCliOptions) options = { 0 };
  g_auto (QuoteArguments) arguments = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done;
  const GOptionEntry entries[] = {
    { "plan", 0, 0, G_OPTION_ARG_STRING, &arguments.plan, N_("The plan it is to become; otherwise it stays"), N_("NAME") },
    { "cycle", 0, 0, G_OPTION_ARG_STRING, &arguments.cycle, N_("How it is to be billed; otherwise it stays"),
      N_("monthly|annual") },
    { "seats", 0, 0, G_OPTION_ARG_INT, &arguments.seats, N_("How many seats there shall be; otherwise they stay"), N_("N") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &arguments.at, N_("When; otherwise now, where that is allowed"),
      N_("now|renewal") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &arguments.output, N_("Write the quote to a file"), N_("FILE") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.operands, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!smrt_cli_options_parse (&options, "quote", _("SUBSCRIPTION"),
                               _("Asks the server what a change costs. Nothing is changed."),
                               entries, args, &done, &error))
    return smrt_cli_fail (error);
  if (done)
    return SMRT_CLI_EXIT_DONE;
  if (!check_arguments (&arguments, &error))
    return smrt_cli_fail (error);

  return run_quote (&options, &arguments);
}
