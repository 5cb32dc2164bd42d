/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-error.h"

typedef struct
{
  char *code;
  char *description;
} SmrtOidcErrorPrivate;

static void
smrt_oidc_error_private_init (SmrtOidcErrorPrivate *priv)
{
}

static void
smrt_oidc_error_private_copy (const SmrtOidcErrorPrivate *from,
                              SmrtOidcErrorPrivate       *to)
{
  to->code = g_strdup (from->code);
  to->description = g_strdup (from->description);
}

static void
smrt_oidc_error_private_clear (SmrtOidcErrorPrivate *priv)
{
  g_free (priv->code);
  g_free (priv->description);
}

G_DEFINE_EXTENDED_ERROR (SmrtOidcError, smrt_oidc_error)

void
smrt_oidc_error_set_details (GError     *error,
                             const char *code,
                             const char *description)
{
  SmrtOidcErrorPrivate *priv;

  g_return_if_fail (error != NULL && error->domain == SMRT_OIDC_ERROR);

  priv = smrt_oidc_error_get_private (error);
  g_free (priv->code);
  g_free (priv->description);
  priv->code = g_strdup (code);
  priv->description = g_strdup (description);
}

const char *
smrt_oidc_error_get_code (const GError *error)
{
  if (error == NULL || error->domain != SMRT_OIDC_ERROR)
    return NULL;

  return smrt_oidc_error_get_private (error)->code;
}

const char *
smrt_oidc_error_get_description (const GError *error)
{
  if (error == NULL || error->domain != SMRT_OIDC_ERROR)
    return NULL;

  return smrt_oidc_error_get_private (error)->description;
}
