/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-grants.h"

#include "smrt-sandbox-charges.h"
#include "smrt-sandbox-json.h"

#define GRANT "billing.credit_grant"

JsonObject *
smrt_sandbox_grants_get_monetary (JsonObject *grant)
{
  return smrt_sandbox_json_object (smrt_sandbox_json_object (grant, "amount"), "monetary");
}

gint64
smrt_sandbox_grants_get_left (JsonObject *grant)
{
  return smrt_sandbox_json_int (smrt_sandbox_json_hidden (grant), "left");
}

gboolean
smrt_sandbox_grants_is_over (JsonObject *grant,
                             gint64      time)
{
  return !smrt_sandbox_json_is_null (grant, "voided_at") ||
         (!smrt_sandbox_json_is_null (grant, "expires_at") && smrt_sandbox_json_int (grant, "expires_at") <= time);
}

gboolean
smrt_sandbox_grants_is_in_force (JsonObject *grant,
                                 gint64      time)
{
  return !smrt_sandbox_grants_is_over (grant, time) && smrt_sandbox_json_int (grant, "effective_at") <= time;
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

static gint64
get_end (JsonObject *grant)
{
  return smrt_sandbox_json_is_null (grant, "expires_at") ? G_MAXINT64 : smrt_sandbox_json_int (grant, "expires_at");
}

static int
compare_grants (gconstpointer a,
                gconstpointer b)
{
  JsonObject *one = *(JsonObject **) a;
  JsonObject *other = *(JsonObject **) b;
  int order = compare_numbers (smrt_sandbox_json_int (one, "priority"), smrt_sandbox_json_int (other, "priority"));

  if (order == 0)
    order = compare_numbers (get_end (one), get_end (other));
  /* `promotional` is behind `paid` in the alphabet, and comes first. */
  if (order == 0)
    order = -g_strcmp0 (smrt_sandbox_json_string (one, "category"), smrt_sandbox_json_string (other, "category"));
  if (order == 0)
    order = compare_numbers (smrt_sandbox_json_int (one, "effective_at"),
                             smrt_sandbox_json_int (other, "effective_at"));
  if (order == 0)
    order = compare_numbers (smrt_sandbox_json_int (one, "created"), smrt_sandbox_json_int (other, "created"));

  return order;
}

GPtrArray *
smrt_sandbox_grants_find (SmrtSandboxStore *store,
                          const char       *customer)
{
  const char *values[] = { customer, NULL };
  GPtrArray *grants;

  grants = smrt_sandbox_store_query (store,
                                     "FROM objects WHERE type = 'billing.credit_grant' AND customer = ? ORDER BY seq",
                                     values);
  g_ptr_array_sort (grants, compare_grants);

  return grants;
}

/* Which prices a grant pays for; %NULL: all that are metered. */
char **
smrt_sandbox_grants_get_prices (JsonObject *grant)
{
  JsonObject *scope = smrt_sandbox_json_object (smrt_sandbox_json_object (grant, "applicability_config"), "scope");
  JsonArray *prices = smrt_sandbox_json_array (scope, "prices");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (prices == NULL)
    return NULL;
  for (unsigned int i = 0; i < json_array_get_length (prices); i++)
    g_strv_builder_add (builder, smrt_sandbox_json_string (json_array_get_object_element (prices, i), "id"));

  return g_strv_builder_end (builder);
}

GPtrArray *
smrt_sandbox_grants_load (SmrtSandboxStore *store,
                          const char       *customer,
                          const char       *currency,
                          gint64            time)
{
  g_autoptr (GPtrArray) found = smrt_sandbox_grants_find (store, customer);
  GPtrArray *grants = g_ptr_array_new_with_free_func ((GDestroyNotify) smrt_sandbox_grant_free);

  for (unsigned int i = 0; i < found->len; i++)
    {
      JsonObject *stored = g_ptr_array_index (found, i);
      SmrtSandboxGrant *grant;

      if (!smrt_sandbox_grants_is_in_force (stored, time) || smrt_sandbox_grants_get_left (stored) <= 0 ||
          !g_str_equal (smrt_sandbox_json_string (smrt_sandbox_grants_get_monetary (stored), "currency"), currency))
        continue;
      grant = g_new0 (SmrtSandboxGrant, 1);
      grant->id = g_strdup (smrt_sandbox_json_string (stored, "id"));
      grant->prices = smrt_sandbox_grants_get_prices (stored);
      grant->available = smrt_sandbox_grants_get_left (stored);
      g_ptr_array_add (grants, grant);
    }

  return grants;
}

typedef struct
{
  const char *side; /* `credit` or `debit` */
  const char *type;
  const char *link; /* the member that names the invoice, or NULL */
  const char *invoice;
  const char *line;
} Entry;

/* Writes a row into the ledger of a grant. */
static JsonObject *
add_transaction (SmrtSandboxStore *store,
                 JsonObject       *grant,
                 const Entry      *entry,
                 gint64            amount,
                 gint64            effective_at,
                 gint64            now)
{
  g_autofree char *id = smrt_sandbox_store_new_id (store, "cbtxn");
  JsonObject *hidden = smrt_sandbox_json_hidden (grant);
  gboolean credit = g_str_equal (entry->side, "credit");
  JsonObject *details = smrt_sandbox_json_template ("{'amount':{'type':'monetary','monetary':{}}}");
  JsonObject *monetary = smrt_sandbox_json_object (smrt_sandbox_json_object (details, "amount"), "monetary");
  g_autoptr (JsonObject) row = smrt_sandbox_json_template (
    "{'object':'billing.credit_balance_transaction','credit':null,'debit':null,'livemode':false}");

  json_object_set_string_member (monetary, "currency", smrt_sandbox_json_string (smrt_sandbox_grants_get_monetary (grant), "currency"));
  json_object_set_int_member (monetary, "value", amount);
  json_object_set_string_member (details, "type", entry->type);
  json_object_set_null_member (details, credit ? "credits_application_invoice_voided" : "credits_applied");
  if (entry->link != NULL)
    {
      JsonObject *link = json_object_new ();

      json_object_set_string_member (link, "invoice", entry->invoice);
      json_object_set_string_member (link, "invoice_line_item", entry->line);
      json_object_set_object_member (details, entry->link, link);
    }

  json_object_set_string_member (row, "id", id);
  json_object_set_int_member (row, "created", now);
  json_object_set_string_member (row, "credit_grant", smrt_sandbox_json_string (grant, "id"));
  json_object_set_int_member (row, "effective_at", effective_at);
  smrt_sandbox_json_set_string (row, "test_clock", smrt_sandbox_json_string (grant, "test_clock"));
  json_object_set_string_member (row, "type", entry->side);
  json_object_set_object_member (row, entry->side, details);
  json_object_set_string_member (smrt_sandbox_json_hidden (row), "customer",
                                 smrt_sandbox_json_string (grant, "customer"));
  smrt_sandbox_store_add (store, row);

  json_object_set_int_member (hidden, "left", smrt_sandbox_grants_get_left (grant) + (credit ? amount : -amount));
  smrt_sandbox_store_touch (store, grant);

  return row;
}

/* Calls @visit for every part of usage credit that an invoice's lines have, with
 * the same part in the invoice's own list. */
static void
visit_credits (SmrtSandboxStore *store,
               JsonObject *invoice,
               gint64 now,
               void (*visit) (SmrtSandboxStore *, JsonObject *, JsonObject *, JsonObject *, JsonObject *, gint64))
{
  JsonArray *lines = smrt_sandbox_json_array (invoice, "lines");
  JsonArray *all = smrt_sandbox_json_array (invoice, "total_pretax_credit_amounts");
  unsigned int at = 0;

  for (unsigned int i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonArray *parts = smrt_sandbox_json_array (line, "pretax_credit_amounts");

      for (unsigned int j = 0; j < json_array_get_length (parts); j++, at++)
        {
          JsonObject *part = json_array_get_object_element (parts, j);

          if (smrt_sandbox_json_string (smrt_sandbox_json_hidden (part), "grant") != NULL)
            visit (store, invoice, line, part, json_array_get_object_element (all, at), now);
        }
    }
}

static void
take_part (SmrtSandboxStore *store,
           JsonObject       *invoice,
           JsonObject       *line,
           JsonObject       *part,
           JsonObject       *listed,
           gint64            now)
{
  JsonObject *grant = smrt_sandbox_store_get (store, GRANT,
                                              smrt_sandbox_json_string (smrt_sandbox_json_hidden (part), "grant"));
  const Entry entry = { "debit", "credits_applied", "credits_applied", smrt_sandbox_json_string (invoice, "id"),
                        smrt_sandbox_json_string (line, "id") };
  JsonObject *row;

  row = add_transaction (store, grant, &entry, smrt_sandbox_json_int (part, "amount"), now, now);
  json_object_set_string_member (part, "credit_balance_transaction", smrt_sandbox_json_string (row, "id"));
  json_object_set_string_member (listed, "credit_balance_transaction", smrt_sandbox_json_string (row, "id"));
}

void
smrt_sandbox_grants_take (SmrtSandboxStore *store,
                          JsonObject       *invoice,
                          gint64            now)
{
  visit_credits (store, invoice, now, take_part);
}

static void
give_back_part (SmrtSandboxStore *store,
                JsonObject       *invoice,
                JsonObject       *line,
                JsonObject       *part,
                JsonObject       *listed,
                gint64            now)
{
  JsonObject *grant = smrt_sandbox_store_get (store, GRANT,
                                              smrt_sandbox_json_string (smrt_sandbox_json_hidden (part), "grant"));
  const Entry back = { "credit", "credits_application_invoice_voided", "credits_application_invoice_voided",
                       smrt_sandbox_json_string (invoice, "id"), smrt_sandbox_json_string (line, "id") };
  const Entry lost = { "debit", "credits_expired", NULL, NULL, NULL };

  add_transaction (store, grant, &back, smrt_sandbox_json_int (part, "amount"), now, now);
  if (smrt_sandbox_grants_is_over (grant, now))
    add_transaction (store, grant, &lost, smrt_sandbox_json_int (part, "amount"), now, now);
}

void
smrt_sandbox_grants_give_back (SmrtSandboxStore *store,
                               JsonObject       *invoice,
                               gint64            now)
{
  visit_credits (store, invoice, now, give_back_part);
}

void
smrt_sandbox_grants_end (SmrtSandboxStore *store,
                         JsonObject       *grant,
                         const char       *type,
                         gint64            now)
{
  const Entry entry = { "debit", type, NULL, NULL, NULL };

  if (smrt_sandbox_grants_get_left (grant) > 0)
    add_transaction (store, grant, &entry, smrt_sandbox_grants_get_left (grant), now, now);
  json_object_set_null_member (smrt_sandbox_json_hidden (grant), "due");
  json_object_set_int_member (grant, "updated", now);
  smrt_sandbox_store_touch (store, grant);
}

void
smrt_sandbox_grants_expire (SmrtSandboxStore *store,
                            JsonObject       *grant,
                            gint64            now)
{
  json_object_set_int_member (grant, "expires_at", now);
  smrt_sandbox_grants_end (store, grant, "credits_expired", now);
}

void
smrt_sandbox_grants_begin (SmrtSandboxStore *store,
                           JsonObject       *grant,
                           gint64            now)
{
  static const Entry entry = { "credit", "credits_granted", NULL, NULL, NULL };

  add_transaction (store, grant, &entry, smrt_sandbox_json_int (smrt_sandbox_grants_get_monetary (grant), "value"),
                   smrt_sandbox_json_int (grant, "effective_at"), now);
}
