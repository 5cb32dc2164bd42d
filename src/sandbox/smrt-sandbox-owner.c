/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-owner.h"

#include "smrt-sandbox-json.h"

#include <sqlite3.h>

/* A test clock tells the time of whoever lives by it. */
static const char * const shared[] = {
  "product", "price", "coupon", "tax_rate", "billing.meter", "billing_portal.configuration",
  "test_helpers.test_clock", NULL
};

const char *
smrt_sandbox_owner_get (JsonObject *object)
{
  const char *customer = smrt_sandbox_json_string (object, "customer");
  JsonObject *hidden = smrt_sandbox_json_object (object, "_");

  if (g_str_equal (smrt_sandbox_json_string (object, "object"), "customer"))
    return smrt_sandbox_json_string (object, "id");

  return customer == NULL && hidden != NULL ? smrt_sandbox_json_string (hidden, "customer") : customer;
}

gboolean
smrt_sandbox_owner_is_seen (JsonObject         *object,
                            const char * const *customers)
{
  const char *owner;

  if (customers == NULL)
    return TRUE;

  owner = smrt_sandbox_owner_get (object);

  return (owner != NULL && g_strv_contains (customers, owner)) ||
         g_strv_contains (shared, smrt_sandbox_json_string (object, "object"));
}

static void
append_texts (GString            *sql,
              const char * const *texts)
{
  for (unsigned int i = 0; texts[i] != NULL; i++)
    {
      char *quoted = sqlite3_mprintf ("%s%Q", i > 0 ? ", " : "", texts[i]);

      g_string_append (sql, quoted);
      sqlite3_free (quoted);
    }
}

char *
smrt_sandbox_owner_narrow (const char * const *customers)
{
  GString *sql = g_string_new (NULL);

  if (customers != NULL)
    {
      g_string_append (sql, "WITH objects AS (SELECT * FROM main.objects WHERE customer IN (");
      append_texts (sql, customers);
      g_string_append (sql, ") OR type IN (");
      append_texts (sql, shared);
      g_string_append (sql, ")) ");
    }

  return g_string_free (sql, FALSE);
}
