/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign-in-peer.h"

#include <json-glib/json-glib.h>

#define PATIENCE_SECONDS 120

/* A program that answers each line of its input by a line. */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *answers;
} Peer;

struct _SignInPeer
{
  char *name;
  char *ports;
  Peer server;
  Peer browser;
  JsonNode *greeting;
};

/* A free port: where glewlwyd's clients listen has to be known beforehand. */
static guint16
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));

  return node;
}

static void
start (Peer       *peer,
       const char *name)
{
  g_autofree char *file = g_strconcat (name, ".js", NULL);
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "peers", file, NULL);
  g_autoptr (GError) error = NULL;

  peer->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    "node", script, NULL);
  g_assert_no_error (error);
  peer->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (peer->process));
}

/* It ends when it has nobody to listen to. */
static void
stop (Peer *peer)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (peer->process), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (peer->process, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (peer->answers);
  g_object_unref (peer->process);
}

static void
say (Peer        *peer,
     JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (peer->process), line, strlen (line), NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Says something to the server, and gives its answer. */
static JsonNode *
tell (SignInPeer  *self,
      JsonBuilder *builder)
{
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  say (&self->server, builder);
  answer = g_data_input_stream_read_line_utf8 (self->server.answers, NULL, NULL, &error);
  g_assert_no_error (error);
  if (answer == NULL)
    g_error ("%s ended", self->name);

  return parse (answer);
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder,
             const char  *name,
             gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static const char *
get_greeting (SignInPeer *self,
              const char *object,
              const char *member)
{
  return json_object_get_string_member (json_object_get_object_member (json_node_get_object (self->greeting), object),
                                        member);
}

SignInPeer *
sign_in_peer_start (const char *name)
{
  SignInPeer *self = g_new0 (SignInPeer, 1);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GString) ports = g_string_new (NULL);

  self->name = g_strdup (name);
  start (&self->server, name);
  start (&self->browser, "sign-in-browser");

  json_builder_begin_object (builder);
  add_boolean (builder, "rotate", TRUE);
  add_int (builder, "seconds", 3600);
  json_builder_set_member_name (builder, "ports");
  json_builder_begin_array (builder);
  for (unsigned int i = 0; i < SIGN_IN_PEER_N_PORTS; i++)
    {
      guint16 port = find_port ();

      json_builder_add_int_value (builder, port);
      g_string_append_printf (ports, "%s%u", i > 0 ? "," : "", port);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  self->ports = g_strdup (ports->str);
  self->greeting = tell (self, builder);

  return self;
}

void
sign_in_peer_stop (SignInPeer *self)
{
  stop (&self->browser);
  stop (&self->server);
  json_node_unref (self->greeting);
  g_free (self->name);
  g_free (self->ports);
  g_free (self);
}

const char *
sign_in_peer_get_name (SignInPeer *self)
{
  return self->name;
}

const char *
sign_in_peer_get_issuer (SignInPeer *self)
{
  return json_object_get_string_member (json_node_get_object (self->greeting), "issuer");
}

const char *
sign_in_peer_get_client_id (SignInPeer *self)
{
  return get_greeting (self, "sandbox", "id");
}

const char *
sign_in_peer_get_client_secret (SignInPeer *self)
{
  return get_greeting (self, "sandbox", "secret");
}

const char *
sign_in_peer_get_password (SignInPeer *self,
                           const char *user)
{
  JsonObject *persons = json_object_get_object_member (json_node_get_object (self->greeting), "persons");

  return json_object_get_string_member (json_object_get_object_member (persons, user), "password");
}

const char *
sign_in_peer_get_ports (SignInPeer *self)
{
  return self->ports;
}

void
sign_in_peer_configure (SignInPeer   *self,
                        const char   *customer,
                        const char   *resource,
                        gboolean      rotate,
                        unsigned int  seconds)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) answer = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "do", "configure");
  add_string (builder, "customer", customer);
  add_string (builder, "resource", resource);
  add_boolean (builder, "rotate", rotate);
  add_int (builder, "seconds", seconds);
  json_builder_end_object (builder);
  answer = tell (self, builder);
}

static JsonNode *
command (SignInPeer *self,
         const char *verb)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "do", verb);
  json_builder_end_object (builder);

  return tell (self, builder);
}

void
sign_in_peer_expire (SignInPeer *self)
{
  g_autoptr (JsonNode) answer = command (self, "expire");
}

unsigned int
sign_in_peer_count_refreshes (SignInPeer *self)
{
  g_autoptr (JsonNode) answer = command (self, "count");

  return json_object_get_int_member (json_node_get_object (answer), "refreshes");
}

static void
ask_person (SignInPeer         *self,
            const SignInPerson *person,
            const char         *address)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "server", self->name);
  add_string (builder, "url", address);
  add_string (builder, "user", person->user);
  json_builder_set_member_name (builder, "passwords");
  json_builder_begin_array (builder);
  if (person->wrong_password != NULL)
    json_builder_add_string_value (builder, person->wrong_password);
  if (!person->gives_up)
    json_builder_add_string_value (builder, sign_in_peer_get_password (self, person->user));
  json_builder_end_array (builder);
  add_boolean (builder, "consent", !person->refuses);
  add_boolean (builder, "chromium", person->uses_chromium);
  if (person->code != NULL)
    add_string (builder, "code", person->code);
  json_builder_end_object (builder);
  say (&self->browser, builder);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
out_of_patience_cb (gpointer data)
{
  g_error ("The person does not come to an end");

  return G_SOURCE_REMOVE;
}

char *
sign_in_peer_visit (SignInPeer          *self,
                    const SignInPerson  *person,
                    const char          *address,
                    unsigned int        *refused,
                    char               **query)
{
  g_autofree char *line = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  unsigned int patience;
  JsonObject *object;

  ask_person (self, person, address);
  patience = g_timeout_add_seconds (PATIENCE_SECONDS, out_of_patience_cb, NULL);
  g_data_input_stream_read_line_async (self->browser.answers, G_PRIORITY_DEFAULT, NULL, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
  line = g_data_input_stream_read_line_finish_utf8 (self->browser.answers, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);

  answer = parse (line);
  object = json_node_get_object (answer);
  if (json_object_has_member (object, "error"))
    g_error ("The person was stopped: %s", json_object_get_string_member (object, "error"));
  if (refused != NULL)
    *refused = json_object_get_int_member (object, "refused");
  if (query != NULL)
    *query = g_strdup (json_object_get_string_member_with_default (object, "query", NULL));

  return g_strconcat (json_object_get_string_member (object, "title"), "\n",
                      json_object_get_string_member (object, "text"), NULL);
}
