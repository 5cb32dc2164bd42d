/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-invoice.h"

#include "smrt-sandbox-balance.h"
#include "smrt-sandbox-charges.h"
#include "smrt-sandbox-grants.h"
#include "smrt-sandbox-json.h"

static JsonObject *
make_parent (JsonObject *subscription)
{
  JsonObject *parent = smrt_sandbox_json_template (
    "{'type':'subscription_details','quote_details':null,'subscription_details':"
    "{'metadata':{},'subscription_proration_date':null}}");
  JsonObject *details = smrt_sandbox_json_object (parent, "subscription_details");

  smrt_sandbox_json_set_string (details, "subscription", smrt_sandbox_json_string (subscription, "id"));
  json_object_set_object_member (details, "metadata",
                                 smrt_sandbox_json_copy (smrt_sandbox_json_object (subscription, "metadata")));

  return parent;
}

static void
number_lines (SmrtSandboxStore *store,
              JsonArray        *lines,
              const char       *invoice)
{
  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      g_autofree char *id = smrt_sandbox_store_new_id (store, "il");

      json_object_set_string_member (line, "id", id);
      json_object_set_string_member (line, "invoice", invoice);
    }
}

static void
list_discounts (JsonObject *invoice)
{
  JsonArray *amounts = smrt_sandbox_json_array (invoice, "total_discount_amounts");
  JsonArray *discounts = json_array_new ();

  for (unsigned int i = 0; i < json_array_get_length (amounts); i++)
    json_array_add_string_element (discounts, smrt_sandbox_json_string (json_array_get_object_element (amounts, i),
                                                                        "discount"));
  json_object_set_array_member (invoice, "discounts", discounts);
}

void
smrt_sandbox_invoice_charge (SmrtSandboxStore *store,
                             JsonObject       *invoice,
                             gint64            now)
{
  g_autoptr (GPtrArray) grants = NULL;

  grants = smrt_sandbox_grants_load (store, smrt_sandbox_json_string (invoice, "customer"),
                                     smrt_sandbox_json_string (invoice, "currency"), now);
  smrt_sandbox_charges_apply (invoice, smrt_sandbox_json_array (invoice, "lines"), grants);
  list_discounts (invoice);
  json_object_set_int_member (invoice, "amount_due", smrt_sandbox_json_int (invoice, "total"));
  json_object_set_int_member (invoice, "amount_remaining", smrt_sandbox_json_int (invoice, "total"));
}

JsonObject *
smrt_sandbox_invoice_new (SmrtSandboxStore  *store,
                          const char        *prefix,
                          JsonObject        *customer,
                          JsonObject        *subscription,
                          JsonArray         *lines,
                          const char        *currency,
                          const char        *reason,
                          SmrtSandboxPeriod  period,
                          gint64             now)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, prefix);
  const char *collection = subscription != NULL ? smrt_sandbox_json_string (subscription, "collection_method") : NULL;
  JsonObject *invoice = smrt_sandbox_json_template (
    "{'object':'invoice','amount_overpaid':0,'amount_paid':0,'amount_shipping':0,'application':null,"
    "'attempt_count':0,'attempted':false,'auto_advance':true,'automatic_tax':{'enabled':false,'status':null},"
    "'customer_address':null,'customer_tax_ids':[],'default_payment_method':null,'default_tax_rates':[],"
    "'description':null,'discounts':[],'due_date':null,'effective_at':null,'ending_balance':null,'footer':null,"
    "'hosted_invoice_url':null,'invoice_pdf':null,'last_finalization_error':null,'livemode':false,'metadata':{},"
    "'next_payment_attempt':null,'number':null,'parent':null,'payment_settings':{},"
    "'post_payment_credit_notes_amount':0,'pre_payment_credit_notes_amount':0,'receipt_number':null,"
    "'starting_balance':0,'statement_descriptor':null,'status':'draft','status_transitions':{'finalized_at':null,"
    "'marked_uncollectible_at':null,'paid_at':null,'voided_at':null},'test_clock':null,"
    "'webhooks_delivered_at':null}");

  json_object_set_string_member (invoice, "id", id);
  json_object_set_string_member (invoice, "billing_reason", reason);
  json_object_set_string_member (invoice, "collection_method",
                                 collection != NULL ? collection : "charge_automatically");
  json_object_set_int_member (invoice, "created", now);
  json_object_set_string_member (invoice, "currency", currency);
  json_object_set_string_member (invoice, "customer", smrt_sandbox_json_string (customer, "id"));
  smrt_sandbox_json_set_string (invoice, "customer_email", smrt_sandbox_json_string (customer, "email"));
  smrt_sandbox_json_set_string (invoice, "customer_name", smrt_sandbox_json_string (customer, "name"));
  smrt_sandbox_json_set_string (invoice, "test_clock", smrt_sandbox_json_string (customer, "test_clock"));
  json_object_set_array_member (invoice, "lines", json_array_ref (lines));
  json_object_set_int_member (invoice, "period_start", period.start);
  json_object_set_int_member (invoice, "period_end", period.end);
  if (subscription != NULL)
    json_object_set_object_member (invoice, "parent", make_parent (subscription));
  number_lines (store, lines, id);
  smrt_sandbox_invoice_charge (store, invoice, now);

  return invoice;
}

