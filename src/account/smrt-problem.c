/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-problem.h"

#include "smrt-database.h"
#include "smrt-keyring.h"
#include "smrt-oidc-error.h"
#include "smrt-stripe-error.h"

static SmrtProblem
from_stripe_error (SmrtStripeError code)
{
  switch (code)
    {
    case SMRT_STRIPE_ERROR_BAD_ADDRESS:
      return SMRT_PROBLEM_ADDRESS;
    case SMRT_STRIPE_ERROR_AMBIGUOUS:
      return SMRT_PROBLEM_NO_ACCOUNT;
    case SMRT_STRIPE_ERROR_NOT_SENT:
      return SMRT_PROBLEM_OFFLINE;
    case SMRT_STRIPE_ERROR_OUTCOME_UNKNOWN:
      return SMRT_PROBLEM_OUTCOME_UNKNOWN;
    case SMRT_STRIPE_ERROR_TIMED_OUT:
      return SMRT_PROBLEM_TIMED_OUT;
    case SMRT_STRIPE_ERROR_TLS:
      return SMRT_PROBLEM_TLS;
    case SMRT_STRIPE_ERROR_AUTHENTICATION:
      return SMRT_PROBLEM_SIGN_IN;
    case SMRT_STRIPE_ERROR_PERMISSION:
      return SMRT_PROBLEM_PERMISSION;
    case SMRT_STRIPE_ERROR_NOT_FOUND:
      return SMRT_PROBLEM_NOT_FOUND;
    case SMRT_STRIPE_ERROR_CARD:
      return SMRT_PROBLEM_DECLINED;
    case SMRT_STRIPE_ERROR_IDEMPOTENCY:
    case SMRT_STRIPE_ERROR_INVALID_REQUEST:
      return SMRT_PROBLEM_REFUSED;
    case SMRT_STRIPE_ERROR_CONFLICT:
      return SMRT_PROBLEM_CONFLICT;
    case SMRT_STRIPE_ERROR_RATE_LIMITED:
      return SMRT_PROBLEM_TOO_MANY;
    case SMRT_STRIPE_ERROR_SERVER:
      return SMRT_PROBLEM_SERVER;
    case SMRT_STRIPE_ERROR_BAD_ANSWER:
      return SMRT_PROBLEM_BAD_ANSWER;
    default:
      return SMRT_PROBLEM_UNKNOWN;
    }
}

static SmrtProblem
from_database_error (SmrtDatabaseError code)
{
  switch (code)
    {
    case SMRT_DATABASE_ERROR_CORRUPT:
      return SMRT_PROBLEM_DATABASE_CORRUPT;
    case SMRT_DATABASE_ERROR_FOREIGN:
      return SMRT_PROBLEM_DATABASE_FOREIGN;
    case SMRT_DATABASE_ERROR_NEWER:
      return SMRT_PROBLEM_DATABASE_NEWER;
    case SMRT_DATABASE_ERROR_BUSY:
      return SMRT_PROBLEM_DATABASE_BUSY;
    case SMRT_DATABASE_ERROR_FULL:
      return SMRT_PROBLEM_DATABASE_FULL;
    case SMRT_DATABASE_ERROR_READ_ONLY:
      return SMRT_PROBLEM_DATABASE_READ_ONLY;
    case SMRT_DATABASE_ERROR_CONSTRAINT:
    case SMRT_DATABASE_ERROR_FAILED:
    default:
      return SMRT_PROBLEM_DATABASE_FAILED;
    }
}

