/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-credit-notes.h"

#include "smrt-sandbox-balance.h"
#include "smrt-sandbox-charges.h"
#include "smrt-sandbox-crediting.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-lifecycle.h"
#include "smrt-sandbox-list.h"
#include "smrt-sandbox-present.h"

#define MAX_AMOUNT G_GINT64_CONSTANT (999999999999)

/* What a request wants to be credited. */
typedef struct
{
  const char *invoice;
  GPtrArray *lines;
  gint64 amount;
  gint64 to_balance;
  gint64 refunded;
  gint64 outside;
  const char *reason;
} Wish;

static void
read_line (SmrtSandboxParams *line)
{
  smrt_sandbox_params_require (line, "type");
  smrt_sandbox_params_choice (line, "type", "custom_line_item|invoice_line_item", NULL);
  smrt_sandbox_params_string (line, "description");
  smrt_sandbox_params_string (line, "invoice_line_item");
  smrt_sandbox_params_int_within (line, "amount", 0, 1, MAX_AMOUNT);
  smrt_sandbox_params_int_within (line, "unit_amount", 0, 1, MAX_AMOUNT);
  smrt_sandbox_params_int_within (line, "quantity", 0, 1, 999999);
}

static gboolean
read_wish (SmrtSandboxRequest  *request,
           Wish                *wish,
           JsonObject          *note,
           GError             **error)
{
  SmrtSandboxParams *params = request->params;

  wish->invoice = smrt_sandbox_params_require (params, "invoice");
  wish->lines = smrt_sandbox_params_objects (params, "lines");
  wish->amount = smrt_sandbox_params_int_within (params, "amount", 0, 1, MAX_AMOUNT);
  wish->to_balance = smrt_sandbox_params_int_within (params, "credit_amount", 0, 0, MAX_AMOUNT);
  wish->refunded = smrt_sandbox_params_int_within (params, "refund_amount", 0, 0, MAX_AMOUNT);
  wish->outside = smrt_sandbox_params_int_within (params, "out_of_band_amount", 0, 0, MAX_AMOUNT);
  wish->reason = smrt_sandbox_params_choice (params, "reason",
                                             "duplicate|fraudulent|order_change|product_unsatisfactory", NULL);
  smrt_sandbox_params_choice (params, "email_type", "credit_note|none", NULL);
  smrt_sandbox_params_update_string (params, "memo", note);
  smrt_sandbox_params_update_metadata (params, note);
  for (unsigned int i = 0; wish->lines != NULL && i < wish->lines->len; i++)
    read_line (g_ptr_array_index (wish->lines, i));
  if (!smrt_sandbox_request_finish (request, error))
    return FALSE;
  if (wish->amount == 0 && (wish->lines == NULL || wish->lines->len == 0))
    return smrt_sandbox_fault_invalid (error, "parameter_missing", "amount", "A credit note needs an amount or lines.");

  return TRUE;
}

static JsonObject *
find_line (JsonObject *invoice,
           const char *id)
{
  JsonArray *lines = smrt_sandbox_json_array (invoice, "lines");

  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (g_strcmp0 (smrt_sandbox_json_string (line, "id"), id) == 0)
        return line;
    }

  return NULL;
}

static JsonObject *
credit_line (SmrtSandboxParams  *wish,
             JsonObject         *invoice,
             GError            **error)
{
  const char *id = smrt_sandbox_params_string (wish, "invoice_line_item");
  JsonObject *line = find_line (invoice, id);
  gint64 amount = smrt_sandbox_params_int (wish, "amount", 0);
  gint64 quantity = smrt_sandbox_params_int (wish, "quantity", 0);
  g_autofree char *id_path = smrt_sandbox_params_path (wish, "invoice_line_item");
  g_autofree char *amount_path = smrt_sandbox_params_path (wish, "amount");
  gint64 whole, many;

  if (line == NULL)
    {
      smrt_sandbox_fault_missing (error, "invoice line item", id != NULL ? id : "", id_path);
      return NULL;
    }
  whole = smrt_sandbox_json_int (line, "amount");
  many = smrt_sandbox_json_int (line, "quantity");
  if (amount == 0)
    amount = quantity > 0 && quantity < many ? smrt_sandbox_charges_share (whole, quantity, many) : whole;
  if (whole <= 0 || amount > whole || quantity > many)
    {
      smrt_sandbox_fault_invalid (error, "amount_too_large", amount_path,
                                  "A line can be credited up to its amount, and only if it charges something.");
      return NULL;
    }

  return smrt_sandbox_crediting_line (line, amount);
}