SmrtSandboxSettlement
smrt_sandbox_invoice_settle (JsonObject *invoice,
                             JsonObject *customer)
{
  const char *currency = smrt_sandbox_json_string (invoice, "currency");
  SmrtSandboxSettlement settlement;

  settlement = smrt_sandbox_billing_settle (smrt_sandbox_json_int (invoice, "total"),
                                            smrt_sandbox_balance_get (customer, currency), currency);
  json_object_set_int_member (invoice, "starting_balance", settlement.starting_balance);
  json_object_set_int_member (invoice, "ending_balance", settlement.ending_balance);
  json_object_set_int_member (invoice, "amount_due", settlement.amount_due);
  json_object_set_int_member (invoice, "amount_remaining", settlement.amount_due);

  return settlement;
}

static void
give_number (SmrtSandboxStore *store,
             JsonObject       *invoice,
             JsonObject       *customer)
{
  gint64 sequence = smrt_sandbox_json_int (customer, "next_invoice_sequence");
  g_autofree char *number = g_strdup_printf ("%s-%04" G_GINT64_FORMAT,
                                             smrt_sandbox_json_string (customer, "invoice_prefix"), sequence);

  json_object_set_string_member (invoice, "number", number);
  json_object_set_int_member (customer, "next_invoice_sequence", sequence + 1);
  smrt_sandbox_store_touch (store, customer);
}

void
smrt_sandbox_invoice_finalise (SmrtSandboxStore *store,
                               JsonObject       *invoice,
                               JsonObject       *customer,
                               gint64            now)
{
  const char *id = smrt_sandbox_json_string (invoice, "id");
  const char *currency = smrt_sandbox_json_string (invoice, "currency");
  JsonObject *transitions = smrt_sandbox_json_object (invoice, "status_transitions");
  SmrtSandboxSettlement settlement = smrt_sandbox_invoice_settle (invoice, customer);
  g_autofree char *secret = smrt_sandbox_store_new_secret (store);

  give_number (store, invoice, customer);
  smrt_sandbox_balance_use_currency (store, customer, currency);
  json_object_set_string_member (smrt_sandbox_json_hidden (invoice), "secret", secret);
  json_object_set_int_member (invoice, "effective_at", now);
  json_object_set_int_member (transitions, "finalized_at", now);
  json_object_set_string_member (invoice, "status", settlement.amount_due > 0 ? "open" : "paid");
  if (settlement.amount_due == 0)
    {
      json_object_set_boolean_member (invoice, "attempted", TRUE);
      json_object_set_boolean_member (invoice, "auto_advance", FALSE);
      json_object_set_int_member (transitions, "paid_at", now);
    }
  smrt_sandbox_store_add (store, invoice);
  smrt_sandbox_grants_take (store, invoice, now);

  if (settlement.applied_balance != settlement.starting_balance)
    smrt_sandbox_balance_add (store, customer, currency,
                              settlement.applied_balance - settlement.starting_balance,
                              "applied_to_invoice", id, now);
  if (settlement.ending_balance != settlement.applied_balance)
    smrt_sandbox_balance_add (store, customer, currency,
                              settlement.ending_balance - settlement.applied_balance,
                              "invoice_too_small", id, now);
}

