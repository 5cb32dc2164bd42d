/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SMRT_FORM_ERROR (smrt_form_error_quark ())

/**
 * SmrtFormError:
 * @SMRT_FORM_ERROR_INVALID: not a form of the bracket kind
 * @SMRT_FORM_ERROR_TOO_LARGE: too many members or levels
 */
typedef enum
{
  SMRT_FORM_ERROR_INVALID,
  SMRT_FORM_ERROR_TOO_LARGE,
} SmrtFormError;

GQuark smrt_form_error_quark (void);

/**
 * SmrtForm:
 *
 * Parameters of a request in the bracket notation of Stripe's API
 * (`items[0][price]=price_1`), kept in the order in which they were added. The
 * memory of its values is cleared when it is freed.
 */
typedef struct _SmrtForm SmrtForm;

#define SMRT_TYPE_FORM (smrt_form_get_type ())

GType       smrt_form_get_type   (void) G_GNUC_CONST;

SmrtForm   *smrt_form_new        (void);
SmrtForm   *smrt_form_copy       (const SmrtForm *self);
void        smrt_form_free       (SmrtForm       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtForm, smrt_form_free)

/**
 * smrt_form_add:
 * @key: the whole key, brackets included: `items[0][price]`
 * @value: its value
 */
void        smrt_form_add        (SmrtForm       *self,
                                  const char     *key,
                                  const char     *value);
void        smrt_form_add_int    (SmrtForm       *self,
                                  const char     *key,
                                  gint64          value);

/**
 * smrt_form_add_all:
 * @other: parameters to append after those of @self
 */
void        smrt_form_add_all    (SmrtForm       *self,
                                  const SmrtForm *other);

/**
 * smrt_form_get:
 *
 * Returns: (nullable): the value that was added first under @key
 */
const char *smrt_form_get        (const SmrtForm *self,
                                  const char     *key);
gboolean    smrt_form_is_empty   (const SmrtForm *self);

/**
 * smrt_form_encode:
 *
 * Returns: (transfer full): `application/x-www-form-urlencoded` text; it is the
 *   only copy, clearing it is the caller's part
 */
char       *smrt_form_encode     (const SmrtForm *self);

/**
 * smrt_form_parse:
 * @text: a form or a query string
 * @length: its bytes, or -1
 * @error: return location for a %SMRT_FORM_ERROR
 *
 * Reads bracket notation into JSON: `a[b]=1` becomes an object in an object,
 * `a[]=1` and `a[0]=1` become arrays; every leaf is a string. The elements of
 * an array have to come in their order.
 *
 * Returns: (transfer full) (nullable): an object node
 */
JsonNode   *smrt_form_parse      (const char     *text,
                                  gssize          length,
                                  GError        **error);

G_END_DECLS
