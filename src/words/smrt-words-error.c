/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "smrt-words"

#include "config.h"

#include "smrt-words-error.h"

#include <glib/gi18n-lib.h>

#include "smrt-words-locale.h"

G_DEFINE_ENUM_TYPE (SmrtProblem, smrt_problem,
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_TIMED_OUT, "timed-out"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_SIGN_IN, "sign-in"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_PERMISSION, "permission"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_NOT_FOUND, "not-found"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_CONFLICT, "conflict"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_TOO_MANY, "too-many"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_SERVER, "server"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_BAD_ANSWER, "bad-answer"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_OUTCOME_UNKNOWN, "outcome-unknown"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_ADDRESS, "address"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_NO_ACCOUNT, "no-account"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_DATABASE_CORRUPT, "database-corrupt"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_DATABASE_FOREIGN, "database-foreign"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_DATABASE_NEWER, "database-newer"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_DATABASE_BUSY, "database-busy"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_DATABASE_FULL, "database-full"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_DATABASE_READ_ONLY, "database-read-only"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_DATABASE_FAILED, "database-failed"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_PORT_TAKEN, "port-taken"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_FILE, "file"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_NO_SECRET, "no-secret"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_KEY_NOT_ACCEPTED, "key-not-accepted"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_KEY_PERMISSION, "key-permission"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_NO_ACCOUNT_SERVER, "no-account-server"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_SIGN_IN_UNSUITABLE, "sign-in-unsuitable"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_SIGN_IN_UNTRUSTED, "sign-in-untrusted"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_SIGN_IN_ANSWER, "sign-in-answer"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_SIGN_IN_DENIED, "sign-in-denied"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_SIGN_IN_ENDED, "sign-in-ended"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_SIGN_IN_EXPIRED, "sign-in-expired"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_SIGN_IN_REFUSED, "sign-in-refused"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_SIGN_IN_PORT, "sign-in-port"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_KEYRING_NO_BUS, "keyring-no-bus"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_KEYRING_MISSING, "keyring-missing"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_KEYRING_NO_COLLECTION, "keyring-no-collection"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_KEYRING_LOCKED, "keyring-locked"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_KEYRING_DISMISSED, "keyring-dismissed"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_KEYRING_WRONG_PASSWORD, "keyring-wrong-password"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_KEYRING_TIMED_OUT, "keyring-timed-out"),
                    G_DEFINE_ENUM_VALUE (SMRT_PROBLEM_KEYRING_FAILED, "keyring-failed"))

typedef struct
{
  const char *title;
  const char *body;
} Words;