void
smrt_sandbox_invoice_mark_paid (SmrtSandboxStore *store,
                                JsonObject       *invoice,
                                gint64            now)
{
  json_object_set_string_member (invoice, "status", "paid");
  json_object_set_boolean_member (invoice, "auto_advance", FALSE);
  json_object_set_int_member (invoice, "amount_paid", smrt_sandbox_json_int (invoice, "amount_due"));
  json_object_set_int_member (invoice, "amount_remaining", 0);
  json_object_set_int_member (smrt_sandbox_json_object (invoice, "status_transitions"), "paid_at", now);
  smrt_sandbox_store_touch (store, invoice);
}

SmrtSandboxOutcome
smrt_sandbox_invoice_collect (SmrtSandboxStore *store,
                              JsonObject       *invoice,
                              JsonObject       *subscription,
                              const char       *method,
                              gint64            now)
{
  JsonObject *customer = smrt_sandbox_store_get (store, "customer", smrt_sandbox_json_string (invoice, "customer"));
  SmrtSandboxOutcome outcome;

  outcome = smrt_sandbox_payments_collect (store, invoice, customer, subscription, method, now);
  json_object_set_boolean_member (invoice, "attempted", TRUE);
  json_object_set_int_member (invoice, "attempt_count", smrt_sandbox_json_int (invoice, "attempt_count") + 1);
  smrt_sandbox_store_touch (store, invoice);
  if (outcome == SMRT_SANDBOX_OUTCOME_PAID)
    smrt_sandbox_invoice_mark_paid (store, invoice, now);

  return outcome;
}

void
smrt_sandbox_invoice_void (SmrtSandboxStore *store,
                           JsonObject       *invoice,
                           gint64            now)
{
  JsonObject *customer = smrt_sandbox_store_get (store, "customer", smrt_sandbox_json_string (invoice, "customer"));
  gint64 taken = smrt_sandbox_json_int (invoice, "starting_balance") -
                 smrt_sandbox_json_int (invoice, "ending_balance");

  json_object_set_string_member (invoice, "status", "void");
  json_object_set_boolean_member (invoice, "auto_advance", FALSE);
  json_object_set_int_member (smrt_sandbox_json_object (invoice, "status_transitions"), "voided_at", now);
  smrt_sandbox_store_touch (store, invoice);
  smrt_sandbox_payments_cancel (store, invoice);
  smrt_sandbox_grants_give_back (store, invoice, now);

  if (taken != 0)
    smrt_sandbox_balance_add (store, customer, smrt_sandbox_json_string (invoice, "currency"), taken,
                              "unapplied_from_invoice", smrt_sandbox_json_string (invoice, "id"), now);
}

