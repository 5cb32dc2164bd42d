/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-change.h"

G_BEGIN_DECLS

#define SMRT_TYPE_RECEIPT_VIEW (smrt_receipt_view_get_type ())

/**
 * SmrtReceiptView:
 *
 * What a change that was made has come to, held against its quote. It is empty
 * until the change is done.
 *
 * Properties: `change` (#SmrtChange, nullable).
 *
 * Its buttons activate `change.view-invoice` and `window.close`.
 */
G_DECLARE_FINAL_TYPE (SmrtReceiptView, smrt_receipt_view, SMRT, RECEIPT_VIEW, AdwBin)

SmrtChange *smrt_receipt_view_get_change (SmrtReceiptView *self);
void        smrt_receipt_view_set_change (SmrtReceiptView *self,
                                          SmrtChange      *change);

G_END_DECLS
