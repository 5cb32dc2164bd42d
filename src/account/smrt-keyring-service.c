/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-keyring-service.h"

#include "smrt-keyring-prompt.h"

#define COLLECTION_INTERFACE "org.freedesktop.Secret.Collection"
#define NO_OBJECT "/"

/* The steps of one call. libsecret's own sequences go on by themselves after a
 * question to the person, and do not tell whether it was dismissed. */
typedef struct
{
  SmrtKeyringCall *call;
  SecretService *service;
  char *collection;
  GList *items;
  gboolean scouted;
  gboolean unlocked;
} Steps;

static void search (Steps *steps);
static void scout (Steps *steps);
static void delete_next (Steps *steps);
static void unlock (Steps     *steps,
                    GPtrArray *paths);

static void
free_steps (Steps *steps)
{
  smrt_keyring_call_unref (steps->call);
  g_clear_object (&steps->service);
  g_list_free_full (steps->items, g_object_unref);
  g_free (steps->collection);
  g_free (steps);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Steps, free_steps)

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  guint64 a_time = secret_item_get_modified (SECRET_ITEM (a));
  guint64 b_time = secret_item_get_modified (SECRET_ITEM (b));

  /* The newest first. */
  return a_time < b_time ? 1 : a_time > b_time ? -1
                                               : 0;
}

/* Returns: (transfer container): the paths of those that are locked, of which
 *   @first_open is none */
static GPtrArray *
list_locked (GList       *items,
             SecretItem **first_open)
{
  g_autoptr (GPtrArray) locked = g_ptr_array_new ();
  SecretItem *open = NULL;

  for (GList *l = items; l != NULL; l = l->next)
    {
      if (secret_item_get_locked (l->data))
        g_ptr_array_add (locked, (char *) g_dbus_proxy_get_object_path (l->data));
      else if (open == NULL)
        open = l->data;
    }

  if (first_open != NULL)
    *first_open = open;

  return g_steal_pointer (&locked);
}

static void
call_service (Steps               *steps,
              const char          *method,
              GVariant            *parameters,
              GAsyncReadyCallback  callback)
{
  g_dbus_proxy_call (G_DBUS_PROXY (steps->service), method, parameters, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                     callback, steps);
}

static void
ask_person (Steps               *steps,
            const char          *prompt,
            GAsyncReadyCallback  callback)
{
  smrt_keyring_prompt_async (steps->service, prompt, callback, steps);
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_service_store_finish (SECRET_SERVICE (source), result, &error))
    smrt_keyring_call_return_done (steps->call);
  else
    smrt_keyring_call_return_error (steps->call, error);
}

static void
store (Steps *steps)
{
  g_autoptr (GHashTable) attributes = smrt_keyring_call_dup_attributes (steps->call);

  secret_service_store (steps->service, smrt_keyring_call_get_schema (), attributes, steps->collection,
                        smrt_keyring_call_get_label (steps->call), smrt_keyring_call_get_value (steps->call),
                        NULL, store_cb, steps);
}

static void
unlock_collection (Steps *steps)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  g_ptr_array_add (paths, steps->collection);
  unlock (steps, paths);
}

static void
go_on_unlocked (Steps *steps)
{
  steps->unlocked = TRUE;

  if (smrt_keyring_call_get_verb (steps->call) == SMRT_KEYRING_VERB_STORE)
    store (steps);
  else
    search (steps);
}

static void
unlock_prompt_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = smrt_keyring_prompt_finish (SECRET_SERVICE (source), result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;
  if (answer == NULL)
    {
      smrt_keyring_call_return_error (steps->call, error);
      return;
    }
  if (g_variant_is_of_type (answer, G_VARIANT_TYPE_OBJECT_PATH_ARRAY) && g_variant_n_children (answer) == 0)
    {
      smrt_keyring_call_return_state (steps->call, SMRT_KEYRING_ERROR_LOCKED, "The keyring stayed locked");
      return;
    }

  go_on_unlocked (g_steal_pointer (&steps));
}

