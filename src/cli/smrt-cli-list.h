/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "smrt-account.h"
#include "smrt-cli-error.h"
#include "smrt-export-source.h"

G_BEGIN_DECLS

/** A command has fewer formats than this. */
#define SMRT_CLI_MAX_FORMATS 10

/**
 * SmrtCliFormat:
 * @option: the option that asks for it, without its dashes
 * @summary: what it does, for its help; marked for translation
 * @write: who writes it
 * @is_binary: whether it is no text, and has no place on a terminal
 *
 * A format that a list can be printed in besides a table and JSON.
 */
typedef struct
{
  const char *option;
  const char *summary;
  SmrtExport  write;
  gboolean    is_binary;
} SmrtCliFormat;

/**
 * SmrtCliList:
 * @command: its name
 * @summary: what it does, for its help; marked for translation
 * @has_rows: whether it is a list of rows, which has periods
 * @has_usage: whether there is such a list of the usage credit as well
 * @make_json: makes what it lists as JSON, of an account that was read and of
 *   what is exported of it
 * @make_text: makes a table of the same, in UTF-8
 * @formats: what else it can be printed in, up to one without an option
 *
 * A command that reads an account and lists a part of it.
 */
typedef struct
{
  const char    *command;
  const char    *summary;
  gboolean       has_rows;
  gboolean       has_usage;
  JsonNode    *(*make_json) (SmrtAccount       *account,
                             SmrtExportSource  *source,
                             GError           **error);
  char        *(*make_text) (SmrtAccount       *account,
                             SmrtExportSource  *source,
                             GError           **error);
  SmrtCliFormat  formats[SMRT_CLI_MAX_FORMATS];
} SmrtCliList;

/**
 * smrt_cli_list_run:
 * @self: the command
 * @args: (inout): the command's name and its arguments
 *
 * Returns: the exit code
 */
SmrtCliExit smrt_cli_list_run (const SmrtCliList   *self,
                               char              ***args);

G_END_DECLS
