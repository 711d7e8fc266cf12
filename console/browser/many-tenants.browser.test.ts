import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@tenantry/shared/testing/eventually';
import type { Browser } from 'playwright-core';
import { seedTenants } from '../../laptop/demo/seed-tenants.ts';
import { keepPicture, launchBrowser, openTab, type Tab } from './browser.ts';
import { type LiveConsole, liveConsole, signIn } from './live-console.ts';
import { firstPaint, LONGEST_TASK, leastTask, longest, p95, smoothnessOf, watchSmoothness } from './smoothness.ts';

/** The list of a large deployment, on the deployed console, API and table. */
const COUNT = 1_000;
const PER_PAGE = 100;
let browser: Browser;
let live: LiveConsole;
let tab: Tab;
beforeAll(async () => {
  [browser, live] = await Promise.all([launchBrowser(), liveConsole()]);
  const { laptop, get } = live.on;
  await seedTenants(laptop, COUNT);
  await eventually('all tenants are shown', async () => {
    let found = 0;
    for (let cursor = ''; ; ) {
      const page = (await get(`/tenants?limit=${PER_PAGE}${cursor && `&cursor=${cursor}`}`)) as { tenants: unknown[]; cursor?: string };
      found += page.tenants.length;
      cursor = page.cursor ?? '';
      if (!cursor) return found >= COUNT || undefined;
    }
  });
  tab = await openTab(browser);
  await signIn(tab.page, live);
});
afterAll(async () => {
  await browser?.close();
});

test('1,000 tenants are painted within a second, and paged and scrolled through without a stutter', async () => {
  const { page } = tab;
  await page.goto(`${live.url}/tenants?size=${PER_PAGE}`);
  const row = page.getByRole('main').getByRole('row');
  await row.nth(PER_PAGE).waitFor(); // the first is the head
  const there = await page.evaluate(() => performance.now());
  const paint = await firstPaint(page);

  const turns: number[] = [];
  const turning = await leastTask(`console, ${COUNT} tenants, next page`, async () => {
    await page.goto(`${live.url}/tenants?size=${PER_PAGE}`);
    await row.nth(PER_PAGE).waitFor();
    await watchSmoothness(page);
    for (let n = 2; n <= COUNT / PER_PAGE; n++) {
      const before = await row.nth(1).textContent();
      const turned = Date.now();
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.waitForFunction((text) => document.querySelector('main tbody tr')?.textContent !== text, before);
      turns.push(Date.now() - turned);
    }
    return longest((await smoothnessOf(page)).tasks);
  });

  let frames: readonly number[] = [];
  const scrolling = await leastTask(`console, ${COUNT} tenants, scrolling`, async () => {
    await watchSmoothness(page);
    await page.mouse.move(700, 500);
    for (let step = 0; step < 60; step++) {
      await page.mouse.wheel(0, step < 30 ? 300 : -300);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      if (step === 29) expect(await page.evaluate(() => scrollY)).toBeGreaterThan(2_000);
    }
    const seen = await smoothnessOf(page);
    frames = seen.frames;
    return longest(seen.tasks);
  });

  await page.getByRole('searchbox', { name: 'Find tenants' }).fill('hospital-0507');
  await page.getByRole('link', { name: 'Hospital 0507' }).waitFor();
  await keepPicture(page, 'live-many-tenants');
  const ms = (value: number) => `${Math.round(value)} ms`;
  process.stderr.write(
    `console, ${COUNT} tenants on the laptop, ${PER_PAGE} a page: first paint ${ms(paint)}, list ${ms(there)}, next page ${ms(p95(turns))}, ` +
      `scrolling ${ms(p95(frames))} a frame, at most ${ms(longest(frames))}\n`,
  );
  expect(paint).toBeLessThan(1_000);
  expect(turning).toBeLessThan(LONGEST_TASK);
  expect(scrolling).toBeLessThan(LONGEST_TASK);
  // Smooth is 17.
  expect(p95(frames)).toBeLessThan(100);
  expect(tab.complaints).toEqual([]);
});

test('the overview of 1,000 tenants is painted within a second, and says how many there are', async () => {
  const { page } = tab;
  const paints: number[] = [];
  const theres: number[] = [];
  for (let i = 0; i < 3; i++) {
    await page.goto(`${live.url}/`);
    await page.getByRole('heading', { name: /^Tenants by state \(\d{4,}\)/ }).waitFor();
    theres.push(await page.evaluate(() => performance.now()));
    paints.push(await firstPaint(page));
  }
  const all = (milliseconds: readonly number[]) => milliseconds.map((one) => Math.round(one)).join(', ');
  process.stderr.write(`console, overview of ${COUNT} tenants: first paint ${all(paints)} ms, there ${all(theres)} ms\n`);
  expect(Math.min(...paints)).toBeLessThan(1_000);
  await keepPicture(page, 'live-overview');
  expect(tab.complaints).toEqual([]);
});
