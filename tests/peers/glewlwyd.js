// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// glewlwyd, a sign-in server of Debian, on loopback:
//
//     glewlwyd.js < COMMANDS
//
// See sign-in-server.js. The program is looked for below the folder that
// GLEWLWYD names, where ./dev test unpacks Debian's packages, or else in the
// system; sqlite3 and setpriv are used as well.

const assert = require('node:assert/strict');
const { execFileSync, spawn } = require('node:child_process');
const crypto = require('node:crypto');
const { once } = require('node:events');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { setTimeout } = require('node:timers/promises');

const { readCookies } = require('./form-browser.js');
const { CLAIMS, CLIENT, SCOPES, main, makePersons, makeSecret, ordinary } = require('./sign-in-server.js');

const ROOT = fs.existsSync(process.env.GLEWLWYD || '') ? process.env.GLEWLWYD : '/';
const MODULES = 'usr/lib/glewlwyd';
const PAGES = 'usr/share/glewlwyd/webapp';
const TABLES = 'usr/share/dbconfig-common/data/glewlwyd/install/sqlite3';

// How the database names what an access token was given for.
const REFRESHED = 6;

const MIME_TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'application/javascript',
  '.json': 'application/json',
};

/** Lets the database do something; gives its answer. */
function runSql(database, sql) {
  return execFileSync('sqlite3', ['-bail', database], { encoding: 'utf8', input: `.timeout 10000\n${sql}`, ...ordinary });
}

function findPort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();

    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();

      server.close(() => resolve(port));
    });
  });
}

/** A value as libconfig writes it. */
function quote(value) {
  if (Array.isArray(value)) {
    return `(${value.map(quote).join(', ')})`;
  }
  if (typeof value === 'object') {
    return `{ ${Object.entries(value).map(([key, member]) => `${key} = ${quote(member)};`).join(' ')} }`;
  }

  return JSON.stringify(value);
}

/**
 * The pages. Where one is a link into another package, that package is
 * installed; where it is not, it is but a font. The settings are our own: in
 * Debian 12 they are a folder, which the page cannot read.
 */
function copyPages(folder, to) {
  const from = path.join(ROOT, PAGES, folder);

  fs.mkdirSync(to);
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const file = path.join(from, entry.name);
    const copy = path.join(to, entry.name);

    if (entry.isDirectory()) {
      copyPages(path.join(folder, entry.name), copy);
    } else if (entry.isSymbolicLink()) {
      const target = path.resolve('/', PAGES, folder, fs.readlinkSync(file));

      if (fs.statSync(target, { throwIfNoEntry: false })?.isFile()) {
        fs.copyFileSync(target, copy);
      }
    } else {
      fs.copyFileSync(file, copy);
    }
  }
}

/** What the server needs in a folder of its own, where an ordinary user may read it. */
function furnish(folder) {
  const database = path.join(folder, 'glewlwyd.sqlite');
  const webapp = path.join(folder, 'webapp');

  fs.copyFileSync(path.join(ROOT, 'usr/bin/glewlwyd'), path.join(folder, 'glewlwyd'));
  fs.cpSync(path.join(ROOT, MODULES), path.join(folder, 'modules'), { recursive: true });
  copyPages('', webapp);
  fs.writeFileSync(path.join(webapp, 'config.json'), JSON.stringify({
    GlewlwydUrl: './', LoginUrl: 'login.html', ProfileUrl: 'profile.html', lang: ['en'], sessionSchemes: [],
    pattern: { user: [], client: [] },
  }));
  if (ordinary.uid) {
    fs.chownSync(folder, ordinary.uid, ordinary.gid);
  }
  runSql(database, fs.readFileSync(path.join(ROOT, TABLES), 'utf8'));

  return { database, webapp };
}

