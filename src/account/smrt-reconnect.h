/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-account.h"

G_BEGIN_DECLS

#define SMRT_TYPE_RECONNECT (smrt_reconnect_get_type ())

/**
 * SmrtReconnect:
 *
 * Reads an account that is offline again when the network comes back: once,
 * after the network has been quiet for a while, and never while a reading is
 * under way. A reading that fails again is tried three times more, each time
 * after twice as long; after that the next change of the network is waited for.
 * Nothing is asked for where nothing has changed.
 *
 * Properties, construct-only: `account` (#SmrtAccount), `monitor`
 * (#GNetworkMonitor, %NULL for the computer's own), `settle-ms` (uint, 2000).
 */
G_DECLARE_FINAL_TYPE (SmrtReconnect, smrt_reconnect, SMRT, RECONNECT, GObject)

SmrtReconnect *smrt_reconnect_new (SmrtAccount *account);

G_END_DECLS
