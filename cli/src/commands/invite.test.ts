import { expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { MERCY, summary, tenant } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const ROUTE = 'POST /tenants/{id}/administrator';
const answers = {
  'GET /tenants': () => ({ tenants: [summary()] }),
  'GET /tenants/{id}': () => tenant(),
  [ROUTE]: () => ({ tenantId: MERCY }),
};

test('invites the same person again, for a reason', async () => {
  const { code, out } = await terminal(answers).tenantry('invite', 'mercy', '--reason', 'the mail was lost');
  expect([code, out]).toEqual([0, expect.stringContaining(`${tenant().adminEmail} is being invited to mercy`)]);
  expect(taken(ROUTE)).toMatchObject([{ path: { id: MERCY }, body: { reason: 'the mail was lost' } }]);
});

test('another person in that place wants the slug typed', async () => {
  const words = ['invite', 'mercy', '--email', 'bob@mercy.example', '--reason', 'Ada has left'];
  expect((await terminal(answers, { typed: ['mercyy'] }).tenantry(...words)).code).toBe(130);
  expect((await terminal(answers).tenantry(...words, '--yes', 'lakeside')).code).toBe(2);
  expect(taken(ROUTE)).toEqual([]);
  expect((await terminal(answers).tenantry(...words, '--yes', 'mercy')).code).toBe(0);
  expect(taken(ROUTE)).toMatchObject([{ body: { email: 'bob@mercy.example', confirm: 'mercy', reason: 'Ada has left' } }]);
});
