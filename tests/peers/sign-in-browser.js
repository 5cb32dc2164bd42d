// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// Persons who sign in at a server's own pages:
//
//     sign-in-browser.js < REQUESTS
//
// A request is one line, a JSON object:
//
//     server:    oidc-provider or glewlwyd
//     url:       what the program wants to have opened
//     user:      who it is
//     passwords: what is typed, one after the other; when the last one is wrong
//                as well, the person gives up
//     consent:   whether they allow what is asked for
//     code:      what a device shows
//     chromium:  whether a real browser is used where a simple one would do
//
// The answer is one as well: refused (how many passwords were), title and text
// of the page on which it ended, and query, which was taken to the program; or
// error. Each person has a browser without a past.

const assert = require('node:assert/strict');
const readline = require('node:readline');

const { PATIENCE, launch } = require('./chromium.js');
const { FormBrowser } = require('./form-browser.js');

const MOST_PAGES = 20;

let chromium;

/** Chromium, as far as a form is concerned. */
class ChromiumBrowser {
  static async open() {
    const browser = new ChromiumBrowser();

    chromium ||= launch();
    browser.context = await (await chromium).createBrowserContext();
    browser.page = await browser.context.newPage();
    browser.page.setDefaultTimeout(PATIENCE);
    browser.visited = [];
    browser.page.on('request', (request) => {
      if (request.isNavigationRequest()) {
        browser.visited.push(new URL(request.url()));
      }
    });

    return browser;
  }

  get url() {
    return new URL(this.page.url());
  }

  // Some pages only lead on to the next.
  open(url) {
    return this.page.goto(url, { waitUntil: 'networkidle0' });
  }

  read() {
    return this.page.evaluate(() => ({
      title: document.title,
      text: document.body.innerText.replace(/\s+/g, ' ').trim(),
    }));
  }

  async fill(selector, text) {
    await this.page.click(selector, { count: 3 });
    await this.page.keyboard.press('Backspace');
    await this.page.type(selector, text);
  }

  /** A button that can be pressed. */
  findButton(label) {
    return this.page.$(`::-p-xpath(//button[not(@disabled)][normalize-space()="${label}"])`);
  }

  async submit(fields, label) {
    for (const [name, text] of Object.entries(fields)) {
      await this.fill(`input[name="${name}"]`, text);
    }

    const button = await this.findButton(label);

    assert.ok(button, `there is no button “${label}”`);
    await Promise.all([this.page.waitForNavigation(), button.click()]);
  }

  close() {
    return this.context.close();
  }
}

/** oidc-provider's pages: oidc-provider.js has them. */
async function visitProvider(browser, { url, user, passwords, consent, code }, result) {
  const { origin } = new URL(url);

  await browser.open(url);
  for (let pages = 0; pages < MOST_PAGES && browser.url.origin === origin; pages += 1) {
    const { title, text } = await browser.read();

    if (title === 'Sign In') {
      result.refused += text.includes('The password is wrong.') ? 1 : 0;
      if (passwords.length === 0) {
        return;
      }
      await browser.submit({ user, password: passwords.shift() }, 'Sign In');
    } else if (title === 'Allow Access') {
      await browser.submit({}, consent ? 'Allow' : 'Refuse');
    } else if (title === 'Connect a Device') {
      await browser.submit({ user_code: code }, 'Continue');
    } else if (title === 'Confirm the Device') {
      await browser.submit({}, 'Yes');
    } else {
      return;
    }
  }
}

/** glewlwyd's pages are one, which a script changes. */
class Glewlwyd {
  constructor(browser, request) {
    this.browser = browser;
    this.page = browser.page;
    this.request = request;
  }

  /** What the page asks now: the first of these to be there. */
  async wait() {
    const { origin } = new URL(this.request.url);
    const handle = await this.page.waitForFunction((server) => {
      const asks = {
        client: () => window.location.origin !== server,
        end: () => /prompt=device(Complete|ServerError)/.test(window.location.search) && document.querySelector('h4'),
        code: () => document.querySelector('input[maxlength="9"]'),
        password: () => document.querySelector('#password'),
        consent: () => document.querySelector('input[type=checkbox]:not(:disabled)'),
        go: () => [...document.querySelectorAll('button:not(:disabled)')].some((button) => button.innerText === 'Continue'),
      };

      return document.readyState === 'complete' && Object.keys(asks).find((name) => asks[name]());
    }, {}, origin);

    return handle.jsonValue();
  }

  async press(label) {
    const button = await this.browser.findButton(label);

    assert.ok(button, `there is no button “${label}”`);
    await button.click();
  }

  async go(label) {
    await Promise.all([this.page.waitForNavigation(), this.press(label)]);
  }

  /** Tries a password; gives whether it is right. */
  async signIn(password) {
    if (await this.page.$('#username:not(:disabled)')) {
      await this.browser.fill('#username', this.request.user);
    }
    await this.browser.fill('#password', password);

    const [answer] = await Promise.all([
      this.page.waitForResponse((response) => response.url().endsWith('/api/auth/')),
      this.page.click('#loginbut'),
    ]);

    return answer.ok();
  }

  async allow() {
    for (const box of await this.page.$$('input[type=checkbox]:not(:disabled):not(:checked)')) {
      await box.click();
    }
    await this.press('Grant access');
    await this.page.waitForFunction(() => !document.querySelector('input[type=checkbox]'));
  }
}

async function visitGlewlwyd(browser, request, result) {
  const pages = new Glewlwyd(browser, request);

  await browser.open(request.url);
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const asked = await pages.wait();

    if (asked === 'password') {
      if (request.passwords.length === 0) {
        return;
      }
      if (await pages.signIn(request.passwords.shift())) {
        await browser.page.waitForFunction(() => !document.querySelector('#password'));
      } else {
        result.refused += 1;
      }
    } else if (asked === 'code') {
      await browser.fill('input[maxlength="9"]', request.code.replace('-', ''));
      await pages.go('OK');
    } else if (asked === 'consent' && request.consent) {
      await pages.allow();
    } else if (asked === 'consent' || asked === 'go') {
      await pages.go('Continue');
    } else {
      return;
    }
  }
}

async function play(request) {
  const simple = request.server === 'oidc-provider' && !request.chromium;
  const browser = simple ? new FormBrowser() : await ChromiumBrowser.open();
  const visit = request.server === 'glewlwyd' ? visitGlewlwyd : visitProvider;
  const result = { refused: 0 };

  try {
    await visit(browser, request, result);
    Object.assign(result, await browser.read());
    result.query = browser.visited.find((url) => url.origin !== new URL(request.url).origin)?.search;
  } finally {
    await browser.close();
  }

  return result;
}

async function main() {
  const lines = readline.createInterface({ input: process.stdin });

  // Nobody listens any more, whatever is being done.
  lines.once('close', async () => {
    await (await chromium)?.close();
    process.exit();
  });
  for await (const line of lines) {
    const answer = await play(JSON.parse(line)).catch((error) => ({ error: error.stack }));

    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