static JsonObject *
credit_something (SmrtSandboxParams  *wish,
                  GError            **error)
{
  g_autofree char *path = smrt_sandbox_params_path (wish, "unit_amount");
  gint64 amount = smrt_sandbox_params_int (wish, "unit_amount", 0);
  gint64 quantity = smrt_sandbox_params_int (wish, "quantity", 1);

  if (amount == 0 || amount > MAX_AMOUNT / quantity)
    {
      smrt_sandbox_fault_invalid (error, "parameter_missing", path, "A custom line needs a unit_amount that fits.");
      return NULL;
    }

  return smrt_sandbox_crediting_custom (smrt_sandbox_params_string (wish, "description"), amount, quantity);
}

static JsonArray *
make_lines (SmrtSandboxStore  *store,
            const Wish        *wish,
            JsonObject        *invoice,
            GError           **error)
{
  g_autoptr (JsonArray) lines = json_array_new ();

  if (wish->lines == NULL || wish->lines->len == 0)
    json_array_add_object_element (lines, smrt_sandbox_crediting_custom (NULL, wish->amount, 1));
  for (unsigned int i = 0; wish->lines != NULL && i < wish->lines->len; i++)
    {
      SmrtSandboxParams *params = g_ptr_array_index (wish->lines, i);
      gboolean custom = g_str_equal (smrt_sandbox_params_string (params, "type"), "custom_line_item");
      JsonObject *line = custom ? credit_something (params, error) : credit_line (params, invoice, error);

      if (line == NULL)
        return NULL;
      json_array_add_object_element (lines, line);
    }
  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      g_autofree char *id = smrt_sandbox_store_new_id (store, "cnli");

      json_object_set_string_member (json_array_get_object_element (lines, i), "id", id);
    }

  return g_steal_pointer (&lines);
}

static GPtrArray *
find_notes (SmrtSandboxStore *store,
            const char       *invoice)
{
  const char *values[] = { invoice, NULL };

  return smrt_sandbox_store_query (store, "FROM objects WHERE type = 'credit_note' AND parent = ? ORDER BY seq",
                                   values);
}

/* Sums a member over the notes that count. */
static gint64
sum_notes (GPtrArray  *notes,
           const char *member)
{
  gint64 sum = 0;

  for (unsigned int i = 0; i < notes->len; i++)
    {
      JsonObject *note = g_ptr_array_index (notes, i);

      if (g_str_equal (smrt_sandbox_json_string (note, "status"), "issued"))
        sum += smrt_sandbox_json_int (note, member);
    }

  return sum;
}

static gint64
sum_refunds (GPtrArray *notes)
{
  gint64 sum = 0;

  for (unsigned int i = 0; i < notes->len; i++)
    {
      JsonArray *refunds = smrt_sandbox_json_array (g_ptr_array_index (notes, i), "refunds");

      for (unsigned int j = 0; j < json_array_get_length (refunds); j++)
        sum += smrt_sandbox_json_int (json_array_get_object_element (refunds, j), "amount_refunded");
    }

  return sum;
}

/* What was not paid yet is no longer due; what was paid goes to the balance, back
 * to the card, or is given back elsewhere. Source: Stripe, "Credit notes". */
static gboolean
check_amounts (const Wish  *wish,
               JsonObject  *invoice,
               GPtrArray   *notes,
               gint64       total,
               GError     **error)
{
  const char *status = smrt_sandbox_json_string (invoice, "status");
  gint64 given = wish->to_balance + wish->refunded + wish->outside;

  if (wish->amount != 0 && wish->amount != total)
    return smrt_sandbox_fault_invalid (error, NULL, "amount", "The lines come to %" G_GINT64_FORMAT ".", total);
  if (g_str_equal (status, "open"))
    {
      if (given != 0)
        return smrt_sandbox_fault_invalid (error, NULL, wish->to_balance != 0 ? "credit_amount" : "refund_amount",
                                           "Nothing was paid for an open invoice that could be given back.");
      if (total > smrt_sandbox_json_int (invoice, "amount_remaining"))
        return smrt_sandbox_fault_invalid (error, "amount_too_large", "amount", "More than remains due is credited.");
      return TRUE;
    }
  if (!g_str_equal (status, "paid"))
    return smrt_sandbox_fault_invalid (error, NULL, "invoice", "The invoice is %s and cannot be credited.", status);

  if (given != total)
    return smrt_sandbox_fault_invalid (error, NULL, "credit_amount",
                                       "credit_amount, refund_amount and out_of_band_amount come to %" G_GINT64_FORMAT
                                       ", the credit note to %" G_GINT64_FORMAT ".",
                                       given, total);
  if (total > smrt_sandbox_json_int (invoice, "total") - sum_notes (notes, "total"))
    return smrt_sandbox_fault_invalid (error, "amount_too_large", "amount", "More than the invoice's total is credited.");
  if (wish->refunded > smrt_sandbox_json_int (invoice, "amount_paid") - sum_refunds (notes))
    return smrt_sandbox_fault_invalid (error, "amount_too_large", "refund_amount", "More than was paid is refunded.");

  return TRUE;
}

