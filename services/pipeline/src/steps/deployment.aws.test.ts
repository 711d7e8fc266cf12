import { type CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { expect, test } from '@jest/globals';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { type Tenant, tenant } from '../testing/tenant.ts';
import { deployment } from './deployment.ts';

const statuses = async (cloudFormation: CloudFormationClient): Promise<string[]> => {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
  return Stacks.map(({ StackStatus }) => StackStatus ?? '');
};
/** Deploys as a release does; a function without code makes it fail. */
const deploy = async ({ scope: { tenantId }, root }: Tenant, { fails = false, Tags = tenantTags('dev', tenantId) } = {}) => {
  const StackName = tenantResourceName(tenantId, 'api');
  const LogGroup = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `/aws/lambda/${StackName}` } };
  const broken = {
    Type: 'AWS::Lambda::Function',
    Properties: { Code: { S3Bucket: 'nowhere', S3Key: 'none.zip' }, Handler: 'x.y', Runtime: 'nodejs24.x', Role: 'arn:aws:iam::0:role/x' },
  };
  const TemplateBody = JSON.stringify({ Resources: { LogGroup, ...(fails ? { Function: broken } : {}) } });
  await root.cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody, Tags }));
  for (;;) if ((await statuses(root.cloudFormation)).every((status) => !status.endsWith('IN_PROGRESS'))) return;
};

const roots = new Map<string, Tenant>();
stepContract({
  step: deployment,
  tenant: async () => {
    const one = await tenant();
    roots.set(one.scope.tenantId, one);
    await deploy(one);
    return { scope: one.scope, needs: {} };
  },
  list: ({ tenantId }) => statuses(roots.get(tenantId)!.root.cloudFormation),
  keepsAfterRemove: true, // releases make it, and the last of them has been stopped by then
});

test('a stack that a release has deployed is deleted, and its end awaited', async () => {
  const one = await tenant();
  await deploy(one);
  expect(await deployment.ensure(one.scope, {}, {})).toMatchObject({ isDeployed: true });
  await settled(() => deployment.remove(one.scope, {}, {}));
  expect(await statuses(one.root.cloudFormation)).toEqual([]);
});

test('a stack whose first creation failed makes way for the next release', async () => {
  const one = await tenant();
  await deploy(one, { fails: true });
  expect(await statuses(one.root.cloudFormation)).toEqual(['ROLLBACK_COMPLETE']);
  expect(await settled(() => deployment.ensure(one.scope, {}, {}))).toMatchObject({ isDeployed: false });
  expect(await statuses(one.root.cloudFormation)).toEqual([]);
});

test('a stack of the same name without our tag is left alone', async () => {
  const one = await tenant();
  await deploy(one, { Tags: [] });
  await settled(() => deployment.remove(one.scope, {}, {}));
  expect(await statuses(one.root.cloudFormation)).toEqual(['CREATE_COMPLETE']);
});
