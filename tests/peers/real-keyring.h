/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A session bus where a real keyring is and nobody else, and that keyring: it is
 * open, and has its files in @home. */
typedef struct _RealKeyring RealKeyring;

RealKeyring  *real_keyring_start  (const char   *home);
void          real_keyring_stop   (RealKeyring  *self);

/* How many secrets of the program it holds. */
unsigned int  real_keyring_count  (RealKeyring  *self);

G_END_DECLS
