/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-cli"

#include "config.h"

#include "smrt-cli-error.h"

#include <glib/gi18n-lib.h>

#include "smrt-change.h"
#include "smrt-json.h"
#include "smrt-problem.h"
#include "smrt-quote-file.h"

G_DEFINE_QUARK (smrt-cli-error-quark, smrt_cli_error)

static SmrtCliExit
from_own_error (SmrtCliError code)
{
  switch (code)
    {
    case SMRT_CLI_ERROR_NOT_SIGNED_IN:
      return SMRT_CLI_EXIT_NOT_SIGNED_IN;
    case SMRT_CLI_ERROR_NOT_PERMITTED:
      return SMRT_CLI_EXIT_NOT_PERMITTED;
    case SMRT_CLI_ERROR_REFUSED:
      return SMRT_CLI_EXIT_REFUSED;
    case SMRT_CLI_ERROR_STALE:
      return SMRT_CLI_EXIT_STALE;
    case SMRT_CLI_ERROR_SERVER:
      return SMRT_CLI_EXIT_SERVER;
    case SMRT_CLI_ERROR_USAGE:
    default:
      return SMRT_CLI_EXIT_USAGE;
    }
}

static SmrtCliExit
from_problem (SmrtProblem problem)
{
  switch (problem)
    {
    case SMRT_PROBLEM_ADDRESS:
    case SMRT_PROBLEM_NO_ACCOUNT:
    case SMRT_PROBLEM_NO_ACCOUNT_SERVER:
    case SMRT_PROBLEM_FILE:
      return SMRT_CLI_EXIT_USAGE;
    case SMRT_PROBLEM_SIGN_IN:
    case SMRT_PROBLEM_KEY_NOT_ACCEPTED:
    case SMRT_PROBLEM_SIGN_IN_ENDED:
    case SMRT_PROBLEM_SIGN_IN_EXPIRED:
    case SMRT_PROBLEM_NO_SECRET:
      return SMRT_CLI_EXIT_NOT_SIGNED_IN;
    case SMRT_PROBLEM_PERMISSION:
    case SMRT_PROBLEM_KEY_PERMISSION:
      return SMRT_CLI_EXIT_NOT_PERMITTED;
    case SMRT_PROBLEM_NOT_FOUND:
    case SMRT_PROBLEM_DECLINED:
    case SMRT_PROBLEM_REFUSED:
    case SMRT_PROBLEM_CONFLICT:
    case SMRT_PROBLEM_SIGN_IN_DENIED:
    case SMRT_PROBLEM_SIGN_IN_REFUSED:
    case SMRT_PROBLEM_KEYRING_DISMISSED:
      return SMRT_CLI_EXIT_REFUSED;
    case SMRT_PROBLEM_UNKNOWN:
    case SMRT_PROBLEM_OFFLINE:
    case SMRT_PROBLEM_TIMED_OUT:
    case SMRT_PROBLEM_TLS:
    case SMRT_PROBLEM_TOO_MANY:
    case SMRT_PROBLEM_SERVER:
    case SMRT_PROBLEM_BAD_ANSWER:
    case SMRT_PROBLEM_OUTCOME_UNKNOWN:
    case SMRT_PROBLEM_DATABASE_CORRUPT:
    case SMRT_PROBLEM_DATABASE_FOREIGN:
    case SMRT_PROBLEM_DATABASE_NEWER:
    case SMRT_PROBLEM_DATABASE_BUSY:
    case SMRT_PROBLEM_DATABASE_FULL:
    case SMRT_PROBLEM_DATABASE_READ_ONLY:
    case SMRT_PROBLEM_DATABASE_FAILED:
    case SMRT_PROBLEM_PORT_TAKEN:
    case SMRT_PROBLEM_SIGN_IN_UNSUITABLE:
    case SMRT_PROBLEM_SIGN_IN_UNTRUSTED:
    case SMRT_PROBLEM_SIGN_IN_ANSWER:
    case SMRT_PROBLEM_SIGN_IN_PORT:
    case SMRT_PROBLEM_KEYRING_NO_BUS:
    case SMRT_PROBLEM_KEYRING_MISSING:
    case SMRT_PROBLEM_KEYRING_NO_COLLECTION:
    case SMRT_PROBLEM_KEYRING_LOCKED:
    case SMRT_PROBLEM_KEYRING_WRONG_PASSWORD:
    case SMRT_PROBLEM_KEYRING_TIMED_OUT:
    case SMRT_PROBLEM_KEYRING_FAILED:
    default:
      return SMRT_CLI_EXIT_SERVER;
    }
}

