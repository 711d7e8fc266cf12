import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { MERCY, summary, tenant } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const answers = {
  'GET /tenants': () => ({ tenants: [summary()] }),
  'GET /tenants/{id}': () => tenant(),
  'POST /tenants/{id}/isolation': () => ({ tenantId: MERCY }),
  'POST /tenants/{id}/isolation/end': () => ({ tenantId: MERCY }),
  'POST /tenants/{id}/suspension': () => ({ tenantId: MERCY }),
  'POST /tenants/{id}/suspension/end': () => ({ tenantId: MERCY }),
};

describe.each([
  ['isolate', 'POST /tenants/{id}/isolation'],
  ['end-isolation', 'POST /tenants/{id}/isolation/end'],
  ['suspend', 'POST /tenants/{id}/suspension'],
  ['resume', 'POST /tenants/{id}/suspension/end'],
] as const)('%s', (command, route) => {
  test('wants the slug typed, and a reason', async () => {
    const { code, err } = await terminal(answers, { typed: ['mercy', 'strange sign-ins'] }).tenantry(command, 'mercy');
    expect([code, err]).toEqual([0, expect.stringContaining('tenantry show mercy')]);
    expect(taken(route)).toMatchObject([{ path: { id: MERCY }, body: { confirm: 'mercy', reason: 'strange sign-ins' } }]);
  });

  test('does nothing when something else is typed, or where nobody is there and --yes is another slug', async () => {
    expect((await terminal(answers, { typed: ['mercyy'] }).tenantry(command, 'mercy')).code).toBe(130);
    const words = [command, 'mercy', '--reason', 'strange sign-ins'];
    for (const more of [[], ['--yes', 'lakeside']]) expect((await terminal(answers).tenantry(...words, ...more)).code).toBe(2);
    expect(taken(route)).toEqual([]);
    expect((await terminal(answers).tenantry(...words, '--yes', 'mercy')).code).toBe(0);
  });
});

test('show says which stages have not followed yet', async () => {
  const stages = [{ stage: 'account', doneAt: '2026-11-28T10:00:05.000Z' }, { stage: 'edge' }];
  const report = { state: 'isolating' as const, since: '2026-11-28T10:00:00.000Z', requestedBy: '1', reason: 'strange sign-ins', stages };
  const isolating = { ...answers, 'GET /tenants/{id}': () => tenant({ isolationReport: report }) };
  const { out } = await terminal(isolating).tenantry('show', 'mercy');
  expect(out).toMatch(/isolation +isolating since 2026-11-28T10:00:00.000Z, by 1: strange sign-ins; not yet: edge/);
});