static void
unlock_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) unlocked = NULL;
  g_autoptr (GError) error = NULL;
  const char *prompt;

  answer = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;
  if (answer == NULL)
    {
      smrt_keyring_call_return_error (steps->call, error);
      return;
    }

  g_variant_get (answer, "(@ao&o)", &unlocked, &prompt);
  if (!g_str_equal (prompt, NO_OBJECT))
    ask_person (g_steal_pointer (&steps), prompt, unlock_prompt_cb);
  else if (g_variant_n_children (unlocked) == 0)
    smrt_keyring_call_return_state (steps->call, SMRT_KEYRING_ERROR_LOCKED, "The keyring stayed locked");
  else
    go_on_unlocked (g_steal_pointer (&steps));
}

static void
unlock (Steps     *steps,
        GPtrArray *paths)
{
  GVariant *objects = g_variant_new_objv ((const char * const *) paths->pdata, paths->len);

  call_service (steps, "Unlock", g_variant_new ("(@ao)", objects), unlock_cb);
}

static void
create_prompt_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = smrt_keyring_prompt_finish (SECRET_SERVICE (source), result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;

  if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      smrt_keyring_call_return_error (steps->call, error);
      return;
    }
  if (answer == NULL || !g_variant_is_of_type (answer, G_VARIANT_TYPE_OBJECT_PATH) ||
      g_str_equal (g_variant_get_string (answer, NULL), NO_OBJECT))
    {
      smrt_keyring_call_return_state (steps->call, SMRT_KEYRING_ERROR_NO_COLLECTION,
                                      "There is no default keyring, and none was made");
      return;
    }

  steps->collection = g_variant_dup_string (answer, NULL);
  unlock_collection (g_steal_pointer (&steps));
}

static void
create_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  const char *collection, *prompt;

  answer = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;
  if (answer == NULL)
    {
      smrt_keyring_call_return_error (steps->call, error);
      return;
    }

  g_variant_get (answer, "(&o&o)", &collection, &prompt);
  if (!g_str_equal (prompt, NO_OBJECT))
    {
      ask_person (g_steal_pointer (&steps), prompt, create_prompt_cb);
      return;
    }

  steps->collection = g_strdup (collection);
  unlock_collection (g_steal_pointer (&steps));
}

static void
create_collection (Steps *steps)
{
  /* What libsecret calls it for every program. */
  const char *label = g_dgettext ("libsecret", "Default keyring");
  GVariantBuilder properties;

  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&properties, "{sv}", COLLECTION_INTERFACE ".Label", g_variant_new_string (label));
  call_service (steps, "CreateCollection", g_variant_new ("(a{sv}s)", &properties, SECRET_COLLECTION_DEFAULT),
                create_cb);
}

static void
alias_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  const char *collection;

  answer = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;
  if (answer == NULL)
    {
      smrt_keyring_call_return_error (steps->call, error);
      return;
    }

  g_variant_get (answer, "(&o)", &collection);
  if (g_str_equal (collection, NO_OBJECT))
    {
      create_collection (g_steal_pointer (&steps));
      return;
    }

  steps->collection = g_strdup (collection);
  unlock_collection (g_steal_pointer (&steps));
}

static void
secret_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GError) error = NULL;
  SecretValue *value;

  if (!secret_item_load_secret_finish (SECRET_ITEM (source), result, &error))
    {
      smrt_keyring_call_return_error (steps->call, error);
      return;
    }

  value = secret_item_get_secret (SECRET_ITEM (source));
  smrt_keyring_call_return_value (steps->call, value);
  g_clear_pointer (&value, secret_value_unref);
}

static void
delete_prompt_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = smrt_keyring_prompt_finish (SECRET_SERVICE (source), result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;

  if (answer != NULL)
    delete_next (g_steal_pointer (&steps));
  else
    smrt_keyring_call_return_error (steps->call, error);
}

static void
delete_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  const char *prompt = NO_OBJECT;

  answer = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;

  /* Somebody else was faster. */
  if (answer == NULL && !g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT))
    {
      smrt_keyring_call_return_error (steps->call, error);
      return;
    }

  if (answer != NULL)
    g_variant_get (answer, "(&o)", &prompt);
  if (!g_str_equal (prompt, NO_OBJECT))
    ask_person (g_steal_pointer (&steps), prompt, delete_prompt_cb);
  else
    delete_next (g_steal_pointer (&steps));
}

static void
delete_next (Steps *steps)
{
  g_autoptr (SecretItem) item = NULL;

  if (steps->items == NULL)
    {
      smrt_keyring_call_return_done (steps->call);
      free_steps (steps);
      return;
    }

  item = steps->items->data;
  steps->items = g_list_delete_link (steps->items, steps->items);
  g_dbus_proxy_call (G_DBUS_PROXY (item), "Delete", NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, delete_cb, steps);
}

