/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SmrtProblem:
 * @SMRT_PROBLEM_UNKNOWN: anything else
 * @SMRT_PROBLEM_OFFLINE: the server cannot be reached; nothing was sent
 * @SMRT_PROBLEM_TIMED_OUT: the server took too long
 * @SMRT_PROBLEM_TLS: the connection cannot be trusted
 * @SMRT_PROBLEM_SIGN_IN: the key or token is not accepted
 * @SMRT_PROBLEM_PERMISSION: the person may not do this
 * @SMRT_PROBLEM_NOT_FOUND: what was asked for is not there
 * @SMRT_PROBLEM_DECLINED: the payment was declined; nothing changed
 * @SMRT_PROBLEM_REFUSED: the server refused the request
 * @SMRT_PROBLEM_CONFLICT: another change is being made at the same time
 * @SMRT_PROBLEM_TOO_MANY: too many requests
 * @SMRT_PROBLEM_SERVER: the server failed
 * @SMRT_PROBLEM_BAD_ANSWER: the answer cannot be understood
 * @SMRT_PROBLEM_OUTCOME_UNKNOWN: it was sent, and whether it was carried out is
 *   not known
 * @SMRT_PROBLEM_ADDRESS: the server's address cannot be used
 * @SMRT_PROBLEM_NO_ACCOUNT: the key does not lead to exactly one customer
 * @SMRT_PROBLEM_DATABASE_CORRUPT: the local database is damaged
 * @SMRT_PROBLEM_DATABASE_FOREIGN: the file belongs to another program
 * @SMRT_PROBLEM_DATABASE_NEWER: it was written by a newer version
 * @SMRT_PROBLEM_DATABASE_BUSY: another process holds it
 * @SMRT_PROBLEM_DATABASE_FULL: the disk is full
 * @SMRT_PROBLEM_DATABASE_READ_ONLY: the file or folder cannot be written
 * @SMRT_PROBLEM_DATABASE_FAILED: another failure of the database
 * @SMRT_PROBLEM_PORT_TAKEN: another program listens on the port
 * @SMRT_PROBLEM_FILE: a file cannot be read or written
 * @SMRT_PROBLEM_NO_SECRET: what signed the account in is not in the keyring
 *   any more
 * @SMRT_PROBLEM_KEY_NOT_ACCEPTED: the server does not accept an API key that was
 *   just given
 * @SMRT_PROBLEM_KEY_PERMISSION: it accepts the key, which lacks a permission
 * @SMRT_PROBLEM_NO_ACCOUNT_SERVER: there is no account server at the address
 * @SMRT_PROBLEM_SIGN_IN_UNSUITABLE: the server lacks what a safe sign-in, or
 *   one of this kind, needs
 * @SMRT_PROBLEM_SIGN_IN_UNTRUSTED: what came back is not from whom was asked
 * @SMRT_PROBLEM_SIGN_IN_ANSWER: the answer to a sign-in cannot be understood
 * @SMRT_PROBLEM_SIGN_IN_DENIED: the person, or who decides for them, said no
 * @SMRT_PROBLEM_SIGN_IN_ENDED: the sign-in is no longer accepted
 * @SMRT_PROBLEM_SIGN_IN_EXPIRED: the person took too long
 * @SMRT_PROBLEM_SIGN_IN_REFUSED: the server refused for another reason
 * @SMRT_PROBLEM_SIGN_IN_PORT: the browser has no port to come back to
 * @SMRT_PROBLEM_KEYRING_NO_BUS: there is no session bus to ask the keyring on
 * @SMRT_PROBLEM_KEYRING_MISSING: no keyring is running
 * @SMRT_PROBLEM_KEYRING_NO_COLLECTION: there is no default keyring
 * @SMRT_PROBLEM_KEYRING_LOCKED: the keyring stayed locked
 * @SMRT_PROBLEM_KEYRING_DISMISSED: the question for its password was closed
 * @SMRT_PROBLEM_KEYRING_WRONG_PASSWORD: the password was wrong
 * @SMRT_PROBLEM_KEYRING_TIMED_OUT: the keyring did not answer
 * @SMRT_PROBLEM_KEYRING_FAILED: another failure of the keyring
 *
 * What went wrong, as far as a person can do something about it.
 */
