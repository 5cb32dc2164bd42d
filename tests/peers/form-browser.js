// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

const assert = require('node:assert/strict');

const MOST_REDIRECTS = 20;

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"' };

function unescape(text) {
  return text
    .replace(/&#(\d+);/g, (all, number) => String.fromCodePoint(number))
    .replace(/&#x([0-9a-f]+);/gi, (all, number) => String.fromCodePoint(parseInt(number, 16)))
    .replace(/&([a-z]+);/g, (all, name) => ENTITIES[name] || all);
}

function readText(html) {
  return unescape(html.replace(/<(style|script)[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
}

/** The attributes of a tag. */
function readAttributes(tag) {
  const attributes = {};

  for (const [, name, value = ''] of tag.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/g)) {
    attributes[name] = unescape(value);
  }

  return attributes;
}

/** The cookies of an answer, as they were sent; Debian 12's fetch has them in one text. */
function readCookies(answer) {
  const all = answer.headers.get('set-cookie');

  return all ? all.split(/,\s*(?=[^;,=\s]+=)/) : [];
}

/** A browser for pages that are simple forms. It runs no scripts. */
class FormBrowser {
  constructor() {
    this.cookies = new Map();
    this.visited = [];
  }

  keepCookies(answer) {
    for (const cookie of readCookies(answer)) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);

      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(cookie)) {
        this.cookies.delete(name);
      } else {
        this.cookies.set(name, value);
      }
    }
  }

  async open(url, body) {
    let where = new URL(url);
    let form = body;

    for (let redirects = 0; redirects < MOST_REDIRECTS; redirects += 1) {
      this.visited.push(where);

      const answer = await fetch(where, {
        method: form ? 'POST' : 'GET',
        body: form,
        redirect: 'manual',
        headers: { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      });

      this.keepCookies(answer);
      if (!answer.headers.has('location')) {
        this.url = where;
        this.html = await answer.text();

        return;
      }

      const next = new URL(answer.headers.get('location'), where);

      if (next.origin !== where.origin) {
        this.cookies.clear();
      }
      where = next;
      form = undefined;
    }
    assert.fail('the page redirects on and on');
  }

  find(element) {
    const [, text = ''] = new RegExp(`<${element}[^>]*>([\\s\\S]*?)</${element}>`).exec(this.html) || [];

    return readText(text);
  }

  read() {
    return { title: this.find('title'), text: this.find('body') };
  }

  /** Fills the fields of the page in, and presses a button. */
  async submit(fields, label) {
    const pressed = [...this.html.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)]
      .map(([, attributes, text]) => ({ text: readText(text), ...readAttributes(attributes) }))
      .find((button) => button.text === label);
    const inputs = [...this.html.matchAll(/<input([^>]*)>/g)].map(([, attributes]) => readAttributes(attributes));
    const [, attributes] = /<form([^>]*)>/.exec(this.html);
    const form = new URLSearchParams();

    assert.ok(pressed, `there is no button “${label}”`);
    for (const { name, value = '' } of inputs) {
      form.set(name, name in fields ? fields[name] : value);
    }
    if (pressed.name) {
      form.set(pressed.name, pressed.value);
    }
    await this.open(new URL(readAttributes(attributes).action || this.url, this.url), form);
  }

  async close() {
    this.cookies.clear();
  }
}

module.exports = { FormBrowser, readCookies };
