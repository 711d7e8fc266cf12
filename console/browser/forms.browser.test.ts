import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { stalledAttention } from '../../cli/src/testing/attention-samples.ts';
import { Refusal } from '../../cli/src/testing/fake-api.ts';
import { tenant } from '../../cli/src/testing/samples.ts';
import { barriers } from './accessibility.ts';
import { FULL, MERCY } from './answers.ts';
import { fixturePages } from './fixture-pages.ts';

const { open, asked, site } = fixturePages();
const viewer = { ...FULL, 'GET /me': () => ({ subject: '1', displayName: 'v@example.com', groups: ['viewer'], group: 'viewer' as const }) };
/** A person who closes or reloads the tab all the same. */
const leavesAnyway = { prepare: async (page: Page) => void page.on('dialog', (dialog) => void dialog.accept()) };
const field = (page: Page, name: string) => page.getByRole('textbox', { name });
const live = { ...FULL, 'GET /tenants/{id}': () => tenant() };

describe('what was typed and not sent', () => {
  test('in the wizard survives a reload and another page, and is discarded by a person only', async () => {
    const page = await open('/tenants/new', FULL, leavesAnyway);
    await field(page, 'Name').fill('New Hospital');
    await field(page, 'E-mail').fill('it@new.example');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('radio').first().waitFor();
    await page.reload();
    await page.getByRole('radio', { name: 'Any range of a size' }).waitFor();
    expect(new URL(page.url()).searchParams.get('step')).toBe('2');
    await page.getByText('What you had entered before is here again.').waitFor();
    await page.getByRole('link', { name: 'Quotas' }).click();
    await page.getByRole('heading', { name: 'Quotas', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'On-board a tenant' }).click();
    expect(await field(page, 'Name').inputValue()).toBe('New Hospital');
    await page.getByRole('button', { name: 'Cancel' }).click();
    const dialog = page.getByRole('dialog');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Stay' }).click();
    expect(await field(page, 'E-mail').inputValue()).toBe('it@new.example');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await page.waitForURL('**/tenants');
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'On-board a tenant' }).click();
    expect(await field(page, 'Name').inputValue()).toBe('');
  });

  test('survives the end of the session', async () => {
    const page = await open('/tenants/new', FULL, { ...leavesAnyway, expected: /status of 401/ });
    await field(page, 'Name').fill('New Hospital');
    site().api.answer({
      ...FULL,
      'POST /plan': () => {
        throw new Refusal(401, 'unauthorized');
      },
    });
    await field(page, 'E-mail').fill('it@new.example');
    await page.getByText('Your session has ended').waitFor();
    site().api.answer(FULL);
    // Signed in again: the fixture gives every page a token.
    await page.reload();
    expect(await field(page, 'Name').inputValue()).toBe('New Hospital');
    expect(await field(page, 'E-mail').inputValue()).toBe('it@new.example');
  });

  test('in the variables survives another tab and a reload, until it is saved', async () => {
    const page = await open(`/tenants/${MERCY}/variables`, live, leavesAnyway);
    await page.getByLabel('Value of APP_THEME').fill('green');
    await page.getByRole('tab', { name: 'Users' }).click();
    await page.getByText('Administrator').first().waitFor();
    await page.getByRole('tab', { name: 'Variables' }).click();
    expect(await page.getByLabel('Value of APP_THEME').inputValue()).toBe('green');
    await page.reload();
    expect(await page.getByLabel('Value of APP_THEME').inputValue()).toBe('green');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await page.getByLabel('Value of APP_THEME').inputValue()).toBe('blue');
  });

  test('in the off-boarding survives a reload, but for the name that confirms it', async () => {
    const page = await open(`/tenants/${MERCY}/offboard`, live, leavesAnyway);
    await page.getByLabel('Reason').fill('The contract has ended.');
    await page.getByLabel('Type mercy to confirm').fill('mercy');
    await page.reload();
    expect(await page.getByLabel('Reason').inputValue()).toBe('The contract has ended.');
    expect(await page.getByLabel('Type mercy to confirm').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.waitForURL(`**/tenants/${MERCY}`);
  });
});

describe('who may not use a form', () => {
  test.each([
    ['/tenants/new', 'admin'],
    [`/tenants/${MERCY}/offboard`, 'admin'],
    ['/replays/new', 'operator'],
  ])('%s: reads so at once, and sees no field', async (path, group) => {
    const page = await open(path, viewer);
    await page.getByText(`This needs the group ${group}`).waitFor();
    expect(await page.getByRole('main').getByRole('textbox').count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
  });

  test('reads it in the navigation, too', async () => {
    const page = await open('/', viewer);
    await page.getByRole('link', { name: 'On-board a tenant (needs admin)' }).waitFor();
  });
});

describe('focus goes to the first field that is wrong', () => {
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'));

  test('after Next in the wizard', async () => {
    const page = await open('/tenants/new', FULL);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    expect(await field(page, 'Name').evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('after Off-board, which asks nothing of the API', async () => {
    const page = await open(`/tenants/${MERCY}/offboard`, live);
    await page.getByRole('button', { name: 'Off-board permanently' }).click();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    expect(await focused(page)).toBe('true');
    expect(asked('POST /tenants/{id}/offboard')).toEqual([]);
  });
});

test('that a tenant has become ready or has stalled is said to who does not see it', async () => {
  const page = await open(`/tenants/${MERCY}`, { ...FULL, 'GET /tenants/{id}': () => tenant({ state: 'onboarding', readyAt: undefined }) });
  const status = page.getByRole('status', { name: 'Changes of this tenant' });
  expect(await status.textContent()).toBe('');
  site().api.answer({ ...FULL, 'GET /tenants/{id}': () => tenant({ state: 'stalled', attention: [stalledAttention] }) });
  await page.getByText('is now: stalled; needs attention, stalled at network.').waitFor({ state: 'attached' });
  site().api.answer(live);
});
