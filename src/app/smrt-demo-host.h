/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "smrt-sandbox.h"

G_BEGIN_DECLS

/**
 * SmrtDemoHostState:
 * @SMRT_DEMO_HOST_STOPPED: it was not started
 * @SMRT_DEMO_HOST_STARTING: it is being started
 * @SMRT_DEMO_HOST_RUNNING: `sandbox` answers
 * @SMRT_DEMO_HOST_FAILED: it could not be started; `error` says why
 */
typedef enum
{
  SMRT_DEMO_HOST_STOPPED,
  SMRT_DEMO_HOST_STARTING,
  SMRT_DEMO_HOST_RUNNING,
  SMRT_DEMO_HOST_FAILED,
} SmrtDemoHostState;

#define SMRT_TYPE_DEMO_HOST_STATE (smrt_demo_host_state_get_type ())

GType smrt_demo_host_state_get_type (void) G_GNUC_CONST;

#define SMRT_TYPE_DEMO_HOST (smrt_demo_host_get_type ())

/**
 * SmrtDemoHost:
 *
 * Keeps the server of the demo account running in this process.
 *
 * Properties, read-only: `state` (#SmrtDemoHostState).
 */
G_DECLARE_FINAL_TYPE (SmrtDemoHost, smrt_demo_host, SMRT, DEMO_HOST, GObject)

/**
 * smrt_demo_host_new:
 * @path: (nullable): the database of the demo account; %NULL for one in memory
 *
 * Needs no display and no main loop, so that it can start before GTK.
 *
 * Returns: (transfer full): a host that was not started
 */
SmrtDemoHost      *smrt_demo_host_new         (const char    *path);

/**
 * smrt_demo_host_start:
 *
 * Starts the server; does nothing where it is running or starting. A database
 * that cannot be used is left exactly as it is.
 */
void               smrt_demo_host_start       (SmrtDemoHost  *self);

/**
 * smrt_demo_host_stop:
 *
 * Stops the server and waits for it.
 */
void               smrt_demo_host_stop        (SmrtDemoHost  *self);

/**
 * smrt_demo_host_start_anew:
 * @error: return location for a GIOError
 *
 * Puts a damaged database aside under another name and starts with a new one.
 *
 * Returns: whether the old one could be put aside
 */
gboolean           smrt_demo_host_start_anew  (SmrtDemoHost  *self,
                                               GError       **error);
SmrtDemoHostState  smrt_demo_host_get_state   (SmrtDemoHost  *self);

/**
 * smrt_demo_host_get_sandbox:
 *
 * Returns: (transfer none) (nullable): the server, while it is running
 */
SmrtSandbox       *smrt_demo_host_get_sandbox (SmrtDemoHost  *self);

/**
 * smrt_demo_host_get_error:
 *
 * Returns: (nullable): why it could not be started
 */
const GError      *smrt_demo_host_get_error   (SmrtDemoHost  *self);

G_END_DECLS
