import { expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { ADA, BOB } from '../testing/people-samples.ts';

const { terminal, taken } = commandFixture();
const answers = {
  'GET /people': () => ({ people: [ADA, BOB] }),
  'POST /people': () => ({ ...BOB, state: 'invited' as const }),
  'PATCH /people/{person}': () => BOB,
  'POST /people/{person}/removal': () => ({ person: BOB.person }),
};
const REASON = ['--reason', 'changed teams'];

test('lists who signs in here, and which of them is you', async () => {
  const { code, out } = await terminal(answers).tenantry('people', 'list');
  expect(code).toBe(0);
  expect(out).toMatch(/ada@app\.example +admin +active .*you/);
  expect(out).toMatch(/bob@app\.example +operator +active/);
});

test('invites somebody into a group, which has to be said', async () => {
  const words = ['people', 'invite', 'bob@app.example', '--reason', 'joins the night shift'];
  expect((await terminal(answers).tenantry(...words)).code).toBe(2);
  expect(taken('POST /people')).toEqual([]);
  const { code, out } = await terminal(answers).tenantry(...words, '--group', 'operator');
  expect([code, out]).toEqual([0, 'bob@app.example: operator, invited\n']);
  expect(taken('POST /people')).toMatchObject([{ body: { email: 'bob@app.example', group: 'operator', reason: 'joins the night shift' } }]);
});

test('changes somebody by address, and asks for what is to change', async () => {
  const nothing = await terminal(answers).tenantry('people', 'change', 'bob@app.example', ...REASON);
  expect([nothing.code, nothing.err]).toEqual([2, expect.stringContaining('nothing would change')]);
  expect((await terminal(answers).tenantry('people', 'change', 'bob@app.example', '--disable', '--enable', ...REASON)).code).toBe(2);
  expect((await terminal(answers).tenantry('people', 'change', 'BOB@app.example', '--group', 'viewer', ...REASON)).code).toBe(0);
  expect((await terminal(answers).tenantry('people', 'change', 'bob@app.example', '--disable', ...REASON)).code).toBe(0);
  expect(taken('PATCH /people/{person}').map(({ path, body }) => [path.person, body])).toEqual([
    [BOB.person, { group: 'viewer', reason: 'changed teams' }],
    [BOB.person, { state: 'disabled', reason: 'changed teams' }],
  ]);
});

test('removes somebody after a yes; of nobody it says so', async () => {
  const words = ['people', 'remove', 'bob@app.example', '--reason', 'has left'];
  expect((await terminal(answers, { typed: ['n'] }).tenantry(...words)).code).toBe(130);
  expect(taken('POST /people/{person}/removal')).toEqual([]);
  expect((await terminal(answers).tenantry(...words, '--yes')).code).toBe(0);
  expect(taken('POST /people/{person}/removal')).toMatchObject([{ path: { person: BOB.person }, body: { reason: 'has left' } }]);
  expect((await terminal(answers).tenantry('people', 'remove', 'eve@app.example', '--yes', '--reason', 'has left')).code).toBe(4);
});
