/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-secret.h"

G_BEGIN_DECLS

#define SMRT_API_KEY_ERROR (smrt_api_key_error_quark ())

/**
 * SmrtApiKeyError:
 * @SMRT_API_KEY_ERROR_MISSING: no key was given
 * @SMRT_API_KEY_ERROR_INVALID: what was given is not a key
 */
typedef enum
{
  SMRT_API_KEY_ERROR_MISSING,
  SMRT_API_KEY_ERROR_INVALID,
} SmrtApiKeyError;

GQuark      smrt_api_key_error_quark (void);

/**
 * smrt_api_key_hide:
 *
 * Takes the variable `SMRT_API_KEY` out of the environment, where children and
 * `/proc/PID/environ` would show it, and keeps it for smrt_api_key_find(). It is
 * called first of all, while there is one thread.
 */
void        smrt_api_key_hide        (void);

/**
 * smrt_api_key_find:
 * @path: (nullable): a file whose first line is the key; %NULL for what the
 *   variable `SMRT_API_KEY` held, which is given out once
 * @exposed: (out) (optional): whether others than the owner can read the file
 * @error: return location for a SmrtApiKeyError, or for a GFileError or
 *   GIOError where the file cannot be read
 *
 * Takes the key that the program was started with. What it was read from is
 * cleared in memory.
 *
 * Returns: (transfer full) (nullable): the key
 */
SmrtSecret *smrt_api_key_find        (const char  *path,
                                      gboolean    *exposed,
                                      GError     **error);

/**
 * smrt_api_key_bind:
 * @key: an API key
 * @server_url: the server that it is for
 *
 * Returns: (transfer full): both as they are kept in the keyring, so that a file
 *   of the person's that was tampered with does not lead the key elsewhere
 */
SmrtSecret *smrt_api_key_bind        (SmrtSecret  *key,
                                      const char  *server_url);

/**
 * smrt_api_key_unbind:
 * @secret: what the keyring kept
 * @server_url: the server that the key is wanted for
 *
 * Returns: (transfer full) (nullable): the key; %NULL where it is for another
 *   server, or no text of smrt_api_key_bind()
 */
SmrtSecret *smrt_api_key_unbind      (SmrtSecret  *secret,
                                      const char  *server_url);

G_END_DECLS
