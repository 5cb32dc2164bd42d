/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-change.h"

G_BEGIN_DECLS

#define SMRT_TYPE_QUOTE_VIEW (smrt_quote_view_get_type ())

/**
 * SmrtQuoteView:
 *
 * What a change costs and brings: from and to, the quote's lines, what is due
 * today, the next payment, how a credit will be used, what is gained and lost.
 * Where the quote differs from the one shown before, it says so first.
 *
 * Properties: `change` (#SmrtChange, nullable).
 */
G_DECLARE_FINAL_TYPE (SmrtQuoteView, smrt_quote_view, SMRT, QUOTE_VIEW, AdwBin)

SmrtChange *smrt_quote_view_get_change (SmrtQuoteView *self);
void        smrt_quote_view_set_change (SmrtQuoteView *self,
                                        SmrtChange    *change);

G_END_DECLS
