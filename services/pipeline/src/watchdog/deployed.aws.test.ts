import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';

test('the watchdog reaches the database with the rights that it is deployed with', async () => {
  const lambda = new LambdaClient(rootOf(testAccounts.superAdmin));
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'tenantry-dev-watchdog-database' }));
  expect({ FunctionError, answer: Buffer.from(Payload ?? []).toString() }).toEqual({ FunctionError: undefined, answer: 'null' });
});