typedef enum
{
  SMRT_PROBLEM_UNKNOWN,
  SMRT_PROBLEM_OFFLINE,
  SMRT_PROBLEM_TIMED_OUT,
  SMRT_PROBLEM_TLS,
  SMRT_PROBLEM_SIGN_IN,
  SMRT_PROBLEM_PERMISSION,
  SMRT_PROBLEM_NOT_FOUND,
  SMRT_PROBLEM_DECLINED,
  SMRT_PROBLEM_REFUSED,
  SMRT_PROBLEM_CONFLICT,
  SMRT_PROBLEM_TOO_MANY,
  SMRT_PROBLEM_SERVER,
  SMRT_PROBLEM_BAD_ANSWER,
  SMRT_PROBLEM_OUTCOME_UNKNOWN,
  SMRT_PROBLEM_ADDRESS,
  SMRT_PROBLEM_NO_ACCOUNT,
  SMRT_PROBLEM_DATABASE_CORRUPT,
  SMRT_PROBLEM_DATABASE_FOREIGN,
  SMRT_PROBLEM_DATABASE_NEWER,
  SMRT_PROBLEM_DATABASE_BUSY,
  SMRT_PROBLEM_DATABASE_FULL,
  SMRT_PROBLEM_DATABASE_READ_ONLY,
  SMRT_PROBLEM_DATABASE_FAILED,
  SMRT_PROBLEM_PORT_TAKEN,
  SMRT_PROBLEM_FILE,
  SMRT_PROBLEM_NO_SECRET,
  SMRT_PROBLEM_KEY_NOT_ACCEPTED,
  SMRT_PROBLEM_KEY_PERMISSION,
  SMRT_PROBLEM_NO_ACCOUNT_SERVER,
  SMRT_PROBLEM_SIGN_IN_UNSUITABLE,
  SMRT_PROBLEM_SIGN_IN_UNTRUSTED,
  SMRT_PROBLEM_SIGN_IN_ANSWER,
  SMRT_PROBLEM_SIGN_IN_DENIED,
  SMRT_PROBLEM_SIGN_IN_ENDED,
  SMRT_PROBLEM_SIGN_IN_EXPIRED,
  SMRT_PROBLEM_SIGN_IN_REFUSED,
  SMRT_PROBLEM_SIGN_IN_PORT,
  SMRT_PROBLEM_KEYRING_NO_BUS,
  SMRT_PROBLEM_KEYRING_MISSING,
  SMRT_PROBLEM_KEYRING_NO_COLLECTION,
  SMRT_PROBLEM_KEYRING_LOCKED,
  SMRT_PROBLEM_KEYRING_DISMISSED,
  SMRT_PROBLEM_KEYRING_WRONG_PASSWORD,
  SMRT_PROBLEM_KEYRING_TIMED_OUT,
  SMRT_PROBLEM_KEYRING_FAILED,
} SmrtProblem;

#define SMRT_TYPE_PROBLEM (smrt_problem_get_type ())

GType smrt_problem_get_type (void) G_GNUC_CONST;

/**
 * smrt_words_problem:
 * @problem: what went wrong
 * @server_message: (nullable): what the server or the system says about it
 * @request_id: (nullable): by which the server's people find the request
 * @title: (out): a heading of a few words
 * @body: (out): what it means and what can be done, with the server's message,
 *   made plain, and the request id where there are any
 */
void smrt_words_problem     (SmrtProblem   problem,
                             const char   *server_message,
                             const char   *request_id,
                             char        **title,
                             char        **body);

/**
 * smrt_words_bad_api_key:
 *
 * Returns: (transfer none): that what was given for an API key is none
 */
const char *smrt_words_bad_api_key (void);

G_END_DECLS
