import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient } from '@tenantry/api-client/client';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import type { Browser, Page } from 'playwright-core';
import { firstUser } from '../../laptop/demo/tenant-session.ts';
import { unusedSlug } from '../../tests/e2e/harness.ts';
import { barriers } from './accessibility.ts';
import { keepPicture, launchBrowser, openTab, type Tab } from './browser.ts';
import { type LiveConsole, liveConsole, signIn } from './live-console.ts';
import { firstPaint } from './smoothness.ts';

/** The life of a tenant as a super admin sees it, on the deployed console, from one test to the next. */
let browser: Browser;
let live: LiveConsole;
let tab: Tab;
let page: Page;
const slug = unusedSlug();
const name = `St. Anna ${slug}`;

beforeAll(async () => {
  [browser, live] = await Promise.all([launchBrowser(), liveConsole()]);
  // Wrong passwords and steps that are tried again are part of the story.
  tab = await openTab(browser, { expected: /status of 400/ });
  page = tab.page;
});
afterAll(async () => {
  await browser?.close();
});

test('the first page is painted within a second, and asks who is there', async () => {
  const paints: number[] = [];
  const theres: number[] = [];
  // With nothing in the browser's cache. Other tests on-board tenants on the same cores meanwhile: the best time is that of the page alone.
  for (let i = 0; i < 3; i++) {
    const fresh = await openTab(browser);
    await fresh.page.goto(live.url);
    await fresh.page.getByRole('heading', { name: 'Sign in to Tenantry' }).waitFor();
    theres.push(await fresh.page.evaluate(() => performance.now()));
    paints.push(await firstPaint(fresh.page));
    await fresh.context.close();
  }
  const all = (milliseconds: readonly number[]) => milliseconds.map((one) => Math.round(one)).join(', ');
  process.stderr.write(`console, nothing cached: first paint ${all(paints)} ms, sign-in there ${all(theres)} ms\n`);
  expect(Math.min(...paints)).toBeLessThan(1_000);
  await page.goto(live.url);
  await page.getByRole('heading', { name: 'Sign in to Tenantry' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await keepPicture(page, 'sign-in');
});

test("a wrong password is refused in Cognito's words, the right one opens the page that was asked for", async () => {
  await page.goto(`${live.url}/quotas`);
  await page.getByRole('button', { name: 'Sign in with your account' }).click();
  await page.getByLabel('E-mail address').fill(live.on.admin.email);
  await page.getByLabel('Password').fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('Incorrect username or password').waitFor();
  await signIn(page, live, '/quotas');
  await page.getByRole('heading', { name: 'Quotas', level: 1 }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Quotas', level: 1 }).waitFor();
});

test('the wizard says at once what is wrong, and what will be', async () => {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'On-board a tenant' }).click();
  const field = (label: string) => page.getByRole('textbox', { name: label });
  await field('Name').fill('WWW');
  await page.getByText('"www" is reserved').waitFor();
  await field('Name').fill(name);
  expect(await field('Slug').inputValue()).toBe(`st-anna-${slug}`);
  await field('Slug').fill(slug);
  await page.getByText(`answer at ${slug}.app.localhost, which is free`).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Give an e-mail address').waitFor();
  await field('E-mail address of its first user').fill(`admin@${slug}.example.com`);
  await keepPicture(page, 'live-onboarding-tenant');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('radio', { name: 'A range of your choice' }).check();
  await field('CIDR block').fill('10.0.0.0/20');
  await page.getByText('Choose a range within').waitFor();
  await field('CIDR block').fill('10.79.224.1/20');
  await page.getByText('did you mean 10.79.224.0/20?').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('radio', { name: 'Any range of the usual size' }).check();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Add a variable' }).click();
  await page.getByLabel('Name of variable 1').fill('theme');
  await page.getByText('Upper-case letters').first().waitFor();
  await page.getByLabel('Name of variable 1').fill('APP_THEME');
  await page.getByLabel('Value of APP_THEME').fill('blue');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'What will be created', level: 2 }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await keepPicture(page, 'live-plan');
});

