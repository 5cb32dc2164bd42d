/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-collection.h"

#include "smrt-sandbox-invoice.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-terms.h"

#define DAY (24 * 60 * 60)

static gboolean
has_text (JsonObject *object,
          const char *name,
          const char *text)
{
  return g_strcmp0 (smrt_sandbox_json_string (object, name), text) == 0;
}

gboolean
smrt_sandbox_collection_has_method (JsonObject *customer,
                                    JsonObject *subscription)
{
  JsonObject *settings = smrt_sandbox_json_object (customer, "invoice_settings");

  return has_text (subscription, "collection_method", "send_invoice") ||
         smrt_sandbox_json_string (subscription, "default_payment_method") != NULL ||
         smrt_sandbox_json_string (settings, "default_payment_method") != NULL;
}

static void
set_due (SmrtSandboxStore *store,
         JsonObject       *invoice,
         gint64            due)
{
  json_object_set_int_member (smrt_sandbox_json_hidden (invoice), "due", due);
  smrt_sandbox_store_touch (store, invoice);
}

static void
keep_draft (SmrtSandboxStore *store,
            JsonObject       *invoice)
{
  json_object_set_boolean_member (invoice, "auto_advance", FALSE);
  smrt_sandbox_store_add (store, invoice);
}

void
smrt_sandbox_collection_write_off (SmrtSandboxStore *store,
                                   JsonObject       *invoice,
                                   gint64            now)
{
  json_object_set_string_member (invoice, "status", "uncollectible");
  json_object_set_boolean_member (invoice, "auto_advance", FALSE);
  json_object_set_int_member (smrt_sandbox_json_object (invoice, "status_transitions"), "marked_uncollectible_at",
                              now);
  smrt_sandbox_collection_forget_attempt (store, invoice);
}

/* What becomes of an invoice whose collection is paused. */
static void
pause_invoice (SmrtSandboxStore *store,
               JsonObject       *invoice,
               const char       *behavior,
               gint64            now)
{
  if (!has_text (invoice, "status", "open"))
    return;

  if (g_strcmp0 (behavior, "void") == 0)
    smrt_sandbox_invoice_void (store, invoice, now);
  else
    smrt_sandbox_collection_write_off (store, invoice, now);
}

/* What waits for the invoice that is being made comes first, so that the lines
 * of the running change are the last word on what an item was billed. */
JsonObject *
smrt_sandbox_collection_invoice (SmrtSandboxStore  *store,
                                 JsonObject        *subscription,
                                 JsonArray         *lines,
                                 const char        *reason,
                                 SmrtSandboxPeriod  looks_back,
                                 gint64             now)
{
  JsonObject *customer = smrt_sandbox_store_get (store, "customer",
                                                 smrt_sandbox_json_string (subscription, "customer"));
  JsonObject *pause = smrt_sandbox_json_object (subscription, "pause_collection");
  const char *behavior = pause != NULL ? smrt_sandbox_json_string (pause, "behavior") : NULL;
  g_autoptr (JsonArray) all = json_array_new ();
  g_autoptr (GPtrArray) waiting = smrt_sandbox_invoice_take_pending (store, subscription, all);
  g_autoptr (JsonObject) invoice = NULL;

  smrt_sandbox_json_append (all, lines);
  invoice = smrt_sandbox_invoice_new (store, "in", customer, subscription, all,
                                      smrt_sandbox_json_string (subscription, "currency"), reason, looks_back, now);
  if (has_text (subscription, "status", "unpaid") || g_strcmp0 (behavior, "keep_as_draft") == 0)
    keep_draft (store, invoice);
  else
    smrt_sandbox_invoice_finalise (store, invoice, customer, now);
  smrt_sandbox_invoice_assign_pending (store, waiting, invoice);
  smrt_sandbox_terms_use_up (store, subscription, invoice);
  json_object_set_string_member (subscription, "latest_invoice", smrt_sandbox_json_string (invoice, "id"));
  smrt_sandbox_store_touch (store, subscription);

  if (behavior != NULL)
    pause_invoice (store, invoice, behavior, now);
  if (has_text (invoice, "collection_method", "send_invoice") && has_text (invoice, "status", "open"))
    {
      gint64 due = now + smrt_sandbox_json_int (subscription, "days_until_due") * DAY;

      json_object_set_int_member (invoice, "due_date", due);
      set_due (store, invoice, due);
    }

  return invoice;
}

void
smrt_sandbox_collection_wait (SmrtSandboxStore *store,
                              JsonObject       *subscription,
                              JsonArray        *lines,
                              gint64            now)
{
  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    smrt_sandbox_invoice_add_pending (store, subscription, json_array_get_object_element (lines, i), now);
}

gboolean
smrt_sandbox_collection_has_waiting (SmrtSandboxStore *store,
                                     JsonObject       *subscription)
{
  g_autoptr (JsonArray) lines = json_array_new ();
  g_autoptr (GPtrArray) waiting = smrt_sandbox_invoice_take_pending (store, subscription, lines);

  return waiting->len > 0;
}

gboolean
smrt_sandbox_collection_settle (SmrtSandboxStore           *store,
                                JsonObject                 *invoice,
                                JsonObject                 *subscription,
                                SmrtSandboxPaymentBehavior  behavior,
                                gint64                      now)
{
  if (!has_text (invoice, "status", "open") || has_text (invoice, "collection_method", "send_invoice"))
    return TRUE;
  if (behavior == SMRT_SANDBOX_DEFAULT_INCOMPLETE)
    return FALSE;

  return smrt_sandbox_invoice_collect (store, invoice, subscription, NULL, now) == SMRT_SANDBOX_OUTCOME_PAID;
}

gboolean
smrt_sandbox_collection_owes (SmrtSandboxStore *store,
                              JsonObject       *subscription,
                              gint64            now)
{
  const char *values[] = { smrt_sandbox_json_string (subscription, "id"), NULL };
  g_autoptr (GPtrArray) open = NULL;

  open = smrt_sandbox_store_query (store,
                                   "FROM objects WHERE type = 'invoice' AND parent = ?"
                                   " AND json_extract (json, '$.status') = 'open'",
                                   values);
  for (unsigned int i = 0; i < open->len; i++)
    if (smrt_sandbox_json_int (open->pdata[i], "due_date") <= now)
      return TRUE;

  return FALSE;
}

gboolean
smrt_sandbox_collection_plan_attempt (SmrtSandboxStore *store,
                                      JsonObject       *invoice,
                                      gint64            now)
{
  static const int days[] = { 3, 5, 7 };
  gint64 attempts = smrt_sandbox_json_int (invoice, "attempt_count");
  gint64 next;

  if (attempts < 1 || attempts > (gint64) G_N_ELEMENTS (days))
    {
      smrt_sandbox_collection_forget_attempt (store, invoice);
      return attempts < 1;
    }

  next = now + days[attempts - 1] * DAY;
  json_object_set_int_member (invoice, "next_payment_attempt", next);
  set_due (store, invoice, next);

  return TRUE;
}

void
smrt_sandbox_collection_forget_attempt (SmrtSandboxStore *store,
                                        JsonObject       *invoice)
{
  json_object_set_null_member (invoice, "next_payment_attempt");
  json_object_set_null_member (smrt_sandbox_json_hidden (invoice), "due");
  smrt_sandbox_store_touch (store, invoice);
}
