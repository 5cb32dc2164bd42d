/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-role.h"

G_BEGIN_DECLS

/**
 * SmrtProfileKind:
 * @SMRT_PROFILE_KIND_ACCOUNT_SERVER: signed in with the browser
 * @SMRT_PROFILE_KIND_API_KEY: connected with a Stripe API key
 */
typedef enum
{
  SMRT_PROFILE_KIND_ACCOUNT_SERVER,
  SMRT_PROFILE_KIND_API_KEY,
} SmrtProfileKind;

#define SMRT_TYPE_PROFILE_KIND (smrt_profile_kind_get_type ())

GType smrt_profile_kind_get_type (void) G_GNUC_CONST;

#define SMRT_TYPE_PROFILE (smrt_profile_get_type ())

/**
 * SmrtProfile:
 *
 * An account that was signed in to on this computer: what is known of it
 * without its secret, which is in the keyring under the profile's id.
 *
 * Properties, notified; the first three are construct-only: `id` (string: a
 * UUID, made where none is given), `kind` (#SmrtProfileKind), `server-url`
 * (string, without a slash at its end), `client-id` (string: the public client id,
 * %SMRT_OIDC_CLIENT_ID where none is given), `redirect-ports`
 * (string, nullable: "8400, 8401", for issuers that want fixed ones), `name` (string,
 * nullable: how the person calls it), `account-name` (string, nullable: how
 * the server calls it), `person` (string, nullable: who is signed in), `role`
 * (#SmrtRole, as of the last sign-in), `customer-id` (string, nullable),
 * `subject` (string, nullable: the issuer's `sub`), `scope` (string, nullable:
 * what the person allowed), `signed-in` (boolean:
 * whether its secret is in the keyring), and read-only `title` (string: the
 * name, or the account's name, or the server's host).
 */
G_DECLARE_FINAL_TYPE (SmrtProfile, smrt_profile, SMRT, PROFILE, GObject)

SmrtProfile     *smrt_profile_new              (SmrtProfileKind  kind,
                                                const char      *server_url);
const char      *smrt_profile_get_id           (SmrtProfile     *self);
SmrtProfileKind  smrt_profile_get_kind         (SmrtProfile     *self);
const char      *smrt_profile_get_server_url   (SmrtProfile     *self);
const char      *smrt_profile_get_client_id    (SmrtProfile     *self);
void             smrt_profile_set_client_id    (SmrtProfile     *self,
                                                const char      *client_id);

/** Returns: (nullable): the ports that a sign-in may listen on */
const char      *smrt_profile_get_redirect_ports (SmrtProfile   *self);

/**
 * smrt_profile_set_redirect_ports:
 * @ports: (nullable): numbers from 1024 to 65535, divided by commas or spaces;
 *   %NULL for any free port
 */
void             smrt_profile_set_redirect_ports (SmrtProfile   *self,
                                                  const char    *ports);

/**
 * smrt_profile_dup_ports:
 * @n_ports: (out): how many
 *
 * Returns: (transfer full) (nullable) (array length=n_ports): the ports; %NULL
 *   for any free one
 */
guint16         *smrt_profile_dup_ports        (SmrtProfile     *self,
                                                gsize           *n_ports);

/**
 * smrt_profile_are_ports:
 * @text: what somebody typed
 *
 * Returns: whether that is a list of ports
 */
gboolean         smrt_profile_are_ports        (const char      *text);

/** Returns: (nullable): how the person calls it */
const char      *smrt_profile_get_name         (SmrtProfile     *self);
void             smrt_profile_set_name         (SmrtProfile     *self,
                                                const char      *name);

/** Returns: (nullable): how the server calls it */
const char      *smrt_profile_get_account_name (SmrtProfile     *self);
void             smrt_profile_set_account_name (SmrtProfile     *self,
                                                const char      *account_name);

/** Returns: (nullable): who is signed in */
const char      *smrt_profile_get_person       (SmrtProfile     *self);
void             smrt_profile_set_person       (SmrtProfile     *self,
                                                const char      *person);
SmrtRole         smrt_profile_get_role         (SmrtProfile     *self);
void             smrt_profile_set_role         (SmrtProfile     *self,
                                                SmrtRole         role);

/** Returns: (nullable): the provider's customer */
const char      *smrt_profile_get_customer_id  (SmrtProfile     *self);
void             smrt_profile_set_customer_id  (SmrtProfile     *self,
                                                const char      *customer_id);

/** Returns: (nullable): the issuer's `sub` */
const char      *smrt_profile_get_subject      (SmrtProfile     *self);
void             smrt_profile_set_subject      (SmrtProfile     *self,
                                                const char      *subject);

/** Returns: (nullable): what the person allowed, divided by spaces */
const char      *smrt_profile_get_scope        (SmrtProfile     *self);
void             smrt_profile_set_scope        (SmrtProfile     *self,
                                                const char      *scope);
gboolean         smrt_profile_get_signed_in    (SmrtProfile     *self);
void             smrt_profile_set_signed_in    (SmrtProfile     *self,
                                                gboolean         signed_in);

/** Returns: (transfer none): what it is called in a list */
const char      *smrt_profile_get_title        (SmrtProfile     *self);

/**
 * smrt_profile_is_same_account:
 *
 * Returns: whether both are the same person on the same account of the same
 *   server, so that signing in again takes the place of the other: server,
 *   kind and customer are equal, and so are the subjects where both are known
 */
gboolean         smrt_profile_is_same_account  (SmrtProfile     *self,
                                                SmrtProfile     *other);

/**
 * smrt_profile_to_key_file:
 *
 * Returns: (transfer full): the profile as its file holds it
 */
GKeyFile        *smrt_profile_to_key_file      (SmrtProfile     *self);

/**
 * smrt_profile_new_from_key_file:
 * @id: what its file is called
 * @error: return location for a GKeyFileError
 *
 * Returns: (transfer full) (nullable): the profile
 */
SmrtProfile     *smrt_profile_new_from_key_file (const char      *id,
                                                 GKeyFile        *key_file,
                                                 GError         **error);

G_END_DECLS
