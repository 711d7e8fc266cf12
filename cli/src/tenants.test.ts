import { describe, expect, test } from '@jest/globals';
import { commandFixture } from './testing/fixture.ts';
import { MERCY, summary, tenant } from './testing/samples.ts';

const { terminal, taken } = commandFixture();
const found = { 'GET /tenants': () => ({ tenants: [summary()] }), 'GET /tenants/{id}': () => tenant() };

describe('a tenant is meant', () => {
  test.each([['mercy'], ['MERCY'], ['mercy.app.example.com']])('by slug or domain: %s', async (meant) => {
    const { code } = await terminal(found).tenantry('show', meant);
    expect(code).toBe(0);
    expect(taken('GET /tenants/{id}')).toMatchObject([{ path: { id: MERCY } }]);
  });

  test('by its id, without a search', async () => {
    await terminal(found).tenantry('show', MERCY.toLowerCase());
    expect(new Set(taken().map(({ path: { id } }) => id))).toEqual(new Set([MERCY]));
    expect(taken('GET /tenants')).toEqual([]);
  });

  test('when it is there, rather than a former one with its slug', async () => {
    const former = summary({ tenantId: '01KAV7M0000000000000000000', state: 'offboarded' });
    await terminal({ ...found, 'GET /tenants': () => ({ tenants: [former, summary()] }) }).tenantry('show', 'mercy');
    expect(taken('GET /tenants/{id}')).toMatchObject([{ path: { id: MERCY } }]);
  });

  test('and not there: exit code 4, and how to look for it', async () => {
    const { code, err } = await terminal({ 'GET /tenants': () => ({ tenants: [summary({ slug: 'mercy2' })] }) }).tenantry('show', 'mercy');
    expect(code).toBe(4);
    expect(err).toContain('tenantry list --search mer');
  });
});
