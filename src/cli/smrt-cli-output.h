/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-cli-error.h"
#include "smrt-money.h"

G_BEGIN_DECLS

/**
 * smrt_cli_add_string:
 * @value: (nullable): a text; %NULL becomes null
 */
void         smrt_cli_add_string   (JsonBuilder     *builder,
                                    const char      *name,
                                    const char      *value);
void         smrt_cli_add_int      (JsonBuilder     *builder,
                                    const char      *name,
                                    gint64           value);
void         smrt_cli_add_boolean  (JsonBuilder     *builder,
                                    const char      *name,
                                    gboolean         value);

/**
 * smrt_cli_add_time:
 * @time: unix seconds; 0 becomes null
 */
void         smrt_cli_add_time     (JsonBuilder     *builder,
                                    const char      *name,
                                    gint64           time);

/**
 * smrt_cli_add_money:
 * @money: (nullable): an amount; %NULL becomes null
 *
 * Adds an object of `amount` (minor units), `currency` and `display`.
 */
void         smrt_cli_add_money    (JsonBuilder     *builder,
                                    const char      *name,
                                    const SmrtMoney *money);

/**
 * smrt_cli_add_strings:
 * @values: (array zero-terminated=1): texts
 */
void         smrt_cli_add_strings  (JsonBuilder        *builder,
                                    const char         *name,
                                    const char * const *values);

/**
 * smrt_cli_print_json:
 * @node: the whole of what is printed
 *
 * Returns: whether standard output took it
 */
SmrtCliExit  smrt_cli_print_json   (JsonNode        *node);

/**
 * smrt_cli_print_text:
 * @text: the whole of what is printed, in UTF-8
 *
 * Returns: whether standard output took it
 */
SmrtCliExit  smrt_cli_print_text   (const char      *text);

/**
 * SmrtCliTable:
 *
 * Rows of cells that are printed in columns.
 */
typedef struct _SmrtCliTable SmrtCliTable;

/**
 * smrt_cli_table_new:
 * @alignment: a letter a column: `l` for the left, `r` for the right
 */
SmrtCliTable *smrt_cli_table_new    (const char      *alignment);
void          smrt_cli_table_free   (SmrtCliTable    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtCliTable, smrt_cli_table_free)

/**
 * smrt_cli_table_add:
 * @cells: (array zero-terminated=1): as many as there are columns
 */
void          smrt_cli_table_add    (SmrtCliTable    *self,
                                     const char * const *cells);

/**
 * smrt_cli_table_append_to:
 * @text: where the rows are written, each with an end of line
 */
void          smrt_cli_table_append_to (SmrtCliTable *self,
                                        GString      *text);

G_END_DECLS
