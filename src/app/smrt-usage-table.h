/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "smrt-usage.h"

G_BEGIN_DECLS

#define SMRT_TYPE_USAGE_TABLE (smrt_usage_table_get_type ())

/**
 * SmrtUsageTable:
 *
 * What was used in a period, a row each, and what that comes to. Where there is
 * little room count and price go below the name.
 */
G_DECLARE_FINAL_TYPE (SmrtUsageTable, smrt_usage_table, SMRT, USAGE_TABLE, AdwBin)

GtkWidget *smrt_usage_table_new       (void);

/**
 * smrt_usage_table_set_usage:
 * @usage: (nullable): the period
 */
void       smrt_usage_table_set_usage (SmrtUsageTable *self,
                                       SmrtUsage      *usage);

G_END_DECLS
