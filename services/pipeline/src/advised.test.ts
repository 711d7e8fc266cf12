import { expect, test } from '@jest/globals';
import { failureOf } from '@tenantry/shared/failure/errors';
import { advised, ROLE_ADVICE } from './advised.ts';

const failing = (message: string) => Promise.reject(Object.assign(new Error(message), { name: 'InvalidInputException' }));

test('an error whose words are known says what to do, and keeps its code', async () => {
  const error = await advised(failing('CodeBuild is not authorized to perform: sts:AssumeRole on x'), ROLE_ADVICE).catch((e: unknown) => e);
  expect(failureOf(error)).toMatchObject({ code: 'InvalidInputException', advice: expect.stringContaining('trust policy') });
});

test('any other passes as it is, and so does an answer', async () => {
  const error = await advised(failing('Invalid project name'), ROLE_ADVICE).catch((e: unknown) => e);
  expect(failureOf(error).advice).not.toContain('trust policy');
  expect(await advised(Promise.resolve(1), ROLE_ADVICE)).toBe(1);
});
