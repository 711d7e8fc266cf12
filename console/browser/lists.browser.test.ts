import { describe, expect, test } from '@jest/globals';
import { Refusal } from '../../cli/src/testing/fake-api.ts';
import { letter } from '../../cli/src/testing/operation-samples.ts';
import { barriers } from './accessibility.ts';
import { EMPTY, FULL } from './answers.ts';
import { keepPicture } from './browser.ts';
import { fixturePages } from './fixture-pages.ts';
import { LISTS } from './list-paths.ts';

/** Loading, empty, failed and refused look different on every list, and only an answer of the API says that there is nothing. */
const pages = fixturePages();
const ASK = 'This needs the group viewer: ask an administrator of the user pool to add you to it.';
const refuse = (): never => {
  throw new Refusal(403, 'group-missing', ASK);
};

describe.each(Object.entries(LISTS))('the list of %s', (name, [path, route]) => {
  /** What the list says when there is nothing. */
  const sayingOfNone = async (): Promise<string> => {
    const page = await pages.open(path, EMPTY);
    const none = page.locator('.list [data-instead="empty"]');
    await none.first().waitFor();
    expect(await none.count()).toBe(1);
    return ((await none.textContent()) ?? '').trim();
  };

  test('says that there is nothing when the API has said so, and only then', async () => {
    const none = await sayingOfNone();
    expect(none).toMatch(/^(No|Nothing|There is no) /);
    expect(await barriers(pages.tab().page)).toEqual([]);
    const isSilent = async (): Promise<void> => {
      const { page } = pages.tab();
      expect(await page.locator('[data-instead="empty"]').count()).toBe(0);
      expect(await page.getByRole('main').textContent()).not.toContain(none);
    };

    // On its way.
    let give: () => void = () => {};
    const given = new Promise<void>((resolve) => {
      give = resolve;
    });
    const asked = new RegExp(`/api${route.slice('GET '.length).replace('{id}', '[^/]+')}$`);
    const held = (url: URL): boolean => asked.test(url.pathname);
    let page = await pages.open(path, FULL, {
      prepare: (opened) => opened.route(held, (one) => given.then(() => one.continue()).catch(() => {})),
    });
    await page
      .getByText(/^Loading .* …$/)
      .first()
      .waitFor();
    await isSilent();
    give();
    await page
      .getByText(/^Loading .* …$/)
      .first()
      .waitFor({ state: 'detached' });
    expect(await page.locator('.list [data-instead]').count()).toBe(0);

    // Refused.
    page = await pages.open(path, { ...FULL, [route]: refuse }, { expected: /status of 403/ });
    await page.locator('.list [data-instead="refused"]').getByText(ASK).waitFor();
    await isSilent();
    expect(await barriers(page)).toEqual([]);
    await keepPicture(page, `list-${name}-refused`);

    // Not reached at all.
    page = await pages.open(path, FULL, { expected: /ERR_FAILED/, prepare: (opened) => opened.route(held, (one) => one.abort()) });
    const failed = page.locator('.list [data-instead="failed"]');
    await failed.getByText('does not answer').waitFor();
    await isSilent();
    expect(await barriers(page)).toEqual([]);
    await keepPicture(page, `list-${name}-failed`);
    await page.unroute(held);
    await failed.getByRole('button', { name: 'Try again' }).click();
    await failed.waitFor({ state: 'detached' });
    expect(await page.locator('.list [data-instead]').count()).toBe(0);
    expect(pages.tab().complaints).toEqual([]);
  });
});

test('a list that was there stays, and says that it is old, when the API does not answer any more', async () => {
  let isAway = false;
  const page = await pages.open(
    '/dead-letters',
    {
      ...FULL,
      'GET /dead-letters': () => {
        if (isAway) throw new Refusal(400, 'no-answer', 'Something does not answer.');
        return { letters: [letter()], groups: [], queues: [], isComplete: true };
      },
    },
    { expected: /status of 400/ },
  );
  await page.getByRole('link', { name: 'AccountReady' }).first().waitFor();
  isAway = true;
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('could not be loaded again').waitFor();
  await page.getByText('What is shown was loaded at').waitFor();
  expect(await page.getByRole('link', { name: 'AccountReady' }).count()).toBeGreaterThan(0);
  await page.getByRole('searchbox').fill('nothing has this');
  await page.getByText('No known cause matches').waitFor();
});
