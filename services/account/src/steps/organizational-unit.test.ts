import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, test } from '@jest/globals';
import type { Scope } from '../scope.ts';
import { organizationalUnit } from './organizational-unit.ts';

test('an account is moved from where it is, also when the first page that Organizations answers is empty', async () => {
  const organizations = new OrganizationsClient({ region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'y' } });
  const moved: unknown[] = [];
  const pages = [{ Parents: [], NextToken: 'more' }, { Parents: [{ Id: 'r-1', Type: 'ROOT' }] }];
  organizations.middlewareStack.add(
    (_next, { commandName }) =>
      async ({ input }) => {
        if (commandName === 'MoveAccountCommand') moved.push(input);
        return { output: commandName === 'ListParentsCommand' ? pages.shift() : {}, response: {} } as never;
      },
    { step: 'initialize' },
  );
  const scope = { inOwner: () => organizations, owner: { tenantsOuId: 'ou-tenants', bootstrapOuId: 'ou-bootstrap' } } as unknown as Scope;
  await organizationalUnit.ensure(scope, { accountId: '200000000001' }, { isPlaced: true });
  expect(moved).toEqual([{ AccountId: '200000000001', SourceParentId: 'r-1', DestinationParentId: 'ou-bootstrap' }]);
});
