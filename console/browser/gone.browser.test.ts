import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { before } from '../../cli/src/testing/samples.ts';
import { barriers } from './accessibility.ts';
import { GONE, MERCY } from './answers.ts';
import { launchBrowser, openTab, type Tab } from './browser.ts';
import { type FixtureSite, fixtureSite, signedIn } from './fixture-site.ts';

let browser: Browser;
let site: FixtureSite;
let tab: Tab;
let page: Page;
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), fixtureSite()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
afterEach(async () => {
  expect(tab.complaints).toEqual([]);
  await tab.context.close();
});
const open = async (tabName = ''): Promise<void> => {
  tab = await openTab(browser);
  page = tab.page;
  await signedIn(page);
  await page.goto(`${site.url}/tenants/${MERCY}${tabName}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
};

/** With what is kept of it. */
const KEPT = {
  ...GONE,
  'GET /tenants/{id}/evidence': () => ({ tenantId: MERCY, sha256: 'ab'.repeat(32), document: '{ "leftovers": 0 }' }),
  'POST /tenants/{id}/export-downloads': () => ({
    tenantId: MERCY,
    keptUntil: '2027-02-22',
    expiresAt: before(-300),
    files: [{ name: '0000-schema.sql', bytes: 12, sha256: 'ef'.repeat(32), url: 'https://exports.example/0000-schema.sql?signed' }],
  }),
};

test('the evidence is read and saved, and the export is downloaded for a reason that is kept', async () => {
  site.api.answer(KEPT);
  await open();
  await page.getByText('Kept until 22 Feb 2027').waitFor();
  await page.getByRole('button', { name: 'View evidence' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('"leftovers": 0').waitFor();
  expect(await barriers(page)).toEqual([]);
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  expect((await saved).suggestedFilename()).toBe(`${MERCY}-evidence.json`);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await dialog.getByLabel('Reason').fill('The hospital asked for its data.');
  await dialog.getByRole('button', { name: 'Download' }).click();
  expect(await page.getByRole('link', { name: /0000-schema.sql/ }).getAttribute('href')).toBe(
    'https://exports.example/0000-schema.sql?signed',
  );
  expect(site.api.taken.filter(({ route }) => route === 'POST /tenants/{id}/export-downloads').at(-1)).toMatchObject({
    body: { reason: 'The hospital asked for its data.' },
  });
});

test('every tab of a tenant that is gone says what was, and offers nothing to come', async () => {
  site.api.answer(GONE);
  for (const [path, said] of [
    ['', 'Was ready from'],
    ['/users', 'The user pool was deleted with the tenant'],
    ['/variables', 'The variables were erased'],
    ['/resources', 'Everything was deleted'],
  ] as const) {
    await tab?.context.close();
    await open(path);
    await page.getByText(said).waitFor();
    const main = await page.getByRole('main').textContent();
    expect(main).not.toMatch(/not there yet|Ready since|no pipeline yet|Add a variable|arn:aws:secretsmanager/);
  }
});
