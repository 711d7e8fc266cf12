import { expect, test } from '@jest/globals';
import { isCostExplorerOff } from './billing.ts';

test('Cost Explorer that nobody has opened is told from a permission that is missing', () => {
  const error = (name: string, message: string) => Object.assign(new Error(message), { name });
  expect(isCostExplorerOff(error('AccessDeniedException', 'User not enabled for cost explorer access'))).toBe(true);
  expect(isCostExplorerOff(error('AccessDeniedException', 'User: arn:aws:sts::… is not authorized to perform: ce:GetCostAndUsage'))).toBe(
    false,
  );
  expect(isCostExplorerOff(new Error('User not enabled for cost explorer access'))).toBe(false);
});
