/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-account"

#include "config.h"

#include "smrt-profile.h"

#include <string.h>

#include "smrt-address.h"
#include "smrt-oidc-client.h"

#define GROUP "Account"
#define KEY_KIND "Kind"
#define KEY_SERVER "Server"
#define KEY_ROLE "Role"
#define KEY_SIGNED_IN "SignedIn"

struct _SmrtProfile
{
  GObject parent_instance;

  char *id;
  char *server_url;
  char *client_id;
  char *redirect_ports;
  char *name;
  char *account_name;
  char *person;
  char *customer_id;
  char *subject;
  char *scope;
  char *title;
  SmrtProfileKind kind;
  SmrtRole role;
  gboolean signed_in;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_KIND,
  PROP_SERVER_URL,
  PROP_CLIENT_ID,
  PROP_REDIRECT_PORTS,
  PROP_NAME,
  PROP_ACCOUNT_NAME,
  PROP_PERSON,
  PROP_ROLE,
  PROP_CUSTOMER_ID,
  PROP_SUBJECT,
  PROP_SCOPE,
  PROP_SIGNED_IN,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The texts by name, so that writing and reading cannot part. */
static const struct
{
  const char *key;
  const char *property;
} texts[] = {
  { "Client", "client-id" },
  { "RedirectPorts", "redirect-ports" },
  { "Name", "name" },
  { "AccountName", "account-name" },
  { "Person", "person" },
  { "Customer", "customer-id" },
  { "Subject", "subject" },
  { "Scope", "scope" },
};

G_DEFINE_ENUM_TYPE (SmrtProfileKind, smrt_profile_kind,
                    G_DEFINE_ENUM_VALUE (SMRT_PROFILE_KIND_ACCOUNT_SERVER, "account-server"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROFILE_KIND_API_KEY, "api-key"))

G_DEFINE_FINAL_TYPE (SmrtProfile, smrt_profile, G_TYPE_OBJECT)

static char *
choose_title (SmrtProfile *self)
{
  g_autoptr (GUri) uri = NULL;

  if (self->name != NULL)
    return g_strdup (self->name);
  if (self->account_name != NULL)
    return g_strdup (self->account_name);

  if (self->server_url != NULL)
    uri = g_uri_parse (self->server_url, G_URI_FLAGS_NONE, NULL);

  return g_strdup (uri != NULL ? g_uri_get_host (uri) : self->server_url);
}

static void
set_text (SmrtProfile  *self,
          char        **field,
          const char   *value,
          unsigned int  prop)
{
  g_autofree char *title = NULL;
  gboolean retitled;

  /* What is empty says nothing. */
  if (value != NULL && *value == '\0')
    value = NULL;
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);

