/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-secret.h"

G_BEGIN_DECLS

/**
 * smrt_cli_find_key:
 * @path: (nullable): the file that --api-key-file names; %NULL for the variable
 * @key: (out) (nullable): the key; %NULL where none was given
 * @error: return location for an error of any floor
 *
 * Takes the API key that the person gave, and warns of a file that others can
 * read.
 *
 * Returns: whether what was given, if anything, is a key
 */
gboolean smrt_cli_find_key (const char  *path,
                            SmrtSecret **key,
                            GError     **error);

G_END_DECLS
