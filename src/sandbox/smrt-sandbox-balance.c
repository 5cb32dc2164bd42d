/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-balance.h"

#include "smrt-sandbox-json.h"

static JsonObject *
get_balances (JsonObject *customer)
{
  JsonObject *hidden = smrt_sandbox_json_hidden (customer);

  if (smrt_sandbox_json_object (hidden, "balances") == NULL)
    json_object_set_object_member (hidden, "balances", json_object_new ());

  return smrt_sandbox_json_object (hidden, "balances");
}

gint64
smrt_sandbox_balance_get (JsonObject *customer,
                          const char *currency)
{
  return smrt_sandbox_json_int (get_balances (customer), currency);
}

void
smrt_sandbox_balance_use_currency (SmrtSandboxStore *store,
                                   JsonObject       *customer,
                                   const char       *currency)
{
  if (smrt_sandbox_json_string (customer, "currency") != NULL)
    return;

  json_object_set_string_member (customer, "currency", currency);
  smrt_sandbox_store_touch (store, customer);
}

JsonObject *
smrt_sandbox_balance_add (SmrtSandboxStore *store,
                          JsonObject       *customer,
                          const char       *currency,
                          gint64            amount,
                          const char       *type,
                          const char       *invoice,
                          gint64            now)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, "cbtxn");
  JsonObject *balances = get_balances (customer);
  gint64 ending = smrt_sandbox_json_int (balances, currency) + amount;
  g_autoptr (JsonObject) row = NULL;

  smrt_sandbox_balance_use_currency (store, customer, currency);
  json_object_set_int_member (balances, currency, ending);
  if (g_strcmp0 (smrt_sandbox_json_string (customer, "currency"), currency) == 0)
    json_object_set_int_member (customer, "balance", ending);
  smrt_sandbox_store_touch (store, customer);

  row = smrt_sandbox_json_template (
    "{'object':'customer_balance_transaction','checkout_session':null,'credit_note':null,"
    "'description':null,'livemode':false,'metadata':{}}");
  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "amount", amount);
  json_object_set_int_member (row, "created", now);
  json_object_set_string_member (row, "currency", currency);
  json_object_set_string_member (row, "customer", smrt_sandbox_json_string (customer, "id"));
  json_object_set_int_member (row, "ending_balance", ending);
  smrt_sandbox_json_set_string (row, "invoice", invoice);
  json_object_set_string_member (row, "type", type);
  smrt_sandbox_store_add (store, row);

  return row;
}
