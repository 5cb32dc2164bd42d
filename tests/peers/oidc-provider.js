// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// oidc-provider, a certified OpenID Connect server, on loopback:
//
//     oidc-provider.js < COMMANDS
//
// See sign-in-server.js. The library is looked for in NODE_PATH. It leaves the
// pages where people sign in and consent to whoever uses it: here they are.

const crypto = require('node:crypto');
const http = require('node:http');
const { once } = require('node:events');
const { pathToFileURL } = require('node:url');

const { CLAIMS, CLIENT, SCOPES, main, makePersons, makeSecret, ordinary } = require('./sign-in-server.js');

const RESOURCE_SCOPES = ['billing:read', 'billing:write'];
const LARGEST_FORM = 10000;

function escape(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function layOut(title, body) {
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(title)}</title><link rel="icon" href="data:,"></head>
<body><h1>${escape(title)}</h1>${body}</body>
</html>
`;
}

function layOutSignIn(message) {
  return layOut('Sign In', `
<p role="alert">${escape(message)}</p>
<form method="post">
<label>User <input name="user" autocomplete="username"></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button name="do" value="sign-in">Sign In</button>
<button name="do" value="cancel">Cancel</button>
</form>`);
}

function layOutConsent(client, scopes) {
  return layOut('Allow Access', `
<p>${escape(client)} asks for:</p>
<ul>${scopes.map((scope) => `<li>${escape(scope)}</li>`).join('')}</ul>
<form method="post">
<button name="do" value="allow">Allow</button>
<button name="do" value="refuse">Refuse</button>
</form>`);
}

/** The pages of a sign-in by means of another device. */
const devicePages = {
  userCodeInputSource(ctx, form, out, error) {
    const message = error ? 'This code does not work.' : 'Enter the code that the device shows.';

    ctx.body = error && error.name === 'AbortedError'
      ? layOut('Device Not Connected', '<p>You can close this page.</p>')
      : layOut('Connect a Device', `
<p role="alert">${message}</p>${form}<button form="op.deviceInputForm">Continue</button>`);
  },

  userCodeConfirmSource(ctx, form, client, device, code) {
    ctx.body = layOut('Confirm the Device', `
<p>Does the device show ${escape(code)}?</p>${form}
<button form="op.deviceConfirmForm">Yes</button>
<button form="op.deviceConfirmForm" name="abort" value="yes">No</button>`);
  },

  successSource(ctx) {
    ctx.body = layOut('Device Connected', '<p>You can go back to the device.</p>');
  },
};

function makeKeys() {
  return ['RS256', 'ES256'].map((alg) => {
    const { privateKey } = alg === 'RS256'
      ? crypto.generateKeyPairSync('rsa', { modulusLength: 2048 })
      : crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });

    return { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: alg };
  });
}

function configure(state, persons, sandbox) {
  const claims = (user) => ({ ...persons[user].claims, stripe_customer: state.customer });

  return {
    clients: [{
      client_id: CLIENT,
      client_name: 'smrtPhone Plans',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['http://127.0.0.1/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    }, {
      client_id: sandbox.id,
      client_secret: sandbox.secret,
      redirect_uris: [],
      response_types: [],
      grant_types: [],
    }],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'], 'billing:read': CLAIMS },
    // A token for the account server is none for UserInfo: the ID token has it all.
    conformIdTokenClaims: false,
    cookies: { keys: [makeSecret()] },
    extraTokenClaims: (ctx, token) => claims(token.accountId),
    features: {
      devInteractions: { enabled: false },
      deviceFlow: { enabled: true, ...devicePages },
      introspection: { enabled: true, allowedPolicy: (ctx, client) => client.clientId === sandbox.id },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo(ctx, resource) {
          if (resource !== state.resource) {
            throw new state.InvalidTarget();
          }

          return { scope: RESOURCE_SCOPES.join(' '), accessTokenFormat: 'opaque', accessTokenTTL: state.seconds };
        },
      },
      revocation: { enabled: true },
      rpInitiatedLogout: { enabled: false },
    },
    findAccount: (ctx, user) => persons[user] && {
      accountId: user,
      claims: () => ({ sub: user, name: persons[user].name, email: persons[user].email, ...claims(user) }),
    },
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: makeKeys() },
    pkce: { required: () => true },
    renderError(ctx, out) {
      ctx.type = 'html';
      ctx.body = layOut('Error', `<p>${escape(out.error)}: ${escape(out.error_description || '')}</p>`);
    },
    rotateRefreshToken: () => state.rotate,
    scopes: SCOPES,
    ttl: {
      AccessToken: () => state.seconds,
      DeviceCode: 600,
      Grant: 86400,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 86400,
      Session: 86400,
    },
  };
}

async function readForm(request) {
  let text = '';

  for await (const part of request.setEncoding('utf8')) {
    text += part;
    if (text.length > LARGEST_FORM) {
      throw new Error('the form is too large');
    }
  }

  return new URLSearchParams(text);
}

/** Lets the person who signed in give the client what it asked for. */
async function grantAccess(provider, person, { grantId, params, prompt: { details } }) {
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: person.user, clientId: params.client_id });

  const asked = { '': details.missingOIDCScope || [], ...details.missingResourceScopes };

  // Who may not write does not get it either, whatever the client asks for.
  for (const [resource, scopes] of Object.entries(asked)) {
    for (const scope of scopes) {
      const verb = person.scopes.includes(scope) ? 'add' : 'reject';

      if (resource) {
        grant[`${verb}ResourceScope`](resource, scope);
      } else {
        grant[`${verb}OIDCScope`](scope);
      }
    }
  }
  grant.addOIDCClaims(details.missingOIDCClaims || []);

  return grant.save();
}

/** The page that an interaction begins with, and what its form brings. */
async function interact(provider, persons, request, response) {
  const details = await provider.interactionDetails(request, response);
  const finish = (result) => provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  const show = (page) => response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page);
  const signsIn = details.prompt.name === 'login';

  if (request.method !== 'POST') {
    return show(signsIn ? layOutSignIn('') : layOutConsent('smrtPhone Plans', details.params.scope.split(' ')));
  }

  const form = await readForm(request);
  const person = persons[signsIn ? form.get('user') : details.session.accountId];

  switch (form.get('do')) {
    case 'sign-in':
      if (!person || person.password !== form.get('password')) {
        return show(layOutSignIn('The password is wrong.'));
      }

      return finish({ login: { accountId: person.user } });
    case 'allow':
      return finish({ consent: { grantId: await grantAccess(provider, person, details) } });
    default:
      return finish({ error: 'access_denied', error_description: 'The person refused' });
  }
}

/** Where the tokens are kept that expire() takes back. */
function watch(provider) {
  const tokens = [];
  let refreshes = 0;
  const count = (ctx) => {
    if (ctx.oidc.params.grant_type === 'refresh_token') {
      refreshes += 1;
    }
  };

  provider.on('access_token.saved', (token) => tokens.push(token));
  provider.on('grant.success', count);
  provider.on('grant.error', count);

  return {
    expire: () => Promise.all(tokens.splice(0).map((token) => token.destroy())),
    count: () => refreshes,
  };
}

async function start({ rotate, seconds }) {
  const library = await import(pathToFileURL(require.resolve('oidc-provider')));
  const state = { customer: '', resource: '', rotate, seconds, InvalidTarget: library.errors.InvalidTarget };
  const persons = makePersons();
  const sandbox = { id: 'account-server', secret: makeSecret() };
  const server = http.createServer();

  if (ordinary.uid) {
    process.setgroups([]);
    process.setgid(ordinary.gid);
    process.setuid(ordinary.uid);
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new library.default(issuer, configure(state, persons, sandbox));
  const watched = watch(provider);
  const answer = provider.callback();

  server.on('request', (request, response) => {
    if (request.url.startsWith('/interaction/')) {
      interact(provider, persons, request, response).catch((error) => {
        console.error(error);
        response.writeHead(500).end();
      });
    } else {
      answer(request, response);
    }
  });

  return {
    greeting: { issuer, persons, sandbox },

    commands: {
      configure: (options) => void Object.assign(state, options),
      expire: () => watched.expire().then(() => ({})),
      count: () => ({ refreshes: watched.count() }),
    },

    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

main(start);
