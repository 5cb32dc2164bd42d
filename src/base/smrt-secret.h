/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SmrtSecret:
 *
 * A key, token or password. Its memory is kept out of swap and core dumps
 * where the system allows it, and is cleared when the last reference goes.
 */
typedef struct _SmrtSecret SmrtSecret;

#define SMRT_TYPE_SECRET (smrt_secret_get_type ())

GType       smrt_secret_get_type (void) G_GNUC_CONST;

/**
 * smrt_secret_new:
 * @text: the secret; it is copied, clearing the original is the caller's part
 *
 * Returns: (transfer full): a new secret
 */
SmrtSecret *smrt_secret_new      (const char *text);

/**
 * smrt_secret_new_take:
 * @text: (transfer full): the secret; it is copied, cleared and freed
 *
 * Returns: (transfer full): a new secret
 */
SmrtSecret *smrt_secret_new_take (char       *text);
SmrtSecret *smrt_secret_ref      (SmrtSecret *self);
void        smrt_secret_unref    (SmrtSecret *self);

/**
 * smrt_secret_peek:
 *
 * Returns: (transfer none): the text, valid as long as @self
 */
const char *smrt_secret_peek     (SmrtSecret *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSecret, smrt_secret_unref)

G_END_DECLS