static void
search_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GPtrArray) locked = NULL;
  g_autoptr (GError) error = NULL;
  SecretItem *newest;
  SmrtKeyringVerb verb = smrt_keyring_call_get_verb (steps->call);

  g_list_free_full (steps->items, g_object_unref);
  steps->items = secret_service_search_finish (SECRET_SERVICE (source), result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;
  if (error != NULL)
    {
      smrt_keyring_call_return_error (steps->call, error);
      return;
    }

  steps->items = g_list_sort (steps->items, compare_items);
  locked = list_locked (steps->items, &newest);

  if (locked->len > 0 && (verb == SMRT_KEYRING_VERB_CLEAR || newest == NULL))
    {
      if (steps->unlocked)
        smrt_keyring_call_return_state (steps->call, SMRT_KEYRING_ERROR_LOCKED, "The keyring stayed locked");
      else
        unlock (g_steal_pointer (&steps), locked);
    }
  else if (steps->items == NULL && !steps->scouted)
    scout (g_steal_pointer (&steps));
  else if (verb == SMRT_KEYRING_VERB_CLEAR)
    delete_next (g_steal_pointer (&steps));
  else if (newest != NULL)
    secret_item_load_secret (newest, NULL, secret_cb, g_steal_pointer (&steps));
  else
    smrt_keyring_call_return_value (steps->call, NULL);
}

static void
search (Steps *steps)
{
  g_autoptr (GHashTable) attributes = smrt_keyring_call_dup_attributes (steps->call);

  secret_service_search (steps->service, smrt_keyring_call_get_schema (), attributes, SECRET_SEARCH_ALL, NULL,
                         search_cb, steps);
}

static void
scout_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GPtrArray) locked = NULL;
  g_autoptr (GError) error = NULL;

  g_list_free_full (steps->items, g_object_unref);
  steps->items = secret_service_search_finish (SECRET_SERVICE (source), result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;
  if (error != NULL)
    {
      smrt_keyring_call_return_error (steps->call, error);
      return;
    }

  locked = list_locked (steps->items, NULL);
  if (locked->len > 0)
    unlock (g_steal_pointer (&steps), locked);
  else
    search (g_steal_pointer (&steps));
}

/* Under lock, gnome-keyring knows an item by its attributes, but not by the
 * name of its schema: a search by both would say that nothing is there. So what
 * is locked is found by the id of the account alone, and once it is open it is
 * looked for by the schema again. */
static void
scout (Steps *steps)
{
  g_autoptr (GHashTable) attributes = smrt_keyring_call_dup_attributes (steps->call);

  steps->scouted = TRUE;
  secret_service_search (steps->service, NULL, attributes, SECRET_SEARCH_ALL, NULL, scout_cb, steps);
}

static void
service_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GError) error = NULL;

  steps->service = secret_service_open_finish (result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;

  if (steps->service == NULL)
    smrt_keyring_call_return_error (steps->call, error);
  else if (smrt_keyring_call_get_verb (steps->call) == SMRT_KEYRING_VERB_STORE)
    call_service (g_steal_pointer (&steps), "ReadAlias", g_variant_new ("(s)", SECRET_COLLECTION_DEFAULT), alias_cb);
  else if (smrt_keyring_call_get_verb (steps->call) == SMRT_KEYRING_VERB_CLEAR)
    scout (g_steal_pointer (&steps));
  else
    search (g_steal_pointer (&steps));
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (Steps) steps = user_data;
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  connection = g_bus_get_finish (result, &error);
  if (smrt_keyring_call_is_over (steps->call))
    return;
  if (connection == NULL)
    {
      smrt_keyring_call_return_state (steps->call, SMRT_KEYRING_ERROR_NO_BUS, error->message);
      return;
    }

  /* Not the shared one, whose session with the service would outlive the
   * service. */
  secret_service_open (SECRET_TYPE_SERVICE, NULL, SECRET_SERVICE_OPEN_SESSION, NULL, service_cb,
                       g_steal_pointer (&steps));
}

void
smrt_keyring_service_run (SmrtKeyringCall *call)
{
  Steps *steps = g_new0 (Steps, 1);

  steps->call = smrt_keyring_call_ref (call);

  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, steps);
}
