/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Smrt"

#include "config.h"

#include "smrt-sign-in-hold.h"

/* The program as it has to stay, and what gives the sign-in up. */
typedef struct
{
  GApplication *application;
  GCancellable *cancellable;
} Hold;

static Hold *
hold (GCancellable *cancellable)
{
  Hold *self = g_new0 (Hold, 1);

  g_set_object (&self->cancellable, cancellable);
  if (g_set_object (&self->application, g_application_get_default ()))
    g_application_hold (self->application);

  return self;
}

static void
release (Hold *self)
{
  if (self->application != NULL)
    g_application_release (self->application);
  g_clear_object (&self->application);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static void
abandoned_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  smrt_sign_in_abandon_finish (SMRT_SIGN_IN (source), result);
  release (user_data);
}

/* How it went is told by the state. */
static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Hold *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!smrt_sign_in_run_finish (SMRT_SIGN_IN (source), result, &error))
    g_debug ("Signing in failed: %s", error->message);

  /* Nobody is there any more to say what becomes of it. */
  if (g_cancellable_is_cancelled (self->cancellable))
    smrt_sign_in_hold_abandon (SMRT_SIGN_IN (source));

  release (self);
}

void
smrt_sign_in_hold_run (SmrtSignIn   *sign_in,
                       GCancellable *cancellable)
{
  g_return_if_fail (SMRT_IS_SIGN_IN (sign_in));
  g_return_if_fail (G_IS_CANCELLABLE (cancellable));

  smrt_sign_in_run_async (sign_in, cancellable, ran_cb, hold (cancellable));
}

void
smrt_sign_in_hold_store (SmrtSignIn   *sign_in,
                         GCancellable *cancellable)
{
  g_return_if_fail (SMRT_IS_SIGN_IN (sign_in));
  g_return_if_fail (G_IS_CANCELLABLE (cancellable));

  smrt_sign_in_store_async (sign_in, cancellable, ran_cb, hold (cancellable));
}

void
smrt_sign_in_hold_abandon (SmrtSignIn *sign_in)
{
  g_return_if_fail (SMRT_IS_SIGN_IN (sign_in));

  if (smrt_sign_in_get_state (sign_in) == SMRT_SIGN_IN_STATE_NOT_STORED)
    smrt_sign_in_abandon_async (sign_in, NULL, abandoned_cb, hold (NULL));
}
