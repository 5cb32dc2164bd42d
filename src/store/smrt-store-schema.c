/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-schema.h"

/* The text of a row stands after what is filtered and sorted by, and its JSON in
 * a table of its own, so that a scan reads little. The order of the columns of
 * `_by_day` lets a period, the kinds and the sums be answered by it alone. */
#define LEDGER(name) \
  "CREATE TABLE " name " (" \
  "  seq INTEGER PRIMARY KEY," \
  "  id TEXT NOT NULL UNIQUE," \
  "  created INTEGER NOT NULL," \
  "  currency TEXT NOT NULL," \
  "  amount INTEGER NOT NULL," \
  "  balance INTEGER," \
  "  kind INTEGER NOT NULL," \
  "  faulty INTEGER NOT NULL," \
  "  invoice TEXT," \
  "  search TEXT NOT NULL," \
  "  words TEXT," \
  "  description TEXT," \
  "  credit_note TEXT);" \
  "CREATE INDEX " name "_by_currency ON " name " (currency);" \
  "CREATE INDEX " name "_by_day ON " name " (currency, created, kind, amount, faulty);" \
  "CREATE INDEX " name "_by_invoice ON " name " (invoice) WHERE invoice IS NOT NULL;" \
  "CREATE INDEX " name "_faulty ON " name " (currency) WHERE faulty;" \
  "CREATE TABLE " name "_json (seq INTEGER PRIMARY KEY, json TEXT NOT NULL);"

const char * const smrt_store_schema[] = {
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE answer (key TEXT PRIMARY KEY, json TEXT NOT NULL);"
  /* How far a table goes, which rows are still to be put into words anew, when it
   * was emptied last, and how often rows that were there were changed. */
  "CREATE TABLE reach ("
  "  ledger INTEGER PRIMARY KEY,"
  "  complete INTEGER NOT NULL DEFAULT 0,"
  "  generation INTEGER NOT NULL,"
  "  revision INTEGER NOT NULL DEFAULT 0,"
  "  reword INTEGER);"
  "INSERT INTO reach (ledger, generation) VALUES (0, random () >> 1), (1, random () >> 1), (2, random () >> 1);"
  "CREATE TABLE total ("
  "  ledger INTEGER NOT NULL,"
  "  currency TEXT NOT NULL,"
  "  n INTEGER NOT NULL,"
  "  credited_high INTEGER NOT NULL,"
  "  credited_low INTEGER NOT NULL,"
  "  used_high INTEGER NOT NULL,"
  "  used_low INTEGER NOT NULL,"
  "  PRIMARY KEY (ledger, currency)) WITHOUT ROWID;" LEDGER ("credit")
    LEDGER ("usage_credit") "CREATE TABLE invoice ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  created INTEGER NOT NULL,"
  "  currency TEXT NOT NULL,"
  "  amount INTEGER NOT NULL,"
  "  due INTEGER NOT NULL,"
  "  paid INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  changeable INTEGER NOT NULL,"
  "  number TEXT,"
  "  search TEXT NOT NULL,"
  "  words TEXT);"
  "CREATE INDEX invoice_by_currency ON invoice (currency);"
  "CREATE INDEX invoice_by_day ON invoice (currency, created, kind, amount, paid);"
  "CREATE INDEX invoice_changeable ON invoice (changeable) WHERE changeable;"
  "CREATE TABLE invoice_json (seq INTEGER PRIMARY KEY, json TEXT NOT NULL);",
  NULL
};
