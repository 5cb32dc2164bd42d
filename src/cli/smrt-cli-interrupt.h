/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SmrtCliInterrupt:
 *
 * While it is there, the first Ctrl+C (SIGINT, or SIGTERM) cancels what goes on,
 * so that it ends in order; the second one ends the program as ever.
 */
typedef struct _SmrtCliInterrupt SmrtCliInterrupt;

SmrtCliInterrupt *smrt_cli_interrupt_new             (void);
void              smrt_cli_interrupt_free            (SmrtCliInterrupt *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtCliInterrupt, smrt_cli_interrupt_free)

/**
 * smrt_cli_interrupt_get_cancellable:
 *
 * Returns: (transfer none): what is cancelled
 */
GCancellable     *smrt_cli_interrupt_get_cancellable (SmrtCliInterrupt *self);

G_END_DECLS
