import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { attention, stalledAttention } from '../../cli/src/testing/attention-samples.ts';
import { before, MERCY, mutable, stage, stalledNetwork, summary, tenant } from '../../cli/src/testing/samples.ts';
import { barriers } from './accessibility.ts';
import { FULL } from './answers.ts';
import { keepPicture, launchBrowser, openTab, type Tab } from './browser.ts';
import { type FixtureSite, fixtureSite, signedIn } from './fixture-site.ts';

/** An operator believes the first screen: what needs attention is on it, whatever state the tenant is in. */
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
const open = async (path: string, answers: typeof FULL): Promise<void> => {
  site.api.answer(answers);
  site.api.taken.splice(0);
  tab = await openTab(browser);
  page = tab.page;
  await signedIn(page);
  await page.goto(`${site.url}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
};

const live = { state: 'ready' as const, attention: mutable([stalledAttention]) };
const READY_AND_STALLED = {
  ...FULL,
  'GET /attention': () => attention({ stalled: 1 }),
  'GET /tenants': () => ({ tenants: [summary(live)] }),
  'GET /tenants/{id}': () => tenant({ ...live, stages: [stage('account'), stalledNetwork()] }),
};

test('a ready tenant whose stage stalled is marked in the list, counted in the navigation, and found by that in its state', async () => {
  await open('/tenants?state=ready&attention=stalled', READY_AND_STALLED);
  await page.getByRole('link', { name: /Tenants.*1 need attention/ }).waitFor();
  const row = page.getByRole('row', { name: /Mercy Hospital/ });
  await row.getByText('Stalled: network').waitFor();
  await row.getByText('Ready').waitFor();
  expect(site.api.taken.find(({ route }) => route === 'GET /tenants')?.query).toMatchObject({ state: 'ready', attention: 'stalled' });
  await keepPicture(page, 'ready-and-stalled');
  expect(await barriers(page)).toEqual([]);
});

test('its page says what is wrong and what to press, and takes who cares for it', async () => {
  await open(`/tenants/${MERCY}`, READY_AND_STALLED);
  await page.getByText('Stalled: NAT gateway of stage network').waitFor();
  await page.getByText('EC2 CreateNatGateway', { exact: true }).waitFor();
  await page.getByText('docs/runbook.md#stalled-stage').waitFor();
  await page.getByRole('button', { name: 'Retry' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Silence for 8 hours' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('AWS Support has the case');
  await dialog.getByRole('button', { name: 'Silence for 8 hours' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(site.api.taken.find(({ route }) => route === 'POST /tenants/{id}/attention')?.body).toMatchObject({
    handling: 'silenced',
    kind: 'stalled',
    stage: 'network',
    reason: 'AWS Support has the case',
  });
});

const rolledBack = mutable({
  kind: 'rolledBack' as const,
  step: 'natGateway',
  since: before(300),
  reason: 'Stage network failed at natGateway: EC2 CreateNatGateway answered InvalidParameterValue. Everything that it created is removed.',
  failure: { step: 'natGateway', call: 'EC2 CreateNatGateway', code: 'InvalidParameterValue', message: '', advice: '' },
  advice: 'Remove the cause, then on-board the tenant again: its name is free. docs/runbook.md#a-tenant-was-rolled-back',
  action: 'onboardAgain' as const,
  link: 'docs/runbook.md#a-tenant-was-rolled-back',
});
const gone = {
  state: 'offboarded' as const,
  outcome: 'rolledBack' as const,
  attention: [rolledBack],
  actions: [],
  slug: 'mercy',
  plan: 'standard',
};
const ROLLED_BACK = {
  ...FULL,
  'GET /tenants': () => ({ tenants: [summary({ state: 'offboarded', outcome: 'rolledBack', attention: [rolledBack] })] }),
  'GET /tenants/{id}': () => tenant({ ...gone, stages: [], resources: [] }),
};

test('a tenant that was rolled back says so in the list, and is found by that', async () => {
  await open('/tenants?state=rolledBack', ROLLED_BACK);
  const row = page.getByRole('row', { name: /Mercy Hospital/ });
  await row.getByText('EC2 CreateNatGateway answered InvalidParameterValue').waitFor();
  expect(await row.getByText('Off-boarded').count()).toBe(0);
  expect(site.api.taken.find(({ route }) => route === 'GET /tenants')?.query).toMatchObject({ outcome: 'rolledBack' });
});

test('its page says what failed, and asks for the tenant again with what is kept of it', async () => {
  await open(`/tenants/${MERCY}`, ROLLED_BACK);
  await page.getByText('InvalidParameterValue', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0);
  await keepPicture(page, 'rolled-back');
  await page.getByRole('link', { name: 'Try again' }).click();
  await page.waitForURL(/\/tenants\/new\?again=/);
  await page.waitForFunction(() => [...document.querySelectorAll('input')].some(({ value }) => value === 'mercy'));
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('');
});
