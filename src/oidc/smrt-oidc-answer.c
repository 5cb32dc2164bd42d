/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-oidc"

#include "config.h"

#include "smrt-oidc-answer.h"

#include <string.h>

#include "smrt-json.h"

#define STATUS_TOO_MANY_REQUESTS 429
#define MAX_CODE 64
#define MAX_DESCRIPTION 500

static const struct
{
  const char *code;
  SmrtOidcError error;
} known_codes[] = {
  { "access_denied", SMRT_OIDC_ERROR_DENIED },
  { "invalid_grant", SMRT_OIDC_ERROR_INVALID_GRANT },
  { "expired_token", SMRT_OIDC_ERROR_EXPIRED },
  { "server_error", SMRT_OIDC_ERROR_SERVER },
  { "temporarily_unavailable", SMRT_OIDC_ERROR_SERVER },
  { "authorization_pending", SMRT_OIDC_ERROR_REFUSED },
  { "slow_down", SMRT_OIDC_ERROR_REFUSED },
};

static SmrtOidcError
get_error_for (unsigned int  status,
               const char   *code)
{
  for (unsigned int i = 0; code != NULL && i < G_N_ELEMENTS (known_codes); i++)
    if (g_str_equal (code, known_codes[i].code))
      return known_codes[i].error;

  if (status >= 500)
    return SMRT_OIDC_ERROR_SERVER;
  if (code == NULL && (status == STATUS_TOO_MANY_REQUESTS || status == SOUP_STATUS_REQUEST_TIMEOUT))
    return SMRT_OIDC_ERROR_SERVER;

  return SMRT_OIDC_ERROR_REFUSED;
}

/* A code as the standards have them: nothing else of what a server says comes
 * into a log. */
static gboolean
is_plain_code (const char *code)
{
  return code != NULL && *code != '\0' && strlen (code) <= MAX_CODE &&
         strspn (code, "abcdefghijklmnopqrstuvwxyz_") == strlen (code);
}

GError *
smrt_oidc_answer_new_error (unsigned int  status,
                            const char   *code,
                            const char   *description,
                            const char   *host)
{
  g_autofree char *what = is_plain_code (code) ? g_strconcat (" ", code, NULL) : g_strdup ("");
  g_autofree char *number = status != 0 ? g_strdup_printf (" %u", status) : g_strdup ("");
  g_autofree char *short_code = NULL;
  g_autofree char *sentence = NULL;
  GError *error = g_error_new (SMRT_OIDC_ERROR, get_error_for (status, code), "%s answered%s%s", host, number, what);

  if (code != NULL)
    short_code = g_utf8_substring (code, 0, MIN (g_utf8_strlen (code, -1), MAX_CODE));
  if (description != NULL)
    sentence = g_utf8_substring (description, 0, MIN (g_utf8_strlen (description, -1), MAX_DESCRIPTION));
  smrt_oidc_error_set_details (error, short_code, sentence);

  return error;
}

/* Servers name JSON in more ways than one, and some do not name it at all. */
static gboolean
may_be_json (SoupMessage *message)
{
  const char *type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  g_autofree char *lower = type != NULL ? g_ascii_strdown (type, -1) : NULL;

  return lower == NULL || g_str_equal (lower, "application/json") || g_str_has_suffix (lower, "+json") ||
         g_str_equal (lower, "text/json") || g_str_equal (lower, "text/plain");
}

/* The parser's own message is not passed on, since it repeats pieces of the
 * text. */
static JsonObject *
parse_object (SoupMessage  *message,
              GBytes       *body,
              GError      **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) json_error = NULL;
  const char *host = g_uri_get_host (soup_message_get_uri (message));

  if (!may_be_json (message))
    {
      g_set_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER, "The answer of %s is not JSON", host);
      return NULL;
    }

  root = smrt_json_parse (body, SMRT_OIDC_MAX_ANSWER, &json_error);
  if (root == NULL)
    {
      const char *why = "not JSON";

      if (g_error_matches (json_error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_TOO_DEEP))
        why = "nested too deep";
      else if (g_error_matches (json_error, SMRT_JSON_ERROR, SMRT_JSON_ERROR_TOO_LARGE))
        why = "too large";
      g_set_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER, "The answer of %s is %s", host, why);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_BAD_ANSWER, "The answer of %s is not an object", host);
      return NULL;
    }

  return json_node_dup_object (root);
}

/* A resource says what is wrong with a token in a header (RFC 6750, 3), whose
 * bytes need not be UTF-8. */
static char *
get_bearer_error (SoupMessage *message)
{
  const char *challenge = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                        "WWW-Authenticate");
  g_autoptr (GHashTable) parameters = NULL;
  const char *code;

  if (challenge == NULL || g_ascii_strncasecmp (challenge, "Bearer ", strlen ("Bearer ")) != 0)
    return NULL;

  parameters = soup_header_parse_param_list (challenge + strlen ("Bearer "));

  code = g_hash_table_lookup (parameters, "error");

  return is_plain_code (code) ? g_strdup (code) : NULL;
}

static GError *
make_error (SoupMessage *message,
            JsonObject  *object)
{
  const char *code = object != NULL ? smrt_json_get_string (object, "error") : NULL;
  const char *description = object != NULL ? smrt_json_get_string (object, "error_description") : NULL;
  g_autofree char *bearer_error = code == NULL ? get_bearer_error (message) : NULL;

  return smrt_oidc_answer_new_error (soup_message_get_status (message),
                                     code != NULL ? code : bearer_error, description,
                                     g_uri_get_host (soup_message_get_uri (message)));
}

JsonObject *
smrt_oidc_answer_parse (SoupMessage  *message,
                        GBytes       *body,
                        GError      **error)
{
  g_autoptr (JsonObject) object = NULL;
  unsigned int status;

  g_return_val_if_fail (SOUP_IS_MESSAGE (message) && body != NULL, NULL);

  status = soup_message_get_status (message);
  if (SOUP_STATUS_IS_REDIRECTION (status))
    {
      g_set_error (error, SMRT_OIDC_ERROR, SMRT_OIDC_ERROR_MISMATCH, "%s answered a redirect (%u)",
                   g_uri_get_host (soup_message_get_uri (message)), status);
      return NULL;
    }
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      object = parse_object (message, body, NULL);
      g_propagate_error (error, make_error (message, object));
      return NULL;
    }
  if (g_bytes_get_size (body) == 0)
    return json_object_new ();

  object = parse_object (message, body, error);
  if (object == NULL)
    return NULL;
  if (soup_message_get_method (message) == SOUP_METHOD_POST && smrt_json_get_string (object, "error") != NULL)
    {
      g_propagate_error (error, make_error (message, object));
      return NULL;
    }

  return g_steal_pointer (&object);
}
