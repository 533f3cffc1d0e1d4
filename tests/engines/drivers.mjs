// Three engines behind the few things that a reader does: thin adapters over each one's own protocol.

import { existsSync } from 'node:fs';
import { execFileSync, spawn } from 'node:child_process';
import puppeteer from 'puppeteer-core';
import { Builder, By, Key } from 'selenium-webdriver';

/**
 * @typedef {object} Driver
 * @property {(address: string) => Promise<unknown>} goto open a page and wait until it is loaded
 * @property {(code: string) => Promise<any>} run the value of an expression in the page
 * @property {(key: 'Enter' | 'Tab' | 'Escape' | 'ArrowDown' | string) => Promise<unknown>} press
 * @property {(words: string) => Promise<unknown>} type
 * @property {(selector: string) => Promise<unknown>} point move the pointer onto an element
 * @property {(selector: string) => Promise<unknown>} click
 * @property {() => Promise<unknown>} close
 * @property {string} version
 */

const WIDTH = 1280, HEIGHT = 900;
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SILENT = { // Firefox asks for nothing of its own
  'app.update.auto': false, 'browser.safebrowsing.malware.enabled': false, 'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false, 'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,', 'toolkit.telemetry.server': 'data:,',
};

/** @param {string[]} names @returns {string} the first of these programs that the machine has */
function program(...names) {
  for (const name of names) {
    try {
      return name.startsWith('/') ? (existsSync(name) ? name : '') || raise() : execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch { /* the next one */ }
  }
  throw new Error(`none of ${names.join(', ')} is installed: make test-browsers installs it`);
}

function raise() {
  throw new Error('missing');
}

/** @param {import('puppeteer-core').LaunchOptions} options @returns {Promise<Driver>} */
async function puppeteered(options) {
  const browser = await puppeteer.launch({ headless: true, protocol: 'webDriverBiDi', defaultViewport: { width: WIDTH, height: HEIGHT }, ...options });
  const page = await browser.newPage();
  return {
    version: await browser.version(),
    goto: (address) => page.goto(address, { waitUntil: 'load' }),
    run: (code) => page.evaluate(code),
    press: (key) => page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key)),
    type: (words) => page.keyboard.type(words),
    point: (selector) => page.hover(selector),
    click: (selector) => page.click(selector),
    close: () => browser.close(),
  };
}

const chromium = () => puppeteered({ browser: 'chrome', protocol: 'cdp', executablePath: program('chromium', 'chromium-browser', 'google-chrome'), args: QUIET });

const firefox = () => puppeteered({ browser: 'firefox', executablePath: program('firefox-esr', 'firefox'), extraPrefsFirefox: SILENT });

/** WebKit speaks only the older WebDriver, and only with a screen: Xvfb's. */
async function webkit() {
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn(program('xvfb-run'), ['-a', program('WebKitWebDriver'), `--port=${port}`], { stdio: 'ignore', detached: true });
  const binary = program(...['4.1', '6.0', '4.0'].map((version) => `/usr/lib/${TRIPLE}/webkit2gtk-${version}/MiniBrowser`), `/usr/lib/${TRIPLE}/webkitgtk-6.0/MiniBrowser`);
  const stop = () => { try { process.kill(-(server.pid ?? 0)); } catch { /* it is gone */ } };
  try {
    await listening(port);
    const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).disableEnvironmentOverrides()
      .withCapabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } }).build();
    await driver.manage().window().setRect({ width: WIDTH, height: HEIGHT, x: 0, y: 0 });
    const found = (/** @type {string} */ selector) => driver.findElement(By.css(selector));
    const keys = (/** @type {string} */ typed) => driver.actions().sendKeys(typed).perform();
    const shown = async (/** @type {string} */ selector) => {
      const element = await found(selector);
      await driver.executeScript("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element);
      return element;
    };
    const capabilities = await driver.getCapabilities();
    return {
      version: `${capabilities.getBrowserName()} ${capabilities.getBrowserVersion()}`,
      goto: async (address) => {
        if (!(await driver.getCurrentUrl()).startsWith('http')) return driver.get(address);
        // The driver's own way breaks a page off in the middle of a write, and locks the database for the next one.
        await driver.executeScript('window.left = true; location.assign(arguments[0])', address);
        await driver.wait(() => driver.executeScript('return !window.left').catch(() => false), 20_000);
      },
      run: (code) => driver.executeScript(`return (${code})`),
      press: (key) => keys({ Enter: Key.ENTER, Tab: Key.TAB, Escape: Key.ESCAPE, ArrowDown: Key.ARROW_DOWN }[key] ?? key),
      type: keys,
      point: async (selector) => driver.actions().move({ origin: await shown(selector) }).perform(),
      click: async (selector) => (await shown(selector)).click(),
      close: () => driver.quit().finally(stop),
    };
  } catch (error) {
    stop();
    throw error;
  }
}

const TRIPLE = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch] ?? '';

/** @param {number} port */
async function listening(port) {
  for (let tries = 0; tries < 100; tries++) {
    const there = await fetch(`http://127.0.0.1:${port}/status`).then(() => true, () => false);
    if (there) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('WebKitWebDriver did not start');
}

/** @type {Record<string, () => Promise<Driver>>} */
export const ENGINES = { chromium, firefox, webkit };