test('every stage is seen to move until the tenant is ready', async () => {
  await page.getByRole('button', { name: 'On-board', exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  const chart = page.getByRole('table', { name: /stages and steps over time/ });
  let pictures = 0;
  for (const stage of ['Account', 'Network', 'Edge', 'DNS', 'Pipeline']) {
    await chart.getByRole('button', { name: new RegExp(`^${stage}`) }).waitFor({ timeout: PATIENCE_MS });
    await keepPicture(page, `live-timeline-${++pictures}`);
  }
  await page.getByText('Ready', { exact: true }).waitFor({ timeout: PATIENCE_MS });
  const network = chart.getByRole('button', { name: /^Network/ });
  if ((await network.getAttribute('aria-expanded')) === 'false') await network.click();
  await chart.getByRole('rowheader', { name: 'NAT available' }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await keepPicture(page, 'live-tenant');
});

test('its tabs show what it has, each with its own address', async () => {
  for (const [title, path, said] of [
    ['Events', 'events', 'TenantReady'],
    ['Resources', 'resources', 'EC2 NatGateway'],
    ['Pipeline runs', 'releases', 'Succeeded'],
    ['Users', 'users', `admin@${slug}.example.com`],
    ['Cost', 'cost', 'NAT gateway'],
    ['Variables', 'variables', 'Environment variables'],
  ] as const) {
    await page.getByRole('tab', { name: title }).click();
    await page.getByText(said).first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(new RegExp(`/${path}$`));
    expect(await barriers(page)).toEqual([]);
    await keepPicture(page, `live-${path}`);
  }
  expect(await page.getByLabel('Value of APP_THEME').inputValue()).toBe('blue');
});

test("the tenant's own console is one click away, and signs its first user in", async () => {
  await page.getByRole('tab', { name: 'Overview' }).click();
  const [own] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: "Open the tenant's console" }).click(),
  ]);
  expect(new URL(own.url()).hostname).toBe(`${slug}.app.localhost`);
  const { password } = await firstUser(live.on.laptop, await tenantOf());
  // At Cognito's page, which asks for a password of one's own.
  await own.getByRole('button', { name: 'Sign in', exact: true }).click();
  await own.getByLabel('E-mail address').fill(`admin@${slug}.example.com`);
  await own.getByLabel('Password').fill(password);
  await own.getByRole('button', { name: 'Sign in', exact: true }).click();
  await own.getByLabel('New password').fill('My-own-password-1');
  await own.getByRole('button', { name: 'Confirm', exact: true }).click();
  await own.getByRole('button', { name: 'Patients' }).waitFor();
  await keepPicture(own, 'live-tenants-own-console');
  await own.close();
});

test('off-boarding asks twice, and ends with evidence that nothing is left', async () => {
  await page.getByRole('link', { name: 'Off-board' }).click();
  await page.getByRole('heading', { name: `Off-board ${name}`, level: 1 }).waitFor();
  const now = page.getByRole('button', { name: 'Off-board permanently' });
  await now.click();
  await page.getByText(`Type ${slug}.`).waitFor();
  await page.getByLabel('Reason').fill('The contract has ended.');
  await page.getByLabel(`Type ${slug} to confirm`).fill(slug);
  expect(await barriers(page)).toEqual([]);
  await keepPicture(page, 'live-offboarding');
  await now.click();
  await page.getByText('Off-boarding', { exact: true }).first().waitFor();
  await page.getByText('Off-boarded', { exact: true }).first().waitFor({ timeout: PATIENCE_MS });
  await page.getByText(/^SHA-256 [0-9a-f]+$/).waitFor({ timeout: PATIENCE_MS });
  expect(await barriers(page)).toEqual([]);
  await keepPicture(page, 'live-offboarded');
  await page.goto(`${live.url}/closings?state=closed`);
  await page.getByRole('heading', { name: 'Accounts to close', level: 1 }).waitFor();
  await page.goto(`${live.url}/audit`);
  await page.getByText('The contract has ended.', { exact: true }).waitFor();
  await keepPicture(page, 'live-audit');
});

test('signing out ends the session', async () => {
  await page.getByRole('button', { name: /sign out/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Tenantry' }).waitFor();
  await page.goto(`${live.url}/tenants`);
  await page.getByRole('heading', { name: 'Sign in to Tenantry' }).waitFor();
  expect(tab.complaints).toEqual([]);
});

const tenantOf = async () => {
  const token = await live.on.admin.token();
  const api = createClient({ baseUrl: live.on.admin.apiUrl, token: () => token });
  const { tenants } = await api('GET /tenants', { query: { search: slug } });
  return (await api('GET /tenants/{id}', { path: { id: tenants[0]?.tenantId ?? '' } })) as unknown as Parameters<typeof firstUser>[1];
};
