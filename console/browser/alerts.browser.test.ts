import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { stalledAttention } from '../../cli/src/testing/attention-samples.ts';
import { mutable, stage, stalledNetwork, tenant } from '../../cli/src/testing/samples.ts';
import { barriers } from './accessibility.ts';
import { FULL, MERCY, RETRYING } from './answers.ts';
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
const open = async (answers: typeof FULL, path: string): Promise<void> => {
  site.api.answer(answers);
  tab = await openTab(browser);
  page = tab.page;
  await signedIn(page);
  await page.goto(`${site.url}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
};

const AWS = 'https://eu-west-1.console.aws.amazon.com';
const PLACES = mutable([
  { kind: 'quotas' as const, title: 'Service Quotas of account 100000000006', url: `${AWS}/servicequotas/home/services/vpc/quotas` },
  { kind: 'account' as const, title: "The tenant's account 100000000006", url: `${AWS}/console/home` },
  { kind: 'log' as const, title: 'Log of stage network', url: `${AWS}/cloudwatch/home#logsV2:log-groups` },
  { kind: 'dashboard' as const, title: 'CloudWatch dashboard', url: `${AWS}/cloudwatch/home#dashboards` },
]);
const RUNBOOK = 'https://git.example.com/docs/runbook.md#a-quota-is-used-up';
const stuck = (more: object) =>
  tenant({
    state: 'stalled',
    stalled: ['network'],
    attention: [
      {
        ...stalledAttention,
        advice: `Raise the quota "NAT gateways per Availability Zone", then retry the stage (${RUNBOOK}).`,
        link: RUNBOOK,
        ...more,
      },
    ],
    stages: [stage('account'), stalledNetwork()],
    actions: ['retry', 'cancel'],
  });

test('the alert of a stuck stage leads to quota, account, failed message, log, runbook and dashboard', async () => {
  await open({ ...FULL, 'GET /tenants/{id}': () => stuck({ places: PLACES }) }, `/tenants/${MERCY}`);
  const where = page.getByRole('list', { name: 'Where to look' });
  for (const { title, url } of PLACES) expect(await where.getByRole('link', { name: title }).getAttribute('href')).toBe(url);
  expect(await where.getByRole('link', { name: 'Failed messages of stage network' }).getAttribute('href')).toBe(
    '/dead-letters?queue=network',
  );
  expect(await where.getByRole('link', { name: 'What people did to it' }).getAttribute('href')).toBe(`/audit?tenant=${MERCY}`);
  await page.locator(`a[href="${RUNBOOK}"]`).waitFor();
  expect(await barriers(page)).toEqual([]);
  // Call and code stand once, each under its name.
  expect(await page.getByText('EC2 CreateNatGateway answered').count()).toBe(0);
  expect(await page.getByText('NatGatewayLimitExceeded', { exact: true }).count()).toBe(1);
});

test('while it is tried again nothing says to press for it, and the alert stays', async () => {
  await open({ ...FULL, 'GET /tenants/{id}': () => stuck({ isRetried: true, places: PLACES }) }, `/tenants/${MERCY}`);
  await page.getByText('It is being tried again; nothing has to be pressed.').waitFor();
  expect(await page.getByText('then retry the stage').count()).toBe(0);
});

test('what AWS keeps refusing says what to repair, and that it continues automatically', async () => {
  await open(RETRYING, `/tenants/${MERCY}`);
  await page.getByText('It is tried again automatically').waitFor();
  await page.getByText('Raise the quota "NAT gateways per Availability Zone".').waitFor();
  expect(await page.getByText('then retry the stage').count()).toBe(0);
});

test('where the deployment has no AWS console nothing leads there', async () => {
  const events = FULL['GET /tenants/{id}/timeline'];
  await open(
    {
      ...FULL,
      'GET /tenants/{id}': () =>
        tenant({ resources: tenant().resources.map((one) => ({ ...one, consoleUrl: '' })), attention: [stalledAttention] }),
      'GET /tenants/{id}/timeline': (taken, times) => {
        const answer = events?.(taken, times);
        if (!answer) throw new Error('no timeline');
        return {
          ...answer,
          events: answer.events.map(({ traceUrl: _, ...one }) => one),
          steps: answer.steps.map(({ traceUrl: _, ...one }) => one),
        };
      },
    },
    `/tenants/${MERCY}/resources`,
  );
  await page.getByText('vpc-1').waitFor();
  for (const tabName of ['Resources', 'Events', 'Overview']) {
    await page.getByRole('tab', { name: tabName }).click();
    await page.getByRole('tabpanel').getByRole('table').first().waitFor();
    expect(await page.locator('main a[href*="aws.amazon.com"], main a[href*="console.example"]').count()).toBe(0);
    expect(await page.getByText('Trace', { exact: true }).count()).toBe(0);
  }
});
