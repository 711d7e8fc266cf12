import { expect, test } from '@jest/globals';
import { tenantBaseline } from '@tenantry/landing-zone/tenant';
import { configOf } from '@tenantry/shared/deployment/config';
import { fakeStack } from '../testing/fake-stack.ts';
import { baseline } from './baseline.ts';

const REASON = 'a policy of the organization denies iam:DeleteRole';

/** A tenant's account on its way back. */
const account = (first: string | undefined) => {
  const stack = fakeStack(first, {});
  return { ...stack, look: () => stack.look((scope) => baseline.remove(scope, { accountId: '123456789012' }, {})) };
};

test("the way back stalls with AWS's reason when its update was rolled back, and does not ask again and again", async () => {
  const { asked, becomes, look } = account('UPDATE_COMPLETE');
  expect(await look()).toContain("to be reduced to the sweep's");
  becomes('UPDATE_ROLLBACK_FAILED', REASON);
  expect(await look()).toContain('to be rolled back');
  becomes('UPDATE_ROLLBACK_IN_PROGRESS', REASON);
  await look();
  becomes('UPDATE_ROLLBACK_COMPLETE', REASON);
  await expect(look()).rejects.toMatchObject({ name: 'StalledError', code: 'BaselineFailed', message: expect.stringContaining(REASON) });
  expect(asked).toEqual(['UpdateStack']);
});

test('what the way forward left rolled back is no reason to stall: the way back asks for its own', async () => {
  const { asked, becomes, look } = account('UPDATE_IN_PROGRESS');
  await look();
  becomes('UPDATE_ROLLBACK_COMPLETE', REASON);
  expect(await look()).toContain("to be reduced to the sweep's");
  expect(asked).toEqual(['UpdateStack']);
});

test('where nothing was built yet, roles that cannot be created stall, too', async () => {
  const { asked, becomes, look } = account(undefined);
  await look();
  becomes('ROLLBACK_COMPLETE', REASON);
  await expect(look()).rejects.toMatchObject({ name: 'StalledError', code: 'BaselineFailed' });
  expect(asked).toEqual(['CreateStack']);
});

test('it says that it creates what its template has', () => {
  const { Resources } = tenantBaseline({ deployment: 'dev', tenantId: '01JTENANT', config: configOf('dev') });
  const said = baseline.facts.creates.flatMap(({ type, count = 1 }) => Array<string>(count).fill(type));
  expect(said.sort()).toEqual(['AWS::CloudFormation::Stack', ...Object.values(Resources).map(({ Type }) => Type)].sort());
});
