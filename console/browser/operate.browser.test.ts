import { randomUUID } from 'node:crypto';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import type { Browser, Page } from 'playwright-core';
import { unusedSlug } from '../../tests/e2e/harness.ts';
import { keepPicture, launchBrowser, openTab, type Tab } from './browser.ts';
import { type LiveConsole, liveConsole, signIn } from './live-console.ts';

/** What operators do about trouble, on the deployed console. */
let browser: Browser;
let live: LiveConsole;
let tab: Tab;
let page: Page;
beforeAll(async () => {
  [browser, live] = await Promise.all([launchBrowser(), liveConsole()]);
  tab = await openTab(browser);
  page = tab.page;
  await signIn(page, live);
});
afterAll(async () => {
  await browser?.close();
});

test('a tenant that AWS refuses a NAT gateway says so, and is finished by Retry when AWS has room again', async () => {
  const slug = unusedSlug();
  await page.goto(`${live.url}/tenants/new`);
  await page.getByRole('textbox', { name: 'Name' }).fill(`Stuck ${slug}`);
  await page.getByRole('textbox', { name: 'Slug' }).fill(slug);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`admin@${slug}.example.com`);
  await page.getByText('which is free').waitFor();
  for (let step = 2; step <= 4; step++) await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'What will be created', level: 2 }).waitFor();
  await page.getByRole('button', { name: 'On-board', exact: true }).click();
  await page.waitForURL(/\/tenants\/[0-9A-Z]{26}$/);
  // Only this tenant: others are on-boarded by other tests at the same time. It has no account yet.
  const tenant = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const fault = await live.on.running.addFault({
    match: { service: 'ec2', operation: 'CreateNatGateway', labels: { tenant } },
    effect: { kind: 'error', code: 'NatGatewayLimitExceeded', message: 'The limit of 5 NAT gateways is reached.' },
    times: null,
  });
  await page.getByText('Stalled: NAT gateway of stage network').waitFor({ timeout: PATIENCE_MS });
  await page.getByText('NatGatewayLimitExceeded').first().waitFor();
  await page.getByText('EC2 CreateNatGateway').first().waitFor();
  await keepPicture(page, 'live-stuck');
  await live.on.running.removeFault(fault);
  await page.getByRole('button', { name: 'Retry' }).click();
  await page.getByText('Ready', { exact: true }).waitFor({ timeout: PATIENCE_MS });
});

test('a poison message is seen with its reason, and discarded with a line in the audit', async () => {
  const sqs = new SQSClient({ ...rootOf(testAccounts.superAdmin), useQueueUrlAsEndpoint: false });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'tenantry-dev-dns' }));
  const event = {
    source: 'tenantry.edge',
    'detail-type': 'EdgeReady',
    detail: { eventId: randomUUID(), causedBy: '', at: new Date().toISOString() },
  };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(event) }));
  await page.goto(`${live.url}/dead-letters?queue=dns`);
  const letter = page.getByRole('link', { name: 'EdgeReady' }).first();
  for (let look = 0; look < 30 && !(await letter.isVisible()); look++) {
    await page.getByRole('button', { name: 'Refresh' }).click();
    await letter.waitFor({ timeout: 2_000 }).catch(() => {});
  }
  await letter.click();
  await page.getByRole('heading', { name: 'EdgeReady', level: 1 }).waitFor();
  await page.getByText('Malformed', { exact: true }).waitFor();
  await page
    .getByText(/tenantId/)
    .first()
    .waitFor();
  await keepPicture(page, 'live-dead-letter');
  const reason = `A test: ${randomUUID()}`;
  await page.getByRole('button', { name: 'Discard' }).first().click();
  await page.getByRole('dialog').getByLabel('Reason').fill(reason);
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await page.getByText('The message is discarded.').waitFor();
  await page.goto(`${live.url}/audit`);
  await page.getByText(reason, { exact: true }).waitFor();
  expect(tab.complaints).toEqual([]);
});
