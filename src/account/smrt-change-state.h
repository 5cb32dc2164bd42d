/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SMRT_CHANGE_ERROR (smrt_change_error_quark ())

/**
 * SmrtChangeError:
 * @SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED: the subscription is no longer what
 *   the offer starts from
 * @SMRT_CHANGE_ERROR_QUOTE_CHANGED: the quote was taken anew and asks
 *   something else; it has to be confirmed again
 * @SMRT_CHANGE_ERROR_NOT_PERMITTED: this person may not change plans
 * @SMRT_CHANGE_ERROR_UNKNOWN: whether it was made is not known yet
 * @SMRT_CHANGE_ERROR_NOT_MADE: it was not made
 */
typedef enum
{
  SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED,
  SMRT_CHANGE_ERROR_QUOTE_CHANGED,
  SMRT_CHANGE_ERROR_NOT_PERMITTED,
  SMRT_CHANGE_ERROR_UNKNOWN,
  SMRT_CHANGE_ERROR_NOT_MADE,
} SmrtChangeError;

GQuark smrt_change_error_quark (void);

/**
 * SmrtChangeState:
 * @SMRT_CHANGE_STATE_QUOTING: the server is asked what it costs
 * @SMRT_CHANGE_STATE_QUOTE_FAILED: there is no quote; `error` says why
 * @SMRT_CHANGE_STATE_QUOTED: `quote` can be confirmed
 * @SMRT_CHANGE_STATE_QUOTE_CHANGED: `quote` differs from `previous-quote`,
 *   which was confirmed or shown before; it has to be confirmed (again)
 * @SMRT_CHANGE_STATE_CONFIRMING: the change is being made
 * @SMRT_CHANGE_STATE_DECLINED: the payment failed; the plan has not changed
 *   unless smrt_change_get_in_force() says so; `invoice` is what waits for
 *   payment, where the server keeps one
 * @SMRT_CHANGE_STATE_NEEDS_ACTION: the bank asks the person; the plan has not
 *   changed; `invoice` is what waits
 * @SMRT_CHANGE_STATE_UNKNOWN: it is not known whether the change was made; it
 *   is being settled, or with %SMRT_CHANGE_ERROR_SUBSCRIPTION_CHANGED cannot be
 *   by reading
 * @SMRT_CHANGE_STATE_NOT_MADE: it is certain that it was not made; `error`
 *   says why where there is one
 * @SMRT_CHANGE_STATE_DONE: made and verified: `proof`, `invoice`,
 *   `subscription`
 */
typedef enum
{
  SMRT_CHANGE_STATE_QUOTING,
  SMRT_CHANGE_STATE_QUOTE_FAILED,
  SMRT_CHANGE_STATE_QUOTED,
  SMRT_CHANGE_STATE_QUOTE_CHANGED,
  SMRT_CHANGE_STATE_CONFIRMING,
  SMRT_CHANGE_STATE_DECLINED,
  SMRT_CHANGE_STATE_NEEDS_ACTION,
  SMRT_CHANGE_STATE_UNKNOWN,
  SMRT_CHANGE_STATE_NOT_MADE,
  SMRT_CHANGE_STATE_DONE,
} SmrtChangeState;

#define SMRT_TYPE_CHANGE_STATE (smrt_change_state_get_type ())

GType smrt_change_state_get_type (void) G_GNUC_CONST;

G_END_DECLS
