/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-store.h"

#include "smrt-database.h"
#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-id.h"
#include "smrt-sandbox-json.h"
#include "smrt-sandbox-owner.h"

#include <string.h>

#define APPLICATION_ID 0x736d7362 /* "smsb" */

/* A day is what the API promises; a week costs nothing. */
#define ANSWERS_KEPT_SECONDS (7 * 24 * 60 * 60)

static const char * const schema[] = {
  "CREATE TABLE objects ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  id TEXT NOT NULL UNIQUE,"
  "  type TEXT NOT NULL,"
  "  created INTEGER NOT NULL,"
  "  customer TEXT,"
  "  parent TEXT,"
  "  clock TEXT,"
  "  due INTEGER,"
  "  json TEXT NOT NULL);"
  "CREATE INDEX objects_by_type ON objects (type, seq);"
  "CREATE INDEX objects_by_customer ON objects (customer, type, seq) WHERE customer IS NOT NULL;"
  "CREATE INDEX objects_by_parent ON objects (parent, type, seq) WHERE parent IS NOT NULL;"
  "CREATE INDEX objects_by_due ON objects (clock, due, seq) WHERE due IS NOT NULL;"
  "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE answers ("
  "  key TEXT PRIMARY KEY,"
  "  fingerprint TEXT NOT NULL,"
  "  request TEXT NOT NULL,"
  "  status INTEGER NOT NULL,"
  "  body TEXT NOT NULL,"
  "  created INTEGER NOT NULL) WITHOUT ROWID;",
  /* Whose an object is stands in its row, whatever its kind. */
  "UPDATE objects SET customer = id WHERE type = 'customer';"
  "UPDATE objects SET customer = json_extract (json, '$._.customer')"
  "  WHERE type = 'billing.credit_balance_transaction';"
  "UPDATE objects SET customer = (SELECT invoice.customer FROM objects AS invoice WHERE invoice.id = objects.parent)"
  "  WHERE type = 'invoice_payment';"
  "UPDATE objects SET json = json_set (json, '$._.customer', customer)"
  "  WHERE type = 'invoice_payment' AND customer IS NOT NULL;",
  NULL
};

struct _SmrtSandboxStore
{
  SmrtDatabase *database;
  GHashTable *objects;   /* id → the one JsonObject of this piece of work */
  GPtrArray *dirty;      /* in the order of creation */
  GHashTable *dirty_set;
  guint64 last_id;
  gboolean in_transaction;
  char **customers;      /* whose objects are seen; NULL: everybody's */
  GError *failure;
};

SmrtSandboxStore *
smrt_sandbox_store_open (const char  *path,
                         GError     **error)
{
  g_autoptr (SmrtDatabase) database = NULL;
  g_autofree char *clean = NULL;
  SmrtSandboxStore *self;

  database = smrt_database_open (path != NULL ? path : ":memory:", APPLICATION_ID, schema, error);
  if (database == NULL)
    return NULL;

  clean = g_strdup_printf ("DELETE FROM answers WHERE created < %" G_GINT64_FORMAT,
                           g_get_real_time () / G_USEC_PER_SEC - ANSWERS_KEPT_SECONDS);
  if (!smrt_database_execute (database, clean, error))
    return NULL;

  self = g_new0 (SmrtSandboxStore, 1);
  self->database = g_steal_pointer (&database);
  self->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  self->dirty = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->dirty_set = g_hash_table_new (NULL, NULL);

  return self;
}

static void
forget (SmrtSandboxStore *self)
{
  g_hash_table_remove_all (self->dirty_set);
  g_ptr_array_set_size (self->dirty, 0);
  g_hash_table_remove_all (self->objects);
  g_clear_error (&self->failure);
}

void
smrt_sandbox_store_close (SmrtSandboxStore *self)
{
  smrt_sandbox_store_rollback (self);
  g_strfreev (self->customers);
  g_hash_table_unref (self->dirty_set);
  g_ptr_array_unref (self->dirty);
  g_hash_table_unref (self->objects);
  smrt_database_close (self->database);
  g_free (self);
}

