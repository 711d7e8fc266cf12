import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { LOCAL_FOLDER } from '../../laptop/src/paths.ts';

/** Where Debian and others install it; TENANTRY_BROWSER names another. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
/** The browser's program; undefined when this machine has none. */
export const browserProgram = (): string | undefined =>
  [process.env.TENANTRY_BROWSER ?? '', ...PLACES, chromium.executablePath()].find((program) => program !== '' && existsSync(program));

export const NO_BROWSER =
  'no Chromium on this machine: install one (Debian: apt-get install chromium), or say where it is: TENANTRY_BROWSER=/path/to/chromium';

/** No word to anybody else, and no sandbox: it shows our own pages only, in CI as root. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
];
/** @throws Error that says what to install */
export const launchBrowser = async (): Promise<Browser> => {
  const executablePath = browserProgram();
  if (!executablePath) throw new Error(NO_BROWSER);
  return chromium.launch({ executablePath, args: FLAGS, headless: true });
};

export const DESKTOP = { width: 1280, height: 900 };
/** The narrowest phone that people still have. */
export const PHONE = { width: 360, height: 740 };

export interface Tab {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained about: errors of scripts, of its security policy, and requests to anybody but us. */
  readonly complaints: readonly string[];
}
interface TabOptions {
  readonly size?: { readonly width: number; readonly height: number };
  readonly colours?: 'light' | 'dark';
  /** Regular expression of complaints that the test expects. */
  readonly expected?: RegExp;
}

/** A tab with its own session. */
export const openTab = async (browser: Browser, { size = DESKTOP, colours = 'light', expected }: TabOptions = {}): Promise<Tab> => {
  const context = await browser.newContext({ viewport: size, colorScheme: colours, reducedMotion: 'reduce', locale: 'en-GB' });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const complain = (text: string): void => {
    if (!expected?.test(text)) complaints.push(text);
  };
  page.on('pageerror', (error) => complain(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1' && !hostname.endsWith('localhost')) complain(`asks ${request.url()}`);
  });
  return { page, context, complaints };
};

const SCREENSHOTS = path.join(LOCAL_FOLDER, 'screenshots');
/** Keeps a picture of the page in `.local/screenshots`, whatever its length. */
export const keepPicture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), fullPage: true, animations: 'disabled' });
};
