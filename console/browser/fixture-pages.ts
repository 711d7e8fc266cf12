import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Answers } from '../../cli/src/testing/fake-api.ts';
import { launchBrowser, openTab, type Tab } from './browser.ts';
import { type FixtureSite, fixtureSite, signedIn } from './fixture-site.ts';

export interface FixturePages {
  readonly site: () => FixtureSite;
  readonly tab: () => Tab;
  /** Opens a path for a signed-in person, before an API that answers so. @param prepare does something with the page first */
  readonly open: (
    path: string,
    answers: Answers,
    options?: Parameters<typeof openTab>[1] & { readonly prepare?: (page: Page) => Promise<unknown> },
  ) => Promise<Page>;
  /** Requests of a route that the API has taken since the page was opened. */
  readonly asked: (route: string) => FixtureSite['api']['taken'];
}

/** A browser before the built console and an API of the test, for all tests of a file; each has a tab of its own. */
export const fixturePages = (): FixturePages => {
  let browser: Browser;
  let site: FixtureSite;
  let tab: Tab | undefined;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launchBrowser(), fixtureSite()]);
  });
  afterEach(async () => {
    await tab?.context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  return {
    site: () => site,
    tab: () => {
      if (!tab) throw new Error('no page was opened');
      return tab;
    },
    open: async (path, answers, { prepare, ...options } = {}) => {
      await tab?.context.close();
      site.api.answer(answers);
      site.api.taken.splice(0);
      tab = await openTab(browser, options);
      await signedIn(tab.page);
      await prepare?.(tab.page);
      await tab.page.goto(`${site.url}${path}`);
      await tab.page.getByRole('heading', { level: 1 }).waitFor();
      return tab.page;
    },
    asked: (route) => site.api.taken.filter((one) => one.route === route),
  };
};
