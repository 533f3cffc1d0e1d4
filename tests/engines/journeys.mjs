// The main journeys of a reader, the same in every engine. `python -m tests.engines` serves the
// site and runs this file once an engine: ENGINE names it, SITE is the site's address.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { ENGINES } from './drivers.mjs';

const { ENGINE = 'chromium', SITE = '', NUMBERS = '{}' } = process.env;
const ARTICLE = `${SITE}/wiki/alifeafterlayoff/career_management_and_planning/`;
const LONG = 90_000; // milliseconds, for what waits for the scoring program

/** @type {import('./drivers.mjs').Driver} */
let reader;

before(async () => {
  const launch = ENGINES[ENGINE];
  assert.ok(launch, `no engine is called ${ENGINE}`);
  reader = await launch();
  console.log(`# ${reader.version}`);
});

after(() => reader?.close());

afterEach(async () => {
  const asked = await reader.run("performance.getEntriesByType('resource').map((entry) => entry.name)");
  assert.deepEqual(asked.filter((/** @type {string} */ address) => /^https?:/.test(address) && !address.startsWith(SITE)), []);
});

/**
 * Wait until an expression is true in the page, and answer with its value.
 * @param {string} code
 * @param {number} limit milliseconds
 */
async function until(code, limit = 20_000) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await reader.run(code).catch(() => null); // a page on its way out answers nothing
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${limit} ms for ${code}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Open a page; a driver may come back before the page's modules have run. @param {string} address */
async function open(address) {
  await reader.goto(address);
  await until("document.readyState === 'complete' && document.documentElement.classList.contains('js')");
}

/** @param {string} selector */
const seen = (selector, limit = 20_000) => until(`Boolean(document.querySelector(${JSON.stringify(selector)})?.checkVisibility())`, limit);

/** @param {string} selector */
async function click(selector) {
  await seen(selector);
  await reader.click(selector);
}

/** @param {string} words the words on a button */
async function press(words) {
  const mine = `[...document.querySelectorAll('button')].find((one) => one.checkVisibility() && !one.disabled && one.textContent.trim().startsWith(${JSON.stringify(words)}))`;
  await until(`Boolean(${mine})`);
  await reader.run(`${mine}.setAttribute('data-pressed', '')`);
  await reader.click('[data-pressed]');
  await reader.run("document.querySelector('[data-pressed]')?.removeAttribute('data-pressed')");
}

/** @param {string} selector @param {string} words */
async function fill(selector, words) {
  await click(selector);
  await reader.type(words);
}

/** Answer all fields of a form, in the page: choices by a click, numbers and words as if typed. */
const ANSWER = `((numbers) => {
  for (const field of document.querySelectorAll('mile-assessment form [data-field]')) {
    const choices = [...field.querySelectorAll('input[type=radio]')];
    const groups = new Set(choices.map((one) => one.name));
    for (const group of groups) choices.filter((one) => one.name === group).at(-2).click();
    for (const entry of field.querySelectorAll('input:not([type=radio]), textarea, select')) {
      const name = entry.closest('[data-column]')?.dataset.column ?? field.dataset.field;
      entry.value = entry.tagName === 'SELECT' ? [...entry.options].at(-1).value : numbers[name] ?? '3';
      entry.dispatchEvent(new Event('input', { bubbles: true }));
      entry.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }
  return true;
})(${NUMBERS})`;

async function handIn() {
  if (await reader.run("[...document.querySelectorAll('button')].some((one) => one.checkVisibility() && one.textContent.trim() === 'Overview')")) {
    await press('Overview');
    const last = "[...document.querySelectorAll('.quiz-overview button')].at(-1)";
    await until(`Boolean(${last})`);
    await reader.run(`${last}.click()`);
  }
  await click('form button[type=submit]');
}

test('an article is read, and a citation opens its second in the player', async () => {
  await open(ARTICLE);
  assert.match(await reader.run('document.title'), /^Career management/);
  const seconds = await reader.run("document.querySelector('.mm-body a.citation').dataset.seconds");
  assert.match(await reader.run("document.querySelector('.mm-body a.citation').href"), new RegExp(`t=${seconds}s`));
  await click('.mm-body a.citation');
  await seen('.mm-play');
});

