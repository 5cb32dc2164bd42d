/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SmrtSandboxPage:
 *
 * What a person's browser gets: a page that is being written, another address,
 * or a file. It needs no script, loads nothing, and nothing may frame it.
 */
typedef struct _SmrtSandboxPage SmrtSandboxPage;

/**
 * smrt_sandbox_page_new:
 * @status: HTTP status
 * @title: its title and first heading
 *
 * Returns: (transfer full): a page with a heading and no more
 */
SmrtSandboxPage *smrt_sandbox_page_new          (int                status,
                                                 const char        *title);

/**
 * smrt_sandbox_page_new_elsewhere:
 * @location: a path
 *
 * Returns: (transfer full): sends the browser there after a form, so that
 *   loading that page again sends nothing again
 */
SmrtSandboxPage *smrt_sandbox_page_new_elsewhere (const char        *location);

/**
 * smrt_sandbox_page_new_file:
 * @bytes: (transfer full): its content
 * @content_type: what it is
 *
 * Returns: (transfer full): a file
 */
SmrtSandboxPage *smrt_sandbox_page_new_file     (GBytes            *bytes,
                                                 const char        *content_type);
void             smrt_sandbox_page_free         (SmrtSandboxPage   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxPage, smrt_sandbox_page_free)

/**
 * smrt_sandbox_page_add:
 * @format: HTML, printf style; every text that is put in is escaped, for
 *   elements and for attributes in quotation marks
 */
void             smrt_sandbox_page_add          (SmrtSandboxPage   *self,
                                                 const char        *format,
                                                 ...) G_GNUC_PRINTF (2, 3);

/**
 * smrt_sandbox_page_send:
 *
 * Answers @message with the page.
 */
void             smrt_sandbox_page_send         (SmrtSandboxPage   *self,
                                                 SoupServerMessage *message);

/**
 * smrt_sandbox_page_format_date:
 * @time: unix seconds
 *
 * Returns: (transfer full): the day in English (`18 November 2026`, UTC)
 */
char            *smrt_sandbox_page_format_date  (gint64             time);

G_END_DECLS
