import { describe, expect, test } from '@jest/globals';
import { SetupWait } from '@tenantry/shared/failure/errors';
import { stepNamed, stepsOf } from '@tenantry/shared/saga/stage';
import type { Scope } from './scope.ts';
import { account } from './stage.ts';
import { inBootstrap } from './testing/in-bootstrap.ts';

const accountId = '123456789012';
const NEEDS = { accountId, baselineStackId: 'arn', assignments: [] };

/** A tenant whose account answers every call like this, and so does the role that Organizations left in it. */
const answering = (name: string, message: string): Scope => {
  const send = async () => {
    throw Object.assign(new Error(message), { name });
  };
  const client = { send };
  return {
    deployment: 'dev',
    ...inBootstrap(),
    tenant: () => () => client,
    bootstrap: () => client,
  } as unknown as Scope;
};

describe('what AWS needs up to four hours for in a new account is waited for four hours, wherever it shows', () => {
  const inTenantsAccount = stepsOf(account)
    .map(({ name }) => name)
    .filter((name) => ['baseline', 'baselineReady', 'readiness'].includes(name));

  test.each(
    inTenantsAccount.flatMap((name) => [
      [name, 'OptInRequired', 'a subscription is needed'],
      [name, 'InvalidClientTokenId', 'The security token included in the request is invalid.'],
      [name, 'AccessDenied', 'User: x is not authorized to perform: sts:AssumeRole on resource: y'],
    ]),
  )('%s meets %s', async (name, code, message) => {
    const step = stepNamed(account, name);
    await expect(step.ensure(answering(code, message) as never, NEEDS as never, {})).rejects.toThrow(SetupWait);
  });

  test('Identity Center, which does not say that the account is new', () => {
    const patient = stepsOf(account).flatMap(({ name, deadlineSeconds }) => (deadlineSeconds === 4 * 3600 ? [name] : []));
    expect(patient).toEqual(['accountAssignments', 'accountAssigned']);
  });
});
