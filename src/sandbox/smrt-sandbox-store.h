/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SmrtSandboxStore:
 *
 * Every object of the account, one row each. During a piece of work an object
 * exists once in memory: whoever asks for it gets the same one, changes it,
 * and says so. A fault of the database is kept and reported by the commit.
 */
typedef struct _SmrtSandboxStore SmrtSandboxStore;

/**
 * smrt_sandbox_store_open:
 * @path: (nullable): the file; %NULL keeps everything in memory
 * @error: return location for a SmrtDatabaseError
 *
 * Returns: (transfer full) (nullable): the store
 */
SmrtSandboxStore *smrt_sandbox_store_open     (const char        *path,
                                               GError           **error);
void              smrt_sandbox_store_close    (SmrtSandboxStore  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxStore, smrt_sandbox_store_close)

gboolean          smrt_sandbox_store_begin    (SmrtSandboxStore  *self,
                                               GError           **error);

/**
 * smrt_sandbox_store_commit:
 *
 * Writes what was changed and commits; where that fails, rolls back.
 */
gboolean          smrt_sandbox_store_commit   (SmrtSandboxStore  *self,
                                               GError           **error);

/**
 * smrt_sandbox_store_rollback:
 *
 * Forgets what was changed since the begin.
 */
void              smrt_sandbox_store_rollback (SmrtSandboxStore  *self);

/**
 * smrt_sandbox_store_end_reading:
 *
 * Ends a piece of work that only read.
 *
 * Returns: %FALSE where the database failed meanwhile
 */
gboolean          smrt_sandbox_store_end_reading (SmrtSandboxStore  *self,
                                                  GError           **error);

/**
 * smrt_sandbox_store_new_id:
 * @prefix: such as `sub`
 *
 * Returns: (transfer full): an id that was never given before; the series is
 *   the same for every new database
 */
char             *smrt_sandbox_store_new_id   (SmrtSandboxStore  *self,
                                               const char        *prefix);

/**
 * smrt_sandbox_store_new_secret:
 *
 * Returns: (transfer full): 32 letters and digits that nobody can guess
 */
char             *smrt_sandbox_store_new_secret (SmrtSandboxStore *self);

/**
 * smrt_sandbox_store_set_customers:
 * @customers: (nullable) (array zero-terminated=1): customers' ids; %NULL: all
 *
 * From now on only what belongs to these customers is there, and what belongs
 * to nobody and is for everybody, such as prices: whatever else is asked for,
 * singly or in a query, does not exist.
 */
void              smrt_sandbox_store_set_customers (SmrtSandboxStore   *self,
                                                    const char * const *customers);

/**
 * smrt_sandbox_store_get:
 * @type: what its member `object` must be
 *
 * Returns: (transfer none) (nullable): the object
 */
JsonObject       *smrt_sandbox_store_get      (SmrtSandboxStore  *self,
                                               const char        *type,
                                               const char        *id);

/**
 * smrt_sandbox_store_find:
 * @kind: the kind in words, for the message
 * @param: (nullable): the parameter that had the id; %NULL: the address
 * @error: return location for a fault where there is no such object
 *
 * Returns: (transfer none) (nullable): the object
 */
JsonObject       *smrt_sandbox_store_find     (SmrtSandboxStore  *self,
                                               const char        *type,
                                               const char        *kind,
                                               const char        *id,
                                               const char        *param,
                                               GError           **error);

/**
 * smrt_sandbox_store_add:
 * @object: a new object with `id`, `object` and `created`
 */
void              smrt_sandbox_store_add      (SmrtSandboxStore  *self,
                                               JsonObject        *object);

/**
 * smrt_sandbox_store_touch:
 * @object: an object of the store that was changed
 */
void              smrt_sandbox_store_touch    (SmrtSandboxStore  *self,
                                               JsonObject        *object);

/**
 * smrt_sandbox_store_remove:
 *
 * Removes one object.
 */
