/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-fault.h"

typedef struct
{
  char *type;
  char *code;
  char *param;
  char *decline_code;
} SmrtSandboxFaultPrivate;

static void
smrt_sandbox_fault_private_init (SmrtSandboxFaultPrivate *priv)
{
}

static void
smrt_sandbox_fault_private_copy (const SmrtSandboxFaultPrivate *source,
                                 SmrtSandboxFaultPrivate       *target)
{
  target->type = g_strdup (source->type);
  target->code = g_strdup (source->code);
  target->param = g_strdup (source->param);
  target->decline_code = g_strdup (source->decline_code);
}

static void
smrt_sandbox_fault_private_clear (SmrtSandboxFaultPrivate *priv)
{
  g_free (priv->type);
  g_free (priv->code);
  g_free (priv->param);
  g_free (priv->decline_code);
}

G_DEFINE_EXTENDED_ERROR (SmrtSandboxFault, smrt_sandbox_fault)

static void
set_fault (GError     **error,
           int          status,
           const char  *type,
           const char  *code,
           const char  *param,
           const char  *decline_code,
           const char  *message)
{
  SmrtSandboxFaultPrivate *priv;
  GError *fault;

  if (error == NULL)
    return;

  fault = g_error_new_literal (SMRT_SANDBOX_FAULT, status, message);
  priv = smrt_sandbox_fault_get_private (fault);
  priv->type = g_strdup (type);
  priv->code = g_strdup (code);
  priv->param = g_strdup (param);
  priv->decline_code = g_strdup (decline_code);
  g_propagate_error (error, fault);
}

void
smrt_sandbox_fault_set (GError     **error,
                        int          status,
                        const char  *type,
                        const char  *code,
                        const char  *param,
                        const char  *format,
                        ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  set_fault (error, status, type, code, param, NULL, message);
}

gboolean
smrt_sandbox_fault_invalid (GError     **error,
                            const char  *code,
                            const char  *param,
                            const char  *format,
                            ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  set_fault (error, 400, "invalid_request_error", code, param, NULL, message);

  return FALSE;
}

void
smrt_sandbox_fault_missing (GError     **error,
                            const char  *kind,
                            const char  *id,
                            const char  *param)
{
  g_autofree char *message = g_strdup_printf ("No such %s: '%s'", kind, id);

  set_fault (error, param == NULL ? 404 : 400, "invalid_request_error", "resource_missing",
             param == NULL ? "id" : param, NULL, message);
}

void
smrt_sandbox_fault_declined (GError     **error,
                             const char  *code,
                             const char  *decline_code,
                             const char  *message)
{
  set_fault (error, 402, "card_error", code, NULL, decline_code, message);
}

JsonObject *
smrt_sandbox_fault_to_object (const GError *error,
                              int          *status)
{
  JsonObject *answer = json_object_new ();
  JsonObject *object = json_object_new ();

  json_object_set_object_member (answer, "error", object);

  if (error->domain == SMRT_SANDBOX_FAULT)
    {
      SmrtSandboxFaultPrivate *priv = smrt_sandbox_fault_get_private (error);

      *status = error->code;
      json_object_set_string_member (object, "type", priv->type);
      if (priv->code != NULL)
        json_object_set_string_member (object, "code", priv->code);
      if (priv->decline_code != NULL)
        json_object_set_string_member (object, "decline_code", priv->decline_code);
      if (priv->param != NULL)
        json_object_set_string_member (object, "param", priv->param);
    }
  else
    {
      *status = 500;
      json_object_set_string_member (object, "type", "api_error");
    }
  json_object_set_string_member (object, "message", error->message);

  return answer;
}
