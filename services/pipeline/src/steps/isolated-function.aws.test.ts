import { CreateFunctionCommand, GetFunctionConcurrencyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { allow, policy } from '@tenantry/shared/infra/policy';
import { isolation } from '@tenantry/shared/testing/isolation';
import { createRole } from '@tenantry/shared/testing/role';
import { tenant } from '../testing/tenant.ts';
import { functionConcurrency } from './function-concurrency.ts';
import { isolatedFunction } from './isolated-function.ts';

test("an isolated tenant's function runs no more, however often it is asked, and is as before afterwards", async () => {
  const { scope, root, accountId } = await tenant();
  const FunctionName = tenantResourceName(root.tenantId, 'api');
  const lambda = root.tenant(LambdaClient);
  await isolatedFunction.ensure(scope, isolation(true), {}); // there is none yet
  await createRole(
    accountId,
    'runs-it',
    policy([{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }]),
    [allow('logs:PutLogEvents', '*')],
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: `arn:aws:iam::${accountId}:role/runs-it`,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') },
    }),
  );
  const reserved = async () => (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions;
  for (const _ of [1, 2]) {
    await isolatedFunction.ensure(scope, isolation(true), {});
    expect(await reserved()).toBe(0);
  }
  for (const _ of [1, 2]) {
    await isolatedFunction.ensure(scope, isolation(false), {});
    expect(await reserved()).toBeUndefined();
  }

  // What a plan keeps for it is there again afterwards; with another plan it is as before.
  const plans = { kept: { concurrency: 5 }, more: { concurrency: 7 } };
  const planned = { ...scope, config: { ...scope.config, plans } };
  let saved = await functionConcurrency.ensure(planned, { plan: 'kept' }, {});
  expect(await reserved()).toBe(plans.kept.concurrency);
  await isolatedFunction.ensure(scope, isolation(true), {});
  await isolatedFunction.ensure(scope, isolation(false), {});
  saved = await functionConcurrency.ensure(planned, { plan: 'more' }, saved);
  expect(await reserved()).toBe(plans.more.concurrency);
  saved = await functionConcurrency.ensure(planned, { plan: 'standard' }, saved);
  expect([await reserved(), saved]).toEqual([undefined, { reservedConcurrency: 0 }]);
});
