/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-change.h"

#include <glib/gi18n-lib.h>

#include "smrt-change.h"
#include "smrt-cli-connection.h"
#include "smrt-cli-output.h"
#include "smrt-file.h"
#include "smrt-json.h"
#include "smrt-quote-file.h"
#include "smrt-words.h"

#define MAX_QUOTE_FILE_SIZE (1024 * 1024)
/* How long an unknown outcome is looked into before the command gives up
 * waiting. */
#define SETTLE_SECONDS 120

static SmrtQuote *
load_quote (SmrtAccount  *account,
            const char   *path,
            GError      **error)
{
  g_autoptr (GBytes) bytes = smrt_file_load (path, MAX_QUOTE_FILE_SIZE, error);
  g_autoptr (JsonNode) node = NULL;

  if (bytes == NULL)
    return NULL;

  node = smrt_json_parse (bytes, MAX_QUOTE_FILE_SIZE, error);
  if (node == NULL)
    return NULL;

  return smrt_quote_file_from_json (account, node, error);
}

static void
say_what_changed (SmrtChange *change)
{
  g_autoptr (GPtrArray) sentences = NULL;

  if (smrt_change_get_previous_quote (change) == NULL)
    return;

  sentences = smrt_words_quote_changed (smrt_change_get_previous_quote (change), smrt_change_get_quote (change));
  for (unsigned int i = 0; i < sentences->len; i++)
    smrt_cli_warn (g_ptr_array_index (sentences, i));
}

static gboolean
stop_waiting_cb (gpointer user_data)
{
  gboolean *stopped = user_data;

  *stopped = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_until_settled (SmrtChange *change)
{
  gboolean stopped = FALSE;
  unsigned int source;

  if (smrt_change_get_state (change) != SMRT_CHANGE_STATE_UNKNOWN)
    return;

  smrt_cli_warn (_("The answer did not arrive. Looking into whether the change was made…"));
  source = g_timeout_add_seconds (SETTLE_SECONDS, stop_waiting_cb, &stopped);
  while (!stopped && (smrt_change_get_state (change) == SMRT_CHANGE_STATE_UNKNOWN ||
                      smrt_change_get_state (change) == SMRT_CHANGE_STATE_CONFIRMING))
    g_main_context_iteration (NULL, TRUE);
  if (!stopped)
    g_source_remove (source);
}

static SmrtCliExit
print_json (SmrtChange *change)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  SmrtProof *proof = smrt_change_get_proof (change);
  SmrtInvoice *invoice = smrt_change_get_invoice (change);
  SmrtSubscription *subscription = smrt_offer_get_subscription (smrt_change_get_offer (change));
  g_autofree char *words = smrt_words_proof (proof);

  json_builder_begin_object (builder);
  smrt_cli_add_string (builder, "id", smrt_subscription_get_id (subscription));
  smrt_cli_add_string (builder, "plan", smrt_plan_get_id (smrt_offer_get_to_plan (smrt_change_get_offer (change))));
  smrt_cli_add_string (builder, "price", smrt_price_get_id (smrt_offer_get_to_price (smrt_change_get_offer (change))));
  smrt_cli_add_string (builder, "result", words);
  smrt_cli_add_boolean (builder, "exact", smrt_change_get_exact (change));
  if (smrt_change_get_timing (change) == SMRT_TIMING_AT_RENEWAL)
    smrt_cli_add_time (builder, "planned_for", smrt_quote_get_next_date (smrt_change_get_quote (change)));
  smrt_cli_add_string (builder, "invoice", invoice != NULL ? smrt_invoice_get_id (invoice) : NULL);
  smrt_cli_add_string (builder, "receipt", invoice != NULL ? smrt_invoice_get_number (invoice) : NULL);
  if (invoice != NULL)
    {
      SmrtMoney charged = smrt_invoice_get_money (invoice, smrt_invoice_get_sums (invoice)->amount_paid);
      SmrtMoney added = smrt_invoice_get_money (invoice, smrt_invoice_get_credit_added (invoice));

      smrt_cli_add_money (builder, "charged", &charged);
      smrt_cli_add_money (builder, "credit_added", &added);
    }
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);

  return smrt_cli_print_json (root);
}

static SmrtCliExit
print_text (SmrtChange *change)
{
  SmrtCatalogue *catalogue = smrt_account_get_catalogue (smrt_change_get_account (change));
  SmrtInvoice *invoice = smrt_change_get_invoice (change);
  SmrtQuote *quote = smrt_change_get_quote (change);
  gboolean planned = smrt_change_get_timing (change) == SMRT_TIMING_AT_RENEWAL;
  g_autofree char *title = planned ? smrt_words_planned_title (quote)
                                   : smrt_words_done_title (smrt_change_get_offer (change), catalogue);
  g_autofree char *words = planned ? smrt_words_planned_body (quote, catalogue)
                                   : smrt_words_proof (smrt_change_get_proof (change));
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n%s\n", title, words);
  if (invoice != NULL && smrt_invoice_get_number (invoice) != NULL)
    {
      g_autofree char *number = smrt_words_plain (smrt_invoice_get_number (invoice));

      /* Translators: %s is the number of an invoice */
      g_string_append_printf (text, _("Receipt %s"), number);
      g_string_append_c (text, '\n');
    }

  return smrt_cli_print_text (text->str);
}

