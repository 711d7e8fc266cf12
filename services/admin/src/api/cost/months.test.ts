import { expect, test } from '@jest/globals';
import { tenantMonths } from './months.ts';

const month = (name: string, usd: number) => ({ month: name, isFinal: name < '2026-11', byKey: { '100000000006': usd } });

test('months before the tenant are not shown, the first one is', () => {
  const reported = [month('2026-08', 0), month('2026-09', 7), month('2026-10', 1.239), month('2026-11', 3)];
  expect(tenantMonths(reported, '100000000006', '2026-10-31T23:59:59.000Z')).toEqual([
    { month: '2026-10', isFinal: true, usd: 1.24 },
    { month: '2026-11', isFinal: false, usd: 3 },
  ]);
  expect(tenantMonths(reported, '100000000007', '2026-11-01T00:00:00.000Z')).toEqual([{ month: '2026-11', isFinal: false, usd: 0 }]);
});
