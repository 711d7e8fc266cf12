import { CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { expect, test } from '@jest/globals';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { deployment } from './deployment.ts';

const cloudFormationOf = ({ tenant: clients }: Scope) => clients(CloudFormationClient);
const stacksIn = async (root: Scope) => (await cloudFormationOf(root).send(new DescribeStacksCommand({}))).Stacks ?? [];
const statuses = async (root: Scope): Promise<string[]> => (await stacksIn(root)).map(({ StackStatus }) => StackStatus ?? '');
const atRest = async (root: Scope): Promise<void> => {
  for (;;) if ((await statuses(root)).every((status) => !status.endsWith('IN_PROGRESS'))) return;
};
/** Deploys as a release does; a function without code makes it fail. */
const deploy = async (root: Scope, { fails = false, Tags = tenantTags('dev', root.tenantId) } = {}) => {
  const StackName = tenantResourceName(root.tenantId, 'api');
  const LogGroup = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `/aws/lambda/${StackName}` } };
  const broken = {
    Type: 'AWS::Lambda::Function',
    Properties: { Code: { S3Bucket: 'nowhere', S3Key: 'none.zip' }, Handler: 'x.y', Runtime: 'nodejs24.x', Role: 'arn:aws:iam::0:role/x' },
  };
  const TemplateBody = JSON.stringify({ Resources: { LogGroup, ...(fails ? { Function: broken } : {}) } });
  const { StackId = '' } = await cloudFormationOf(root).send(new CreateStackCommand({ StackName, TemplateBody, Tags }));
  await atRest(root);
  return StackId;
};

stepContract({
  step: deployment,
  tenant: async () => {
    const one = await tenant();
    await deploy(one.root);
    return { ...one, needs: {} };
  },
  list: async (root) => (await stacksIn(root)).map(({ StackId }) => StackId ?? ''),
  // In place of the one that a release has deployed.
  foreign: async (root) => {
    await cloudFormationOf(root).send(new DeleteStackCommand({ StackName: tenantResourceName(root.tenantId, 'api') }));
    await atRest(root);
    const id = await deploy(root, { Tags: [] });
    const isUntouched = async () =>
      (await stacksIn(root)).some(({ StackId, StackStatus }) => StackId === id && StackStatus === 'CREATE_COMPLETE');
    return { id, isUntouched };
  },
  keepsAfterRemove: true, // releases create it, and the last of them has been stopped by then
});

test('a stack that a release has deployed is deleted, and its end awaited', async () => {
  const one = await tenant();
  await deploy(one.root);
  expect(await deployment.ensure(one.scope, {}, {})).toMatchObject({ isDeployed: true });
  await settled(() => deployment.remove(one.scope, {}, {}));
  expect(await statuses(one.root)).toEqual([]);
});

test('a stack whose first creation failed makes way for the next release', async () => {
  const one = await tenant();
  await deploy(one.root, { fails: true });
  expect(await statuses(one.root)).toEqual(['ROLLBACK_COMPLETE']);
  expect(await settled(() => deployment.ensure(one.scope, {}, {}))).toMatchObject({ isDeployed: false });
  expect(await statuses(one.root)).toEqual([]);
});

test('a failed stack of the same name without our tag is no less left alone', async () => {
  const one = await tenant();
  await deploy(one.root, { fails: true, Tags: [] });
  await expect(deployment.ensure(one.scope, {}, {})).rejects.toMatchObject({ name: 'StalledError', code: 'ForeignStack' });
  await deployment.remove(one.scope, {}, {});
  expect(await statuses(one.root)).toEqual(['ROLLBACK_COMPLETE']);
});
