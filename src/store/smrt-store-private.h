/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-store.h"
#include "smrt-store-worker.h"

G_BEGIN_DECLS

/**
 * smrt_store_ref_reader:
 *
 * From any thread.
 *
 * Returns: (transfer full): the worker that reads
 */
SmrtStoreWorker *smrt_store_ref_reader (SmrtStore *self);

G_END_DECLS
