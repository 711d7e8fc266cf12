import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { DELIVERY_ROLES, deliveryBoundaryName } from '@tenantry/landing-zone/policies/delivery';
import { ifFound } from '@tenantry/shared/aws/found';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { resources } from '@tenantry/shared/saga/resource';
import {
  deliveryOf,
  differencesOf,
  type FoundRole,
  findRole,
  POLICY_NAME,
  ROLE_GONE,
  type WantedRole,
  wantedRole,
} from '../delivery-role.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly accountId: string;
}

/** A role is created without rights: its policy follows, and again after whatever was lost in between. */
const giveRights = ({ devops }: Scope, { name, policy }: WantedRole) =>
  devops(IAMClient).send(new PutRolePolicyCommand({ RoleName: name, PolicyName: POLICY_NAME, PolicyDocument: policy }));

/** The roles of the tenant's pipeline and of its projects, each of this tenant alone. */
export const deliveryRoles = resources(
  'deliveryRoles',
  {
    each: (scope, { accountId }: Needs): readonly WantedRole[] =>
      DELIVERY_ROLES.map((role) => wantedRole(deliveryOf(scope, accountId), role)),
    find: async ({ devops, tenantId }: Scope) => {
      const found = await Promise.all(DELIVERY_ROLES.map((role) => findRole(devops(IAMClient), tenantResourceName(tenantId, role))));
      return found.filter((role) => role !== undefined);
    },
    is: (_scope, { name }, { role }) => role.RoleName === name,
    isOurs: (scope, { role }) => hasTag(scope, role.Tags),
    create: async (scope: Scope, wanted: WantedRole): Promise<FoundRole | undefined> => {
      const { devops, deployment, tenantId, config } = scope;
      const creation = new CreateRoleCommand({
        RoleName: wanted.name,
        AssumeRolePolicyDocument: wanted.trust,
        PermissionsBoundary: `arn:aws:iam::${config.accounts.devops}:policy/${deliveryBoundaryName(deployment)}`,
        Description: 'Tenantry: delivers to one tenant',
        Tags: tenantTags(deployment, tenantId),
      });
      await devops(IAMClient).send(creation);
      await giveRights(scope, wanted);
      return findRole(devops(IAMClient), wanted.name);
    },
    differs: (_scope, wanted, found) => differencesOf(found, wanted),
    repair: async (scope, wanted, _found, differences) => {
      const trust = new UpdateAssumeRolePolicyCommand({ RoleName: wanted.name, PolicyDocument: wanted.trust });
      if (differences.includes('trust')) await scope.devops(IAMClient).send(trust);
      if (differences.includes('policy')) await giveRights(scope, wanted);
    },
    // Of its projects and its pipeline nothing is left (`buildProjects`, `codePipeline`).
    remove: async ({ devops }, { role: { RoleName } }) => {
      await ifFound(() => devops(IAMClient).send(new DeleteRolePolicyCommand({ RoleName, PolicyName: POLICY_NAME })), ...ROLE_GONE);
      await devops(IAMClient).send(new DeleteRoleCommand({ RoleName }));
    },
    gone: ROLE_GONE,
    // Another change of the role is under way (IAM API Reference, DeleteRole).
    inUse: {
      codes: ['ConcurrentModificationException', 'ConcurrentModification', 'DeleteConflictException', 'DeleteConflict'],
      seconds: 5,
    },
    foreign: {
      code: 'ForeignRole',
      advice:
        'Find out who made it in the DevOps account, where nothing of it was touched, and delete it; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
    },
    what: ({ role }) => `the role ${role.RoleName}`,
    out: () => ({}),
  },
  { creates: [{ type: 'AWS::IAM::Role', count: DELIVERY_ROLES.length, account: 'devops', quota: 'delivery-roles' }] },
);