function writeConfiguration(folder, { database, webapp }, port) {
  const file = path.join(folder, 'glewlwyd.conf');
  const settings = {
    port,
    bind_address: '127.0.0.1',
    external_url: `http://127.0.0.1:${port}`,
    login_url: 'login.html',
    api_prefix: 'api',
    static_files_path: webapp,
    log_mode: 'file',
    log_level: 'INFO',
    log_file: path.join(folder, 'log'),
    cookie_secure: false,
    session_key: 'GLEWLWYD2_SESSION_ID',
    admin_scope: 'g_admin',
    profile_scope: 'g_profile',
    user_module_path: path.join(folder, 'modules/user'),
    user_middleware_module_path: path.join(folder, 'modules/user'),
    client_module_path: path.join(folder, 'modules/client'),
    user_auth_scheme_module_path: path.join(folder, 'modules/scheme'),
    plugin_module_path: path.join(folder, 'modules/plugin'),
    hash_algorithm: 'SHA512',
    database: { type: 'sqlite3', path: database },
    static_files_mime_types: Object.entries(MIME_TYPES).map(([extension, type]) => ({ extension, mime_type: type })),
  };

  fs.writeFileSync(file, Object.entries(settings).map(([key, value]) => `${key} = ${quote(value)};\n`).join(''));

  return file;
}

/** The server's own interface for administrators. */
class Administrator {
  constructor(url) {
    this.url = url;
    this.cookie = '';
  }

  async send(method, where, body) {
    const answer = await fetch(`${this.url}/api/${where}`, {
      method,
      headers: { 'Content-Type': 'application/json', Cookie: this.cookie },
      body: JSON.stringify(body),
    });
    const text = await answer.text();

    assert.equal(answer.status, 200, `${method} ${where}: ${answer.status} ${text}`);
    this.cookie = readCookies(answer).map((cookie) => cookie.split(';')[0])[0] || this.cookie;

    return text ? JSON.parse(text) : null;
  }

  signIn() {
    return this.send('POST', 'auth/', { username: 'admin', password: 'password' });
  }

  async addScopes() {
    for (const name of SCOPES.filter((scope) => scope !== 'openid')) {
      await this.send('POST', 'scope/', {
        name, display_name: name, password_required: true, password_max_age: 0, scheme: {},
      });
    }
  }

  async addPersons(persons) {
    const users = await this.send('GET', 'mod/user/database');
    const format = users.parameters['data-format'];

    for (const name of CLAIMS) {
      format[name] = { multiple: false, read: true, write: true, 'profile-read': true, 'profile-write': false };
    }
    await this.send('PUT', 'mod/user/database', users);
    await this.send('PUT', 'mod/user/database/reset');
    for (const { user, name, password, email, scopes, claims } of Object.values(persons)) {
      await this.send('POST', 'user/', { username: user, name, password, email, scope: scopes, enabled: true, ...claims });
    }
  }

  async addClients(ports, sandbox) {
    await this.send('POST', 'client/', {
      client_id: CLIENT,
      name: 'smrtPhone Plans',
      enabled: true,
      confidential: false,
      token_endpoint_auth_method: ['none'],
      authorization_type: ['code', 'refresh_token', 'device_authorization'],
      redirect_uri: ports.map((port) => `http://127.0.0.1:${port}/callback`),
      scope: [],
    });
    await this.send('POST', 'client/', {
      client_id: sandbox.id,
      name: 'The account server',
      enabled: true,
      confidential: true,
      client_secret: sandbox.secret,
      token_endpoint_auth_method: ['client_secret_basic'],
      authorization_type: ['client_credentials'],
      scope: [],
    });
  }

  async changePlugin(parameters) {
    const plugin = await this.send('GET', 'mod/plugin/oidc');

    Object.assign(plugin.parameters, parameters);
    await this.send('PUT', 'mod/plugin/oidc', plugin);
    await this.send('PUT', 'mod/plugin/oidc/reset');
  }
}

function describeRefresh({ rotate, seconds }) {
  return { 'refresh-token-one-use': rotate ? 'always' : 'never', 'access-token-duration': seconds };
}

