import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { consoleConfig, firstUser, urlOf } from '../../laptop/demo/tenant-session.ts';
import { harness } from '../../tests/e2e/harness.ts';
import { barriers } from './accessibility.ts';
import { DESKTOP, keepPicture, launchBrowser, openTab, PHONE, type Tab } from './browser.ts';

/** A tenant's own console as its first user works with it, from one test to the next. */
let browser: Browser;
let tab: Tab;
let page: Page;
let url: string;
let user: { readonly email: string; readonly password: string };
const own = 'My-own-password-1';

beforeAll(async () => {
  const on = await harness();
  const tenant = await on.onboard();
  [browser, user] = await Promise.all([launchBrowser(), firstUser(on.laptop, tenant)]);
  url = urlOf(on.laptop, tenant);
  // One test cuts the API off.
  tab = await openTab(browser, { expected: /net::ERR_FAILED/ });
  page = tab.page;
});
afterAll(async () => {
  await browser?.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const refusal = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();
/** At Cognito's page, from the console's. */
const signIn = async (password: string): Promise<void> => {
  await button('Sign in').click();
  await page.getByLabel('E-mail address').fill(user.email);
  await page.getByLabel('Password').fill(password);
  await button('Sign in').click();
};
/** No barrier in light and in dark, no scrolling aside on a phone, and a picture. */
const look = async (name: string): Promise<void> => {
  await page.setViewportSize(PHONE);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  await page.setViewportSize(DESKTOP);
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await barriers(page)).toEqual([]);
  }
  await keepPicture(page, `tenant-${name}`);
};
const addToStaff = async (name: string): Promise<void> => {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Role').selectOption('nurse');
  await button('Add').click();
  await page.getByRole('cell', { name }).waitFor();
};

test('the console has no form for passwords: the temporary one leads to a password of their own, at Cognito’s page', async () => {
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.locator('input').count()).toBe(0);
  await look('sign-in');
  await signIn('Not-the-password-1');
  await refusal('Incorrect username or password');
  expect(new URL(page.url()).origin).toBe(new URL((await consoleConfig(url)).signInUrl).origin);
  await page.getByLabel('E-mail address').fill(user.email);
  await page.getByLabel('Password').fill(user.password);
  await button('Sign in').click();
  await page.getByLabel('New password').fill('short');
  await button('Confirm').click();
  await refusal(/password/i);
  await page.getByLabel('New password').fill(own);
  await button('Confirm').click();
  await page.getByText('Nothing here yet.').waitFor();
  // Neither code nor state stay in the address, and nothing but the page's own storage has the tokens.
  expect(page.url()).toBe(`${url}/`);
  await look('patients');
});

test('what is added is in the list, also after a reload', async () => {
  await button('Staff').click();
  await addToStaff('Ada');
  await page.reload();
  await button('Staff').click();
  await page.getByRole('cell', { name: 'Ada' }).waitFor();
  await look('staff');
});

test('a list says that it is on its way, and that it did not come, until it comes', async () => {
  let cut = (): void => {};
  const cutOff = new Promise<void>((resolve) => {
    cut = resolve;
  });
  await page.route('**/api/staff*', async (route) => {
    await cutOff;
    await route.abort();
  });
  await page.reload();
  await button('Staff').click();
  await page.getByText('Loading…').waitFor();
  cut();
  await refusal('Failed to fetch');
  await page.unroute('**/api/staff*');
  await addToStaff('Grace');
  await page.getByRole('cell', { name: 'Ada' }).waitFor();
});

test('signing out ends the session here and at Cognito’s page, and the chosen password begins another', async () => {
  // By way of Cognito's page: until the browser is back, this one is still the old one.
  await Promise.all([page.waitForEvent('load'), button('Sign out').click()]);
  await page.waitForURL(`${url}/`);
  await signIn(user.password);
  await refusal('Incorrect username or password');
  await page.getByLabel('E-mail address').fill(user.email);
  await page.getByLabel('Password').fill(own);
  await button('Sign in').click();
  await page.getByText('Nothing here yet.').waitFor();
});

test('a code that this tab did not ask for signs nobody in', async () => {
  const stranger = await openTab(browser, {});
  await stranger.page.goto(`${url}/signed-in?code=stolen&state=guessed`);
  await stranger.page.getByRole('alert').filter({ hasText: 'not begun in this tab' }).waitFor();
  expect(stranger.complaints).toEqual([]);
  expect(tab.complaints).toEqual([]);
});
