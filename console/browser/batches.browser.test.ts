import { expect, test } from '@jest/globals';
import { stalledAttention } from '../../cli/src/testing/attention-samples.ts';
import { Refusal } from '../../cli/src/testing/fake-api.ts';
import { letter } from '../../cli/src/testing/operation-samples.ts';
import { before, MERCY, mutable, summary } from '../../cli/src/testing/samples.ts';
import { barriers } from './accessibility.ts';
import { FULL } from './answers.ts';
import { keepPicture } from './browser.ts';
import { fixturePages } from './fixture-pages.ts';

const pages = fixturePages();
const idOf = (n: number): string => MERCY.replace(/1$/, `${n}`);

test('failed messages of one cause are sent again together; one that is refused is shown with the reason, and keeps no other back', async () => {
  const stalled = { kind: 'stalled' as const, event: undefined, code: 'NatGatewayLimitExceeded', call: 'EC2 CreateNatGateway' };
  const letters = [1, 2, 3].map((n) => letter({ ...stalled, messageId: `m-${n}`, tenantId: idOf(n), tenantName: `Hospital ${n}` }));
  const page = await pages.open(
    '/dead-letters',
    {
      ...FULL,
      'GET /dead-letters': () => ({ letters: [...letters, letter()], groups: [], queues: [], isComplete: true }),
      'POST /dead-letters/{queue}/{messageId}/redrive': ({ path: { messageId = '' } }) => {
        if (messageId === 'm-2') throw new Refusal(409, 'queue-in-use', 'Somebody looks at the dead letters of network.');
        return { queue: 'network', messageId, outcome: 'sent back' };
      },
    },
    { expected: /status of 409/ },
  );
  // Four messages, two causes.
  const cause = page.getByRole('row', { name: /NatGatewayLimitExceeded/ });
  await cause.getByText('3 messages').waitFor();
  expect(await page.getByRole('row').count()).toBe(3);
  await cause.getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Send again (3)' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await dialog.getByText('Give a reason of 3 to 500 characters.').waitFor();
  expect(pages.asked('POST /dead-letters/{queue}/{messageId}/redrive')).toEqual([]);
  await dialog.getByLabel('Reason').fill('The quota is raised.');
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await dialog.getByText('Somebody looks at the dead letters of network.').waitFor();
  await dialog.getByText('Done for 2 messages.').waitFor();
  expect(pages.asked('POST /dead-letters/{queue}/{messageId}/redrive')).toHaveLength(3);
  await keepPicture(page, 'batch-of-failed-messages');
});

test('tenants are found in several states, counted, sorted and turned to, and Back restores all of it', async () => {
  const page = await pages.open('/tenants', FULL);
  await page.getByRole('link', { name: 'Hospital 0000' }).waitFor();
  await page.getByRole('button', { name: /^State Any/ }).click();
  for (const name of ['Ready', 'Stalled']) await page.getByRole('option', { name, exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: 'Domain' }).getByRole('button').press('Enter');
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.waitForURL(/page=2/);
  const listed = () => pages.asked('GET /tenants').at(-1)?.query;
  expect(listed()).toMatchObject({ state: 'ready,stalled', sort: 'domain', cursor: '20' });
  const address = page.url();
  const first = page.getByRole('link', { name: /^Hospital/ }).first();
  const name = await first.textContent();
  await first.click();
  await page.waitForURL(/\/tenants\/01/);
  await page.goBack();
  await page.getByRole('link', { name: name ?? '', exact: true }).waitFor();
  expect(page.url()).toBe(address);
  await page.getByRole('button', { name: 'Previous page' }).click();
  await page.waitForURL((url) => !url.searchParams.has('page'));

  await page.goto(`${pages.site().url}/tenants?state=asleep`);
  await page.getByText('There is no state or attention "asleep".').waitFor();
});

