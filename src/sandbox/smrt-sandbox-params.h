/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SmrtSandboxParams:
 *
 * The typed reading of a request's parameters. Reading never fails: what is
 * wrong is remembered, and [func@smrt_sandbox_params_finish] tells the first
 * fault after all was read. What nobody asked for is an unknown parameter.
 * A getter of a member that is not there gives the default.
 */
typedef struct _SmrtSandboxParams SmrtSandboxParams;

/**
 * smrt_sandbox_params_new:
 * @object: parsed parameters, every leaf a string
 *
 * Returns: (transfer full): the reader; readers of inner levels belong to it
 */
SmrtSandboxParams *smrt_sandbox_params_new     (JsonObject         *object);
void               smrt_sandbox_params_free    (SmrtSandboxParams  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxParams, smrt_sandbox_params_free)

/**
 * smrt_sandbox_params_finish:
 * @self: the reader of the outermost level
 *
 * Returns: whether all that was read was right and nothing was left over
 */
gboolean           smrt_sandbox_params_finish  (SmrtSandboxParams  *self,
                                                GError            **error);

/**
 * smrt_sandbox_params_has:
 *
 * Returns: whether the parameter was sent; it still has to be read
 */
gboolean           smrt_sandbox_params_has     (SmrtSandboxParams  *self,
                                                const char         *name);

/**
 * smrt_sandbox_params_find_other:
 * @self: the reader of the outermost level
 * @names: names with a space between them
 * @list: the name of a list of objects
 * @inner: likewise, the names of what its elements may have
 *
 * Returns: (transfer full) (nullable): a parameter that was sent and is none of
 *   these
 */
char              *smrt_sandbox_params_find_other (SmrtSandboxParams *self,
                                                   const char        *names,
                                                   const char        *list,
                                                   const char        *inner);

/**
 * smrt_sandbox_params_path:
 *
 * Returns: (transfer full): the whole name of a member (`items[0][price]`)
 */
char              *smrt_sandbox_params_path    (SmrtSandboxParams  *self,
                                                const char         *name);

/**
 * smrt_sandbox_params_clears:
 *
 * Returns: whether the parameter was sent as an empty text, which unsets a list
 *   or an object
 */
gboolean           smrt_sandbox_params_clears  (SmrtSandboxParams  *self,
                                                const char         *name);

/**
 * smrt_sandbox_params_string:
 *
 * Returns: (transfer none) (nullable): the text; an empty one unsets a member
 */
const char        *smrt_sandbox_params_string  (SmrtSandboxParams  *self,
                                                const char         *name);

/**
 * smrt_sandbox_params_require:
 *
 * Returns: (transfer none) (nullable): the text; %NULL only where
 *   smrt_sandbox_params_finish() will fail
 */
const char        *smrt_sandbox_params_require (SmrtSandboxParams  *self,
                                                const char         *name);
gint64             smrt_sandbox_params_int     (SmrtSandboxParams  *self,
                                                const char         *name,
                                                gint64              fallback);

/**
 * smrt_sandbox_params_int_within:
 * @least: smallest value that is accepted
 * @most: largest value that is accepted
 */
gint64             smrt_sandbox_params_int_within (SmrtSandboxParams *self,
                                                   const char        *name,
                                                   gint64             fallback,
                                                   gint64             least,
                                                   gint64             most);
gint64             smrt_sandbox_params_require_int (SmrtSandboxParams *self,
                                                    const char        *name);
gboolean           smrt_sandbox_params_bool    (SmrtSandboxParams  *self,
                                                const char         *name,
                                                gboolean            fallback);

/**
 * smrt_sandbox_params_choice:
 * @choices: the accepted values with a bar between them
 *
 * Returns: (transfer none) (nullable): one of the choices, or @fallback
 */
const char        *smrt_sandbox_params_choice  (SmrtSandboxParams  *self,
                                                const char         *name,
                                                const char         *choices,
                                                const char         *fallback);
SmrtSandboxParams *smrt_sandbox_params_object  (SmrtSandboxParams  *self,
                                                const char         *name);

/**
 * smrt_sandbox_params_objects:
 *
 * Returns: (transfer none) (nullable) (element-type SmrtSandboxParams): a
 *   reader for each element
 */
GPtrArray         *smrt_sandbox_params_objects (SmrtSandboxParams  *self,
                                                const char         *name);

/**
 * smrt_sandbox_params_strings:
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the texts
 */
char             **smrt_sandbox_params_strings (SmrtSandboxParams  *self,
                                                const char         *name);

/**
 * smrt_sandbox_params_update_string:
 * @object: where the member of the same name is set; an empty text sets null
 */
void               smrt_sandbox_params_update_string   (SmrtSandboxParams *self,
                                                        const char        *name,
                                                        JsonObject        *object);

/**
 * smrt_sandbox_params_update_metadata:
 * @object: the object whose `metadata` is merged with what was sent: an empty
 *   value takes a key away, an empty `metadata` all of them
 */
void               smrt_sandbox_params_update_metadata (SmrtSandboxParams *self,
                                                        JsonObject        *object);

G_END_DECLS
