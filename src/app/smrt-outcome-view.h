/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-change.h"

G_BEGIN_DECLS

#define SMRT_TYPE_OUTCOME_VIEW (smrt_outcome_view_get_type ())

/**
 * SmrtOutcomeView:
 *
 * What is said, and can be done, where a change is neither quoted nor done: no
 * quote, declined, the bank asks, not known, not made. It never shows an
 * amount.
 *
 * Properties: `change` (#SmrtChange, nullable).
 *
 * Its buttons activate `change.quote`, `change.pay`, `change.settle`,
 * `change.give-up` and `window.close`.
 */
G_DECLARE_FINAL_TYPE (SmrtOutcomeView, smrt_outcome_view, SMRT, OUTCOME_VIEW, AdwBin)

SmrtChange *smrt_outcome_view_get_change (SmrtOutcomeView *self);
void        smrt_outcome_view_set_change (SmrtOutcomeView *self,
                                          SmrtChange      *change);

/**
 * smrt_outcome_view_show_notice:
 * @notice: (nullable): a line about what was just tried, as that the browser
 *   could not be opened
 *
 * The notice goes when the change's state changes.
 */
void        smrt_outcome_view_show_notice (SmrtOutcomeView *self,
                                           const char      *notice);

/**
 * smrt_outcome_view_set_busy:
 * @busy: whether the server is being asked because the person wants it
 */
void        smrt_outcome_view_set_busy    (SmrtOutcomeView *self,
                                           gboolean         busy);

G_END_DECLS
