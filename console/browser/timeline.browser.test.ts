import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { before, episode, mutable, retryOf, stage, timeline } from '../../cli/src/testing/samples.ts';
import { barriers } from './accessibility.ts';
import { FULL, MERCY } from './answers.ts';
import { DESKTOP, keepPicture, launchBrowser, openTab, PHONE, type Tab } from './browser.ts';
import { type FixtureSite, fixtureSite, signedIn } from './fixture-site.ts';
import { step } from './on-the-way.ts';

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
const open = async (options: Parameters<typeof openTab>[1] = {}): Promise<void> => {
  tab = await openTab(browser, options);
  page = tab.page;
  await signedIn(page);
  await page.goto(`${site.url}/tenants/${MERCY}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
};

const [FIRST, RETRY, CHANGE] = ['e/1', 'e/2', 'e/3'];
const failure = {
  step: 'natGateway',
  call: 'EC2 CreateNatGateway',
  code: 'NatGatewayLimitExceeded',
  message: 'The limit is reached.',
  advice: '',
};
const row = (of: string, generation: number, outcome: 'done' | 'attention', from: number, to: number) => ({
  stage: of,
  direction: 'ensure' as const,
  generation,
  startedAt: before(from),
  endedAt: before(to),
  outcome,
});
/** On-boarded with an attempt that failed, retried, and changed since. */
const CHANGED = mutable({
  ...timeline,
  episodes: [
    episode({
      id: FIRST,
      at: before(7_200),
      endedAt: before(7_000),
      seconds: 200,
      stages: [row('account', 1, 'done', 7_200, 7_150), row('network', 1, 'attention', 7_150, 7_090)],
    }),
    retryOf('network', {
      id: RETRY,
      at: before(7_060),
      endedAt: before(7_000),
      seconds: 60,
      outcome: 'done',
      stages: [row('network', 2, 'done', 7_059, 7_001)],
    }),
    episode({
      id: CHANGE,
      cause: 'TenantVariablesChanged',
      title: 'Variables changed',
      at: before(600),
      by: 'ada',
      endedAt: before(588),
      seconds: 12,
      stages: [row('pipeline', 2, 'done', 599, 589)],
    }),
  ],
  steps: [
    step('natGateway', 'network', 7_100, undefined, {
      episode: FIRST,
      retries: [1, 2, 3].map((i) => ({ at: before(7_100 - i), reason: 'NatGatewayLimitExceeded: The limit is reached.' })),
      failure: { ...failure, at: before(7_090) },
    }),
    step('natAvailable', 'network', 7_050, 40, {
      episode: RETRY,
      generation: 2,
      waits: [{ reason: 'NAT gateway nat-1 to become available', from: before(7_049), to: before(7_010), seconds: 39 }],
    }),
    step('release', 'pipeline', 599, 9, { episode: CHANGE, generation: 2 }),
  ],
});
const LIVE = {
  ...FULL,
  'GET /tenants/{id}': () => ({
    ...(FULL['GET /tenants/{id}'] as () => object)(),
    state: 'ready',
    quiet: undefined,
    quietSince: undefined,
    stages: [stage('pipeline', { generation: 2 })],
  }),
  'GET /tenants/{id}/timeline': () => CHANGED,
};

test('what was changed is named with its time, by whom and what it took, and the on-boarding stays as it was', async () => {
  site.api.answer(LIVE as never);
  await open();
  await page.getByText(/^Variables changed, .*, by ada\. 12 s, waits included\.$/).waitFor();
  const chart = page.getByRole('table', { name: /stages and steps over time/ });
  expect(await chart.getByRole('rowheader').allInnerTexts()).toEqual([expect.stringContaining('Pipeline')]);
  await page.getByRole('button', { name: /Which part of the timeline/ }).click();
  await page.getByRole('option', { name: /On-boarding/ }).click();
  await page.getByText(/^On-boarding, .*\. 3 min 20 s, waits included\.$/).waitFor();
  await chart.getByText('Tried again 3 times, the last because of: NatGatewayLimitExceeded: The limit is reached.').waitFor();
  await chart.getByText('needs attention', { exact: true }).waitFor();
  expect(await barriers(page)).toEqual([]);
  await keepPicture(page, 'timeline-attempts');
});

test('when a step ran and what it waited for is there by keyboard', async () => {
  site.api.answer(LIVE as never);
  await open();
  await page.getByRole('button', { name: /Which part of the timeline/ }).click();
  await page.getByRole('option', { name: /Retry of network/ }).click();
  const network = page.getByRole('button', { name: /^Network/ });
  await network.focus();
  await page.keyboard.press('Enter');
  const details = page.getByRole('button', { name: /when NAT available began and ended/ });
  await page.keyboard.press('Tab');
  expect(await details.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByText('Waited 39 s for NAT gateway nat-1 to become available').waitFor();
  await page.getByText(/^Began \d+ \w+ 2026/).waitFor();
  expect(await barriers(page)).toEqual([]);
});

test('labels of the axis neither overlap nor are cut, at any width', async () => {
  site.api.answer(FULL);
  await open();
  for (const size of [PHONE, { width: 700, height: 900 }, DESKTOP]) {
    await page.setViewportSize(size);
    const ticks = page.locator('.gantt .tick:visible');
    await ticks.first().waitFor();
    const boxes = await ticks.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect()).map(({ left, right }) => ({ left, right })),
    );
    const chart = await page.locator('.gantt').evaluate((one) => one.getBoundingClientRect().right);
    expect(boxes.length).toBeGreaterThan(1);
    for (const [i, { left, right }] of boxes.entries()) {
      expect(left).toBeGreaterThan(boxes[i - 1]?.right ?? 0);
      expect(right).toBeLessThanOrEqual(chart);
    }
  }
});
