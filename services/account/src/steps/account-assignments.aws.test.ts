import { CreateAccountAssignmentCommand, CreatePermissionSetCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from '@jest/globals';
import { isCode } from '@tenantry/shared/failure/errors';
import { testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { type AccountAssignment, assignedGroups, assignmentInput } from '../account-assignment.ts';
import type { Scope } from '../scope.ts';
import { deployment, rootIn, tenantBefore } from '../testing/tenant-account.ts';
import { accessGroups } from './access-groups.ts';
import { accountAssigned } from './account-assigned.ts';
import { accountAssignments } from './account-assignments.ts';

const list = async (scope: Scope, { accountId }: { accountId: string }): Promise<string[]> => {
  const sets = Object.values(scope.owner.permissionSetArns);
  return (await Promise.all(sets.map((arn) => assignedGroups(scope, accountId, arn)))).flat();
};

/** What the organization itself gives to a group in all of its accounts; answers the permission set. */
const foreignAssignment = async (
  { owner }: Scope,
  { accountId, assignments }: { accountId: string; assignments: readonly AccountAssignment[] },
) => {
  const sso = rootIn(testAccounts.owner)(SSOAdminClient);
  const InstanceArn = owner.identityCenterInstanceArn;
  const { PermissionSet } = await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: `Audit-${accountId}` }));
  const PermissionSetArn = PermissionSet?.PermissionSetArn ?? '';
  const input = {
    ...assignmentInput({ owner } as Scope, accountId, { groupId: assignments[0]?.groupId ?? '', permissionSetArn: PermissionSetArn }),
  };
  // One request at a time for an account: another one may still be at work.
  await eventually('the account is free', () =>
    sso.send(new CreateAccountAssignmentCommand(input)).catch((error: unknown) => {
      if (isCode(error, 'ConflictException')) return undefined;
      throw error;
    }),
  );
  await eventually(
    'the assignment',
    async () =>
      (await assignedGroups({ owner, inOwner: rootIn(testAccounts.owner) } as unknown as Scope, accountId, PermissionSetArn)).length ===
        1 || undefined,
  );
  return PermissionSetArn;
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

  const assigned = async (scope: Scope, { accountId }: { accountId: string }): Promise<number> => (await list(scope, { accountId })).length;
  const ready = async () => {
    const { scope, needs } = await tenantBefore(await at, 'accountAssigned');
    await settled(() => accountAssigned.ensure(scope, needs, {}));
    return { scope, needs: needs as Parameters<typeof accountAssigned.ensure>[1] };
  };

  test('a group that was taken out of the configuration loses its access, and nobody else', async () => {
    const { scope, needs } = await ready();
    const kept = needs.assignments.slice(1);
    await settled(() => accountAssigned.ensure(scope, { ...needs, assignments: kept }, {}));
    expect(await assigned(scope, needs)).toBe(kept.length);
  });

  test("a permission set that was taken out of the configuration loses its assignments, and the organization's own keep theirs", async () => {
    const { scope, needs } = await ready();
    const { TenantViewer = '', ...others } = scope.owner.permissionSetArns;
    const foreign = await foreignAssignment(scope, needs);
    const configured = { ...scope, owner: { ...scope.owner, permissionSetArns: others } };
    const left = needs.assignments.filter(({ permissionSetArn }) => permissionSetArn !== TenantViewer);
    await settled(() => accountAssigned.ensure(configured, { ...needs, assignments: left }, {}));
    expect(await assigned(scope, needs)).toBe(left.length);
    expect(await assignedGroups(scope, needs.accountId, foreign)).toHaveLength(1);
    await settled(() => accountAssignments.remove(configured, { accountId: needs.accountId }, {}));
    expect([await assigned(scope, needs), (await assignedGroups(scope, needs.accountId, foreign)).length]).toEqual([0, 1]);
  });
});