static void
add_to (JsonObject *object,
        const char *name,
        gint64      amount)
{
  json_object_set_int_member (object, name, smrt_sandbox_json_int (object, name) + amount);
}

static void
lower_due (SmrtSandboxStore *store,
           JsonObject       *invoice,
           gint64            amount)
{
  add_to (invoice, "amount_due", -amount);
  add_to (invoice, "amount_remaining", -amount);
  add_to (invoice, "pre_payment_credit_notes_amount", amount);
  smrt_sandbox_store_touch (store, invoice);
}

static void
refund (SmrtSandboxStore *store,
        JsonObject       *note,
        gint64            amount,
        gint64            now)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, "re");
  g_autoptr (JsonObject) made = smrt_sandbox_json_template (
    "{'object':'refund','charge':null,'livemode':false,'metadata':{},'reason':null,'status':'succeeded'}");
  JsonObject *entry = smrt_sandbox_json_template ("{'payment_record_refund':null,'type':'refund'}");

  json_object_set_string_member (made, "id", id);
  json_object_set_int_member (made, "amount", amount);
  json_object_set_int_member (made, "created", now);
  json_object_set_string_member (made, "currency", smrt_sandbox_json_string (note, "currency"));
  json_object_set_string_member (smrt_sandbox_json_hidden (made), "customer",
                                 smrt_sandbox_json_string (note, "customer"));
  smrt_sandbox_store_add (store, made);
  json_object_set_int_member (entry, "amount_refunded", amount);
  json_object_set_string_member (entry, "refund", id);
  json_array_add_object_element (smrt_sandbox_json_array (note, "refunds"), entry);
}

static void
give_back (SmrtSandboxStore *store,
           const Wish       *wish,
           JsonObject       *note,
           JsonObject       *invoice,
           gint64            now)
{
  const char *invoice_id = smrt_sandbox_json_string (invoice, "id");
  JsonObject *customer = smrt_sandbox_store_get (store, "customer", smrt_sandbox_json_string (invoice, "customer"));
  JsonObject *row;

  add_to (invoice, "post_payment_credit_notes_amount", smrt_sandbox_json_int (note, "total"));
  smrt_sandbox_store_touch (store, invoice);
  if (wish->outside > 0)
    json_object_set_int_member (note, "out_of_band_amount", wish->outside);
  if (wish->refunded > 0)
    refund (store, note, wish->refunded, now);
  if (wish->to_balance == 0)
    return;

  row = smrt_sandbox_balance_add (store, customer, smrt_sandbox_json_string (invoice, "currency"), -wish->to_balance,
                                  "credit_note", invoice_id, now);
  json_object_set_string_member (row, "credit_note", smrt_sandbox_json_string (note, "id"));
  smrt_sandbox_store_touch (store, row);
  json_object_set_string_member (note, "customer_balance_transaction", smrt_sandbox_json_string (row, "id"));
}

