// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// What the real sign-in servers of the tests have in common. Each is a program
// that is told what to do by standard input, one JSON object a line, and answers
// by one on standard output. It ends when its input does. The first line says
// how the server has to be:
//
//     rotate:  whether a refresh brings a new refresh token and ends the old one
//     seconds: how long an access token holds
//     ports:   where the client may listen, for servers that want fixed ports
//
// and the answer has issuer, persons (user and password of each) and sandbox (id
// and secret of the client that asks about tokens). What comes then has `do`:
//
//     configure: customer (of all persons), resource, rotate, seconds; and all
//                consent is forgotten
//     expire:    the access tokens that there are no longer hold
//     count:     refreshes: how many tokens were given for refresh tokens

const crypto = require('node:crypto');
const readline = require('node:readline');

const CLIENT = 'io.smrtphone.Plans';
const SCOPES = ['openid', 'offline_access', 'profile', 'email', 'billing:read', 'billing:write'];
const CLAIMS = ['smrtphone_role', 'smrtphone_account', 'stripe_customer'];
const NOBODY = 65534;

/** Something that nobody can guess. */
function makeSecret() {
  return crypto.randomBytes(18).toString('base64url');
}

/** The people of the account, by user name, which is their role as well. */
function makePersons() {
  const names = { owner: 'Olivia Owner', finance: 'Finn Finance', user: 'Uma User' };

  return Object.fromEntries(Object.entries(names).map(([user, name]) => [user, {
    user,
    name,
    password: makeSecret(),
    email: `${user}@example.com`,
    scopes: user === 'user' ? SCOPES.filter((scope) => scope !== 'billing:write') : SCOPES,
    claims: { smrtphone_role: user, smrtphone_account: 'Northwind Realty' },
  }]));
}

/** Who a server runs as: an ordinary user, also where root runs the tests. */
const ordinary = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

function say(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

/**
 * Runs a server until the input ends.
 *
 * @param {Function} start gets the options, gives {greeting, commands, stop}
 */
async function serve(start) {
  let server;

  try {
    // Libraries that talk do so elsewhere.
    console.info = console.error;
    for await (const line of readline.createInterface({ input: process.stdin })) {
      const { do: command, ...options } = JSON.parse(line);

      if (server) {
        say(await server.commands[command](options) || {});
      } else {
        server = await start(options);
        say(server.greeting);
      }
    }
  } finally {
    if (server) {
      await server.stop();
    }
  }
}

/** As serve(), and ends the process. */
function main(start) {
  serve(start).then(
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    });
}

module.exports = { CLAIMS, CLIENT, SCOPES, main, makePersons, makeSecret, ordinary };
