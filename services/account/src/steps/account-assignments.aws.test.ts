import { describe, expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { assignedGroups } from '../account-assignment.ts';
import type { Scope } from '../scope.ts';
import { deployment, tenantBefore } from '../testing/tenant-account.ts';
import { accessGroups } from './access-groups.ts';
import { accountAssigned } from './account-assigned.ts';
import { accountAssignments } from './account-assignments.ts';

const list = async (scope: Scope, { accountId }: { accountId: string }): Promise<string[]> => {
  const sets = Object.values(scope.owner.permissionSetArns);
  return (await Promise.all(sets.map((arn) => assignedGroups(scope, accountId, arn)))).flat();
};

describe('account assignments', () => {
  const at = deployment();
  stepContract({
    step: accountAssignments,
    owns: 2,
    foreign: { cannot: 'an assignment has no tags: one that is configured is wanted, whoever made it' },
    tenant: async () => tenantBefore(await at, 'accountAssignments'),
    list: async (scope, needs) => {
      // Both are asynchronous, and over after a tenth of a second: only a look that begins later tells how they ended.
      for (const over = Date.now() + 300; Date.now() < over; ) await list(scope, needs);
      return list(scope, needs);
    },
  });

  test('a group or permission set that does not exist stalls and is named', async () => {
    const { scope } = await tenantBefore(await at, 'accessGroups');
    const ask = (group: string, permissionSet: string) =>
      accessGroups.ensure({ ...scope, assignments: [{ group, permissionSet }] }, {}, {});
    await expect(ask('nobody', 'TenantViewer')).rejects.toThrow('Identity Center has no group nobody');
    await expect(ask('tenantry-viewers', 'Nothing')).rejects.toThrow('Identity Center has no permission set Nothing');
  });
});

describe('account assigned', () => {
  const at = deployment();
  stepContract({
    step: accountAssigned,
    owns: 2,
    keepsAfterRemove: true,
    tenant: async () => tenantBefore(await at, 'accountAssigned'),
    list,
  });
});