static const Words problems[] = {
  [SMRT_PROBLEM_UNKNOWN] = {
    N_("Something Went Wrong"),
    N_("The program met an error that it does not know."),
  },
  [SMRT_PROBLEM_OFFLINE] = {
    N_("Server Not Reached"),
    N_("No connection to the server could be made. Check the network and try again."),
  },
  [SMRT_PROBLEM_TIMED_OUT] = {
    N_("Server Took Too Long"),
    N_("The server did not answer in time. Try again in a moment."),
  },
  [SMRT_PROBLEM_TLS] = {
    N_("Connection Not Secure"),
    N_("The server could not prove that it is the one it claims to be. Nothing was sent."),
  },
  [SMRT_PROBLEM_SIGN_IN] = {
    N_("Not Signed In"),
    N_("The server does not accept the key. Sign in again."),
  },
  [SMRT_PROBLEM_PERMISSION] = {
    N_("Not Permitted"),
    N_("Your account may not do this. Ask the Account Owner for the Finance & Billing permission."),
  },
  [SMRT_PROBLEM_NOT_FOUND] = {
    N_("Not Found"),
    N_("What was asked for is not on the server."),
  },
  [SMRT_PROBLEM_DECLINED] = {
    N_("Payment Declined"),
    N_("The payment was declined. Your plan has not changed."),
  },
  [SMRT_PROBLEM_REFUSED] = {
    N_("Request Refused"),
    N_("The server refused the request. Nothing has changed."),
  },
  [SMRT_PROBLEM_CONFLICT] = {
    N_("Another Change Is Under Way"),
    N_("The subscription is being changed at the same time. Try again in a moment."),
  },
  [SMRT_PROBLEM_TOO_MANY] = {
    N_("Too Many Requests"),
    N_("The server asks for a pause. Try again in a moment."),
  },
  [SMRT_PROBLEM_SERVER] = {
    N_("Server Error"),
    N_("The server failed to answer the request. Try again in a moment."),
  },
  [SMRT_PROBLEM_BAD_ANSWER] = {
    N_("Answer Not Understood"),
    N_("The server answered in a way that this version does not understand. No amount is shown."),
  },
  [SMRT_PROBLEM_OUTCOME_UNKNOWN] = {
    N_("Outcome Unknown"),
    N_("The request was sent, but its answer did not arrive. It is not yet known whether it was carried out."),
  },
  [SMRT_PROBLEM_ADDRESS] = {
    N_("Address Cannot Be Used"),
    N_("A server’s address begins with https://. Plain http:// is accepted on this computer alone."),
  },
  [SMRT_PROBLEM_NO_ACCOUNT] = {
    N_("No Account Chosen"),
    N_("The key does not belong to exactly one customer. Say which customer is meant."),
  },
  [SMRT_PROBLEM_DATABASE_CORRUPT] = {
    N_("Database Damaged"),
    N_("The database is damaged and was left as it is. Move the file away to begin with a new one."),
  },
  [SMRT_PROBLEM_DATABASE_FOREIGN] = {
    N_("Not a Database of This Program"),
    N_("The file belongs to another program and was left as it is. Choose another file."),
  },
  [SMRT_PROBLEM_DATABASE_NEWER] = {
    N_("Database of a Newer Version"),
    N_("The database was written by a newer version of this program and was left as it is. Update the program to use it."),
  },
  [SMRT_PROBLEM_DATABASE_BUSY] = {
    N_("Database in Use"),
    N_("Another process is using the database. Close the other window and try again."),
  },
  [SMRT_PROBLEM_DATABASE_FULL] = {
    N_("Disk Full"),
    N_("There is no room left on the disk. Nothing was lost; make room and try again."),
  },
  [SMRT_PROBLEM_DATABASE_READ_ONLY] = {
    N_("Database Cannot Be Written"),
    N_("The database or its folder is write-protected."),
  },
  [SMRT_PROBLEM_DATABASE_FAILED] = {
    N_("Database Error"),
    N_("The database could not be used."),
  },
  [SMRT_PROBLEM_PORT_TAKEN] = {
    N_("Port Already Taken"),
    N_("Another program is listening on the port. Choose another one, or let any free one be taken."),
  },
  [SMRT_PROBLEM_FILE] = {
    N_("File Cannot Be Used"),
    N_("A file could not be read or written."),
  },
  [SMRT_PROBLEM_NO_SECRET] = {
    N_("Not in the Keyring"),
    N_("What signed you in to this account is not in your keyring any more."),
  },
  [SMRT_PROBLEM_KEY_NOT_ACCEPTED] = {
    N_("Key Not Accepted"),
    N_("The server does not accept this key. Check that it was copied whole and has not been revoked."),
  },
  [SMRT_PROBLEM_KEY_PERMISSION] = {
    N_("Permission Missing"),
    N_("The server accepts the key, but it may not do enough. Give it the permission where it was made, and try again."),
  },
  [SMRT_PROBLEM_NO_ACCOUNT_SERVER] = {
    N_("No Account Server There"),
    N_("The address was reached, but no account server answers there. Check it, or ask the people who gave it to you."),
  },
  [SMRT_PROBLEM_SIGN_IN_UNSUITABLE] = {
    N_("Sign-In Not Possible This Way"),
    N_("The account server does not offer what a safe sign-in of this kind needs. Try another way, or ask the people who run it."),
  },
  [SMRT_PROBLEM_SIGN_IN_UNTRUSTED] = {
    N_("Sign-In Not Trusted"),
    N_("The answer could not be proved to come from the server that was asked, so it was thrown away and nothing was stored. Try again; if it happens again, tell the people who run the server."),
  },
  [SMRT_PROBLEM_SIGN_IN_ANSWER] = {
    N_("Account Server Not Understood"),
    N_("The account server answered in a way that this version does not understand. Nothing was stored. Try again, or ask the people who run it."),
  },
  [SMRT_PROBLEM_SIGN_IN_DENIED] = {
    N_("Sign-In Refused"),
    N_("The sign-in was refused in the browser, and nothing was stored. Try again if that was not meant."),
  },
  [SMRT_PROBLEM_SIGN_IN_ENDED] = {
    N_("Sign In Again"),
    N_("The server no longer accepts this sign-in. It may have expired or been revoked."),
  },
  [SMRT_PROBLEM_SIGN_IN_EXPIRED] = {
    N_("Sign-In Took Too Long"),
    N_("The server stopped waiting for you. Start again and take your time up to the end at one go."),
  },
  [SMRT_PROBLEM_SIGN_IN_REFUSED] = {
    N_("Sign-In Not Possible"),
    N_("The account server refused the sign-in, and nothing was stored. Check the client ID, or ask the people who run the server."),
  },
  [SMRT_PROBLEM_SIGN_IN_PORT] = {
    N_("No Way Back from the Browser"),
    N_("Every port on which the browser could answer is taken by another program. Close it, or sign in with another device."),
  },
  [SMRT_PROBLEM_KEYRING_NO_BUS] = {
    N_("Keyring Not Reached"),
    N_("This session has no message bus, through which programs reach the keyring. Start the program from your desktop."),
  },
  [SMRT_PROBLEM_KEYRING_MISSING] = {
    N_("No Keyring"),
    N_("No program that keeps passwords is running. Start one, such as GNOME Keyring or KWallet, and try again."),
  },
  [SMRT_PROBLEM_KEYRING_NO_COLLECTION] = {
    N_("No Default Keyring"),
    N_("Your keyring has no place for new passwords. Make a default keyring, for example with Passwords and Keys, and try again."),
  },
  [SMRT_PROBLEM_KEYRING_LOCKED] = {
    N_("Keyring Locked"),
    N_("Your keyring stayed locked. Unlock it with its password and try again."),
  },
  [SMRT_PROBLEM_KEYRING_DISMISSED] = {
    N_("Keyring Not Unlocked"),
    N_("The question for the keyring’s password was closed. Try again and enter it; most often it is the one you log in with."),
  },
  [SMRT_PROBLEM_KEYRING_WRONG_PASSWORD] = {
    N_("Wrong Keyring Password"),
    N_("The password does not open your keyring. Most often it is the one you log in with, or the one you had before."),
  },
  [SMRT_PROBLEM_KEYRING_TIMED_OUT] = {
    N_("Keyring Not Answering"),
    N_("Your keyring did not answer in time. Look for a question that it asks in another window, and try again."),
  },
  [SMRT_PROBLEM_KEYRING_FAILED] = {
    N_("Keyring Not Usable"),
    N_("Your keyring could not be used."),
  },
};

void
smrt_words_problem (SmrtProblem   problem,
                    const char   *server_message,
                    const char   *request_id,
                    char        **title,
                    char        **body)
{
  GString *text;

  g_return_if_fail (title != NULL && body != NULL);

  if ((unsigned int) problem >= G_N_ELEMENTS (problems))
    problem = SMRT_PROBLEM_UNKNOWN;

  text = g_string_new (_(problems[problem].body));
  if (server_message != NULL && *server_message != '\0')
    {
      g_autofree char *plain = smrt_words_plain (server_message);

      g_string_append_c (text, '\n');
      /* Translators: %s is a message of the server or the system, most often
       * in English */
      g_string_append_printf (text, _("The message is: “%s”"), plain);
    }
  if (request_id != NULL && *request_id != '\0')
    {
      g_autofree char *plain = smrt_words_plain (request_id);

      g_string_append_c (text, '\n');
      /* Translators: %s is an identifier that helps the server's operators */
      g_string_append_printf (text, _("Request: %s"), plain);
    }

  *title = g_strdup (_(problems[problem].title));
  *body = g_string_free (text, FALSE);
}

const char *
smrt_words_bad_api_key (void)
{
  return _("The API key is not a single line of letters, digits and signs.");
}
