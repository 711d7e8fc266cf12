import { CreateChangeSetCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { CloseAccountCommand } from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { TENANT_ROLES } from '@tenantry/landing-zone/tenant';
import { onceFree } from '@tenantry/shared/testing/once-free';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { baselineStackName, findStack } from '../baseline-stack.ts';
import type { Scope } from '../scope.ts';
import { deployment, organizations, rootIn, tenantBefore } from '../testing/tenant-account.ts';
import { baseline } from './baseline.ts';
import { baselineReady } from './baseline-ready.ts';

/** Those of a live account, without the stage's own. */
const OWN = TENANT_ROLES.length - 1;

/** Roles of the services in the account, but for those that the sweep needs. */
const roles = async (scope: Scope, { accountId }: { accountId: string }): Promise<string[]> => {
  const { Roles = [] } = await rootIn(accountId)(IAMClient).send(new ListRolesCommand({}));
  const prefix = `tenantry-${scope.deployment}-`;
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
    owns: OWN,
    tenant,
    list: async (scope, needs) => {
      if (await findStack(scope.bootstrap(needs.accountId), scope.deployment)) await ready(scope, needs);
      return roles(scope, needs);
    },
    foreign: { cannot: "a stack of that name is given the roles of the landing zone, whoever made it: the account is the tenant's alone" },
    drift: async (scope, { accountId }) => {
      await settled(() => baselineReady.ensure(scope, { accountId, baselineStackId: 'any' }, {}));
      await scope.bootstrap(accountId).send(
        new UpdateStackCommand({
          StackName: baselineStackName(scope.deployment),
          TemplateBody: JSON.stringify(scope.sweepTemplate),
          Capabilities: ['CAPABILITY_NAMED_IAM'],
        }),
      );
      await settled(() => baselineReady.ensure(scope, { accountId, baselineStackId: 'any' }, {}));
    },
    isSound: async (scope, needs) => {
      await ready(scope, needs);
      return (await roles(scope, needs)).length === OWN;
    },
  });

  test('on the way back the sweep has its role, even when nothing had been built yet', async () => {
    const { scope, needs } = await tenant();
    await settled(() => baseline.remove(scope, {}, {}));
    const stack = await findStack(scope.bootstrap((needs as { accountId: string }).accountId), scope.deployment);
    expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
    expect(await roles(scope, needs)).toEqual([]);
  });

  test('a removal after the account was closed is success', async () => {
    const { scope, needs } = await tenant();
    const { accountId: AccountId } = needs as { accountId: string };
    await onceFree(() => organizations.send(new CloseAccountCommand({ AccountId })));
    await settled(() => baseline.remove(scope, {}, {})); // waits while AWS closes it
  });
});

describe('baseline ready', () => {
  const at = deployment();
  stepContract({
    step: baselineReady,
    owns: OWN,
    keepsAfterRemove: true,
    tenant: async () => tenantBefore(await at, 'baselineReady'),
    list: roles,
  });

  /** With a resource that IAM refuses. */
  const broken = (scope: Scope): Scope => {
    const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
    const Broken = { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'broken', Roles: ['no-such-role'], PolicyDocument } };
    return { ...scope, template: { ...scope.template, Resources: { ...scope.template.Resources, Broken } } };
  };

  test('a stack that was rolled back stalls with the reason, and the next try deletes and creates it again', async () => {
    const { scope, needs } = await tenantBefore(await at, 'baseline');
    const created = await settled(() => baseline.ensure(broken(scope), needs, {}));
    const all = { ...(needs as { accountId: string }), ...created };
    await expect(settled(() => baselineReady.ensure(scope, all, {}))).rejects.toMatchObject({
      name: 'StalledError',
      code: 'BaselineFailed',
      message: expect.stringMatching(/ROLLBACK_COMPLETE: Broken \(AWS::IAM::Policy\): /),
    });
    await settled(() => baseline.ensure(scope, needs, created));
    await settled(() => baselineReady.ensure(scope, all, {}));
    expect(await roles(scope, all)).toHaveLength(OWN);
  });

  test('an update that was rolled back stalls with the reason, until the template is the one that the stack has', async () => {
    const { scope, needs } = await tenantBefore(await at, 'baseline');
    const created = await settled(() => baseline.ensure(scope, needs, {}));
    const all = { ...(needs as { accountId: string }), ...created };
    await settled(() => baselineReady.ensure(scope, all, {}));
    await settled(() => baseline.ensure(broken(scope), needs, created));
    await expect(settled(() => baselineReady.ensure(broken(scope), all, {}))).rejects.toMatchObject({
      name: 'StalledError',
      message: expect.stringMatching(/UPDATE_ROLLBACK_COMPLETE: Broken /),
    });
    await settled(() => baseline.ensure(scope, needs, created));
    await settled(() => baselineReady.ensure(scope, all, {}));
    expect(await roles(scope, all)).toHaveLength(OWN);
  });

  test('a change set that somebody left is not waited for', async () => {
    const { scope, needs } = await tenantBefore(await at, 'baseline');
    const { accountId } = needs as { accountId: string };
    await scope.bootstrap(accountId).send(
      new CreateChangeSetCommand({
        StackName: baselineStackName(scope.deployment),
        ChangeSetName: 'somebody',
        ChangeSetType: 'CREATE',
        TemplateBody: JSON.stringify(scope.template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    const created = await settled(() => baseline.ensure(scope, needs, {}));
    await settled(() => baselineReady.ensure(scope, { accountId, ...created }, {}));
    expect(await roles(scope, { accountId })).toHaveLength(OWN);
  });
});
