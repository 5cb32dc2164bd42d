/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-export-source.h"
#include "words-fixture.h"

/* A day, and 2 January 2026, 12:00 UTC. */
#define DAY       G_GINT64_CONSTANT (86400)
#define JANUARY_2 G_GINT64_CONSTANT (1767355200)

/**
 * ExportFixture:
 * @credits: entries of the credit, newest first
 * @invoices: invoices, newest first
 * @subscriptions: subscriptions
 * @catalogue: the plans of words_catalogue_new()
 * @credit: whose ledger the entries are
 * @missing_row: which row of a list cannot be read, from 1 on; 0 for none
 * @faulty_row: which entry's balance is marked as wrong, from 1 on; 0 for none
 */
typedef struct
{
  GListStore *credits;
  GListStore *invoices;
  GListStore *subscriptions;
  SmrtCatalogue *catalogue;
  SmrtExportCredit credit;
  unsigned int missing_row;
  unsigned int faulty_row;
} ExportFixture;

void  export_fixture_set_up           (ExportFixture    *self,
                                       gconstpointer     unused);
void  export_fixture_tear_down        (ExportFixture    *self,
                                       gconstpointer     unused);

/* Adds an entry that is newer than all others, with the id `cbtxn_N`. */
void  export_fixture_add_credit       (ExportFixture    *self,
                                       SmrtCreditKind    kind,
                                       gint64            created,
                                       gint64            amount,
                                       gint64            balance,
                                       const char       *currency,
                                       const char       *description,
                                       const char       *invoice_id);

/**
 * export_fixture_add_invoice:
 *
 * Adds an invoice that is newer than all others, with the id `in_N` and the
 * number `NW-N`.
 *
 * Returns: (transfer none): the invoice, which has no lines
 */
SmrtInvoice *export_fixture_add_invoice (ExportFixture   *self,
                                         SmrtInvoiceStatus status,
                                         gint64           created,
                                         const char      *currency,
                                         SmrtInvoiceSums  sums);

/* Adds a line for a plan of the catalogue, or for none that it knows. */
void  export_fixture_add_line         (SmrtInvoice      *invoice,
                                       const char       *product_id,
                                       gint64            amount);

/**
 * export_fixture_add_text_plan:
 * @name: what it is called
 *
 * Puts a plan with the id `prod_text` into the catalogue.
 */
void  export_fixture_add_text_plan    (ExportFixture    *self,
                                       const char       *name);

/**
 * export_fixture_fill_credits:
 *
 * Adds several hundred entries in currencies of no, two and three decimals, with
 * large and small amounts of either sign, and texts that each format could take
 * for something else.
 */
void  export_fixture_fill_credits     (ExportFixture    *self);

/* As export_fixture_fill_credits(), with invoices of every status and kind. */
void  export_fixture_fill_invoices    (ExportFixture    *self);

/**
 * export_fixture_make_source:
 *
 * Its lists make their rows when they are got, and fail the test where one is
 * not read from one end to the other, each row once.
 *
 * Returns: (transfer full): what is exported
 */
SmrtExportSource *export_fixture_make_source (ExportFixture *self);

/**
 * export_fixture_run:
 *
 * Returns: (transfer full) (nullable): what an exporter writes
 */
char *export_fixture_run              (ExportFixture    *self,
                                       SmrtExport        write,
                                       GError          **error);

/* Its bytes are exactly these. */
void  export_fixture_assert           (ExportFixture    *self,
                                       SmrtExport        write,
                                       const char       *expected);
