import { describe, expect, test } from '@jest/globals';
import { createClock } from '../../clock.ts';
import { costExplorer, periodsOf } from './ce.ts';
import { caller, createFakeContext, fakeCall } from './testing/fake-context.ts';

const NOW = Date.parse('2026-11-24T00:00:00Z');
const ok = (output: Record<string, unknown>) => ({ status: 200, output, body: Buffer.alloc(0) });
const nat = { state: 'available', createTime: '2026-11-23T00:00:00Z' };

const setUp = (accountId: string, at = NOW) => {
  const base = createFakeContext();
  const context: typeof base.context = {
    ...base.context,
    clock: createClock('instant', () => at),
    emulator: async ({ accountId: account, operation }) => {
      if (operation === 'ListAccounts') return ok({ Accounts: [{ Id: '100000000001' }, { Id: '100000000009' }] });
      const item = account === '100000000009' ? nat : undefined;
      return ok({ DescribeNatGatewaysResponse: { natGatewaySet: item === undefined ? '' : { item } } });
    },
  };
  return caller(costExplorer, { ...base, context }, fakeCall(accountId));
};
const request = { TimePeriod: { Start: '2026-11-01', End: '2026-12-01' }, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'] };

describe('Cost Explorer', () => {
  test('shows the management account what each account costs', async () => {
    const answer = await setUp('100000000001')('GetCostAndUsage', { ...request, GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }] });
    expect(answer).toMatchObject({
      ResultsByTime: [{ Groups: [{ Keys: ['100000000009'], Metrics: { UnblendedCost: { Amount: '1.0800000000', Unit: 'USD' } } }] }],
    });
  });

  test('is zero for an account without resources', async () => {
    const Filter = { Dimensions: { Key: 'LINKED_ACCOUNT', Values: ['100000000001'] } };
    const answer = await setUp('100000000001')('GetCostAndUsage', { ...request, Filter });
    expect(answer).toMatchObject({ ResultsByTime: [{ Total: { UnblendedCost: { Amount: '0.0000000000' } } }] });
  });

  test('shows a member its own cost only', async () => {
    const answer = await setUp('100000000002')('GetCostAndUsage', request);
    expect(answer).toMatchObject({ ResultsByTime: [{ Total: { UnblendedCost: { Amount: '0.0000000000' } } }] });
  });

  test.each([
    ['2026-11-24T00:00:00Z', [false, true]],
    ['2026-11-04T23:59:59Z', [true, true]],
    ['2026-11-05T00:00:00Z', [false, true]],
  ])('of a month is final once its bill is, a few days into the next: at %s', async (now, estimated) => {
    const TimePeriod = { Start: '2026-10-01', End: '2026-12-01' };
    const answer = await setUp('100000000001', Date.parse(now))('GetCostAndUsage', { ...request, TimePeriod });
    expect(answer).toMatchObject({ ResultsByTime: estimated.map((Estimated) => ({ Estimated })) });
  });

  test('cuts a time period into days or calendar months, its end exclusive', () => {
    expect(periodsOf({ Start: '2026-10-30', End: '2026-11-01' }, 'DAILY')).toEqual([
      { Start: '2026-10-30', End: '2026-10-31' },
      { Start: '2026-10-31', End: '2026-11-01' },
    ]);
    expect(periodsOf({ Start: '2026-10-15', End: '2026-11-02' }, 'MONTHLY')).toEqual([
      { Start: '2026-10-15', End: '2026-11-01' },
      { Start: '2026-11-01', End: '2026-11-02' },
    ]);
  });
});