  title = choose_title (self);
  retitled = g_strcmp0 (self->title, title) != 0;
  if (retitled)
    {
      g_free (self->title);
      self->title = g_steal_pointer (&title);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
  if (retitled)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* One server has one address, whatever was typed. */
static void
set_server_url (SmrtProfile *self,
                const char  *server_url)
{
  self->server_url = g_strdup (server_url);
  for (gsize end = server_url != NULL ? strlen (server_url) : 0; end > 0 && server_url[end - 1] == '/'; end--)
    self->server_url[end - 1] = '\0';
}

static void
smrt_profile_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SmrtProfile *self = SMRT_PROFILE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_SERVER_URL:
      g_value_set_string (value, self->server_url);
      break;
    case PROP_CLIENT_ID:
      g_value_set_string (value, self->client_id);
      break;
    case PROP_REDIRECT_PORTS:
      g_value_set_string (value, self->redirect_ports);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ACCOUNT_NAME:
      g_value_set_string (value, self->account_name);
      break;
    case PROP_PERSON:
      g_value_set_string (value, self->person);
      break;
    case PROP_ROLE:
      g_value_set_enum (value, self->role);
      break;
    case PROP_CUSTOMER_ID:
      g_value_set_string (value, self->customer_id);
      break;
    case PROP_SUBJECT:
      g_value_set_string (value, self->subject);
      break;
    case PROP_SCOPE:
      g_value_set_string (value, self->scope);
      break;
    case PROP_SIGNED_IN:
      g_value_set_boolean (value, self->signed_in);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_profile_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SmrtProfile *self = SMRT_PROFILE (object);

  switch (prop_id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    case PROP_KIND:
      self->kind = g_value_get_enum (value);
      break;
    case PROP_SERVER_URL:
      set_server_url (self, g_value_get_string (value));
      break;
    case PROP_CLIENT_ID:
      smrt_profile_set_client_id (self, g_value_get_string (value));
      break;
    case PROP_REDIRECT_PORTS:
      smrt_profile_set_redirect_ports (self, g_value_get_string (value));
      break;
    case PROP_NAME:
      smrt_profile_set_name (self, g_value_get_string (value));
      break;
    case PROP_ACCOUNT_NAME:
      smrt_profile_set_account_name (self, g_value_get_string (value));
      break;
    case PROP_PERSON:
      smrt_profile_set_person (self, g_value_get_string (value));
      break;
    case PROP_ROLE:
      smrt_profile_set_role (self, g_value_get_enum (value));
      break;
    case PROP_CUSTOMER_ID:
      smrt_profile_set_customer_id (self, g_value_get_string (value));
      break;
    case PROP_SUBJECT:
      smrt_profile_set_subject (self, g_value_get_string (value));
      break;
    case PROP_SCOPE:
      smrt_profile_set_scope (self, g_value_get_string (value));
      break;
    case PROP_SIGNED_IN:
      smrt_profile_set_signed_in (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
smrt_profile_constructed (GObject *object)
{
  SmrtProfile *self = SMRT_PROFILE (object);

  G_OBJECT_CLASS (smrt_profile_parent_class)->constructed (object);

  if (self->id == NULL)
    self->id = g_uuid_string_random ();
  if (self->client_id == NULL)
    self->client_id = g_strdup (SMRT_OIDC_CLIENT_ID);
  if (self->title == NULL)
    self->title = choose_title (self);
}

static void
smrt_profile_finalize (GObject *object)
{
  SmrtProfile *self = SMRT_PROFILE (object);

  g_free (self->id);
  g_free (self->server_url);
  g_free (self->client_id);
  g_free (self->redirect_ports);
  g_free (self->name);
  g_free (self->account_name);
  g_free (self->person);
  g_free (self->customer_id);
  g_free (self->subject);
  g_free (self->scope);
  g_free (self->title);

  G_OBJECT_CLASS (smrt_profile_parent_class)->finalize (object);
}

static void
smrt_profile_class_init (SmrtProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = smrt_profile_get_property;
  object_class->set_property = smrt_profile_set_property;
  object_class->constructed = smrt_profile_constructed;
  object_class->finalize = smrt_profile_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, construct);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, SMRT_TYPE_PROFILE_KIND,
                                             SMRT_PROFILE_KIND_ACCOUNT_SERVER, construct);
  properties[PROP_SERVER_URL] = g_param_spec_string ("server-url", NULL, NULL, NULL, construct);
  properties[PROP_CLIENT_ID] = g_param_spec_string ("client-id", NULL, NULL, NULL, flags);
  properties[PROP_REDIRECT_PORTS] = g_param_spec_string ("redirect-ports", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT_NAME] = g_param_spec_string ("account-name", NULL, NULL, NULL, flags);
  properties[PROP_PERSON] = g_param_spec_string ("person", NULL, NULL, NULL, flags);
  properties[PROP_ROLE] = g_param_spec_enum ("role", NULL, NULL, SMRT_TYPE_ROLE, SMRT_ROLE_UNKNOWN, flags);
  properties[PROP_CUSTOMER_ID] = g_param_spec_string ("customer-id", NULL, NULL, NULL, flags);
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  properties[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, NULL, flags);
  properties[PROP_SIGNED_IN] = g_param_spec_boolean ("signed-in", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
smrt_profile_init (SmrtProfile *self)
{
}

SmrtProfile *
smrt_profile_new (SmrtProfileKind  kind,
                  const char      *server_url)
{
  g_return_val_if_fail (server_url != NULL, NULL);

  return g_object_new (SMRT_TYPE_PROFILE, "kind", kind, "server-url", server_url, NULL);
}

const char *
smrt_profile_get_id (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->id;
}

SmrtProfileKind
smrt_profile_get_kind (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), SMRT_PROFILE_KIND_ACCOUNT_SERVER);

  return self->kind;
}

const char *
smrt_profile_get_server_url (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->server_url;
}

const char *
smrt_profile_get_client_id (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->client_id;
}

void
smrt_profile_set_client_id (SmrtProfile *self,
                            const char  *client_id)
{
  g_return_if_fail (SMRT_IS_PROFILE (self));

  if (client_id == NULL || *client_id == '\0')
    client_id = SMRT_OIDC_CLIENT_ID;

  set_text (self, &self->client_id, client_id, PROP_CLIENT_ID);
}

const char *
smrt_profile_get_redirect_ports (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->redirect_ports;
}

void
smrt_profile_set_redirect_ports (SmrtProfile *self,
                                 const char  *ports)
{
  g_return_if_fail (SMRT_IS_PROFILE (self));

  /* A file of the person's own that makes no sense counts as one that says
   * nothing. */
  set_text (self, &self->redirect_ports, ports != NULL && smrt_profile_are_ports (ports) ? ports : NULL,
            PROP_REDIRECT_PORTS);
}

/* The lower ports are not for programs of a person. */
static GArray *
parse_ports (const char *text)
{
  g_autoptr (GArray) ports = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_auto (GStrv) words = g_strsplit_set (text, ", ", -1);

  for (char **word = words; *word != NULL; word++)
    {
      guint64 number;
      guint16 port;

      if (**word == '\0')
        continue;
      if (!g_ascii_string_to_unsigned (*word, 10, 1024, G_MAXUINT16, &number, NULL))
        return NULL;

      port = number;
      g_array_append_val (ports, port);
    }

  return ports->len > 0 ? g_steal_pointer (&ports) : NULL;
}

guint16 *
smrt_profile_dup_ports (SmrtProfile *self,
                        gsize       *n_ports)
{
  g_autoptr (GArray) ports = NULL;

  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);
  g_return_val_if_fail (n_ports != NULL, NULL);

  *n_ports = 0;
  if (self->redirect_ports != NULL)
    ports = parse_ports (self->redirect_ports);

  return ports != NULL ? g_array_steal (ports, n_ports) : NULL;
}

gboolean
smrt_profile_are_ports (const char *text)
{
  g_autoptr (GArray) ports = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  ports = parse_ports (text);

  return ports != NULL;
}

const char *
smrt_profile_get_name (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->name;
}

void
smrt_profile_set_name (SmrtProfile *self,
                       const char  *name)
{
  g_return_if_fail (SMRT_IS_PROFILE (self));

  set_text (self, &self->name, name, PROP_NAME);
}

const char *
smrt_profile_get_account_name (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->account_name;
}

void
smrt_profile_set_account_name (SmrtProfile *self,
                               const char  *account_name)
{
  g_return_if_fail (SMRT_IS_PROFILE (self));

  set_text (self, &self->account_name, account_name, PROP_ACCOUNT_NAME);
}

const char *
smrt_profile_get_person (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->person;
}

void
smrt_profile_set_person (SmrtProfile *self,
                         const char  *person)
{
  g_return_if_fail (SMRT_IS_PROFILE (self));

  set_text (self, &self->person, person, PROP_PERSON);
}

const char *
smrt_profile_get_customer_id (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->customer_id;
}

void
smrt_profile_set_customer_id (SmrtProfile *self,
                              const char  *customer_id)
{
  g_return_if_fail (SMRT_IS_PROFILE (self));

  set_text (self, &self->customer_id, customer_id, PROP_CUSTOMER_ID);
}

const char *
smrt_profile_get_subject (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->subject;
}

void
smrt_profile_set_subject (SmrtProfile *self,
                          const char  *subject)
{
  g_return_if_fail (SMRT_IS_PROFILE (self));

  set_text (self, &self->subject, subject, PROP_SUBJECT);
}

const char *
smrt_profile_get_scope (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->scope;
}

void
smrt_profile_set_scope (SmrtProfile *self,
                        const char  *scope)
{
  g_return_if_fail (SMRT_IS_PROFILE (self));

  set_text (self, &self->scope, scope, PROP_SCOPE);
}

SmrtRole
smrt_profile_get_role (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), SMRT_ROLE_UNKNOWN);

  return self->role;
}

