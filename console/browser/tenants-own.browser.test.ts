import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { codeOf } from '../../laptop/aws/src/testing/authenticator.ts';
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
let secret: string;
const own = 'My-own-password-1';

beforeAll(async () => {
  const on = await harness();
  const tenant = await on.onboard();
  [browser, user] = await Promise.all([launchBrowser(), firstUser(on.laptop, tenant)]);
  url = urlOf(on.laptop, tenant);
  // Cognito refuses wrong passwords and codes with 400; one test cuts the API off.
  tab = await openTab(browser, { expected: /status of 400|net::ERR_FAILED/ });
  page = tab.page;
});
afterAll(async () => {
  await browser?.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const refusal = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();
const signIn = async (password: string): Promise<void> => {
  await page.getByLabel('E-mail').fill(user.email);
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
/** Cognito's next answer is a refusal that the laptop does not know. */
const refuseNext = async (message: string): Promise<void> => {
  const { origin } = new URL((await consoleConfig(url)).cognitoEndpoint);
  const answer = { status: 400, headers: { 'access-control-allow-origin': '*' }, json: { message } };
  await page.route(
    (asked) => asked.origin === origin,
    (route) => route.fulfill(answer),
    { times: 1 },
  );
};
/** A code that the app has not shown for minutes. */
const oldCode = () => codeOf(secret, Date.now() - 600_000);

test('the temporary password leads to a password of their own, a wrong one to nothing', async () => {
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await look('sign-in');
  await signIn('Not-the-password-1');
  await refusal('Incorrect username or password');
  await look('sign-in-refused');
  await signIn(user.password);
  await page.getByLabel('New password').fill('short');
  await look('new-password');
  await refuseNext('Password did not conform with password policy: Password not long enough');
  await button('Set password').click();
  await refusal('Password not long enough');
  await page.getByLabel('New password').fill(own);
  await button('Set password').click();
  await page.getByText('Nothing here yet.').waitFor();
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

test('signing out ends the session, and the chosen password begins another', async () => {
  await button('Sign out').click();
  await page.reload();
  await signIn(user.password);
  await refusal('Incorrect username or password');
  await signIn(own);
  await page.getByText('Nothing here yet.').waitFor();
});

test('an authenticator app is set up, and a code that it does not show is not taken', async () => {
  await button(user.email).click();
  await look('account');
  await button('Set it up').click();
  secret = (await page.locator('code').textContent()) ?? '';
  expect(await page.getByRole('link', { name: /authenticator app/ }).getAttribute('href')).toContain(`secret=${secret}`);
  await page.getByLabel('Code of your authenticator app').fill(oldCode());
  await button('Confirm').click();
  await refusal(/Code mismatch/);
  await look('second-factor');
  await page.getByLabel('Code of your authenticator app').fill(codeOf(secret));
  await button('Confirm').click();
  await page.getByText('From now on a sign-in asks for a code').waitFor();
  await look('second-factor-done');
});

test('from then on nobody gets in without a code of it', async () => {
  await button('Sign out').click();
  await signIn(own);
  await page.getByLabel('Code of your authenticator app').fill(oldCode());
  await look('code');
  await button('Sign in').click();
  await refusal('Invalid code');
  await refuseNext('Invalid session for the user, session is expired.');
  await button('Sign in').click();
  await refusal('session is expired');
  await button('Start again').click();
  await signIn(own);
  await page.getByLabel('Code of your authenticator app').fill(codeOf(secret));
  await button('Sign in').click();
  await page.getByText('Nothing here yet.').waitFor();
  expect(tab.complaints).toEqual([]);
});
