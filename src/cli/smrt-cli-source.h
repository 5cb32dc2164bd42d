/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-export-source.h"

G_BEGIN_DECLS

/**
 * smrt_cli_source_parse_span:
 * @period: (nullable): what smrt_period_parse() takes; %NULL for all
 * @fiscal_start: the first month of the fiscal year
 * @span: (out): the period, in the person's time zone
 * @error: return location for %SMRT_CLI_ERROR_USAGE
 *
 * Returns: whether they make sense
 */
gboolean          smrt_cli_source_parse_span (const char            *period,
                                              int                    fiscal_start,
                                              SmrtExportSpan        *span,
                                              GError               **error);

/**
 * smrt_cli_source_new:
 * @account: an account that was read
 * @credit: whose ledger the credits are
 * @span: of which period
 * @error: return location for %SMRT_DATABASE_ERROR
 *
 * Returns: (transfer full) (nullable): what is listed and exported of it: every
 *   row of the account's store
 */
SmrtExportSource *smrt_cli_source_new        (SmrtAccount           *account,
                                              SmrtExportCredit       credit,
                                              const SmrtExportSpan  *span,
                                              GError               **error);

G_END_DECLS
