/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SMRT_SANDBOX_FAULT:
 *
 * What a request is refused with. The error's code is the HTTP status; the
 * members of Stripe's error object travel inside the error.
 */
#define SMRT_SANDBOX_FAULT (smrt_sandbox_fault_quark ())

GQuark      smrt_sandbox_fault_quark   (void);

/**
 * smrt_sandbox_fault_set:
 * @error: (out) (optional): where the fault goes
 * @status: HTTP status
 * @type: `invalid_request_error`, `card_error`, `idempotency_error` or `api_error`
 * @code: (nullable): Stripe's error code
 * @param: (nullable): the parameter at fault
 * @format: the message, printf style
 */
void        smrt_sandbox_fault_set     (GError     **error,
                                        int          status,
                                        const char  *type,
                                        const char  *code,
                                        const char  *param,
                                        const char  *format,
                                        ...) G_GNUC_PRINTF (6, 7);

/**
 * smrt_sandbox_fault_invalid:
 *
 * A 400 of the type `invalid_request_error`.
 *
 * Returns: %FALSE
 */
gboolean    smrt_sandbox_fault_invalid (GError     **error,
                                        const char  *code,
                                        const char  *param,
                                        const char  *format,
                                        ...) G_GNUC_PRINTF (4, 5);

/**
 * smrt_sandbox_fault_missing:
 * @kind: the kind of object in words
 * @id: the id that leads nowhere
 * @param: (nullable): the parameter that had it; %NULL: it stood in the address
 *
 * `resource_missing`: 404 for an id in the address, else 400.
 */
void        smrt_sandbox_fault_missing (GError     **error,
                                        const char  *kind,
                                        const char  *id,
                                        const char  *param);

/**
 * smrt_sandbox_fault_declined:
 * @code: such as `card_declined`
 * @decline_code: (nullable): the bank's reason
 * @message: for the person
 *
 * A 402 of the type `card_error`.
 */
void        smrt_sandbox_fault_declined (GError     **error,
                                         const char  *code,
                                         const char  *decline_code,
                                         const char  *message);

/**
 * smrt_sandbox_fault_to_object:
 * @error: a fault, or any other error, which becomes an `api_error`
 * @status: (out): HTTP status
 *
 * Returns: (transfer full): `{error: {…}}`
 */
JsonObject *smrt_sandbox_fault_to_object (const GError *error,
                                          int          *status);

G_END_DECLS
