/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring-call.h"

G_BEGIN_DECLS

/**
 * smrt_keyring_service_run:
 * @call: what is asked
 *
 * Answers a call by the Secret Service on the session bus
 * (https://specifications.freedesktop.org/secret-service/). A locked keyring
 * asks the person; what follows their answer is done only as long as the call
 * waits for it.
 */
void smrt_keyring_service_run (SmrtKeyringCall *call);

G_END_DECLS
