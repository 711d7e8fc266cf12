import { expect, test } from '@jest/globals';
import { stepsOf } from '@tenantry/shared/stage';
import { account } from './stage.ts';

test('what AWS needs up to four hours for in a new account is waited for four hours, wherever it shows', () => {
  const patient = stepsOf(account).flatMap(({ name, deadlineSeconds }) => (deadlineSeconds === 4 * 3600 ? [name] : []));
  expect(patient).toEqual(['baseline', 'accountAssigned', 'readiness']);
});
