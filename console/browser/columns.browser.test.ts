import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { barriers } from './accessibility.ts';
import { DESKTOP, keepPicture, PHONE } from './browser.ts';
import { fixturePages } from './fixture-pages.ts';
import { LISTS } from './list-paths.ts';
import { LONG } from './long-answers.ts';

/** Nothing of a list is out of sight, however long its values are: no table and no card is wider than its place. */
const pages = fixturePages();

/** What is wider than its place, or beyond the screen's edge. */
const hidden = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const named = (element: Element): string =>
      `${element.tagName} ${element.className.toString().slice(0, 40)}: ${element.textContent?.slice(0, 40)}`;
    const inside = [...document.querySelectorAll('.list, .list *')].filter((element) => element.clientWidth > 0);
    const scrolls = inside.filter((element) => {
      const { overflowX } = getComputedStyle(element);
      return ['auto', 'scroll'].includes(overflowX) && element.scrollWidth > element.clientWidth + 1;
    });
    const beyond = [...document.querySelectorAll('.list :is(th, td, li)')].filter((element) => {
      const { right, width } = element.getBoundingClientRect();
      return width > 0 && right > innerWidth + 1;
    });
    return [...scrolls, ...beyond].map(named);
  });

describe.each(Object.entries(LISTS))('the list of %s, with long values', (name, [path]) => {
  test.each([
    ['at 1,280 px', DESKTOP],
    ['at 1,000 px', { width: 1_000, height: 800 }],
    ['on a phone', PHONE],
  ])('hides nothing %s', async (where, size) => {
    const page = await pages.open(path, LONG, { size });
    await page.locator('.list').first().waitFor();
    await page
      .getByText(/^Loading/)
      .first()
      .waitFor({ state: 'detached' });
    const isTable = await page.locator('.list table').first().isVisible();
    // It has its columns beside each other where they fit, and they do on a desk.
    if (size === DESKTOP) expect(isTable).toBe(true);
    if (size === PHONE) expect(isTable).toBe(false);
    expect(await hidden(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await barriers(page)).toEqual([]);
    await keepPicture(page, `list-${name}-${where}`.replaceAll(/[ ,]+/g, '-'));
  });
});
