import { CreateFunctionCommand, GetFunctionConcurrencyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { allow, policy } from '@tenantry/shared/infra/policy';
import { isolation } from '@tenantry/shared/testing/isolation';
import { createRole } from '@tenantry/shared/testing/role';
import { tenant } from '../testing/tenant.ts';
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
});
