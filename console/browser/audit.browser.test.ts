import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { MERCY, summary } from '../../cli/src/testing/samples.ts';
import { FULL } from './answers.ts';
import { audit } from './audit-sample.ts';
import { fixturePages } from './fixture-pages.ts';

const pages = fixturePages();
const WEST = MERCY.replace(/1$/, '2');
const TENANTS = [summary(), summary({ tenantId: WEST, slug: 'mercy-west', name: 'Mercy West', domain: 'mercy-west.app.example.com' })];
/** As the API answers: the lines of the tenant that is asked for, or everybody's. */
const ANSWERS = {
  ...FULL,
  'GET /tenants': ({ query }: { readonly query: Readonly<Record<string, unknown>> }) => ({
    tenants: TENANTS.filter(({ name, tenantId }) => `${name} ${tenantId}`.toLowerCase().includes(String(query.search ?? '').toLowerCase())),
  }),
  'GET /audit': ({ query }: { readonly query: Readonly<Record<string, unknown>> }) => ({
    lines: [
      audit({ tenantName: 'Mercy Hospital', reason: '=HYPERLINK("http://evil.example")' }),
      audit({ id: 'line-2', tenantId: WEST, tenantName: 'Mercy West', action: 'POST /tenants/{id}/cancel' }),
    ].filter(({ tenantId }) => !query.tenantId || tenantId === query.tenantId),
  }),
};
const lastQuery = () => pages.asked('GET /audit').at(-1)?.query;

test('is about one tenant, by its name; what is not understood is said, and nobody else is shown for it', async () => {
  const page = await pages.open('/audit', ANSWERS);
  const list = page.locator('.list');
  await list.getByRole('link', { name: 'Mercy West' }).waitFor();
  // In words, not as a route.
  await list.getByText('Cancel an on-boarding').waitFor();
  const tenant = page.getByRole('combobox', { name: 'Only about this tenant' });
  await tenant.fill('mercy hospital');
  await list.getByRole('link', { name: 'Mercy West' }).waitFor({ state: 'detached' });
  await list.getByRole('link', { name: 'Mercy Hospital' }).waitFor();
  expect(lastQuery()).toMatchObject({ tenantId: MERCY });

  for (const [typed, said] of [
    ['anna', 'No tenant has the name, slug, domain or id "anna"'],
    ['merc', '"merc" is part of several tenants\' names'],
  ] as const) {
    await tenant.fill(typed);
    await list.locator('[data-instead="failed"]').getByText(said).waitFor();
    expect(await list.getByRole('link', { name: /Mercy/ }).count()).toBe(0);
  }
  await page.goto(`${pages.site().url}/audit?tenant=${WEST}`);
  await list.getByRole('link', { name: 'Mercy West' }).waitFor();
  expect(await tenant.inputValue()).toBe('Mercy West');
});

test('is about a time, and is saved as a file in which nothing is a formula', async () => {
  const page = await pages.open('/audit?time=7d', ANSWERS);
  await page.locator('.list').getByRole('link', { name: 'Mercy West' }).waitFor();
  const from = Date.parse(String(lastQuery()?.from));
  expect(Math.abs(Date.now() - 7 * 86_400_000 - from)).toBeLessThan(600_000);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^audit-entries-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await file.path(), 'utf8').split('\r\n');
  expect(lines[0]).toBe('"Time","Who","What","Tenant","Result","Reason"');
  expect(lines[1]).toContain('"Retry a stage: network","Mercy Hospital","done","\'=HYPERLINK(');
  expect(lines).toHaveLength(4);

  await page.goto(`${pages.site().url}/audit?time=yesterday`);
  await page.getByText('"yesterday" is no time window.').waitFor();
});