/** The plugin that speaks OpenID Connect. */
function describePlugin(issuer, options) {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

  return {
    module: 'oidc',
    name: 'oidc',
    display_name: 'OpenID Connect',
    enabled: true,
    parameters: {
      iss: issuer,
      'jwt-type': 'ecdsa',
      'jwt-key-size': '256',
      key: privateKey,
      cert: publicKey,
      'jwks-show': true,
      'allowed-scope': SCOPES,
      'auth-type-code-enabled': true,
      'auth-type-code-revoke-replayed': true,
      'auth-type-refresh-enabled': true,
      'auth-type-device-enabled': true,
      'code-duration': 600,
      'refresh-token-duration': 1209600,
      'refresh-token-rolling': true,
      'device-authorization-expiration': 600,
      'device-authorization-interval': 1,
      'pkce-allowed': true,
      'pkce-required': true,
      'oauth-as-iss-id': true,
      // Nobody but the client itself may ask about its tokens, or revoke them,
      // and one without a secret has to show an access token with such a scope.
      'introspection-revocation-allowed': true,
      'introspection-revocation-allow-target-client': true,
      'introspection-revocation-auth-scope': ['billing:read'],
      'name-claim': 'mandatory',
      'email-claim': 'mandatory',
      'scope-claim': 'mandatory',
      claims: CLAIMS.map((name) => ({ name, 'user-property': name, type: 'string', mandatory: true })),
      ...describeRefresh(options),
    },
  };
}

/** The program, once it answers. */
async function launch(folder, file, url) {
  // However this process ends, it leaves none behind.
  const child = spawn('setpriv', ['--pdeathsig=KILL', path.join(folder, 'glewlwyd'), '--config-file', file], {
    cwd: folder, env: { HOME: folder, PATH: process.env.PATH }, stdio: ['ignore', 'ignore', 'inherit'], ...ordinary,
  });
  const ended = once(child, 'exit');
  let running = true;

  ended.then(() => {
    running = false;
  });
  while (running && !await fetch(`${url}/config`).then((answer) => answer.ok, () => false)) {
    await setTimeout(20);
  }
  assert.ok(running, `glewlwyd ended: ${running || fs.readFileSync(path.join(folder, 'log'), 'utf8')}`);

  return { child, ended };
}

async function start(options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smrt-glewlwyd-'));

  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

  const places = furnish(folder);
  const port = await findPort();
  const url = `http://127.0.0.1:${port}`;
  const { child, ended } = await launch(folder, writeConfiguration(folder, places, port), url);
  const administrator = new Administrator(url);
  const issuer = `${url}/api/oidc`;
  const persons = makePersons();
  const sandbox = { id: 'account-server', secret: makeSecret() };

  await administrator.signIn();
  await administrator.addScopes();
  await administrator.addPersons(persons);
  await administrator.addClients(options.ports, sandbox);
  await administrator.send('POST', 'mod/plugin/', describePlugin(issuer, options));

  return {
    greeting: { issuer, persons, sandbox },

    commands: {
      async configure({ customer, resource, ...refresh }) {
        await administrator.signIn();
        for (const { user } of Object.values(persons)) {
          const person = await administrator.send('GET', `user/${user}`);

          await administrator.send('PUT', `user/${user}`, { ...person, stripe_customer: customer });
        }
        // What people allowed to a client is kept beyond a sign-in.
        runSql(places.database, 'DELETE FROM g_client_user_scope;');
        await administrator.changePlugin({
          'resource-allowed': true,
          'resource-scope': { openid: [resource], 'billing:read': [resource] },
          ...describeRefresh(refresh),
        });
      },

      expire() {
        runSql(places.database, 'UPDATE gpo_access_token SET gpoa_enabled = 0;');
      },

      count() {
        const rows = runSql(places.database,
          `SELECT count (*) FROM gpo_access_token WHERE gpoa_authorization_type = ${REFRESHED};`);

        return { refreshes: Number(rows) };
      },
    },

    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

main(start);
