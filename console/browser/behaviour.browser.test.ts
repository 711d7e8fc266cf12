import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Refusal } from '../../cli/src/testing/fake-api.ts';
import { plan } from '../../cli/src/testing/operation-samples.ts';
import { FULL, GONE, MERCY, RETRYING, STUCK } from './answers.ts';
import { keepPicture, launchBrowser, openTab, PHONE, type Tab } from './browser.ts';
import { type FixtureSite, fixtureSite, signedIn } from './fixture-site.ts';
import { LONGEST_TASK, leastTask, longest, smoothnessOf, watchSmoothness } from './smoothness.ts';

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
const open = async (path: string, options: Parameters<typeof openTab>[1] = {}): Promise<void> => {
  tab = await openTab(browser, options);
  page = tab.page;
  await signedIn(page);
  await page.goto(`${site.url}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
};
const asked = (route: string) => site.api.taken.filter((one) => one.route === route);

test('a thousand tenants are found, filtered and paged through without a stutter', async () => {
  site.api.answer(FULL);
  const task = await leastTask('console, 100 of 1,000 tenants', async () => {
    await open('/tenants?size=100');
    await page.getByRole('link', { name: 'Hospital 0099' }).waitFor();
    await watchSmoothness(page);
    for (const n of ['0100', '0200', '0300']) {
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.getByRole('link', { name: `Hospital ${n}` }).waitFor();
    }
    await page.getByRole('button', { name: 'Previous page' }).click();
    await page.getByRole('link', { name: 'Hospital 0200' }).waitFor();
    await page.getByRole('searchbox', { name: 'Find tenants' }).fill('0777');
    await page.getByRole('link', { name: 'Hospital 0777' }).waitFor();
    expect(new URL(page.url()).searchParams.get('search')).toBe('0777');
    return longest((await smoothnessOf(page)).tasks);
  });
  expect(task).toBeLessThan(LONGEST_TASK);
  await page.getByRole('searchbox', { name: 'Find tenants' }).fill('nobody');
  await page.getByText(/^No tenant matches$/).waitFor();
  await page.getByRole('button', { name: 'Show all tenants' }).click();
  await page.getByRole('link', { name: 'Hospital 0000' }).waitFor();
});

test('a tenant is on-boarded by keyboard alone', async () => {
  site.api.answer({ ...FULL, 'POST /plan': () => plan({ problems: [] }) });
  await open('/tenants');
  const press = (key: string) => page.keyboard.press(key);
  const focused = () =>
    page.evaluate(() => document.activeElement?.textContent || document.activeElement?.getAttribute('aria-label') || '');
  await press('Tab');
  expect(await focused()).toBe('Skip to the page');
  await press('Enter');
  for (let i = 0; (await focused()) !== 'On-board a tenant' && i < 20; i++) await press('Tab');
  await press('Enter');
  await page.getByRole('heading', { name: 'Tenant', level: 1 }).waitFor();
  const reach = async (name: string): Promise<void> => {
    const wanted = page.getByRole('textbox', { name });
    for (let i = 0; i < 40; i++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await press('Tab');
    }
    throw new Error(`${name} is not reached by Tab`);
  };
  await reach('Name');
  await page.keyboard.type('New Hospital');
  await reach('E-mail address of its first user');
  await page.keyboard.type('it@new.example');
  for (const next of ['Next', 'Next', 'Next', 'On-board']) {
    for (let i = 0; (await focused()) !== next && i < 80; i++) await press('Tab');
    expect(await focused()).toBe(next);
    if (next === 'On-board') await page.getByRole('heading', { name: 'What will be created', level: 2 }).waitFor();
    await press('Enter');
    await page.waitForFunction((text) => document.activeElement?.textContent !== text, next);
  }
  await page.waitForURL(`**/tenants/${MERCY}`);
  expect(asked('POST /tenants').at(-1)).toMatchObject({ body: { name: 'New Hospital', slug: 'new-hospital' }, key: expect.any(String) });
});

test('a request that is pressed twice is one request, another one has another key', async () => {
  let times = 0;
  site.api.answer({
    ...FULL,
    'POST /tenants': () => {
      times++;
      if (times === 1) throw new Refusal(503, 'not-published', 'The request was noted but not passed on: repeat it.');
      return { tenantId: MERCY };
    },
  });
  await open('/tenants/new', { expected: /status of 503/ });
  await page.getByRole('textbox', { name: 'Name' }).fill('New Hospital');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('it@new.example');
  for (let step = 2; step <= 4; step++) await page.getByRole('button', { name: 'Next' }).click();
  // Until the plan is there the button still moves.
  await page.getByRole('table', { name: 'Cost of a month' }).waitFor();
  const before = asked('POST /tenants').length;
  await page.getByRole('button', { name: 'On-board', exact: true }).click();
  await page.getByText('noted but not passed on').waitFor();
  await page.getByRole('button', { name: 'On-board', exact: true }).click();
  await page.waitForURL(`**/tenants/${MERCY}`);
  const [first, second] = asked('POST /tenants').slice(before);
  expect(second?.key).toBe(first?.key);
});

test('a quota without room stops the wizard, with the reason and what to do', async () => {
  const refusals = [{ quota: 'accounts', reason: 'The organization has 10 of 10 accounts.', fix: 'Ask AWS for more accounts.' }];
  site.api.answer({ ...FULL, 'POST /plan': () => plan({ possible: false, refusals }) });
  await open('/tenants/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('New Hospital');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('it@new.example');
  for (let step = 2; step <= 4; step++) await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('The organization has 10 of 10 accounts.').waitFor();
  await page.getByText('Ask AWS for more accounts.').first().waitFor();
  const before = asked('POST /tenants').length;
  await page.getByRole('button', { name: 'On-board', exact: true }).click();
  expect(asked('POST /tenants')).toHaveLength(before);
});

test('a stuck tenant names stage, step, call, error and fix, and is asked to try again', async () => {
  site.api.answer(STUCK);
  await open(`/tenants/${MERCY}`);
  for (const text of ['NAT gateway of stage network', 'EC2 CreateNatGateway', 'NatGatewayLimitExceeded', 'Raise the quota']) {
    await page.getByText(text).first().waitFor();
  }
  await keepPicture(page, 'stuck');
  await page.getByRole('button', { name: 'Retry' }).click();
  await page.getByText('tries again').first().waitFor();
  expect(asked('POST /tenants/{id}/retry').at(-1)).toMatchObject({ body: { stage: 'network' }, key: expect.any(String) });
});

test('a step that AWS keeps refusing says so long before the stage gives up', async () => {
  site.api.answer(RETRYING);
  await open(`/tenants/${MERCY}`);
  await page.getByText('NAT gateway of stage network is tried again').waitFor();
  await page.getByText('Raise the quota').first().waitFor();
});

test('an off-boarded tenant shows the evidence and what was left alone on purpose, and offers nothing', async () => {
  site.api.answer(GONE);
  await open(`/tenants/${MERCY}`);
  await page.getByText('s3://tenantry-dev-evidence/mercy.json').waitFor();
  await page.getByText('IAM role AWSControlTowerExecution: of the organization').waitFor();
  await page.getByText('Nothing is left of its people from 2027-03-20 on').waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save file, signature' }).click();
  expect((await saved).suggestedFilename()).toBe(`${MERCY}.json`);
  expect(await page.getByRole('main').getByRole('link', { name: 'Off-board' }).count()).toBe(0);
  await page.goto(`${site.url}/tenants/${MERCY}/offboard`);
  await page.getByText('cannot be off-boarded in its state').waitFor();
});

test('a dead letter is discarded only with a reason', async () => {
  site.api.answer(FULL);
  await open('/dead-letters/network/aaaaaaaa-0001');
  await page.getByRole('button', { name: 'Discard' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await dialog.getByText('Give a reason of 3 to 500 characters.').waitFor();
  await dialog.getByLabel('Reason').fill('It was a test.');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await page.waitForURL('**/dead-letters');
  expect(asked('POST /dead-letters/{queue}/{messageId}/discard').at(-1)).toMatchObject({ body: { reason: 'It was a test.' } });
});

test('who may only look is told why a button does nothing', async () => {
  site.api.answer({ ...FULL, 'GET /me': () => ({ subject: '1', displayName: 'v@example.com', groups: ['viewer'], group: 'viewer' }) });
  await open('/tenants');
  const button = page.getByRole('main').locator('[aria-disabled="true"]', { hasText: 'On-board a tenant' });
  await button.focus();
  await page.getByText('This needs the group admin.').locator('visible=true').first().waitFor();
});

test('a session that the API no longer takes ends at the sign-in, which says so', async () => {
  site.api.answer({
    ...FULL,
    'GET /quotas': () => {
      throw new Refusal(401, 'unauthorized');
    },
  });
  await open('/tenants', { expected: /status of 401/ });
  await page.getByRole('link', { name: 'Quotas' }).click();
  await page.getByText('Your session has ended').waitFor();
  expect(new URL(page.url()).pathname).toBe('/quotas');
});

test('on a phone the navigation opens and closes', async () => {
  site.api.answer(FULL);
  await open('/tenants', { size: PHONE });
  const menu = page.getByRole('button', { name: 'Menu' });
  expect(await page.getByRole('link', { name: 'Quotas' }).isVisible()).toBe(false);
  await menu.click();
  await page.getByRole('link', { name: 'Quotas' }).click();
  await page.getByRole('heading', { name: 'Quotas', level: 1 }).waitFor();
  expect(await menu.getAttribute('aria-expanded')).toBe('false');
});

test('the chosen appearance stays', async () => {
  site.api.answer(FULL);
  await open('/quotas');
  await page.getByRole('button', { name: /appearance/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
  const isDark = () => page.evaluate(() => document.body.classList.contains('awsui-dark-mode'));
  expect(await isDark()).toBe(true);
  await page.reload();
  await page.getByRole('heading', { name: 'Quotas', level: 1 }).waitFor();
  expect(await isDark()).toBe(true);
});