void
smrt_sandbox_invoice_add_pending (SmrtSandboxStore *store,
                                  JsonObject       *subscription,
                                  JsonObject       *line,
                                  gint64            now)
{
  static const char * const copied[] = { "amount", "currency", "description", "period", "pricing", "quantity" };
  g_autofree char *id = smrt_sandbox_store_new_id (store, "ii");
  g_autoptr (JsonObject) kept = smrt_sandbox_json_copy (line);
  g_autoptr (JsonObject) item = smrt_sandbox_json_template (
    "{'object':'invoiceitem','discountable':false,'discounts':[],'invoice':null,'livemode':false,'metadata':{},"
    "'proration':true,'tax_rates':[]}");

  json_object_set_string_member (item, "id", id);
  json_object_set_int_member (item, "created", now);
  json_object_set_int_member (item, "date", now);
  json_object_set_string_member (item, "customer", smrt_sandbox_json_string (subscription, "customer"));
  smrt_sandbox_json_set_string (item, "test_clock", smrt_sandbox_json_string (subscription, "test_clock"));
  json_object_set_object_member (item, "parent", make_parent (subscription));
  for (unsigned int i = 0; i < G_N_ELEMENTS (copied); i++)
    json_object_set_member (item, copied[i], json_node_copy (json_object_get_member (kept, copied[i])));
  json_object_set_object_member (smrt_sandbox_json_hidden (item), "line", json_object_ref (kept));
  smrt_sandbox_store_add (store, item);
}

static GPtrArray *
find_items (SmrtSandboxStore *store,
            JsonObject       *subscription)
{
  const char *values[] = { smrt_sandbox_json_string (subscription, "id"), NULL };

  return smrt_sandbox_store_query (store, "FROM objects WHERE type = 'invoiceitem' AND parent = ? ORDER BY seq",
                                   values);
}

GPtrArray *
smrt_sandbox_invoice_take_pending (SmrtSandboxStore *store,
                                   JsonObject       *subscription,
                                   JsonArray        *lines)
{
  g_autoptr (GPtrArray) items = find_items (store, subscription);
  GPtrArray *taken = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (unsigned int i = 0; i < items->len; i++)
    {
      JsonObject *item = g_ptr_array_index (items, i);
      JsonObject *line, *details;

      if (!smrt_sandbox_json_is_null (item, "invoice"))
        continue;

      line = smrt_sandbox_json_copy (smrt_sandbox_json_object (smrt_sandbox_json_hidden (item), "line"));
      details = smrt_sandbox_json_object (smrt_sandbox_json_object (line, "parent"), "subscription_item_details");
      json_object_set_string_member (details, "invoice_item", smrt_sandbox_json_string (item, "id"));
      json_array_add_object_element (lines, line);
      g_ptr_array_add (taken, json_object_ref (item));
    }

  return taken;
}

void
smrt_sandbox_invoice_assign_pending (SmrtSandboxStore *store,
                                     GPtrArray        *items,
                                     JsonObject       *invoice)
{
  for (unsigned int i = 0; i < items->len; i++)
    {
      JsonObject *item = g_ptr_array_index (items, i);

      json_object_set_string_member (item, "invoice", smrt_sandbox_json_string (invoice, "id"));
      smrt_sandbox_store_touch (store, item);
    }
}

void
smrt_sandbox_invoice_release_pending (SmrtSandboxStore *store,
                                      JsonObject       *subscription,
                                      JsonObject       *invoice)
{
  g_autoptr (GPtrArray) items = find_items (store, subscription);

  for (unsigned int i = 0; i < items->len; i++)
    {
      JsonObject *item = g_ptr_array_index (items, i);

      if (g_strcmp0 (smrt_sandbox_json_string (item, "invoice"), smrt_sandbox_json_string (invoice, "id")) != 0)
        continue;
      json_object_set_null_member (item, "invoice");
      smrt_sandbox_store_touch (store, item);
    }
}

JsonObject *
smrt_sandbox_invoice_get_subscription (SmrtSandboxStore *store,
                                       JsonObject       *invoice)
{
  JsonObject *parent = smrt_sandbox_json_object (invoice, "parent");
  JsonObject *details = parent != NULL ? smrt_sandbox_json_object (parent, "subscription_details") : NULL;

  return details != NULL
           ? smrt_sandbox_store_get (store, "subscription", smrt_sandbox_json_string (details, "subscription"))
           : NULL;
}