test('a link inside the library leads to its article', async () => {
  await open(ARTICLE);
  const target = await reader.run("document.querySelector('.mm-body a[data-preview]').href.split('#')[0]");
  await reader.run("document.querySelector('.mm-body a[data-preview]').focus()");
  await reader.press('Enter');
  await until(`location.href.startsWith(${JSON.stringify(target)})`);
});

test('a preview tells what a link leads to', async () => {
  await open(ARTICLE);
  await seen('.mm-body a[data-preview]');
  await reader.point('.mm-body a[data-preview]');
  await until("document.querySelector('.mm-peek')?.textContent.includes('min read')");
});

test('a search leads to a section', async () => {
  await open(`${SITE}/`);
  await until("Boolean(document.querySelector('.mm-scheme')?.ariaPressed)");
  await reader.press('/');
  await seen('.mm-search-input');
  await reader.type('severance agreement');
  await seen('.mm-search-part > a');
  const heading = await reader.run("document.querySelector('.mm-search-part > a').textContent");
  await reader.click('.mm-search-part > a');
  await until("location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))?.textContent.includes(" + JSON.stringify(heading) + ')');
});

test('dark mode is kept from page to page', async () => {
  await open(`${SITE}/`);
  const shown = "document.body.dataset.mdColorScheme";
  const other = (await reader.run(shown)) === 'slate' ? 'default' : 'slate';
  await until("Boolean(document.querySelector('.mm-scheme')?.ariaPressed)");
  await click('.mm-scheme');
  await until(`${shown} === '${other}'`);
  await open(ARTICLE);
  assert.equal(await reader.run(shown), other);
});

test('a check is answered and graded', async () => {
  await open(ARTICLE);
  await press('Start');
  await fill('.check-run input', '12');
  await press('Check the answer');
  await seen('.check-verdict', LONG);
});

test('every assessment is taken to its result, which is still there after a reload', async () => {
  await open(`${SITE}/quizzes/`);
  const pages = await reader.run("[...document.querySelectorAll('a')].map((one) => one.href).filter((href) => href.startsWith(document.baseURI.split('#')[0]) && href.endsWith('/') && href !== document.baseURI).join(' ')");
  const forms = [];
  for (const address of new Set(pages.split(' '))) {
    await open(address);
    if (!await reader.run("Boolean(document.querySelector('mile-assessment form [data-field]'))")) continue;
    await seen('mile-assessment.quiz-ready');
    await reader.run(ANSWER);
    await handIn();
    await seen('.quiz-sentence', LONG);
    assert.match(await reader.run("document.querySelector('.quiz-place').textContent"), /Your result/, address);
    assert.ok(await reader.run("document.querySelector('.quiz-result :is(svg, canvas, .quiz-letter)') !== null"), `a picture of ${address}`);
    await open(address);
    await seen('.quiz-last-result');
    forms.push(address);
  }
  assert.ok(forms.length >= 15, forms.join(' '));
});

test('the map shows every assessment that was taken', async () => {
  await open(`${SITE}/quizzes/career-map/`);
  await seen('.quiz-dashboard', LONG);
});

test('a backup comes back equal in an empty browser', async () => {
  const backup = async () => {
    await open(`${SITE}/quizzes/`);
    await reader.run('(() => { window.saved = []; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { blob.text().then((text) => window.saved.push(text)); return make.call(URL, blob); }; return true; })()');
    await press('Save a backup file');
    return await until('window.saved[0]');
  };
  const first = await backup();
  await press('Delete everything');
  await press('Delete them');
  await until("document.querySelector('mile-records').textContent.includes('Nothing yet.')");
  await reader.run(`((text) => {
    const given = new DataTransfer();
    given.items.add(new File([text], 'backup.json', { type: 'application/json' }));
    const entry = document.querySelector('mile-records input[type=file]');
    entry.files = given.files;
    entry.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
  })(${JSON.stringify(first)})`);
  await press('Bring it back');
  await until("!document.querySelector('mile-records').textContent.includes('Nothing yet.')");
  const stripped = (/** @type {string} */ text) => ({ ...JSON.parse(text), saved: '' });
  const again = await backup();
  assert.deepEqual(stripped(again), stripped(first));
  assert.ok(stripped(first).results.length >= 15, first);
});