void              smrt_sandbox_store_remove   (SmrtSandboxStore  *self,
                                               const char        *id);

/**
 * smrt_sandbox_store_has:
 *
 * Returns: whether there is an object with this id, of whatever kind
 */
gboolean          smrt_sandbox_store_has      (SmrtSandboxStore  *self,
                                               const char        *id);

/**
 * smrt_sandbox_store_remove_clock:
 *
 * Removes a test clock with everything that lives by it.
 */
void              smrt_sandbox_store_remove_clock (SmrtSandboxStore *self,
                                                   const char       *clock);

/**
 * smrt_sandbox_store_remove_all:
 *
 * Removes every object and every remembered answer; keys and the series of ids
 * stay.
 */
void              smrt_sandbox_store_remove_all   (SmrtSandboxStore *self);

/**
 * smrt_sandbox_store_let_go:
 * @id: an object's id
 *
 * What was read under that id is the store's no more, and may be changed
 * without being written. It is read again where it is asked for again.
 */
void              smrt_sandbox_store_let_go   (SmrtSandboxStore  *self,
                                               const char        *id);

/**
 * smrt_sandbox_store_next_due:
 * @clock: (nullable): a test clock; %NULL: what lives by the server's clock
 * @until: unix seconds
 *
 * Returns: (transfer none) (nullable): the object whose time comes first, where
 *   that is not after @until
 */
JsonObject       *smrt_sandbox_store_next_due (SmrtSandboxStore  *self,
                                               const char        *clock,
                                               gint64             until);

/**
 * smrt_sandbox_store_query:
 * @from_where: SQL from the word FROM on; `?` for each value
 * @values: (nullable) (array zero-terminated=1): the values
 *
 * Returns: (transfer full) (element-type JsonObject): the objects
 */
GPtrArray        *smrt_sandbox_store_query    (SmrtSandboxStore   *self,
                                               const char         *from_where,
                                               const char * const *values);

/**
 * smrt_sandbox_store_find_by_secret:
 * @type: what its member `object` must be
 * @secret: what somebody came with
 *
 * Returns: (transfer none) (nullable): the object that hides that secret
 */
JsonObject       *smrt_sandbox_store_find_by_secret (SmrtSandboxStore *self,
                                                     const char       *type,
                                                     const char       *secret);

/**
 * smrt_sandbox_store_get_seq:
 *
 * Returns: the place of an object in the order of creation; 0: there is none
 */
gint64            smrt_sandbox_store_get_seq  (SmrtSandboxStore  *self,
                                               const char        *type,
                                               const char        *id);

/**
 * smrt_sandbox_store_get_fact:
 *
 * Returns: (transfer full) (nullable): a fact about the account
 */
char             *smrt_sandbox_store_get_fact (SmrtSandboxStore  *self,
                                               const char        *name);
void              smrt_sandbox_store_set_fact (SmrtSandboxStore  *self,
                                               const char        *name,
                                               const char        *value);

/**
 * SmrtSandboxAnswer:
 * @fingerprint: of the request that was answered
 * @request: its id
 * @status: HTTP status
 * @body: the answer's body
 *
 * An answer that is kept under its idempotency key.
 */
typedef struct
{
  char *fingerprint;
  char *request;
  int status;
  char *body;
} SmrtSandboxAnswer;

void               smrt_sandbox_answer_free        (SmrtSandboxAnswer       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SmrtSandboxAnswer, smrt_sandbox_answer_free)

/**
 * smrt_sandbox_store_get_answer:
 *
 * Returns: (transfer full) (nullable): the answer kept under @key
 */
SmrtSandboxAnswer *smrt_sandbox_store_get_answer   (SmrtSandboxStore        *self,
                                                    const char              *key);
void               smrt_sandbox_store_set_answer   (SmrtSandboxStore        *self,
                                                    const char              *key,
                                                    const SmrtSandboxAnswer *answer);

G_END_DECLS
