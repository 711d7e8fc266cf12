import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { closing, cost, quota, releaseBuild, tenantCost } from '../testing/operation-samples.ts';
import { MERCY, summary, tenant } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const found = { 'GET /tenants': () => ({ tenants: [summary()] }), 'GET /tenants/{id}': () => tenant() };

describe('lists of the operations', () => {
  test('close-queue: dates, and the quota', async () => {
    const page = { closings: [closing], quota: quota({ name: 'Closings in 30 days', free: 0, freesAt: '2026-12-20T00:00:00.000Z' }) };
    const { out } = await terminal({ 'GET /closings': () => page }).tenantry('close-queue');
    expect(out).toMatch(/mercy +100000000006 +queued +\S+ +about 2026-12-20/);
    expect(out).toMatch(/Closings in 30 days +7 +10 +0 +Ask AWS.*the next is free at 2026-12-20/);
    expect(
      JSON.parse((await terminal({ 'GET /closings': () => page }).tenantry('close-queue', '--json', '--state', 'closed')).out),
    ).toEqual(page);
    expect(taken().at(-1)).toMatchObject({ query: { state: 'closed' } });
  });

  test('cost: estimates are there although what AWS has billed is not known', async () => {
    const { totalUsd: _total, sharedUsd: _shared, tenants, ...rest } = cost;
    const unread = { ...rest, unknown: 'Cost Explorer is not open yet.', tenants: tenants.map(({ usd: _usd, ...one }) => one) };
    const { out } = await terminal({ 'GET /cost': () => unread }).tenantry('cost');
    expect(out).toMatch(/not known +Cost Explorer is not open yet\./);
    expect(out).toMatch(/mercy +100000000006 +unknown +\$30\.50/);
  });

  test('releases: what was built, and what came of it', async () => {
    const answer = { pipelineName: 'tenantry-dev-releases', builds: [releaseBuild()] };
    const { out } = await terminal({ 'GET /releases': () => answer }).tenantry('releases');
    expect(out).toMatch(/aaaaaaaa-bbbbbbbb-cccccccc +Succeeded +2026-11-24T11:58:00.000Z +CloudWatchEvent/);
    const none = { ...answer, builds: [] };
    expect((await terminal({ 'GET /releases': () => none }).tenantry('releases')).out).toBe('nothing has been built yet\n');
    expect(JSON.parse((await terminal({ 'GET /releases': () => answer }).tenantry('releases', '--json')).out)).toEqual(answer);
  });

  test('quotas: use and room', async () => {
    const { out } = await terminal({ 'GET /quotas': () => ({ quotas: [quota()], asOf: '2026-11-24T12:00:00Z' }) }).tenantry('quotas');
    expect(out).toMatch(/Accounts of the organization +7 +10 +3/);
  });

  test('cost: what has no price in the region is said, and sums are said to be less', async () => {
    const priceUnknown = 'price unknown for eu-west-1: Secret';
    const all = await terminal({ 'GET /cost': () => ({ ...cost, priceUnknown }) }).tenantry('cost');
    expect(all.out).toMatch(/at least \$30\.50 until now, at least \$38\.40 per month/);
    expect(all.out).toMatch(/estimates +price unknown for eu-west-1: Secret/);
    expect(all.out).toMatch(/mercy +100000000006 +\$29.00 +at least \$30.50 +at least \$38.40/);
    const answer = { ...tenantCost, estimate: { ...tenantCost.estimate, priceUnknown } };
    const one = await terminal({ ...found, 'GET /tenants/{id}/cost': () => answer }).tenantry('cost', 'mercy');
    expect(one.out).toMatch(/at least \$30\.50 until now, at least \$38\.40 per month/);
    expect(one.out).toMatch(/estimates +price unknown for eu-west-1: Secret/);
  });

  test('cost: of all, or of one', async () => {
    const all = await terminal({ 'GET /cost': () => cost }).tenantry('cost');
    expect(all.out).toMatch(/mercy +100000000006 +\$29.00 +\$30.50 +\$38.40/);
    const one = await terminal({ ...found, 'GET /tenants/{id}/cost': () => tenantCost }).tenantry('cost', 'mercy');
    expect(one.out).toMatch(/2026-11 +\$29.00 so far/);
    expect(JSON.parse((await terminal({ 'GET /cost': () => cost }).tenantry('cost', '--json')).out)).toEqual(cost);
  });

  test('audit: who did what about which tenant', async () => {
    const line = {
      id: 'a1',
      at: '2026-11-24T11:00:00Z',
      by: 'ada@example.com',
      subject: 's',
      action: 'POST /tenants/{id}/retry',
      tenantId: MERCY,
      target: 'network',
      request: {},
      outcome: 'refused' as const,
      status: 409,
      problem: 'tenant-offboarded',
      requestId: 'r',
    };
    const { out } = await terminal({ ...found, 'GET /audit': () => ({ lines: [line] }) }).tenantry(
      'audit',
      '--tenant',
      'mercy',
      '--by',
      'ada',
    );
    expect(out).toMatch(/ada@example.com +POST \/tenants\/\{id\}\/retry +\S+ +network +refused 409 tenant-offboarded/);
    expect(taken('GET /audit')).toMatchObject([{ query: { tenantId: MERCY, by: 'ada' } }]);
  });
});
