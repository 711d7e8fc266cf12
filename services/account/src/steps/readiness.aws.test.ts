import { DeleteRoleCommand, DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { describe, expect, test } from '@jest/globals';
import { serviceName } from '@tenantry/shared/domain/names';
import { Wait } from '@tenantry/shared/failure/errors';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { deployment, rootIn, tenantBefore } from '../testing/tenant-account.ts';
import { readiness } from './readiness.ts';

describe('readiness', () => {
  const at = deployment();
  stepContract({
    step: readiness,
    keepsAfterRemove: true,
    tenant: async () => tenantBefore(await at, 'readiness'),
    list: async (_scope, { accountId }) => [accountId],
  });

  test('the roles of the later stages are told', async () => {
    const { scope, needs } = await tenantBefore(await at, 'readiness');
    const { accountId } = needs as { accountId: string };
    const { roles } = await settled(() => readiness.ensure(scope, needs, {}));
    expect(roles.deploy).toBe(`arn:aws:iam::${accountId}:role/tenantry-${scope.deployment}-service`);
    expect(Object.keys(roles)).toEqual(['network', 'edge', 'pipeline', 'deploy']);
  });

  test('nothing goes on while a role is missing', async () => {
    const { scope, needs } = await tenantBefore(await at, 'readiness');
    const iam = rootIn((needs as { accountId: string }).accountId)(IAMClient);
    const RoleName = serviceName(scope.deployment, 'edge');
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'policy' }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    await expect(readiness.ensure(scope, needs, {})).rejects.toThrow(Wait);
  });
});
