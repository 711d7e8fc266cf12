import { UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { CloseAccountCommand } from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { baselineStackName, findStack } from '../baseline-stack.ts';
import type { Scope } from '../scope.ts';
import { deployment, organizations, tenantBefore } from '../testing/tenant-account.ts';
import { baseline, sweepTemplate } from './baseline.ts';
import { baselineReady } from './baseline-ready.ts';

/** Roles of the services in the account, but for those that the sweep needs. */
const roles = async (scope: Scope, { accountId }: { accountId: string }): Promise<string[]> => {
  const { Roles = [] } = await scope.tenant(accountId).iam.send(new ListRolesCommand({}));
  const prefix = `tenantry-${scope.stage}-`;
  return Roles.flatMap(({ RoleName = '' }) => (RoleName.startsWith(prefix) ? [RoleName.slice(prefix.length)] : [])).filter(
    (name) => name !== 'account' && name !== 'offboard',
  );
};
const ready = (scope: Scope, needs: { accountId: string }) =>
  settled(() => baselineReady.ensure(scope, { ...needs, baselineStackId: 'any' }, {}));

describe('baseline', () => {
  const at = deployment();
  const tenant = async () => tenantBefore(await at, 'baseline');
  stepContract({
    step: baseline,
    owns: 4,
    tenant,
    list: async (scope, needs) => {
      if (await findStack(scope.bootstrap(needs.accountId), scope.stage)) await ready(scope, needs);
      return roles(scope, needs);
    },
    drift: async (scope, { accountId }) => {
      await settled(() => baselineReady.ensure(scope, { accountId, baselineStackId: 'any' }, {}));
      await scope.bootstrap(accountId).send(
        new UpdateStackCommand({
          StackName: baselineStackName(scope.stage),
          TemplateBody: JSON.stringify(sweepTemplate(scope.template)),
          Capabilities: ['CAPABILITY_NAMED_IAM'],
        }),
      );
      await settled(() => baselineReady.ensure(scope, { accountId, baselineStackId: 'any' }, {}));
    },
    isSound: async (scope, needs) => {
      await ready(scope, needs);
      return (await roles(scope, needs)).length === 4;
    },
  });

  test('on the way back the sweep has its role, even when nothing had been built yet', async () => {
    const { scope, needs } = await tenant();
    await settled(() => baseline.remove(scope, {}));
    const stack = await findStack(scope.bootstrap((needs as { accountId: string }).accountId), scope.stage);
    expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
    expect(await roles(scope, needs)).toEqual([]);
  });

  test('a removal after the account was closed is success', async () => {
    const { scope, needs } = await tenant();
    await organizations.send(new CloseAccountCommand({ AccountId: (needs as { accountId: string }).accountId }));
    await settled(() => baseline.remove(scope, {})); // waits while AWS closes it
  });
});

describe('baseline ready', () => {
  const at = deployment();
  stepContract({
    step: baselineReady,
    owns: 4,
    keepsAfterRemove: true,
    tenant: async () => tenantBefore(await at, 'baselineReady'),
    list: roles,
  });

  test('a stack that was rolled back stalls with the reason, and the next try deletes and creates it again', async () => {
    const { scope, needs } = await tenantBefore(await at, 'baseline');
    const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
    const Broken = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'broken', Roles: ['no-such-role'], PolicyDocument } };
    const broken = { ...scope, template: { ...scope.template, Resources: { ...scope.template.Resources, Broken } } };
    const created = await settled(() => baseline.ensure(broken, needs, {}));
    const all = { ...(needs as { accountId: string }), ...created };
    await expect(settled(() => baselineReady.ensure(scope, all, {}))).rejects.toMatchObject({
      name: 'StalledError',
      code: 'BaselineFailed',
    });
    await settled(() => baseline.ensure(scope, needs, created));
    await settled(() => baselineReady.ensure(scope, all, {}));
    expect(await roles(scope, all)).toHaveLength(4);
  });
});
