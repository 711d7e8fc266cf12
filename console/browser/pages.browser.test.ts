import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { barriers } from './accessibility.ts';
import { BROKEN, EMPTY, FULL } from './answers.ts';
import { keepPicture, launchBrowser, openTab, PHONE, type Tab } from './browser.ts';
import { type FixtureSite, fixtureSite, signedIn } from './fixture-site.ts';
import { PAGES } from './page-paths.ts';

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

/** Opens a page and waits until nothing is on its way any more. */
const visit = async (path: string): Promise<void> => {
  await signedIn(tab.page);
  await tab.page.goto(`${site.url}${path}`);
  await tab.page.getByRole('heading', { level: 1 }).waitFor();
  await tab.page
    .getByText(/^(Loading|Checking|Counting)/)
    .first()
    .waitFor({ state: 'detached' });
};

describe.each(Object.entries(PAGES))('page %s', (name, path) => {
  test('has no barrier, in light and in dark, and complains of nothing', async () => {
    for (const colours of ['light', 'dark'] as const) {
      site.api.answer(FULL);
      tab = await openTab(browser, { colours });
      await visit(path);
      expect(await barriers(tab.page)).toEqual([]);
      expect(tab.complaints).toEqual([]);
      await keepPicture(tab.page, `${name}-${colours}`);
      await tab.context.close();
    }
  });

  test('fits on a phone, without a barrier', async () => {
    site.api.answer(FULL);
    tab = await openTab(browser, { size: PHONE });
    await visit(path);
    expect(await tab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await barriers(tab.page)).toEqual([]);
    await keepPicture(tab.page, `${name}-phone`);
  });
});

const LISTS = ['overview', 'tenants', 'tenant', 'dead-letters', 'replays', 'releases', 'closings', 'quotas', 'cost', 'audit', 'checks'];
test.each(LISTS)('%s: nothing there is said, not shown as a blank', async (name) => {
  site.api.answer(EMPTY);
  tab = await openTab(browser);
  await visit(PAGES[name] ?? '');
  expect(await tab.page.getByRole('main').textContent()).toMatch(/No |Nothing|not /);
  expect(await barriers(tab.page)).toEqual([]);
  await keepPicture(tab.page, `${name}-empty`);
});

test.each(LISTS)('%s: an API that does not answer is said, with a way to try again', async (name) => {
  site.api.answer(BROKEN);
  tab = await openTab(browser, { expected: /status of 503/ });
  await signedIn(tab.page);
  await tab.page.goto(`${site.url}${PAGES[name]}`);
  const again = tab.page.getByRole('button', { name: 'Try again' }).first();
  await again.waitFor();
  expect(await barriers(tab.page)).toEqual([]);
  await keepPicture(tab.page, `${name}-broken`);
  site.api.answer(FULL);
  // A page that looks again automatically may be faster than the press.
  await again.click({ timeout: 3_000 }).catch(() => {});
  await again.waitFor({ state: 'detached' });
});
