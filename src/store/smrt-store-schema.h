/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What marks the file: "smst". */
#define SMRT_STORE_APPLICATION_ID 0x736d7374

/**
 * SMRT_STORE_MIDDLE:
 *
 * The `seq` of the first row of a table. Older rows count up from there and
 * newer ones down, without a gap: a row's place in the server's order is known
 * from its key. Most rows come from new to old, which makes them appends, and
 * keys of 32 bits keep the indices small.
 */
#define SMRT_STORE_MIDDLE (G_GINT64_CONSTANT (1) << 30)

/** The steps of the schema, for smrt_database_open(). */
extern const char * const smrt_store_schema[];

G_END_DECLS
