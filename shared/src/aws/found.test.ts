import { expect, test } from '@jest/globals';
import { best } from './found.ts';

test('of what stands twice the best sign decides, not the order in which EC2 lists', () => {
  const [noted, used, other] = [{ id: 'a' }, { id: 'b', isUsed: true }, { id: 'c' }];
  const pick = (...found: readonly { id: string; isUsed?: boolean }[]) =>
    best(
      found,
      ({ id }) => id === 'a',
      ({ isUsed }) => isUsed === true,
    );
  expect([pick(other, used, noted), pick(noted, used), pick(other, used), pick(other), pick()]).toEqual([
    noted,
    noted,
    used,
    other,
    undefined,
  ]);
});
