/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "smrt-secret.h"

G_BEGIN_DECLS

/* Looks for secrets where none may be. */

/* Keeps all that is logged from now on, as if G_MESSAGES_DEBUG were all. Once,
 * at the beginning of a program. */
void secret_search_listen          (void);

/* Something that must not be found: a token, a code, a password, a key. */
void secret_search_add             (const char *secret);
void secret_search_add_secret      (SmrtSecret *secret);

/* Looks at what everybody on the machine may know of a process: its arguments,
 * and its environment. */
void secret_search_look_at_process (int         pid);

/* Looks at this process, at all that it logged, and at a folder. Then the log and
 * the secrets are forgotten; there have to be some. A secret that is found fails
 * the test, here and in the two above. */
void secret_search_run             (const char *folder);

G_END_DECLS
