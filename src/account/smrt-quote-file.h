/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"
#include "smrt-quote.h"

G_BEGIN_DECLS

#define SMRT_QUOTE_FILE_ERROR (smrt_quote_file_error_quark ())

/**
 * SmrtQuoteFileError:
 * @SMRT_QUOTE_FILE_ERROR_INVALID: not a quote file, or a damaged one
 * @SMRT_QUOTE_FILE_ERROR_NEWER: of a newer version of this program
 * @SMRT_QUOTE_FILE_ERROR_OTHER_ACCOUNT: for another customer
 * @SMRT_QUOTE_FILE_ERROR_STALE: what it quotes can no longer be done
 */
typedef enum
{
  SMRT_QUOTE_FILE_ERROR_INVALID,
  SMRT_QUOTE_FILE_ERROR_NEWER,
  SMRT_QUOTE_FILE_ERROR_OTHER_ACCOUNT,
  SMRT_QUOTE_FILE_ERROR_STALE,
} SmrtQuoteFileError;

GQuark smrt_quote_file_error_quark (void);

/**
 * smrt_quote_file_to_json:
 * @account: the account it is for
 * @quote: a quote
 *
 * Returns: (transfer full): the quote as one JSON object
 */
JsonNode  *smrt_quote_file_to_json   (SmrtAccount  *account,
                                      SmrtQuote    *quote);

/**
 * smrt_quote_file_from_json:
 * @account: the account, loaded
 * @node: what smrt_quote_file_to_json() made
 * @error: return location for a %SMRT_QUOTE_FILE_ERROR
 *
 * Returns: (transfer full) (nullable): the quote, its offer made of what the
 *   account has now
 */
SmrtQuote *smrt_quote_file_from_json (SmrtAccount  *account,
                                      JsonNode     *node,
                                      GError      **error);

G_END_DECLS
