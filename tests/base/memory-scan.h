/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text that stands nowhere in the program: what is found of it later is a
 * copy of what was made here. */
char     *memory_scan_make_marker  (void);

/* Looks for the text in all memory that the process may write to. The address
 * sanitizer keeps what was freed for a while, so that it is found too. */
gboolean  memory_scan_finds_marker (void);

G_END_DECLS
