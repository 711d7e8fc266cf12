import { expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { MERCY, summary, tenant } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const ROUTE = 'POST /tenants/{id}/drift-checks';
const looked = {
  stage: 'network' as const,
  at: '2126-11-29T10:00:00.000Z',
  looked: 12,
  differences: [{ step: 'routes', is: 'missing' as const, type: 'AWS::EC2::Route', repair: 'EC2 CreateRoute rtb-1 10.64.0.0/20' }],
  unread: [{ step: 'vpc', reason: 'EC2 DescribeVpcs answered RequestLimitExceeded' }],
  isRepaired: false,
};

test('waits until stages have looked, and says what differs, and what they could not see', async () => {
  let asks = 0;
  const { code, out } = await terminal({
    'GET /tenants': () => ({ tenants: [summary()] }),
    'GET /tenants/{id}': () => ({ ...tenant(), drift: [++asks < 3 ? { ...looked, askedAt: looked.at } : looked] }),
    [ROUTE]: () => ({ tenantId: MERCY }),
  }).tenantry('check-drift', 'mercy', '--stage', 'network');
  expect([code, asks]).toEqual([0, 3]);
  expect(out).toContain('routes: AWS::EC2::Route is missing (a repair would call EC2 CreateRoute rtb-1 10.64.0.0/20)');
  expect(out).toContain('vpc: not known: EC2 DescribeVpcs answered RequestLimitExceeded');
  expect(taken(ROUTE)).toMatchObject([{ path: { id: MERCY }, body: { stage: 'network' } }]);
});

test('says so when not every stage has looked', async () => {
  const { err } = await terminal({
    'GET /tenants': () => ({ tenants: [summary()] }),
    'GET /tenants/{id}': () => tenant(),
    [ROUTE]: () => ({ tenantId: MERCY }),
  }).tenantry('check-drift', 'mercy', '--no-wait');
  expect(err).toContain('not every stage has looked yet');
});
