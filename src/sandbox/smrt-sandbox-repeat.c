/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-sandbox"

#include "config.h"

#include "smrt-sandbox-repeat.h"

#include "smrt-sandbox-fault.h"
#include "smrt-sandbox-json.h"

#include <string.h>

#define MAX_KEY_LENGTH 255

static char *
make_fingerprint (SmrtSandboxExchange *exchange)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (exchange->message));
  g_autofree char *uri = g_uri_to_string (soup_server_message_get_uri (exchange->message));

  g_checksum_update (checksum, (const guchar *) exchange->principal->id, -1);
  g_checksum_update (checksum, (const guchar *) uri, -1);
  g_checksum_update (checksum, g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return g_strdup (g_checksum_get_string (checksum));
}

gboolean
smrt_sandbox_repeat_claim (SmrtSandboxExchange *exchange,
                           SmrtSandboxStore    *store)
{
  g_autoptr (SmrtSandboxAnswer) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = smrt_sandbox_exchange_dup_key (exchange);
  g_autofree char *fingerprint = NULL;

  if (key == NULL)
    return TRUE;

  fingerprint = make_fingerprint (exchange);
  if (strlen (exchange->idempotency_key) > MAX_KEY_LENGTH)
    smrt_sandbox_fault_invalid (&error, NULL, NULL, "An idempotency key has %d characters at the most.",
                                MAX_KEY_LENGTH);
  else if (smrt_sandbox_exchange_is_claimed (exchange, key))
    smrt_sandbox_fault_set (&error, 409, "idempotency_error", "idempotency_key_in_use", NULL,
                            "A request with this idempotency key is still being worked on.");
  else
    {
      kept = smrt_sandbox_store_get_answer (store, key);
      if (kept != NULL && !g_str_equal (kept->fingerprint, fingerprint))
        smrt_sandbox_fault_set (&error, 400, "idempotency_error", NULL, NULL,
                                "Keys for idempotent requests can only be used with the same parameters"
                                " they were first used with. Try another key than '%s'.",
                                exchange->idempotency_key);
    }

  if (error != NULL)
    {
      smrt_sandbox_exchange_refuse (exchange, error, TRUE);
      return FALSE;
    }
  if (kept != NULL)
    {
      smrt_sandbox_exchange_replay (exchange, kept);
      return FALSE;
    }

  smrt_sandbox_exchange_claim (exchange);

  return TRUE;
}

void
smrt_sandbox_repeat_keep (SmrtSandboxExchange *exchange,
                          SmrtSandboxStore    *store,
                          int                  status,
                          const char          *body)
{
  g_autofree char *key = smrt_sandbox_exchange_dup_key (exchange);
  g_autofree char *fingerprint = NULL;

  if (key == NULL)
    return;

  fingerprint = make_fingerprint (exchange);
  smrt_sandbox_store_set_answer (store, key,
                                 &(SmrtSandboxAnswer){ fingerprint, exchange->id, status, (char *) body });
}

void
smrt_sandbox_repeat_keep_fault (SmrtSandboxExchange *exchange,
                                SmrtSandboxStore    *store,
                                const GError        *fault)
{
  int status;
  g_autoptr (JsonObject) answer = smrt_sandbox_fault_to_object (fault, &status);
  g_autofree char *body = smrt_sandbox_json_to_text (answer);
  g_autoptr (GError) error = NULL;

  if (exchange->idempotency_key == NULL || (status != 402 && status < 500))
    return;
  if (!smrt_sandbox_store_begin (store, &error))
    {
      g_message ("The answer to %s could not be kept: %s", exchange->id, error->message);
      return;
    }
  smrt_sandbox_repeat_keep (exchange, store, status, body);
  if (!smrt_sandbox_store_commit (store, &error))
    g_message ("The answer to %s could not be kept: %s", exchange->id, error->message);
}
