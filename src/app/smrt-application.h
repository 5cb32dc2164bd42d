/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-account.h"
#include "smrt-demo-host.h"

G_BEGIN_DECLS

#define SMRT_TYPE_APPLICATION (smrt_application_get_type ())

/**
 * SmrtApplication:
 *
 * The program with its one window, and the server of the demo account beside
 * it, which is started before GTK is.
 *
 * Options: `--demo`, `--account`, `--server`, `--api-key-file`, `--customer`.
 *
 * Actions: `app.open-demo` (s: `owner`, `finance` or `user`),
 * `app.open-account` (s: the id of one of the list), `app.retry-demo`,
 * `app.start-demo-anew`, `app.shortcuts`, `app.about`, `app.quit`.
 */
G_DECLARE_FINAL_TYPE (SmrtApplication, smrt_application, SMRT, APPLICATION, AdwApplication)

/**
 * smrt_application_new:
 * @demo_path: (nullable): the database of the demo account; %NULL for one in
 *   memory
 * @accounts_folder: (nullable): where the accounts are listed; %NULL for the
 *   person's own place
 * @flags: more flags
 *
 * Returns: (transfer full): the application
 */
SmrtApplication *smrt_application_new       (const char        *demo_path,
                                             const char        *accounts_folder,
                                             GApplicationFlags  flags);

/**
 * smrt_application_open_demo:
 * @role: owner, finance or user
 *
 * Signs in to the demo account, and starts its server where it does not run
 * yet. The window shows how it goes.
 */
void             smrt_application_open_demo (SmrtApplication   *self,
                                             SmrtRole           role);

/**
 * smrt_application_get_demo_host:
 *
 * Returns: (transfer none): what keeps the demo account's server running
 */
SmrtDemoHost    *smrt_application_get_demo_host (SmrtApplication *self);

/**
 * smrt_application_run:
 * @argc: how many arguments
 * @argv: the arguments
 *
 * Runs the window to its end.
 *
 * Returns: the exit code of the process
 */
int              smrt_application_run       (int                argc,
                                             char              *argv[]);

G_END_DECLS
