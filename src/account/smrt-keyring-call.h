/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "smrt-keyring.h"

#include "smrt-keyring-libsecret.h"

G_BEGIN_DECLS

/**
 * SmrtKeyringVerb:
 * @SMRT_KEYRING_VERB_STORE: keep a secret
 * @SMRT_KEYRING_VERB_LOOKUP: look for a secret
 * @SMRT_KEYRING_VERB_CLEAR: forget a secret
 *
 * What is asked of the keyring.
 */
typedef enum
{
  SMRT_KEYRING_VERB_STORE,
  SMRT_KEYRING_VERB_LOOKUP,
  SMRT_KEYRING_VERB_CLEAR,
} SmrtKeyringVerb;

/**
 * SmrtKeyringCall:
 *
 * One question to the keyring, and the time that its answer may take. It is
 * answered once: what comes after the time is over, or after the person gave
 * up, is thrown away.
 */
typedef struct _SmrtKeyringCall SmrtKeyringCall;

/**
 * smrt_keyring_call_new:
 * @task: (transfer full): what is answered
 * @verb: what is asked
 * @account: the id of the account
 * @label: (nullable): what the person reads, for a secret to keep
 * @secret: (nullable): the secret to keep
 * @timeout_ms: how long it may take
 *
 * Returns: (transfer full): the call, whose time runs
 */
SmrtKeyringCall    *smrt_keyring_call_new            (GTask            *task,
                                                      SmrtKeyringVerb   verb,
                                                      const char       *account,
                                                      const char       *label,
                                                      SmrtSecret       *secret,
                                                      unsigned int      timeout_ms);
SmrtKeyringCall    *smrt_keyring_call_ref            (SmrtKeyringCall  *self);
void                smrt_keyring_call_unref          (SmrtKeyringCall  *self);

SmrtKeyringVerb     smrt_keyring_call_get_verb       (SmrtKeyringCall  *self);

/** Returns: (nullable): what the person reads in a keyring manager */
const char         *smrt_keyring_call_get_label      (SmrtKeyringCall  *self);

/** Returns: (transfer none) (nullable): what to keep; %NULL when it is over */
SecretValue        *smrt_keyring_call_get_value      (SmrtKeyringCall  *self);

/** Returns: (transfer full): what libsecret finds the secret by */
GHashTable         *smrt_keyring_call_dup_attributes (SmrtKeyringCall  *self);

/** Returns: (transfer none): the schema of all the secrets of this program */
const SecretSchema *smrt_keyring_call_get_schema     (void);

/** Returns: whether it was answered, and nothing more is to be done */
gboolean            smrt_keyring_call_is_over        (SmrtKeyringCall  *self);

/**
 * smrt_keyring_call_return_value:
 * @value: (nullable): the secret that was found, %NULL where there is none
 *
 * Answers a lookup.
 */
void                smrt_keyring_call_return_value   (SmrtKeyringCall  *self,
                                                      SecretValue      *value);

/** Answers that it is done. */
void                smrt_keyring_call_return_done    (SmrtKeyringCall  *self);

/** Answers with a state of the keyring. */
void                smrt_keyring_call_return_state   (SmrtKeyringCall  *self,
                                                      SmrtKeyringError  state,
                                                      const char       *message);

/** Answers with the state of the keyring that an error of libsecret means. */
void                smrt_keyring_call_return_error   (SmrtKeyringCall  *self,
                                                      const GError     *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtKeyringCall, smrt_keyring_call_unref)

G_END_DECLS