JsonObject *
smrt_sandbox_credit_notes_create (SmrtSandboxRequest  *request,
                                  GError             **error)
{
  SmrtSandboxStore *store = request->store;
  g_autofree char *id = smrt_sandbox_store_new_id (store, "cn");
  g_autofree char *secret = smrt_sandbox_store_new_secret (store);
  g_autofree char *number = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (JsonArray) lines = NULL;
  JsonObject *invoice;
  Wish wish = { 0 };
  gboolean open;
  gint64 now, total;
  g_autoptr (JsonObject) note = smrt_sandbox_json_template (
    "{'object':'credit_note','amount_shipping':0,'customer_account':null,'customer_balance_transaction':null,"
    "'livemode':false,'memo':null,'metadata':{},'out_of_band_amount':null,'refunds':[],'shipping_cost':null,"
    "'status':'issued','voided_at':null}");

  if (!read_wish (request, &wish, note, error))
    return NULL;
  invoice = smrt_sandbox_store_find (store, "invoice", "invoice", wish.invoice, "invoice", error);
  lines = invoice != NULL ? make_lines (store, &wish, invoice, error) : NULL;
  if (lines == NULL)
    return NULL;

  now = smrt_sandbox_request_now (request, invoice);
  notes = find_notes (store, wish.invoice);
  smrt_sandbox_crediting_sum (note, lines);
  total = smrt_sandbox_json_int (note, "total");
  if (!check_amounts (&wish, invoice, notes, total, error))
    return NULL;

  open = g_str_equal (smrt_sandbox_json_string (invoice, "status"), "open");
  number = g_strdup_printf ("%s-CN-%02u", smrt_sandbox_json_string (invoice, "number"), notes->len + 1);
  json_object_set_string_member (note, "id", id);
  json_object_set_string_member (note, "number", number);
  json_object_set_int_member (note, "created", now);
  json_object_set_int_member (note, "effective_at", now);
  json_object_set_string_member (note, "currency", smrt_sandbox_json_string (invoice, "currency"));
  json_object_set_string_member (note, "customer", smrt_sandbox_json_string (invoice, "customer"));
  json_object_set_string_member (note, "invoice", wish.invoice);
  json_object_set_array_member (note, "lines", json_array_ref (lines));
  smrt_sandbox_json_set_string (note, "reason", wish.reason);
  json_object_set_string_member (note, "type", open ? "pre_payment" : "post_payment");
  json_object_set_int_member (note, "pre_payment_amount", open ? total : 0);
  json_object_set_int_member (note, "post_payment_amount", open ? 0 : total);
  json_object_set_string_member (smrt_sandbox_json_hidden (note), "secret", secret);
  smrt_sandbox_store_add (store, note);

  if (!open)
    give_back (store, &wish, note, invoice, now);
  else
    {
      lower_due (store, invoice, total);
      if (smrt_sandbox_json_int (invoice, "amount_remaining") == 0)
        smrt_sandbox_lifecycle_pay (store, invoice, NULL, TRUE, now);
    }

  return smrt_sandbox_present (request, note);
}

JsonObject *
smrt_sandbox_credit_notes_list (SmrtSandboxRequest  *request,
                                GError             **error)
{
  g_autoptr (SmrtSandboxQuery) query = smrt_sandbox_query_new ("credit_note", "/v1/credit_notes");

  smrt_sandbox_query_filter (query, request, "customer", "customer");
  smrt_sandbox_query_filter (query, request, "invoice", "parent");

  return smrt_sandbox_list (request, query, error);
}

static JsonObject *
find_note (SmrtSandboxRequest  *request,
           GError             **error)
{
  return smrt_sandbox_request_find (request, "credit_note", "credit note", error);
}

JsonObject *
smrt_sandbox_credit_notes_get (SmrtSandboxRequest  *request,
                               GError             **error)
{
  JsonObject *note = find_note (request, error);

  return note != NULL && smrt_sandbox_request_finish (request, error) ? smrt_sandbox_present (request, note) : NULL;
}

JsonObject *
smrt_sandbox_credit_notes_update (SmrtSandboxRequest  *request,
                                  GError             **error)
{
  JsonObject *note = find_note (request, error);

  if (note == NULL)
    return NULL;
  smrt_sandbox_params_update_string (request->params, "memo", note);
  smrt_sandbox_params_update_metadata (request->params, note);
  if (!smrt_sandbox_request_finish (request, error))
    return NULL;
  smrt_sandbox_store_touch (request->store, note);

  return smrt_sandbox_present (request, note);
}

JsonObject *
smrt_sandbox_credit_notes_lines (SmrtSandboxRequest  *request,
                                 GError             **error)
{
  JsonObject *note = find_note (request, error);
  g_autofree char *url = g_strdup_printf ("/v1/credit_notes/%s/lines", request->id);

  return note != NULL ? smrt_sandbox_list_lines (request, smrt_sandbox_json_array (note, "lines"), url, error) : NULL;
}

/* Only what lowered an invoice that is still open can be taken back. Source:
 * Stripe, "Void a credit note". */
JsonObject *
smrt_sandbox_credit_notes_void (SmrtSandboxRequest  *request,
                                GError             **error)
{
  JsonObject *note = find_note (request, error);
  JsonObject *invoice;
  gint64 now;

  if (note == NULL || !smrt_sandbox_request_finish (request, error))
    return NULL;
  invoice = smrt_sandbox_store_get (request->store, "invoice", smrt_sandbox_json_string (note, "invoice"));
  if (!g_str_equal (smrt_sandbox_json_string (note, "status"), "issued") ||
      !g_str_equal (smrt_sandbox_json_string (invoice, "status"), "open"))
    {
      smrt_sandbox_fault_invalid (error, NULL, NULL, "Only a credit note for an open invoice can be voided, and once.");
      return NULL;
    }

  now = smrt_sandbox_request_now (request, invoice);
  json_object_set_string_member (note, "status", "void");
  json_object_set_int_member (note, "voided_at", now);
  smrt_sandbox_store_touch (request->store, note);
  lower_due (request->store, invoice, -smrt_sandbox_json_int (note, "total"));

  return smrt_sandbox_present (request, note);
}
