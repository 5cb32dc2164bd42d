/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring-libsecret.h"

G_BEGIN_DECLS

/**
 * smrt_keyring_prompt_async:
 * @service: the Secret Service
 * @path: the prompt that it wants to show
 *
 * Lets the service ask the person, and waits for what they say without end.
 */
void      smrt_keyring_prompt_async  (SecretService        *service,
                                      const char           *path,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);

/**
 * smrt_keyring_prompt_finish:
 * @error: return location for an error of the bus, or %G_IO_ERROR_CANCELLED
 *   where the person dismissed the question
 *
 * Returns: (transfer full) (nullable): what the service made of the answer
 */
GVariant *smrt_keyring_prompt_finish (SecretService        *service,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
