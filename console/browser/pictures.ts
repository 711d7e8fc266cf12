import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { LOCAL_FOLDER, ROOT } from '../../laptop/src/paths.ts';
import { launchBrowser, openTab } from './browser.ts';

/**
 * Takes the pictures of the README: `npm run demo -- --speed 20`, and when its tenant is ready `npm run pictures`. It on-boards two
 * more tenants and off-boards one, which is what the pictures show.
 */
const { consoleUrl, email, password } = JSON.parse(await readFile(path.join(LOCAL_FOLDER, 'tenantry.json'), 'utf8')) as {
  readonly [name in 'consoleUrl' | 'email' | 'password']: string;
};
const IMAGES = path.join(ROOT, 'docs/images');
mkdirSync(IMAGES, { recursive: true });
const browser = await launchBrowser();
const { page } = await openTab(browser, { size: { width: 1100, height: 760 } });
const picture = async (name: string): Promise<void> => {
  await page.screenshot({ path: path.join(IMAGES, `${name}.png`), animations: 'disabled' });
};

const onboard = async (on: Page, name: string, pictured?: string): Promise<void> => {
  await on.goto(`${consoleUrl}tenants/new`);
  await on.getByRole('textbox', { name: 'Name' }).fill(name);
  await on.getByRole('textbox', { name: 'E-mail' }).fill('it@hospital.example');
  await on.getByText('which is free').waitFor();
  for (let step = 2; step <= 4; step++) await on.getByRole('button', { name: 'Next' }).click();
  await on.getByRole('heading', { name: 'What will be created', level: 2 }).waitFor();
  await on.getByRole('table', { name: 'Cost of a month' }).waitFor();
  if (pictured) await picture(pictured);
  await on.getByRole('button', { name: 'On-board', exact: true }).click();
  await on.getByRole('heading', { name, level: 1 }).waitFor();
};

await page.goto(consoleUrl);
await page.getByLabel('E-mail address').fill(email);
await page.getByLabel('Password').fill(password);
await page.getByRole('button', { name: 'Sign in' }).click();
await page.getByRole('heading', { name: 'Tenants', level: 1 }).waitFor();
await onboard(page, 'St. Anna Hospital', 'console-plan');
await onboard(page, 'Riverside Clinic');
const ready = page.getByText('Ready', { exact: true });
await ready.waitFor({ timeout: 300_000 });
await page.getByRole('link', { name: 'Off-board' }).click();
await page.getByLabel('Reason').fill('The contract has ended.');
await page.getByLabel('Type riverside-clinic to confirm').fill('riverside-clinic');
await page.getByRole('button', { name: 'Off-board permanently' }).click();
await page.getByText(/^SHA-256 [0-9a-f]+$/).waitFor({ timeout: 300_000 });
await page.reload();
await page.getByText(/^SHA-256 [0-9a-f]+$/).waitFor();
await picture('console-evidence');
await onboard(page, 'Mercy Hospital');
await page.getByText('waits for ACM').first().waitFor({ timeout: 120_000 });
await page.setViewportSize({ width: 1100, height: 1200 });
await page.reload();
await page.getByRole('button', { name: /^Pipeline/ }).waitFor({ timeout: 120_000 });
await picture('console-timeline');
await page.setViewportSize({ width: 1280, height: 560 });
await page.goto(`${consoleUrl}tenants`);
await page.getByRole('link', { name: 'Mercy Hospital' }).waitFor();
await picture('console-tenants');
await browser.close();
