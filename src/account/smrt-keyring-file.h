/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring-call.h"

G_BEGIN_DECLS

/**
 * smrt_keyring_file_is_possible:
 *
 * Returns: whether libsecret may keep the secrets of this program in a file:
 *   in a Flatpak or Snap, or where `SECRET_BACKEND` says so
 */
gboolean smrt_keyring_file_is_possible (void);

/**
 * smrt_keyring_file_run:
 * @call: what is asked
 *
 * Answers a call from libsecret's encrypted file, whose password comes from the
 * Secret portal; by the Secret Service where libsecret prefers it. The file is
 * read anew each time, since other instances write it too.
 */
void     smrt_keyring_file_run         (SmrtKeyringCall *call);

G_END_DECLS
