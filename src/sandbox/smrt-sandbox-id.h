/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * smrt_sandbox_id_make:
 * @prefix: such as `sub`
 * @count: the how manieth it is
 *
 * Returns: (transfer full): an id; no two counts give the same one
 */
char *smrt_sandbox_id_make        (const char *prefix,
                                   guint64     count);

/**
 * smrt_sandbox_id_make_secret:
 *
 * Returns: (transfer full) (nullable): 32 letters and digits that nobody can
 *   guess; %NULL where the system gives no random numbers
 */
char *smrt_sandbox_id_make_secret (void);

G_END_DECLS
