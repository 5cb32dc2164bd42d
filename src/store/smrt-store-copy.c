/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-store"

#include "config.h"

#include "smrt-store-copy.h"

SmrtStoreCopy *
smrt_store_copy_new (SmrtStripeArchive *archive,
                     const char        *customer_id,
                     gint64             as_of)
{
  SmrtStoreCopy *self;

  g_return_val_if_fail (SMRT_IS_STRIPE_ARCHIVE (archive), NULL);
  g_return_val_if_fail (customer_id != NULL, NULL);

  self = g_new0 (SmrtStoreCopy, 1);
  self->archive = g_object_ref (archive);
  self->customer_id = g_strdup (customer_id);
  self->as_of = as_of;

  return self;
}

void
smrt_store_copy_free (SmrtStoreCopy *self)
{
  g_return_if_fail (self != NULL);

  g_object_unref (self->archive);
  g_free (self->customer_id);
  g_free (self);
}