static SmrtProblem
from_oidc_error (SmrtOidcError code)
{
  switch (code)
    {
    case SMRT_OIDC_ERROR_BAD_ADDRESS:
      return SMRT_PROBLEM_ADDRESS;
    case SMRT_OIDC_ERROR_OFFLINE:
      return SMRT_PROBLEM_OFFLINE;
    case SMRT_OIDC_ERROR_TIMED_OUT:
      return SMRT_PROBLEM_TIMED_OUT;
    case SMRT_OIDC_ERROR_TLS:
      return SMRT_PROBLEM_TLS;
    case SMRT_OIDC_ERROR_NO_ACCOUNT_SERVER:
      return SMRT_PROBLEM_NO_ACCOUNT_SERVER;
    case SMRT_OIDC_ERROR_UNSUITABLE:
      return SMRT_PROBLEM_SIGN_IN_UNSUITABLE;
    case SMRT_OIDC_ERROR_MISMATCH:
    case SMRT_OIDC_ERROR_BAD_TOKEN:
      return SMRT_PROBLEM_SIGN_IN_UNTRUSTED;
    case SMRT_OIDC_ERROR_BAD_ANSWER:
      return SMRT_PROBLEM_SIGN_IN_ANSWER;
    case SMRT_OIDC_ERROR_DENIED:
      return SMRT_PROBLEM_SIGN_IN_DENIED;
    case SMRT_OIDC_ERROR_INVALID_GRANT:
      return SMRT_PROBLEM_SIGN_IN_ENDED;
    case SMRT_OIDC_ERROR_EXPIRED:
      return SMRT_PROBLEM_SIGN_IN_EXPIRED;
    case SMRT_OIDC_ERROR_REFUSED:
      return SMRT_PROBLEM_SIGN_IN_REFUSED;
    case SMRT_OIDC_ERROR_SERVER:
      return SMRT_PROBLEM_SERVER;
    case SMRT_OIDC_ERROR_PORT:
      return SMRT_PROBLEM_SIGN_IN_PORT;
    default:
      return SMRT_PROBLEM_UNKNOWN;
    }
}

static SmrtProblem
from_keyring_error (SmrtKeyringError code)
{
  switch (code)
    {
    case SMRT_KEYRING_ERROR_NO_BUS:
      return SMRT_PROBLEM_KEYRING_NO_BUS;
    case SMRT_KEYRING_ERROR_NO_SERVICE:
      return SMRT_PROBLEM_KEYRING_MISSING;
    case SMRT_KEYRING_ERROR_NO_COLLECTION:
      return SMRT_PROBLEM_KEYRING_NO_COLLECTION;
    case SMRT_KEYRING_ERROR_LOCKED:
      return SMRT_PROBLEM_KEYRING_LOCKED;
    case SMRT_KEYRING_ERROR_DISMISSED:
      return SMRT_PROBLEM_KEYRING_DISMISSED;
    case SMRT_KEYRING_ERROR_WRONG_PASSWORD:
      return SMRT_PROBLEM_KEYRING_WRONG_PASSWORD;
    case SMRT_KEYRING_ERROR_TIMED_OUT:
      return SMRT_PROBLEM_KEYRING_TIMED_OUT;
    case SMRT_KEYRING_ERROR_FAILED:
    default:
      return SMRT_PROBLEM_KEYRING_FAILED;
    }
}

/* What a server or the system says in so many words; what is written for a log
 * is not shown. */
static const char *
get_message (const GError *error)
{
  if (error->domain == SMRT_STRIPE_ERROR)
    return smrt_stripe_error_get_message (error);
  if (error->domain == SMRT_OIDC_ERROR)
    return smrt_oidc_error_get_description (error);
  if (error->domain == SMRT_KEYRING_ERROR && error->code != SMRT_KEYRING_ERROR_FAILED)
    return NULL;

  return error->message;
}

SmrtProblem
smrt_problem_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, SMRT_PROBLEM_UNKNOWN);

  if (error->domain == SMRT_STRIPE_ERROR)
    return from_stripe_error (error->code);
  if (error->domain == SMRT_DATABASE_ERROR)
    return from_database_error (error->code);
  if (error->domain == SMRT_OIDC_ERROR)
    return from_oidc_error (error->code);
  if (error->domain == SMRT_KEYRING_ERROR)
    return from_keyring_error (error->code);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return SMRT_PROBLEM_PORT_TAKEN;
  if (error->domain == G_FILE_ERROR || error->domain == G_IO_ERROR)
    return SMRT_PROBLEM_FILE;

  return SMRT_PROBLEM_UNKNOWN;
}

void
smrt_problem_describe (const GError  *error,
                       char         **title,
                       char         **body)
{
  g_autofree char *own_title = NULL;
  g_autofree char *own_body = NULL;

  g_return_if_fail (error != NULL);

  smrt_words_problem (smrt_problem_from_error (error), get_message (error), smrt_stripe_error_get_request_id (error),
                      &own_title, &own_body);

  if (title != NULL)
    *title = g_steal_pointer (&own_title);
  if (body != NULL)
    *body = g_steal_pointer (&own_body);
}
