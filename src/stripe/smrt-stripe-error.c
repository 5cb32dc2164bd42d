/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-error.h"

typedef struct
{
  char *request_id;
  char *message;
  char *code;
  char *decline_code;
  char *param;
  unsigned int http_status;
  gboolean outcome_unknown;
} SmrtStripeErrorPrivate;

static void
smrt_stripe_error_private_init (SmrtStripeErrorPrivate *priv)
{
}

static void
smrt_stripe_error_private_copy (const SmrtStripeErrorPrivate *from,
                                SmrtStripeErrorPrivate       *to)
{
  to->request_id = g_strdup (from->request_id);
  to->message = g_strdup (from->message);
  to->code = g_strdup (from->code);
  to->decline_code = g_strdup (from->decline_code);
  to->param = g_strdup (from->param);
  to->http_status = from->http_status;
  to->outcome_unknown = from->outcome_unknown;
}

static void
smrt_stripe_error_private_clear (SmrtStripeErrorPrivate *priv)
{
  g_free (priv->request_id);
  g_free (priv->message);
  g_free (priv->code);
  g_free (priv->decline_code);
  g_free (priv->param);
}

G_DEFINE_EXTENDED_ERROR (SmrtStripeError, smrt_stripe_error)

static const SmrtStripeErrorPrivate *
peek_private (const GError *error)
{
  if (error == NULL || error->domain != SMRT_STRIPE_ERROR)
    return NULL;

  return smrt_stripe_error_get_private (error);
}

const char *
smrt_stripe_error_get_request_id (const GError *error)
{
  const SmrtStripeErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->request_id : NULL;
}

const char *
smrt_stripe_error_get_message (const GError *error)
{
  const SmrtStripeErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->message : NULL;
}

const char *
smrt_stripe_error_get_code (const GError *error)
{
  const SmrtStripeErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->code : NULL;
}

const char *
smrt_stripe_error_get_decline_code (const GError *error)
{
  const SmrtStripeErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->decline_code : NULL;
}

const char *
smrt_stripe_error_get_param (const GError *error)
{
  const SmrtStripeErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->param : NULL;
}

unsigned int
smrt_stripe_error_get_http_status (const GError *error)
{
  const SmrtStripeErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->http_status : 0;
}

gboolean
smrt_stripe_error_is_outcome_unknown (const GError *error)
{
  const SmrtStripeErrorPrivate *priv = peek_private (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;

  return priv != NULL && priv->outcome_unknown;
}

gboolean
smrt_stripe_error_says_nothing_of_earlier (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return error->domain == SMRT_STRIPE_ERROR &&
         (error->code == SMRT_STRIPE_ERROR_NOT_SENT ||
          error->code == SMRT_STRIPE_ERROR_TIMED_OUT ||
          error->code == SMRT_STRIPE_ERROR_TLS ||
          error->code == SMRT_STRIPE_ERROR_AUTHENTICATION ||
          error->code == SMRT_STRIPE_ERROR_PERMISSION ||
          error->code == SMRT_STRIPE_ERROR_IDEMPOTENCY ||
          error->code == SMRT_STRIPE_ERROR_CONFLICT ||
          error->code == SMRT_STRIPE_ERROR_RATE_LIMITED);
}

void
smrt_stripe_error_set_outcome_unknown (GError *error)
{
  g_return_if_fail (error != NULL && error->domain == SMRT_STRIPE_ERROR);

  smrt_stripe_error_get_private (error)->outcome_unknown = TRUE;
}

void
smrt_stripe_error_set_answer (GError       *error,
                              unsigned int  http_status,
                              const char   *request_id)
{
  SmrtStripeErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == SMRT_STRIPE_ERROR);

  priv = smrt_stripe_error_get_private (error);
  priv->http_status = http_status;
  g_free (priv->request_id);
  priv->request_id = g_strdup (request_id);
}

void
smrt_stripe_error_set_details (GError     *error,
                               const char *message,
                               const char *code,
                               const char *decline_code,
                               const char *param)
{
  SmrtStripeErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == SMRT_STRIPE_ERROR);

  priv = smrt_stripe_error_get_private (error);
  g_free (priv->message);
  g_free (priv->code);
  g_free (priv->decline_code);
  g_free (priv->param);
  priv->message = g_strdup (message);
  priv->code = g_strdup (code);
  priv->decline_code = g_strdup (decline_code);
  priv->param = g_strdup (param);
}