static SmrtCliExit
report_done (SmrtChange *change,
             gboolean    json)
{
  SmrtProof *proof = smrt_change_get_proof (change);
  SmrtCliExit exit_code = json ? print_json (change) : print_text (change);

  if (exit_code != SMRT_CLI_EXIT_DONE || smrt_change_get_exact (change))
    return exit_code;

  if (proof == NULL)
    {
      g_autofree char *missing = smrt_words_missing_invoice (smrt_change_get_quote (change));

      smrt_cli_warn (missing);
    }
  for (unsigned int i = 0; proof != NULL && i < smrt_proof_get_differences (proof)->len; i++)
    {
      g_autofree char *sentence = smrt_words_difference (g_ptr_array_index (smrt_proof_get_differences (proof), i));

      smrt_cli_warn (sentence);
    }

  return SMRT_CLI_EXIT_FINDINGS;
}

static SmrtCliExit
report_not_paid (SmrtChange *change,
                 const char *reason)
{
  SmrtSubscription *subscription = smrt_change_get_subscription (change);
  SmrtInvoice *invoice = smrt_change_get_invoice (change);
  const GError *error = smrt_change_get_error (change);
  gint64 expires_at;

  if (error != NULL)
    smrt_cli_fail (error);
  else
    smrt_cli_warn (reason);

  if (invoice != NULL && smrt_invoice_get_payment_error (invoice) != NULL)
    {
      g_autofree char *message = smrt_words_plain (smrt_invoice_get_payment_error (invoice));

      smrt_cli_warn (message);
    }

  expires_at = subscription != NULL ? smrt_subscription_get_pending_update_expires_at (subscription) : 0;
  if (expires_at != 0)
    {
      g_autofree char *time = smrt_words_time (expires_at);
      g_autofree char *sentence = NULL;

      /* Translators: %s is a day and a time of day */
      sentence = g_strdup_printf (_("The change waits for its payment until %s."), time);
      smrt_cli_warn (sentence);
    }

  return SMRT_CLI_EXIT_REFUSED;
}

static SmrtCliExit
report (SmrtChange   *change,
        gboolean      json,
        const GError *error)
{
  switch (smrt_change_get_state (change))
    {
    case SMRT_CHANGE_STATE_DONE:
      return report_done (change, json);
    case SMRT_CHANGE_STATE_DECLINED:
      return report_not_paid (change, smrt_change_get_in_force (change)
                                        ? _("The plan has changed, but its payment was declined. The invoice is open.")
                                        : _("The payment was declined. Your plan has not changed."));
    case SMRT_CHANGE_STATE_NEEDS_ACTION:
      return report_not_paid (change, _("Your bank asks for a confirmation. Your plan has not changed."));
    case SMRT_CHANGE_STATE_QUOTE_CHANGED:
      say_what_changed (change);
      smrt_cli_warn (_("The quote no longer holds. Nothing was changed."));
      return SMRT_CLI_EXIT_STALE;
    case SMRT_CHANGE_STATE_UNKNOWN:
    case SMRT_CHANGE_STATE_CONFIRMING:
      smrt_cli_warn (_("It is not known whether the change was made. Look at the products before trying again."));
      return SMRT_CLI_EXIT_SERVER;
    case SMRT_CHANGE_STATE_QUOTING:
    case SMRT_CHANGE_STATE_QUOTE_FAILED:
    case SMRT_CHANGE_STATE_QUOTED:
    case SMRT_CHANGE_STATE_NOT_MADE:
    default:
      if (smrt_change_get_plan_released (change))
        smrt_cli_warn (_("The change that was planned before has been taken back."));
      if (smrt_change_get_error (change) != NULL)
        return smrt_cli_fail (smrt_change_get_error (change));
      if (error != NULL)
        return smrt_cli_fail (error);
      smrt_cli_warn (_("The change was not made."));
      return SMRT_CLI_EXIT_REFUSED;
    }
}

static SmrtCliExit
run_change (const SmrtCliOptions *options,
            const char           *path)
{
  g_autoptr (SmrtCliConnection) connection = NULL;
  g_autoptr (SmrtQuote) quote = NULL;
  g_autoptr (SmrtChange) change = NULL;
  g_autoptr (GAsyncResult) quoted = NULL;
  g_autoptr (GAsyncResult) confirmed = NULL;
  g_autoptr (GError) error = NULL;
  SmrtAccount *account;

  connection = smrt_cli_connection_open (options, &error);
  if (connection == NULL)
    return smrt_cli_fail (error);

  account = smrt_cli_connection_get_account (connection);
  quote = load_quote (account, path, &error);
  if (quote == NULL)
    return smrt_cli_fail (error);

  change = smrt_change_new (account, smrt_quote_get_offer (quote));
  smrt_change_expect (change, quote);
  smrt_change_quote_async (change, NULL, smrt_cli_wait_cb, &quoted);
  if (!smrt_change_quote_finish (change, smrt_cli_wait (&quoted), &error))
    return report (change, options->json, error);

  smrt_change_confirm_async (change, NULL, smrt_cli_wait_cb, &confirmed);
  if (!smrt_change_confirm_finish (change, smrt_cli_wait (&confirmed), &error))
    wait_until_settled (change);

  return report (change, options->json, error);
}

SmrtCliExit
smrt_cli_change (char ***args)
{
  g_auto (SmrtCliOptions) options = { 0 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gboolean yes = FALSE;
  gboolean done;
  const GOptionEntry entries[] = {
    { "quote", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("The file with the quote that is applied"), N_("FILE") },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_("Make the change and pay what it costs"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!smrt_cli_options_parse (&options, "change", NULL,
                               _("Makes the change of a quote, exactly as quoted, or refuses."),
                               entries, args, &done, &error))
    return smrt_cli_fail (error);
  if (done)
    return SMRT_CLI_EXIT_DONE;

  if (path == NULL || !yes)
    {
      g_set_error_literal (&error, SMRT_CLI_ERROR, SMRT_CLI_ERROR_USAGE,
                           _("Nothing was changed: a change needs both --quote=FILE and --yes."));
      return smrt_cli_fail (error);
    }

  return run_change (&options, path);
}
