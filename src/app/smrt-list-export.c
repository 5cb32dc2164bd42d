/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-list-export.h"

#include <glib/gi18n-lib.h>

#include "smrt-export-beancount.h"
#include "smrt-export-csv.h"
#include "smrt-export-ledger.h"
#include "smrt-export-qif.h"
#include "smrt-export-statement.h"
#include "smrt-export-xlsx.h"
#include "smrt-file-writer.h"
#include "smrt-store-snapshot.h"

/* What the thread needs; nothing of it changes while it runs. */
typedef struct
{
  SmrtStore *store;
  SmrtStoreQuery *query;
  SmrtExport write;
  SmrtExportSource *source;
  SmrtExportSpan span;
  GListModel *subscriptions;
  SmrtCatalogue *catalogue;
  SmrtPaymentMethod *payment_method;
  char *account_name;
  char *path;
  gint64 as_of;
  GMainContext *context;
  SmrtExportProgress progress;
  gpointer progress_data;
  guint64 told;
} Job;

typedef struct
{
  GTask *task;
  guint64 n_done;
  guint64 n_rows;
} Step;

static const SmrtListExportFormat formats[] = {
  { "csv", N_("Comma-Separated Values (CSV)…"), "csv", smrt_export_csv_credits, smrt_export_csv_invoices },
#ifdef HAVE_XLSX
  { "xlsx", N_("Spreadsheet (XLSX)…"), "xlsx", smrt_export_xlsx_credits, smrt_export_xlsx_invoices },
#endif
  { "statement", N_("Statement (PDF)…"), "pdf", smrt_export_statement_credits, smrt_export_statement_invoices },
  { "hledger", N_("Journal for hledger…"), "journal", smrt_export_hledger_credits, smrt_export_hledger_invoices },
  { "ledger", N_("Journal for ledger…"), "ledger", smrt_export_ledger_credits, smrt_export_ledger_invoices },
  { "beancount", N_("Journal for beancount…"), "beancount", smrt_export_beancount_credits,
    smrt_export_beancount_invoices },
  { "qif", N_("Quicken Interchange Format (QIF)…"), "qif", smrt_export_qif_credits, smrt_export_qif_invoices },
};

static void
free_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  smrt_store_query_free (job->query);
  g_clear_object (&job->source);
  g_object_unref (job->subscriptions);
  g_clear_object (&job->catalogue);
  g_clear_object (&job->payment_method);
  g_free (job->account_name);
  g_free (job->path);
  g_main_context_unref (job->context);
  g_free (job);
}

static void
free_step (gpointer data)
{
  Step *step = data;

  g_object_unref (step->task);
  g_free (step);
}

static gboolean
tell_cb (gpointer data)
{
  Step *step = data;
  Job *job = g_task_get_task_data (step->task);

  if (!g_task_get_completed (step->task))
    job->progress (step->n_done, step->n_rows, job->progress_data);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint64  n_done,
             guint64  n_rows,
             gpointer user_data)
{
  GTask *task = user_data;
  Job *job = g_task_get_task_data (task);
  guint64 part = n_rows > 0 ? n_done * 100 / n_rows : 100;
  Step *step;

  if (job->progress == NULL || part == job->told)
    return;

  job->told = part;
  step = g_new0 (Step, 1);
  step->task = g_object_ref (task);
  step->n_done = n_done;
  step->n_rows = n_rows;
  g_main_context_invoke_full (job->context, G_PRIORITY_DEFAULT, tell_cb, step, free_step);
}

static SmrtExportSource *
create_source (Job     *job,
               GTask   *task,
               GError **error)
{
  g_autoptr (SmrtStoreSnapshot) rows = smrt_store_snapshot_new (job->store, job->query, error);
  gboolean of_invoices = job->query->table == SMRT_STORE_TABLE_INVOICES;
  SmrtExportSource *source;
  const SmrtStoreSums *sums;

  if (rows == NULL)
    return NULL;

  source = smrt_export_source_new (of_invoices ? NULL : G_LIST_MODEL (rows), of_invoices ? G_LIST_MODEL (rows) : NULL,
                                   job->subscriptions, job->catalogue, job->as_of);
  smrt_export_source_set_credit (source, job->query->table == SMRT_STORE_TABLE_USAGE_CREDITS
                                           ? SMRT_EXPORT_CREDIT_USAGE
                                           : SMRT_EXPORT_CREDIT_SUBSCRIPTION);
  smrt_export_source_set_span (source, &job->span);
  smrt_export_source_set_account_name (source, job->account_name);
  smrt_export_source_set_payment_method (source, job->payment_method);
  smrt_export_source_set_progress (source, progress_cb, task, NULL);

  sums = smrt_store_snapshot_get_sums (rows);
  if (!of_invoices && sums->has_balances && *sums->currency != '\0')
    {
      const SmrtMoney opening = smrt_money_init (sums->opening, sums->currency);
      const SmrtMoney closing = smrt_money_init (sums->closing, sums->currency);

      smrt_export_source_set_balances (source, &opening, &closing);
    }

  return source;
}