test('tenants are suspended together after a review, which leaves out those that cannot be, for somebody who types how many', async () => {
  const tenants = [
    summary({ tenantId: idOf(1), slug: 'one', name: 'Hospital One' }),
    summary({ tenantId: idOf(2), slug: 'two', name: 'Hospital Two', stalled: ['network'], attention: mutable([stalledAttention]) }),
    summary({ tenantId: idOf(3), slug: 'three', name: 'Hospital Three', state: 'onboarding', readyAt: undefined }),
  ];
  const page = await pages.open('/tenants', {
    ...FULL,
    'GET /tenants': () => ({ tenants }),
    'POST /tenants/{id}/suspension': ({ path: { id = '' } }) => ({ tenantId: id }),
    'POST /tenants/{id}/retry': ({ path: { id = '' } }) => ({ tenantId: id }),
  });
  const selectAll = async (): Promise<void> => {
    for (const name of ['One', 'Two', 'Three'])
      await page
        .getByRole('row', { name: new RegExp(`Hospital ${name}`) })
        .getByRole('checkbox')
        .click();
  };
  await selectAll();
  await page.getByRole('button', { name: 'Actions (3)' }).click();
  await page.getByRole('menuitem', { name: 'Suspend' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('it was never ready: cancel it instead.').waitFor();
  await dialog.getByLabel('Reason').fill('The contract is unpaid.');
  await dialog.getByRole('button', { name: 'Suspend' }).click();
  await dialog.getByText('Type 2, the number of tenants.').waitFor();
  expect(pages.asked('POST /tenants/{id}/suspension')).toEqual([]);
  await dialog.getByLabel('Type 2 to go on').fill('2');
  await dialog.getByRole('button', { name: 'Suspend' }).click();
  await page.getByText('Suspend: done for 2 tenants.').waitFor();
  expect(pages.asked('POST /tenants/{id}/suspension').map(({ path, body }) => [path.id, body])).toEqual([
    [idOf(1), { confirm: 'one', reason: 'The contract is unpaid.' }],
    [idOf(2), { confirm: 'two', reason: 'The contract is unpaid.' }],
  ]);

  await selectAll();
  await page.getByRole('button', { name: 'Actions (3)' }).click();
  await page.getByRole('menuitem', { name: 'Retry' }).click();
  expect(await dialog.getByText('no stage stalled.').count()).toBe(2);
  await dialog.getByRole('button', { name: 'Retry' }).click();
  await page.getByText('Retry: done for 1 tenant.').waitFor();
  expect(pages.asked('POST /tenants/{id}/retry')).toMatchObject([{ path: { id: idOf(2) }, body: { stage: 'network' } }]);
});

const REQUESTED = before(30 * 86_400);
const REPLAYS = {
  ...FULL,
  'GET /tenants': () => ({ tenants: [summary({ requestedAt: REQUESTED })] }),
  'POST /replays/preview': ({ body }: { readonly body: unknown }) => {
    const deliveries = (body as { tenantId?: string }).tenantId ? 2 : 94;
    return {
      deliveries,
      tenants: deliveries === 2 ? 1 : 27,
      stages: [{ stage: 'network', deliveries, events: [{ event: 'AccountReady', count: deliveries }] }],
    };
  },
};
const giveReason = (page: Awaited<ReturnType<typeof pages.open>>) => page.getByLabel('Reason').fill('It has drifted.');

test('a replay is of the tenant that is named, over all of its life; an empty field is not all tenants', async () => {
  const page = await pages.open('/replays/new', REPLAYS);
  await giveReason(page);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('Choose a tenant.').first().waitFor();
  expect(pages.asked('POST /replays')).toEqual([]);
  await page.getByRole('combobox', { name: 'Tenant' }).fill('mercy');
  await page.getByText('Would deliver 2 messages').waitFor();
  await page.getByText('For 1 tenant.').waitFor();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL('**/replays');
  const [asked] = pages.asked('POST /replays');
  expect(asked?.body).toMatchObject({ tenantId: MERCY, from: REQUESTED.replace(/\.\d+Z$/, '.000Z') });
});

test("all tenants' events are sent again only to who has typed how many messages that is", async () => {
  const page = await pages.open('/replays/new', REPLAYS);
  await giveReason(page);
  await page.getByText('All tenants', { exact: true }).click();
  await page.getByText('Would deliver 94 messages').waitFor();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('Type 94, the number of messages.').waitFor();
  expect(pages.asked('POST /replays')).toEqual([]);
  await page.getByLabel('Type 94 to send them to every tenant').fill('94');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL('**/replays');
  expect(pages.asked('POST /replays')).toHaveLength(1);
  expect(pages.asked('POST /replays')[0]?.body).not.toHaveProperty('tenantId');
});
