// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

// A person at a browser, who sees what is on the page and has a keyboard:
//
//     browser.js < STEPS
//
// STEPS is one JSON object, {url, steps}; it comes by standard input, since an
// address is a secret. A step is an object with one member:
//
//     see:    a text that is on the page
//     miss:   a text that is not
//     choose: the label of a radio button
//     press:  the label of a button or a link
//     title:  the heading of the page

const assert = require('node:assert/strict');
const fs = require('node:fs');

const { PATIENCE, launch } = require('./chromium.js');

const LARGEST_PAGE = 100;

/** All that a screen reader tells of the page, one line an element. */
async function listen(page) {
  const lines = [];
  const collect = (node) => {
    lines.push(node);
    (node.children || []).forEach(collect);
  };

  collect(await page.accessibility.snapshot({ interestingOnly: false }));

  return lines;
}

/** What has the focus, as a screen reader tells it. */
async function findFocused(page) {
  return (await listen(page)).find((node) => node.focused && node.role !== 'RootWebArea');
}

/** Moves the focus on by a key until it is on the element with that name. */
async function moveTo(page, key, roles, name) {
  const passed = [];

  for (let i = 0; i < LARGEST_PAGE; i += 1) {
    const focused = await findFocused(page);

    if (focused && roles.includes(focused.role) && focused.name === name) {
      return;
    }
    passed.push(focused ? `${focused.role} “${focused.name}”` : 'nothing');
    await page.keyboard.press(key);
  }
  assert.fail(`the keyboard does not get to “${name}”; it gets to ${[...new Set(passed)].join(', ')}`);
}

const STEPS = {
  async see(page, text) {
    const all = (await listen(page)).filter((node) => node.role === 'StaticText').map((node) => node.name).join(' ');

    assert.ok(all.includes(text), `“${text}” is not among: ${all}`);
  },

  async miss(page, text) {
    const all = (await listen(page)).map((node) => node.name).join(' ');

    assert.ok(!all.includes(text), `“${text}” is among: ${all}`);
  },

  async title(page, text) {
    const headings = (await listen(page)).filter((node) => node.role === 'heading' && node.level === 1);

    assert.deepEqual(headings.map((node) => node.name), [text]);
  },

  // Tab leads to the group, the arrow keys lead to the button and choose it.
  async choose(page, name) {
    const group = async () => {
      const focused = await findFocused(page);

      return focused && focused.role === 'radio';
    };

    for (let i = 0; i < LARGEST_PAGE && !await group(); i += 1) {
      await page.keyboard.press('Tab');
    }
    await moveTo(page, 'ArrowDown', ['radio'], name);
    await page.keyboard.press('Space');
    assert.equal((await findFocused(page)).checked, true, `“${name}” is chosen`);
  },

  async press(page, name) {
    await moveTo(page, 'Tab', ['button', 'link'], name);
    await Promise.all([
      page.waitForNavigation({ timeout: PATIENCE }),
      page.keyboard.press('Enter'),
    ]);
  },
};

async function main() {
  const { url, steps } = JSON.parse(fs.readFileSync(0, 'utf8'));
  let browser;

  try {
    browser = await launch();

    const page = await browser.newPage();
    const complaints = [];

    // That a page has lapsed is for the person to see; anything else is a fault of the page.
    page.on('console', (message) => {
      if (!message.text().includes('status of 410')) {
        complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.setViewport({ width: 360, height: 640 });
    await page.setJavaScriptEnabled(false);
    await page.goto(url, { timeout: PATIENCE });
    for (const [number, step] of steps.entries()) {
      const [[name, value]] = Object.entries(step);

      try {
        await STEPS[name](page, value);
      } catch (error) {
        error.message = `step ${number + 1}, ${name} “${value}”: ${error.message}`;
        throw error;
      }
    }
    assert.deepEqual(complaints, [], 'the browser complains of nothing');
  } finally {
    if (browser) {
      await browser.close();
    }
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
