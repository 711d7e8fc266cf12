import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { plan, quota } from '../../cli/src/testing/operation-samples.ts';
import { barriers } from './accessibility.ts';
import { FULL, GONE, MERCY, RETRYING, STUCK } from './answers.ts';
import { DESKTOP, keepPicture, launchBrowser, openTab, PHONE, type Tab } from './browser.ts';
import { type FixtureSite, fixtureSite, signedIn } from './fixture-site.ts';

/** What a page becomes when one works with it, besides what its address shows (pages.browser.test.ts). */
interface View {
  readonly path: string;
  readonly answers?: typeof FULL;
  readonly reach: (page: Page) => Promise<void>;
}
const shows = (text: string) => (page: Page) => page.getByText(text).first().waitFor();
const next = (page: Page) => page.getByRole('button', { name: 'Next' }).click();
const wizard =
  (steps: number, until: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('textbox', { name: 'Name' }).fill('New Hospital');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('it@new.example');
    for (let step = 1; step < steps; step++) await next(page);
    await until(page);
  };
const dialog = (button: string) => async (page: Page) => {
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('dialog').getByRole('button').last().waitFor();
};
const noRoom = [{ quota: 'accounts', reason: 'The organization has 10 of 10 accounts.', fix: 'Ask AWS for more accounts.' }];

const UNREAD = 'The quota of accounts could not be read (AccessDeniedException). docs/runbook.md#a-figure-is-not-known';
const { limit: _limit, used: _used, free: _free, ...unreadQuota } = quota();

const VIEWS: Readonly<Record<string, View>> = {
  'a stuck tenant': { path: `/tenants/${MERCY}`, answers: STUCK, reach: shows('Raise the quota') },
  'a tenant that AWS keeps refusing something': { path: `/tenants/${MERCY}`, answers: RETRYING, reach: shows('is tried again') },
  'an off-boarded tenant': { path: `/tenants/${MERCY}`, answers: GONE, reach: shows('SHA-256') },
  'the wizard with what is wrong': {
    path: '/tenants/new',
    reach: async (page) => next(page).then(() => shows('Give an e-mail address')(page)),
  },
  'the wizard at its network': { path: '/tenants/new', reach: wizard(2, (page) => page.getByRole('radio').first().waitFor()) },
  'the wizard at its variables': {
    path: '/tenants/new',
    reach: wizard(3, async (page) => {
      await page.getByRole('button', { name: 'Add a variable' }).click();
      await page.getByLabel('Name of variable 1').fill('theme');
      await shows('Upper-case letters')(page);
    }),
  },
  'the wizard at its plan, of which AWS does not say everything': {
    path: '/tenants/new',
    answers: { ...FULL, 'POST /plan': () => plan({ unknown: [UNREAD], quotas: [{ ...unreadQuota, unknown: UNREAD }] }) },
    reach: wizard(4, async (page) => {
      await page.getByRole('table', { name: 'Cost of a month' }).waitFor();
      await shows('Something is not known, and may be in the way')(page);
    }),
  },
  'the wizard without room': {
    path: '/tenants/new',
    answers: { ...FULL, 'POST /plan': () => plan({ possible: false, refusals: noRoom }) },
    reach: wizard(4, shows('Ask AWS for more accounts.')),
  },
  'the dialog that discards': { path: '/dead-letters/network/aaaaaaaa-0001', reach: dialog('Discard') },
  'the dialog that redrives': { path: '/dead-letters/network/aaaaaaaa-0001', reach: dialog('Send again') },
  'the dialog that cancels': { path: `/tenants/${MERCY}`, reach: dialog('Cancel on-boarding') },
};
const LOOKS = [
  ['light', DESKTOP, 'light'],
  ['dark', DESKTOP, 'dark'],
  ['phone', PHONE, 'dark'],
] as const;

let browser: Browser;
let site: FixtureSite;
let tab: Tab;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), fixtureSite()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  await tab?.context.close();
});
const check = async (name: string): Promise<void> => {
  expect(await tab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await barriers(tab.page)).toEqual([]);
  expect(tab.complaints).toEqual([]);
  await keepPicture(tab.page, name.replaceAll(' ', '-'));
};

describe.each(LOOKS)('in %s, without a barrier', (look, size, colours) => {
  test.each(Object.entries(VIEWS))('%s', async (name, { path, answers = FULL, reach }) => {
    site.api.answer(answers);
    tab = await openTab(browser, { size, colours });
    await signedIn(tab.page);
    await tab.page.goto(`${site.url}${path}`);
    await tab.page.getByRole('heading', { level: 1 }).waitFor();
    await reach(tab.page);
    await check(`view-${name}-${look}`);
  });

  test('the sign-in', async () => {
    tab = await openTab(browser, { size, colours });
    await tab.page.goto(site.url);
    await tab.page.getByRole('heading', { name: 'Sign in to Tenantry' }).waitFor();
    await check(`view-sign-in-${look}`);
  });
});
