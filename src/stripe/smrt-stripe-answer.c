/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-stripe"

#include "config.h"

#include "smrt-stripe-answer.h"

#include "smrt-json.h"

#define STATUS_TOO_MANY_REQUESTS 429

static const char *
get_string (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

static SmrtStripeError
get_code_for_status (unsigned int  status,
                     const char   *type)
{
  if (g_strcmp0 (type, "idempotency_error") == 0 && status < 500)
    return SMRT_STRIPE_ERROR_IDEMPOTENCY;
  if (g_strcmp0 (type, "card_error") == 0 && status < 500)
    return SMRT_STRIPE_ERROR_CARD;

  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      return SMRT_STRIPE_ERROR_AUTHENTICATION;
    case SOUP_STATUS_PAYMENT_REQUIRED:
      return SMRT_STRIPE_ERROR_CARD;
    case SOUP_STATUS_FORBIDDEN:
      return SMRT_STRIPE_ERROR_PERMISSION;
    case SOUP_STATUS_NOT_FOUND:
      return SMRT_STRIPE_ERROR_NOT_FOUND;
    case SOUP_STATUS_REQUEST_TIMEOUT:
      return SMRT_STRIPE_ERROR_TIMED_OUT;
    case SOUP_STATUS_CONFLICT:
      return SMRT_STRIPE_ERROR_CONFLICT;
    case STATUS_TOO_MANY_REQUESTS:
      return SMRT_STRIPE_ERROR_RATE_LIMITED;
    default:
      break;
    }

  if (status >= 500)
    return SMRT_STRIPE_ERROR_SERVER;
  if (status >= 400)
    return SMRT_STRIPE_ERROR_INVALID_REQUEST;

  /* A redirect is not followed, since the key would go with it. */
  return SMRT_STRIPE_ERROR_BAD_ANSWER;
}

static JsonNode *
parse_object (SoupMessage  *message,
              GBytes       *body,
              GError      **error)
{
  const char *content_type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) json_error = NULL;

  if (content_type == NULL || g_ascii_strcasecmp (content_type, "application/json") != 0)
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER,
                   "The answer is %s, not application/json", content_type != NULL ? content_type : "of no type");
      return NULL;
    }

  root = smrt_json_parse (body, SMRT_STRIPE_MAX_ANSWER, &json_error);
  if (root == NULL)
    {
      g_set_error (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER,
                   "The answer cannot be read: %s", json_error->message);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER, "The answer is not an object");
      return NULL;
    }

  return g_steal_pointer (&root);
}

static GError *
make_error (SoupMessage *message,
            GBytes      *body)
{
  unsigned int status = soup_message_get_status (message);
  g_autoptr (JsonNode) root = parse_object (message, body, NULL);
  JsonNode *node = root != NULL ? json_object_get_member (json_node_get_object (root), "error") : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *text = object != NULL ? get_string (object, "message") : NULL;
  GError *error;

  if (text != NULL)
    error = g_error_new (SMRT_STRIPE_ERROR, get_code_for_status (status, get_string (object, "type")),
                         "The server answered %u: %s", status, text);
  else
    error = g_error_new (SMRT_STRIPE_ERROR,
                         get_code_for_status (status, object != NULL ? get_string (object, "type") : NULL),
                         "The server answered %u", status);

  if (object != NULL)
    smrt_stripe_error_set_details (error, text, get_string (object, "code"),
                                   get_string (object, "decline_code"), get_string (object, "param"));

  return error;
}

JsonNode *
smrt_stripe_answer_parse (SoupMessage  *message,
                          GBytes       *body,
                          GError      **error)
{
  g_autoptr (JsonNode) root = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (SOUP_IS_MESSAGE (message) && body != NULL, NULL);

  if (SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    root = parse_object (message, body, &local_error);
  else
    local_error = make_error (message, body);

  if (local_error != NULL)
    {
      smrt_stripe_error_set_answer (local_error, soup_message_get_status (message),
                                    soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                                  "Request-Id"));
      g_propagate_error (error, local_error);
    }

  return g_steal_pointer (&root);
}

gboolean
smrt_stripe_answer_should_retry (SoupMessage  *message,
                                 const GError *error)
{
  const char *advice = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                     "Stripe-Should-Retry");
  unsigned int status = soup_message_get_status (message);

  g_return_val_if_fail (error != NULL, FALSE);

  if (g_strcmp0 (advice, "true") == 0)
    return TRUE;
  if (g_strcmp0 (advice, "false") == 0)
    return FALSE;
  if (status == STATUS_TOO_MANY_REQUESTS)
    return g_strcmp0 (smrt_stripe_error_get_code (error), "lock_timeout") == 0;

  return status == SOUP_STATUS_CONFLICT || status >= 500;
}

gboolean
smrt_stripe_answer_is_undecided (const GError *error)
{
  if (g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_CONFLICT))
    return g_strcmp0 (smrt_stripe_error_get_code (error), "idempotency_key_in_use") == 0;

  return g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_SERVER) ||
         g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_BAD_ANSWER) ||
         g_error_matches (error, SMRT_STRIPE_ERROR, SMRT_STRIPE_ERROR_TIMED_OUT);
}