void
smrt_profile_set_role (SmrtProfile *self,
                       SmrtRole     role)
{
  g_return_if_fail (SMRT_IS_PROFILE (self));

  if (self->role == role)
    return;

  self->role = role;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}

gboolean
smrt_profile_get_signed_in (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), FALSE);

  return self->signed_in;
}

void
smrt_profile_set_signed_in (SmrtProfile *self,
                            gboolean     signed_in)
{
  g_return_if_fail (SMRT_IS_PROFILE (self));

  signed_in = !!signed_in;
  if (self->signed_in == signed_in)
    return;

  self->signed_in = signed_in;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIGNED_IN]);
}

const char *
smrt_profile_get_title (SmrtProfile *self)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  return self->title;
}

gboolean
smrt_profile_is_same_account (SmrtProfile *self,
                              SmrtProfile *other)
{
  g_return_val_if_fail (SMRT_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (SMRT_IS_PROFILE (other), FALSE);

  return self->kind == other->kind &&
         g_strcmp0 (self->server_url, other->server_url) == 0 &&
         g_strcmp0 (self->customer_id, other->customer_id) == 0 &&
         (self->subject == NULL || other->subject == NULL || g_str_equal (self->subject, other->subject));
}

GKeyFile *
smrt_profile_to_key_file (SmrtProfile *self)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (SMRT_TYPE_PROFILE_KIND);
  g_autoptr (GKeyFile) key_file = g_key_file_new ();

  g_return_val_if_fail (SMRT_IS_PROFILE (self), NULL);

  g_key_file_set_string (key_file, GROUP, KEY_KIND, g_enum_get_value (kinds, self->kind)->value_nick);
  g_key_file_set_string (key_file, GROUP, KEY_SERVER, self->server_url);
  g_key_file_set_string (key_file, GROUP, KEY_ROLE, smrt_role_get_nick (self->role));
  g_key_file_set_boolean (key_file, GROUP, KEY_SIGNED_IN, self->signed_in);

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;

      g_object_get (self, texts[i].property, &text, NULL);
      if (text != NULL)
        g_key_file_set_string (key_file, GROUP, texts[i].key, text);
    }

  return g_steal_pointer (&key_file);
}