static sqlite3_stmt *
prepare (SmrtSandboxStore *self,
         const char       *sql)
{
  return self->failure == NULL ? smrt_database_prepare (self->database, sql, &self->failure) : NULL;
}

static gboolean
step (SmrtSandboxStore *self,
      sqlite3_stmt     *statement)
{
  gboolean has_row = FALSE;

  return statement != NULL &&
         smrt_database_step (self->database, statement, &has_row, self->failure == NULL ? &self->failure : NULL) &&
         has_row;
}

static void
bind_text (sqlite3_stmt *statement,
           int           index,
           const char   *text)
{
  if (statement != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

static void
bind_int (sqlite3_stmt *statement,
          int           index,
          gint64        value)
{
  if (statement != NULL)
    sqlite3_bind_int64 (statement, index, value);
}

gboolean
smrt_sandbox_store_begin (SmrtSandboxStore  *self,
                          GError           **error)
{
  g_autofree char *last_id = NULL;

  if (!smrt_database_begin (self->database, error))
    return FALSE;

  self->in_transaction = TRUE;
  last_id = smrt_sandbox_store_get_fact (self, "last-id");
  self->last_id = last_id != NULL ? g_ascii_strtoull (last_id, NULL, 10) : 0;

  return TRUE;
}

/* The id by which lists of a parent find an object. */
static const char *
get_parent (JsonObject *object)
{
  const char *type = smrt_sandbox_json_string (object, "object");

  if (g_str_equal (type, "price"))
    return smrt_sandbox_json_string (object, "product");
  if (g_str_equal (type, "invoice_payment") || g_str_equal (type, "credit_note"))
    return smrt_sandbox_json_string (object, "invoice");
  if (g_str_equal (type, "billing.credit_balance_transaction"))
    return smrt_sandbox_json_string (object, "credit_grant");
  if (g_str_equal (type, "billing.meter_event"))
    return smrt_sandbox_json_string (object, "event_name");
  if (g_str_equal (type, "invoice") || g_str_equal (type, "invoiceitem"))
    {
      JsonObject *parent = smrt_sandbox_json_object (object, "parent");
      JsonObject *details = parent != NULL ? smrt_sandbox_json_object (parent, "subscription_details") : NULL;

      return details != NULL ? smrt_sandbox_json_string (details, "subscription") : NULL;
    }

  return NULL;
}

static void
write_object (SmrtSandboxStore *self,
              JsonObject       *object)
{
  g_autofree char *text = smrt_sandbox_json_to_text (object);
  JsonObject *hidden = smrt_sandbox_json_object (object, "_");
  sqlite3_stmt *statement;

  statement = prepare (self,
                       "INSERT INTO objects (id, type, created, customer, parent, clock, due, json)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, parent = excluded.parent,"
                       " clock = excluded.clock, due = excluded.due, json = excluded.json");
  bind_text (statement, 1, smrt_sandbox_json_string (object, "id"));
  bind_text (statement, 2, smrt_sandbox_json_string (object, "object"));
  bind_int (statement, 3, smrt_sandbox_json_int (object, "created"));
  bind_text (statement, 4, smrt_sandbox_owner_get (object));
  bind_text (statement, 5, get_parent (object));
  bind_text (statement, 6, smrt_sandbox_json_string (object, "test_clock"));
  if (hidden != NULL && !smrt_sandbox_json_is_null (hidden, "due"))
    bind_int (statement, 7, smrt_sandbox_json_int (hidden, "due"));
  bind_text (statement, 8, text);
  step (self, statement);
}

static void
flush (SmrtSandboxStore *self)
{
  for (unsigned int i = 0; i < self->dirty->len; i++)
    write_object (self, g_ptr_array_index (self->dirty, i));

  g_hash_table_remove_all (self->dirty_set);
  g_ptr_array_set_size (self->dirty, 0);
}

gboolean
smrt_sandbox_store_commit (SmrtSandboxStore  *self,
                           GError           **error)
{
  g_autofree char *last_id = g_strdup_printf ("%" G_GUINT64_FORMAT, self->last_id);

  flush (self);
  smrt_sandbox_store_set_fact (self, "last-id", last_id);

  if (self->failure != NULL)
    g_propagate_error (error, g_steal_pointer (&self->failure));
  else if (smrt_database_commit (self->database, error))
    {
      self->in_transaction = FALSE;
      forget (self);
      return TRUE;
    }

  smrt_sandbox_store_rollback (self);

  return FALSE;
}

void
smrt_sandbox_store_rollback (SmrtSandboxStore *self)
{
  forget (self);
  if (self->in_transaction)
    smrt_database_rollback (self->database);
  self->in_transaction = FALSE;
}

gboolean
smrt_sandbox_store_end_reading (SmrtSandboxStore  *self,
                                GError           **error)
{
  gboolean sound = self->failure == NULL;

  if (!sound)
    g_propagate_error (error, g_steal_pointer (&self->failure));
  forget (self);

  return sound;
}

char *
smrt_sandbox_store_new_secret (SmrtSandboxStore *self)
{
  char *secret = smrt_sandbox_id_make_secret ();

  if (secret == NULL && self->failure == NULL)
    g_set_error_literal (&self->failure, G_IO_ERROR, G_IO_ERROR_FAILED, "The system gives no random numbers");

  return secret != NULL ? secret : g_strdup ("");
}

char *
smrt_sandbox_store_new_id (SmrtSandboxStore *self,
                           const char       *prefix)
{
  return smrt_sandbox_id_make (prefix, ++self->last_id);
}

static JsonObject *
adopt (SmrtSandboxStore *self,
       const char       *id,
       const char       *json)
{
  JsonObject *object = g_hash_table_lookup (self->objects, id);
  g_autoptr (JsonNode) node = NULL;

  if (object != NULL)
    return object;

  node = json_from_string (json, self->failure == NULL ? &self->failure : NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  object = json_node_dup_object (node);
  g_hash_table_insert (self->objects, g_strdup (id), object);

  return object;
}

void
smrt_sandbox_store_set_customers (SmrtSandboxStore   *self,
                                  const char * const *customers)
{
  g_strfreev (self->customers);
  self->customers = g_strdupv ((char **) customers);
}

JsonObject *
smrt_sandbox_store_get (SmrtSandboxStore *self,
                        const char       *type,
                        const char       *id)
{
  JsonObject *object;
  sqlite3_stmt *statement;

  if (id == NULL)
    return NULL;

  object = g_hash_table_lookup (self->objects, id);
  if (object == NULL)
    {
      statement = prepare (self, "SELECT json FROM objects WHERE id = ?");
      bind_text (statement, 1, id);
      if (step (self, statement))
        {
          object = adopt (self, id, (const char *) sqlite3_column_text (statement, 0));
          sqlite3_reset (statement);
        }
    }

  if (object == NULL || !g_str_equal (smrt_sandbox_json_string (object, "object"), type))
    return NULL;

  return smrt_sandbox_owner_is_seen (object, (const char * const *) self->customers) ? object : NULL;
}

JsonObject *
smrt_sandbox_store_find (SmrtSandboxStore  *self,
                         const char        *type,
                         const char        *kind,
                         const char        *id,
                         const char        *param,
                         GError           **error)
{
  JsonObject *object = smrt_sandbox_store_get (self, type, id);

  if (object == NULL)
    smrt_sandbox_fault_missing (error, kind, id, param);

  return object;
}

void
smrt_sandbox_store_add (SmrtSandboxStore *self,
                        JsonObject       *object)
{
  g_hash_table_replace (self->objects, g_strdup (smrt_sandbox_json_string (object, "id")), json_object_ref (object));
  smrt_sandbox_store_touch (self, object);
}

void
smrt_sandbox_store_touch (SmrtSandboxStore *self,
                          JsonObject       *object)
{
  if (g_hash_table_add (self->dirty_set, object))
    g_ptr_array_add (self->dirty, json_object_ref (object));
}

static void
execute (SmrtSandboxStore *self,
         const char       *sql)
{
  if (self->failure == NULL)
    smrt_database_execute (self->database, sql, &self->failure);
}

void
smrt_sandbox_store_remove (SmrtSandboxStore *self,
                           const char       *id)
{
  sqlite3_stmt *statement;

  flush (self);
  g_hash_table_remove (self->objects, id);

  statement = prepare (self, "DELETE FROM objects WHERE id = ?");
  bind_text (statement, 1, id);
  step (self, statement);
}

void
smrt_sandbox_store_let_go (SmrtSandboxStore *self,
                           const char       *id)
{
  flush (self);
  g_hash_table_remove (self->objects, id);
}

gboolean
smrt_sandbox_store_has (SmrtSandboxStore *self,
                        const char       *id)
{
  sqlite3_stmt *statement = prepare (self, "SELECT 1 FROM objects WHERE id = ?");
  gboolean found;

  if (g_hash_table_contains (self->objects, id))
    return TRUE;

  bind_text (statement, 1, id);
  found = step (self, statement);
  if (found)
    sqlite3_reset (statement);

  return found;
}

void
smrt_sandbox_store_remove_clock (SmrtSandboxStore *self,
                                 const char       *clock)
{
  sqlite3_stmt *statement;

  flush (self);
  g_hash_table_remove_all (self->objects);

  statement = prepare (self,
                       "DELETE FROM objects WHERE id = ?1 OR clock = ?1 OR customer IN"
                       " (SELECT id FROM objects WHERE type = 'customer' AND clock = ?1)");
  bind_text (statement, 1, clock);
  step (self, statement);
}

void
smrt_sandbox_store_remove_all (SmrtSandboxStore *self)
{
  flush (self);
  g_hash_table_remove_all (self->objects);
  execute (self, "DELETE FROM objects; DELETE FROM answers");
}

JsonObject *
smrt_sandbox_store_next_due (SmrtSandboxStore *self,
                             const char       *clock,
                             gint64            until)
{
  JsonObject *object = NULL;
  sqlite3_stmt *statement;

  flush (self);

  statement = prepare (self,
                       "SELECT id, json FROM objects WHERE clock IS ? AND due <= ?"
                       " ORDER BY due, seq LIMIT 1");
  bind_text (statement, 1, clock);
  bind_int (statement, 2, until);
  if (step (self, statement))
    {
      object = adopt (self, (const char *) sqlite3_column_text (statement, 0),
                      (const char *) sqlite3_column_text (statement, 1));
      sqlite3_reset (statement);
    }

  return object;
}

GPtrArray *
smrt_sandbox_store_query (SmrtSandboxStore   *self,
                          const char         *from_where,
                          const char * const *values)
{
  g_autofree char *narrowed = smrt_sandbox_owner_narrow ((const char * const *) self->customers);
  g_autofree char *sql = g_strconcat (narrowed, "SELECT id, json ", from_where, NULL);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  sqlite3 *handle = smrt_database_get_handle (self->database);
  sqlite3_stmt *statement = NULL;
  int result;

  flush (self);

  result = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);
  for (int i = 0; result == SQLITE_OK && values != NULL && values[i] != NULL; i++)
    bind_text (statement, i + 1, values[i]);

  while (result == SQLITE_OK || result == SQLITE_ROW)
    {
      JsonObject *object;

      result = sqlite3_step (statement);
      if (result != SQLITE_ROW)
        break;
      object = adopt (self, (const char *) sqlite3_column_text (statement, 0),
                      (const char *) sqlite3_column_text (statement, 1));
      if (object != NULL)
        g_ptr_array_add (found, json_object_ref (object));
    }

  if (result != SQLITE_DONE && self->failure == NULL)
    g_set_error_literal (&self->failure, SMRT_DATABASE_ERROR, SMRT_DATABASE_ERROR_FAILED, sqlite3_errmsg (handle));
  sqlite3_finalize (statement);

  return found;
}

JsonObject *
smrt_sandbox_store_find_by_secret (SmrtSandboxStore *self,
                                   const char       *type,
                                   const char       *secret)
{
  const char *values[] = { type, secret, NULL };
  g_autoptr (GPtrArray) found = NULL;

  found = smrt_sandbox_store_query (self, "FROM objects WHERE type = ? AND json_extract (json, '$._.secret') = ?",
                                    values);

  return found->len == 1 ? g_ptr_array_index (found, 0) : NULL;
}

gint64
smrt_sandbox_store_get_seq (SmrtSandboxStore *self,
                            const char       *type,
                            const char       *id)
{
  sqlite3_stmt *statement;
  gint64 seq = 0;

  if (self->customers != NULL && smrt_sandbox_store_get (self, type, id) == NULL)
    return 0;

  flush (self);

  statement = prepare (self, "SELECT seq FROM objects WHERE id = ? AND type = ?");
  bind_text (statement, 1, id);
  bind_text (statement, 2, type);
  if (step (self, statement))
    {
      seq = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }

  return seq;
}

char *
smrt_sandbox_store_get_fact (SmrtSandboxStore *self,
                             const char       *name)
{
  sqlite3_stmt *statement = prepare (self, "SELECT value FROM facts WHERE name = ?");
  char *value = NULL;

  bind_text (statement, 1, name);
  if (step (self, statement))
    {
      value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      sqlite3_reset (statement);
    }

  return value;
}

void
smrt_sandbox_store_set_fact (SmrtSandboxStore *self,
                             const char       *name,
                             const char       *value)
{
  sqlite3_stmt *statement = prepare (self, "INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)");

  bind_text (statement, 1, name);
  bind_text (statement, 2, value);
  step (self, statement);
}

void
smrt_sandbox_answer_free (SmrtSandboxAnswer *self)
{
  g_free (self->fingerprint);
  g_free (self->request);
  g_free (self->body);
  g_free (self);
}

SmrtSandboxAnswer *
smrt_sandbox_store_get_answer (SmrtSandboxStore *self,
                               const char       *key)
{
  SmrtSandboxAnswer *answer = NULL;
  sqlite3_stmt *statement;

  statement = prepare (self, "SELECT fingerprint, request, status, body FROM answers WHERE key = ?");
  bind_text (statement, 1, key);
  if (step (self, statement))
    {
      answer = g_new0 (SmrtSandboxAnswer, 1);
      answer->fingerprint = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      answer->request = g_strdup ((const char *) sqlite3_column_text (statement, 1));
      answer->status = sqlite3_column_int (statement, 2);
      answer->body = g_strdup ((const char *) sqlite3_column_text (statement, 3));
      sqlite3_reset (statement);
    }

  return answer;
}

void
smrt_sandbox_store_set_answer (SmrtSandboxStore        *self,
                               const char              *key,
                               const SmrtSandboxAnswer *answer)
{
  sqlite3_stmt *statement;

  statement = prepare (self,
                       "INSERT INTO answers (key, fingerprint, request, status, body, created)"
                       " VALUES (?, ?, ?, ?, ?, ?)");
  bind_text (statement, 1, key);
  bind_text (statement, 2, answer->fingerprint);
  bind_text (statement, 3, answer->request);
  bind_int (statement, 4, answer->status);
  bind_text (statement, 5, answer->body);
  bind_int (statement, 6, g_get_real_time () / G_USEC_PER_SEC);
  step (self, statement);
}
