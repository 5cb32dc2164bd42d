/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-stripe-archive.h"

G_BEGIN_DECLS

/**
 * SmrtStoreCopy:
 * @archive: the server's answers
 * @customer_id: whose they are
 * @as_of: unix seconds of the server's `Date`
 *
 * One whole reading of what is not in a table.
 */
typedef struct
{
  SmrtStripeArchive *archive;
  char              *customer_id;
  gint64             as_of;
} SmrtStoreCopy;

/**
 * smrt_store_copy_new:
 * @archive: the server's answers
 * @customer_id: whose they are
 * @as_of: unix seconds
 */
SmrtStoreCopy *smrt_store_copy_new  (SmrtStripeArchive *archive,
                                     const char        *customer_id,
                                     gint64             as_of);
void           smrt_store_copy_free (SmrtStoreCopy     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtStoreCopy, smrt_store_copy_free)

G_END_DECLS