SmrtProfile *
smrt_profile_new_from_key_file (const char  *id,
                                GKeyFile    *key_file,
                                GError     **error)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (SMRT_TYPE_PROFILE_KIND);
  g_autoptr (SmrtProfile) self = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *server_url = NULL;
  g_autofree char *role = NULL;
  g_autoptr (GError) local_error = NULL;
  GEnumValue *known_kind;
  gboolean signed_in;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (key_file != NULL, NULL);

  if (!g_uuid_string_is_valid (id))
    {
      g_set_error_literal (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "The name of the file is not an id");
      return NULL;
    }

  kind = g_key_file_get_string (key_file, GROUP, KEY_KIND, error);
  if (kind == NULL)
    return NULL;
  known_kind = g_enum_get_value_by_nick (kinds, kind);
  if (known_kind == NULL)
    {
      g_set_error_literal (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "The kind of account is not known");
      return NULL;
    }

  server_url = g_key_file_get_string (key_file, GROUP, KEY_SERVER, error);
  if (server_url == NULL)
    return NULL;
  if (!smrt_address_is_server (server_url))
    {
      g_set_error_literal (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, "The address of the server is not safe");
      return NULL;
    }

  signed_in = g_key_file_get_boolean (key_file, GROUP, KEY_SIGNED_IN, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  self = g_object_new (SMRT_TYPE_PROFILE, "id", id, "kind", known_kind->value, "server-url", server_url, NULL);
  self->signed_in = signed_in;

  role = g_key_file_get_string (key_file, GROUP, KEY_ROLE, NULL);
  self->role = smrt_role_from_nick (role);

  for (unsigned int i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_key_file_get_string (key_file, GROUP, texts[i].key, &local_error);

      if (local_error != NULL && !g_error_matches (local_error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }

      g_clear_error (&local_error);
      g_object_set (self, texts[i].property, text, NULL);
    }

  return g_steal_pointer (&self);
}
