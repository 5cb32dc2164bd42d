/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "browser-fixture.h"
#include "demo-fixture.h"
#include "issuer-fixture.h"
#include "smrt-sign-in.h"

/* Homes of this process alone, so that what it stores is nobody's; to be called
 * before anything else. They are gone at the end. */
void         sign_in_isolate          (void);

/* Looks for what nobody may see: in @folder, in the homes, in all that was
 * logged, in the arguments and the environment. After each test. */
void         sign_in_search_secrets   (const char      *folder);

/* Removes a folder with all that is in it, where it is there. */
void         sign_in_remove_folder    (const char      *parent,
                                       const char      *name);

/* Leaves no program that would open an address. */
void         sign_in_remove_browsers  (void);

/* Adds one that keeps the address that it is given, and takes that address away:
 * %NULL while there is none. */
void         sign_in_add_browser      (void);
char        *sign_in_take_visited     (void);

/* Secrets are kept in a file from now on, which libsecret encrypts; or nowhere. */
void         sign_in_set_keyring      (gboolean         available);

/* Sends the browser back, as the issuer does: @parameters is its answer. */
void         sign_in_answer           (IssuerFixture   *issuer,
                                       const char      *address,
                                       const char      *parameters);

/* Lets the issuer give tokens of Ada Byron, who owns Northwind Realty, to the
 * sign-in that waits at @address (of a device: %NULL). */
void         sign_in_give_tokens      (IssuerFixture   *issuer,
                                       const char      *address);

/* The same of these customers: JSON in single quotes. */
void         sign_in_give_tokens_for  (IssuerFixture   *issuer,
                                       const char      *address,
                                       const char      *customers);

/* Lets the issuer know the device flow, and wait for the person. */
void         sign_in_offer_device     (IssuerFixture   *issuer);

/* The entry with that title beneath @root. */
GtkEditable *sign_in_find_entry       (GtkWidget       *root,
                                       const char      *title);

/* Adds an account to a list. */
SmrtProfile *sign_in_add_profile      (SmrtProfiles    *profiles,
                                       SmrtProfileKind  kind,
                                       const char      *name,
                                       const char      *person,
                                       SmrtRole         role,
                                       gboolean         signed_in);
