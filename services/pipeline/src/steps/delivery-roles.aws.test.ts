import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { beforeAll, expect, test } from '@jest/globals';
import { DELIVERY_ROLES, deliveryBoundaryName } from '@tenantry/landing-zone/policies/delivery';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { allow, policy } from '@tenantry/shared/infra/policy';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { deliveryOf, differencesOf, findRole, wantedRole } from '../delivery-role.ts';
import type { Scope } from '../scope.ts';
import { type Devops, devops } from '../testing/devops.ts';
import { tenant } from '../testing/tenant.ts';
import { deliveryRoles } from './delivery-roles.ts';

let delivery: Devops;
beforeAll(async () => {
  delivery = await devops();
});
const someone = async () => {
  const one = await tenant({ devops: delivery });
  return { ...one, needs: { accountId: one.accountId } };
};
const nameOf = ({ tenantId }: Scope) => tenantResourceName(tenantId, 'data');

stepContract({
  step: deliveryRoles,
  tenant: someone,
  owns: DELIVERY_ROLES.length,
  list: async (root) => {
    const { Roles = [] } = await root.devops(IAMClient).send(new ListRolesCommand({ MaxItems: 1000 }));
    return Roles.flatMap(({ RoleName = '', RoleId }) => (RoleName.startsWith(tenantResourceName(root.tenantId)) ? [`${RoleId}`] : []));
  },
  foreign: async (root) => {
    const iam = root.devops(IAMClient);
    const AssumeRolePolicyDocument = JSON.stringify(
      policy([{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }]),
    );
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: nameOf(root), AssumeRolePolicyDocument }));
    const isUntouched = async () => (await findRole(iam, nameOf(root)))?.policy === undefined;
    return { id: Role?.RoleId ?? '', isUntouched };
  },
  drift: async (root) => {
    const more = JSON.stringify(policy([allow('*', '*')]));
    await root.devops(IAMClient).send(new PutRolePolicyCommand({ RoleName: nameOf(root), PolicyName: 'policy', PolicyDocument: more }));
  },
  isSound: async (root, { accountId }) => {
    const found = await findRole(root.devops(IAMClient), nameOf(root));
    return found !== undefined && differencesOf(found, wantedRole(deliveryOf(root, accountId), 'data')).length === 0;
  },
});

test('a role is bounded from its creation, and none can be made without the bound', async () => {
  const { scope, root, needs } = await someone();
  await deliveryRoles.ensure(scope, needs, {});
  const { Role } = await root.devops(IAMClient).send(new GetRoleCommand({ RoleName: nameOf(root) }));
  expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toContain(deliveryBoundaryName('dev'));
  const RoleName = `${tenantResourceName(scope.tenantId)}-free`;
  const free = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: wantedRole(deliveryOf(scope, needs.accountId), 'data').trust });
  await expect(scope.devops(IAMClient).send(free)).rejects.toThrow('not authorized');
  await expect(scope.devops(IAMClient).send(new DeleteRoleCommand({ RoleName: 'tenantry-dev-pipeline' }))).rejects.toThrow(
    'not authorized',
  );
});
