import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Refusal } from '../../cli/src/testing/fake-api.ts';
import { cost } from '../../cli/src/testing/operation-samples.ts';
import { barriers } from './accessibility.ts';
import { EMPTY, FULL } from './answers.ts';
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
const open = async (answers: typeof FULL, expected?: RegExp): Promise<void> => {
  site.api.answer(answers);
  tab = await openTab(browser, expected ? { expected } : {});
  page = tab.page;
  await signedIn(page);
  await page.goto(site.url);
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
};
/** A block by its heading. */
const block = (title: string) => page.locator('.overview > *', { has: page.getByRole('heading', { level: 2, name: title }) });

test('the first page says what needs attention before anything else, why, and leads to it', async () => {
  await open(FULL);
  const first = block('Needs attention');
  await first.getByText('(12)').waitFor();
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^Needs attention/), expect.stringMatching(/^Moving now/)]),
  );
  await first.getByText('Stage network stalled at natGateway').first().waitFor();
  await first
    .getByText(/For \d+ d/)
    .first()
    .waitFor();
  await first.getByRole('link', { name: 'Hospital 0' }).click();
  await page.waitForURL('**/tenants/*');
});

test('charts have a name, and the same figures as a table', async () => {
  await open({
    ...FULL,
    'GET /cost': () => ({
      ...cost,
      months: [
        { month: '2026-10', usd: 80, isFinal: true },
        { month: '2026-11', usd: 120, isFinal: false },
      ],
    }),
  });
  await page.getByRole('application', { name: 'Tenants by state' }).waitFor();
  for (const [title, row] of [
    ['Tenants by state', ['Ready', '978']],
    ['Duration of the latest on-boardings', ['Hospital 7', '10 min 10 s']],
    ['Cost by month', ['Oct 2026', '$80.00']],
  ] as const) {
    await page.getByRole('button', { name: `${title}, as a table` }).click();
    const found = page.getByRole('table', { name: title }).getByRole('row', { name: row.join(' ') });
    await found.waitFor();
  }
  await block('On-boarding').getByText('7 min 10 s').first().waitFor();
  await block('On-boarding').getByText('21 min').first().waitFor();
  expect(await barriers(page)).toEqual([]);
});

describe('a block says what it is, and nothing better', () => {
  test('empty only when it is known to be empty', async () => {
    await open(EMPTY);
    await block('Needs attention').getByText('No tenant needs attention.').waitFor();
    await block('Moving now').getByText('Nothing is on its way.').waitFor();
    await block('Cost by month').getByText('Nothing has cost anything yet.').waitFor();
  });

  test('an API that fails in one thing leaves the others standing', async () => {
    await open(
      {
        ...FULL,
        'GET /quotas': () => {
          throw new Refusal(503, 'not-answering', 'Service Quotas does not answer: try again in a moment.');
        },
        'GET /cost': () => {
          throw new Refusal(403, 'group-missing', 'This needs the group admin: ask an administrator.');
        },
      },
      /status of (503|403)/,
    );
    await block('Quotas above 80 %').getByText('Service Quotas does not answer').waitFor();
    await block('Quotas above 80 %').getByRole('button', { name: 'Try again' }).waitFor();
    expect(await block('Quotas above 80 %').getByText('has more than a fifth left').count()).toBe(0);
    await block('Cost by month').getByText('You may not see this').waitFor();
    expect(await block('Cost by month').getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await block('Needs attention').getByText('(12)').waitFor();
  });

  test('an API that does not answer is never taken for one without trouble', async () => {
    const away = (): never => {
      throw new Refusal(503, 'not-answering', 'The table does not answer: try again in a moment.');
    };
    await open({ ...FULL, 'GET /overview': away }, /status of 503/);
    await block('Needs attention').getByText('The table does not answer').waitFor();
    expect(await page.getByText('No tenant needs attention').count()).toBe(0);
  });
});

test('one family of type is used on the whole page', async () => {
  await open(FULL);
  await block('Needs attention').getByText('(12)').waitFor();
  const families = await page.evaluate(() => [
    ...new Set([...document.querySelectorAll('body *')].map((element) => getComputedStyle(element).fontFamily)),
  ]);
  expect(families).toEqual([expect.stringMatching(/^"Open Sans".*sans-serif$/)]);
});
