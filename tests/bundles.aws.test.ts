import { GetFunctionCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { loadProblem } from './loads-as-lambda.ts';

const lambda = new LambdaClient({ region: testRegion });

/** What is wrong with the code that was deployed for a function. */
const problemOf = async (FunctionName: string): Promise<string | undefined> => {
  const { Code, Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName }));
  const zip = await fetch(Code?.Location ?? '');
  if (!zip.ok) return `its code: ${zip.status}`;
  return loadProblem(new Uint8Array(await zip.arrayBuffer()), Configuration?.Handler ?? '', Configuration?.Environment?.Variables ?? {});
};

test('every deployed bundle loads, whatever flags Node starts with', async () => {
  const names: string[] = [];
  for await (const { Functions } of paginateListFunctions({ client: lambda }, {}))
    names.push(...(Functions ?? []).flatMap(({ FunctionName }) => (FunctionName?.startsWith('tenantry-dev-') ? [FunctionName] : [])));
  expect(names.length).toBeGreaterThanOrEqual(12);
  const problems: Record<string, string> = {};
  for (const name of names) {
    const problem = await problemOf(name);
    if (problem) problems[name] = problem;
  }
  expect(problems).toEqual({});
});