static const char *
describe_quote_file_error (SmrtQuoteFileError code)
{
  switch (code)
    {
    case SMRT_QUOTE_FILE_ERROR_NEWER:
      return _("The quote was written by a newer version of this program.");
    case SMRT_QUOTE_FILE_ERROR_OTHER_ACCOUNT:
      return _("The quote is for another account.");
    case SMRT_QUOTE_FILE_ERROR_STALE:
      return _("The subscription is no longer what it was when the quote was taken. Nothing was changed.");
    case SMRT_QUOTE_FILE_ERROR_INVALID:
    default:
      return _("The file is not a quote of this program.");
    }
}

static const char *
describe_change_error (SmrtChangeError  code,
                       SmrtCliExit     *exit_code)
{
  switch (code)
    {
    case SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED:
      *exit_code = SMRT_CLI_EXIT_STALE;
      return _("The subscription is no longer what it was when the quote was taken. Nothing was changed.");
    case SMRT_CHANGE_ERROR_QUOTE_CHANGED:
      *exit_code = SMRT_CLI_EXIT_STALE;
      return _("The quote no longer holds. Nothing was changed.");
    case SMRT_CHANGE_ERROR_NOT_PERMITTED:
      *exit_code = SMRT_CLI_EXIT_NOT_PERMITTED;
      return _("Only the Account Owner and Users with the Finance & Billing permission can change plans.");
    case SMRT_CHANGE_ERROR_UNKNOWN:
      *exit_code = SMRT_CLI_EXIT_SERVER;
      return _("It is not known whether the change was made. Look at the products before trying again.");
    case SMRT_CHANGE_ERROR_NOT_MADE:
    default:
      *exit_code = SMRT_CLI_EXIT_REFUSED;
      return _("The change was not made.");
    }
}

void
smrt_cli_warn (const char *message)
{
  g_printerr ("%s: %s\n", GETTEXT_PACKAGE, message);
}

SmrtCliExit
smrt_cli_fail (const GError *error)
{
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  SmrtCliExit exit_code;

  g_return_val_if_fail (error != NULL, SMRT_CLI_EXIT_SERVER);

  if (error->domain == SMRT_CLI_ERROR)
    {
      smrt_cli_warn (error->message);
      return from_own_error (error->code);
    }

  if (error->domain == SMRT_QUOTE_FILE_ERROR)
    {
      smrt_cli_warn (describe_quote_file_error (error->code));
      return error->code == SMRT_QUOTE_FILE_ERROR_STALE ? SMRT_CLI_EXIT_STALE : SMRT_CLI_EXIT_USAGE;
    }

  if (error->domain == SMRT_JSON_ERROR)
    {
      smrt_cli_warn (describe_quote_file_error (SMRT_QUOTE_FILE_ERROR_INVALID));
      return SMRT_CLI_EXIT_USAGE;
    }

  if (error->domain == SMRT_CHANGE_ERROR)
    {
      smrt_cli_warn (describe_change_error (error->code, &exit_code));
      return exit_code;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      smrt_cli_warn (_("Interrupted."));
      return SMRT_CLI_EXIT_INTERRUPTED;
    }

  smrt_problem_describe (error, &title, &body);
  g_printerr ("%s: %s\n%s\n", GETTEXT_PACKAGE, title, body);

  return from_problem (smrt_problem_from_error (error));
}
