import { expect, test } from '@jest/globals';
import { Refusal } from '../../cli/src/testing/fake-api.ts';
import { BOB } from '../../cli/src/testing/people-samples.ts';
import { barriers } from './accessibility.ts';
import { FULL } from './answers.ts';
import { fixturePages } from './fixture-pages.ts';

const { open, asked } = fixturePages();

test('somebody is invited into a group, for a reason; what is wrong gets the focus first', async () => {
  const page = await open('/people', FULL);
  await page.getByText('ada@app.example (you)').waitFor();
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  await dialog.getByText('Give an e-mail address').waitFor();
  expect(await dialog.getByLabel('E-mail address').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await barriers(page)).toEqual([]);
  await dialog.getByLabel('E-mail address').fill('eve@app.example');
  await dialog.getByRole('radio', { name: /^operator/ }).check();
  await dialog.getByLabel('Reason').fill('Joins the night shift.');
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByText('eve@app.example is invited').waitFor();
  expect(asked('POST /people')).toMatchObject([
    { body: { email: 'eve@app.example', group: 'operator', reason: 'Joins the night shift.' } },
  ]);
});

test('rights change, and who is removed is typed by address; nobody does it to themselves', async () => {
  const page = await open('/people', FULL);
  const actions = page.getByRole('button', { name: `Actions for ${BOB.email}` });
  await actions.waitFor();
  expect(await page.getByRole('button', { name: /^Actions for/ }).count()).toBe(1);
  const dialog = page.getByRole('dialog');
  for (const [item, verb] of [
    ['Change the group', 'Change'],
    ['Disable', 'Disable'],
  ] as const) {
    await actions.click();
    await page.getByRole('menuitem', { name: item }).click();
    if (verb === 'Change') await dialog.getByRole('radio', { name: /^viewer/ }).check();
    await dialog.getByLabel('Reason').fill('Changed teams.');
    await dialog.getByRole('button', { name: verb, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }
  await actions.click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await dialog.getByLabel('Reason').fill('Has left.');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.getByText(`That is not ${BOB.email}.`).waitFor();
  await dialog.getByLabel(`Type ${BOB.email} to go on`).fill(BOB.email);
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText(`${BOB.email} is removed.`).waitFor();
  expect(asked('PATCH /people/{person}').map(({ path, body }) => [path.person, body])).toEqual([
    [BOB.person, { group: 'viewer', reason: 'Changed teams.' }],
    [BOB.person, { state: 'disabled', reason: 'Changed teams.' }],
  ]);
  expect(asked('POST /people/{person}/removal')).toMatchObject([{ path: { person: BOB.person }, body: { reason: 'Has left.' } }]);
});

test('what the API refuses is said in the dialog', async () => {
  const lastAdmin = (): never => {
    throw new Refusal(409, 'last-admin', 'Somebody took your rights at the same time: nothing was changed.');
  };
  const page = await open('/people', { ...FULL, 'PATCH /people/{person}': lastAdmin }, { expected: /status of 409/ });
  await page.getByRole('button', { name: `Actions for ${BOB.email}` }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('On leave.');
  await dialog.getByRole('button', { name: 'Disable', exact: true }).click();
  await dialog.getByText('Somebody took your rights').waitFor();
});
