import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, test } from '@jest/globals';
import { enablePolicies, rootOf } from './policy-type.ts';
import { awsError, scripted } from './testing/scripted.ts';

const roots = (Status?: string) => ({
  Roots: [
    {
      Id: 'r-ab12',
      PolicyTypes: [
        ...(Status === undefined ? [] : [{ Type: 'SERVICE_CONTROL_POLICY', Status }]),
        { Type: 'RESOURCE_CONTROL_POLICY', Status: 'ENABLED' },
      ],
    },
  ],
});
/** An organization whose policy type has these states, look by look, the last one from then on; EnablePolicyType answers in turn. */
const organization = (states: readonly (string | undefined)[], answers: readonly (object | Error)[] = []) => {
  let look = 0;
  let asked = 0;
  const { client, calls } = scripted(new OrganizationsClient({ region: 'us-east-1' }), (operation) =>
    operation === 'ListRoots' ? roots(states[Math.min(look++, states.length - 1)]) : (answers[asked++] ?? {}),
  );
  const asks = () => calls.filter((operation) => operation === 'EnablePolicyType').length;
  return { client, asks, enabled: enablePolicies(client, async () => {}) };
};

test('policies that are enabled are not asked for', async () => {
  const { enabled, asks } = organization(['ENABLED']);
  await enabled;
  expect(asks()).toBe(0);
});

test.each([
  ['asked for by this run', [undefined, 'PENDING_ENABLE', 'ENABLED'], [], 1],
  ['pending since an earlier run', ['PENDING_ENABLE', 'PENDING_ENABLE', 'ENABLED'], [], 0],
  ['being disabled meanwhile', ['PENDING_DISABLE', undefined, 'PENDING_ENABLE', 'ENABLED'], [], 1],
  ['asked for by another run at the same time', [undefined, 'ENABLED'], [awsError('PolicyTypeAlreadyEnabledException')], 1],
  ['refused while other policies change', [undefined, undefined, 'ENABLED'], [awsError('PolicyChangesInProgressException')], 2],
  ['refused while the organization changes', [undefined, undefined, 'ENABLED'], [awsError('ConcurrentModificationException')], 2],
] as const)('policies are waited for: %s', async (_how, states, answers, asks) => {
  const found = organization(states, answers);
  await found.enabled;
  expect(found.asks()).toBe(asks);
});

test('both types of policy are enabled, one after the other', async () => {
  const enabled: unknown[] = [];
  const client = new OrganizationsClient({ region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'y' } });
  client.middlewareStack.add(
    (_next, { commandName }) =>
      async ({ input }) => {
        if (commandName === 'EnablePolicyTypeCommand') enabled.push((input as { PolicyType: string }).PolicyType);
        const PolicyTypes = enabled.map((Type) => ({ Type, Status: 'ENABLED' }));
        return { output: { Roots: [{ Id: 'r-ab12', PolicyTypes }] }, response: {} } as never;
      },
    { step: 'initialize' },
  );
  await enablePolicies(client, async () => {});
  expect(enabled).toEqual(['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']);
});

test('policies that stay pending are told, with the last state', async () => {
  await expect(organization(['PENDING_ENABLE']).enabled).rejects.toThrow('after a minute (PENDING_ENABLE): run this command again');
  const busy = Array(30).fill(awsError('ConcurrentModificationException'));
  await expect(organization([undefined], busy).enabled).rejects.toThrow('after a minute (ConcurrentModificationException)');
});

test('an answer that looking again does not help is told as AWS gave it', async () => {
  const { enabled, asks } = organization([undefined], [awsError('AccessDeniedException', 'no permission')]);
  await expect(enabled).rejects.toThrow('owner account: Organizations EnablePolicyType: AccessDeniedException: no permission');
  expect(asks()).toBe(1);
});

test('the root is found behind an empty page', async () => {
  const { client } = scripted(new OrganizationsClient({ region: 'us-east-1' }), (_operation, input) =>
    'NextToken' in input && input.NextToken === 'more' ? roots() : { Roots: [], NextToken: 'more' },
  );
  expect(await rootOf(client)).toMatchObject({ Id: 'r-ab12' });
});