static void
run_cb (GTask        *task,
        gpointer      account,
        gpointer      task_data,
        GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (SmrtFileWriter) writer = NULL;
  GError *error = NULL;

  job->source = create_source (job, task, &error);
  writer = job->source != NULL ? smrt_file_writer_new (job->path, &error) : NULL;
  if (writer != NULL && job->write (job->source, smrt_file_writer_get_stream (writer), cancellable, &error) &&
      smrt_file_writer_finish (writer, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The thread has a list of its own. */
static GListModel *
copy_list (GListModel *model)
{
  GListStore *copy = g_list_store_new (g_list_model_get_item_type (model));

  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_list_store_append (copy, item);
    }

  return G_LIST_MODEL (copy);
}

const SmrtListExportFormat *
smrt_list_export_get_formats (unsigned int *n_formats)
{
  g_return_val_if_fail (n_formats != NULL, NULL);

  *n_formats = G_N_ELEMENTS (formats);

  return formats;
}

const SmrtListExportFormat *
smrt_list_export_find_format (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (unsigned int i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, name))
      return &formats[i];

  return NULL;
}

char *
smrt_list_export_dup_file_name (SmrtStoreTable              table,
                                const SmrtExportSpan       *span,
                                const SmrtListExportFormat *format)
{
  g_autofree char *period = NULL;
  const char *name;

  g_return_val_if_fail (span != NULL && format != NULL, NULL);

  if (table == SMRT_STORE_TABLE_INVOICES)
    name = _("Billing History");
  else
    name = table == SMRT_STORE_TABLE_USAGE_CREDITS ? _("Usage Credit") : _("Subscription Credit");

  if (span->period.kind == SMRT_PERIOD_KIND_ALL)
    return g_strdup_printf ("%s.%s", name, format->suffix);

  period = smrt_period_to_text (&span->period, span->fiscal_start);

  return g_strdup_printf ("%s %s.%s", name, period, format->suffix);
}

void
smrt_list_export_run_async (SmrtAccount                *account,
                            const SmrtStoreQuery       *query,
                            const SmrtExportSpan       *span,
                            const SmrtListExportFormat *format,
                            const char                 *path,
                            SmrtExportProgress          progress,
                            gpointer                    progress_data,
                            GCancellable               *cancellable,
                            GAsyncReadyCallback         callback,
                            gpointer                    user_data)
{
  g_autoptr (GTask) task = NULL;
  SmrtCustomer *customer;
  Job *job;

  g_return_if_fail (SMRT_IS_ACCOUNT (account) && smrt_account_get_store (account) != NULL);
  g_return_if_fail (query != NULL && span != NULL && format != NULL && path != NULL);

  job = g_new0 (Job, 1);
  job->store = g_object_ref (smrt_account_get_store (account));
  job->query = smrt_store_query_copy (query);
  job->query->sort = SMRT_STORE_SORT_DATE;
  job->query->ascending = FALSE;
  job->write = query->table == SMRT_STORE_TABLE_INVOICES ? format->invoices : format->credits;
  job->span = *span;
  job->subscriptions = copy_list (smrt_account_get_subscriptions (account));
  g_set_object (&job->catalogue, smrt_account_get_catalogue (account));
  customer = smrt_account_get_customer (account);
  if (customer != NULL)
    g_set_object (&job->payment_method, smrt_customer_get_payment_method (customer));
  job->account_name = g_strdup (smrt_session_get_account_name (smrt_account_get_session (account)));
  job->path = g_strdup (path);
  job->as_of = smrt_account_get_as_of (account);
  job->context = g_main_context_ref_thread_default ();
  job->progress = progress;
  job->progress_data = progress_data;
  job->told = G_MAXUINT64;

  task = g_task_new (account, cancellable, callback, user_data);
  g_task_set_source_tag (task, smrt_list_export_run_async);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, run_cb);
}

gboolean
smrt_list_export_run_finish (SmrtAccount   *account,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, account), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
