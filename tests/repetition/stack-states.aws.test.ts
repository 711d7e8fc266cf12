import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freshAccount } from '@laptop/aws/gateway/rules/testing/ruled-aws';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import { deployStack } from '@tenantry/landing-zone/stack';
import type { Resource, Resources, Template } from '@tenantry/landing-zone/template';
import { eventually } from '@tenantry/shared/testing/eventually';

let aws: OwnAws;
beforeAll(async () => {
  aws = await startOwnAws();
});
afterAll(() => aws.stop());

const NAME = 'tenantry-states';
const template = (resources: Resources): Template => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'test',
  Resources: resources,
  Outputs: {},
});
const input = (resources: Resources) => ({ name: NAME, template: template(resources), tags: {} });
const parameter = (Value = 'one'): Resource => ({ Type: 'AWS::SSM::Parameter', Properties: { Name: '/states', Type: 'String', Value } });
const cluster = (DeletionProtection: boolean): Resource => ({
  Type: 'AWS::RDS::DBCluster',
  DeletionPolicy: 'Snapshot',
  Properties: {
    DBClusterIdentifier: 'states',
    Engine: 'aurora-mysql',
    MasterUsername: 'admin',
    MasterUserPassword: 'a-password',
    DeletionProtection,
  },
});
const pool = (protection: 'ACTIVE' | 'INACTIVE'): Resource => ({
  Type: 'AWS::Cognito::UserPool',
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
  Properties: { UserPoolName: 'states', DeletionProtection: protection },
});
const broken = (DependsOn: string): Resource => ({
  Type: 'AWS::KMS::Alias',
  DependsOn,
  Properties: { AliasName: 'no-alias', TargetKeyId: 'none' },
});
const archive = (RetentionDays: number, more: object = {}): Resources => ({
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'states' } },
  Archive: {
    Type: 'AWS::Events::Archive',
    Properties: { SourceArn: { 'Fn::GetAtt': ['Bus', 'Arn'] }, ArchiveName: 'states', RetentionDays },
  },
  ...more,
});

/** An account with one stack, brought into a state by the plain API. */
const stackIn = () => {
  const accountId = freshAccount();
  const client = new CloudFormationClient(aws.as(accountId));
  const lines: string[] = [];
  const body = (resources: Resources) => ({ StackName: NAME, TemplateBody: JSON.stringify(template(resources)) });
  return {
    accountId,
    client,
    lines,
    body,
    create: (resources: Resources, more: object = {}) => client.send(new CreateStackCommand({ ...body(resources), ...more })),
    update: (resources: Resources, more: object = {}) => client.send(new UpdateStackCommand({ ...body(resources), ...more })),
    reaches: (wanted: string) =>
      eventually(`the stack is ${wanted}`, async () => {
        const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: NAME }));
        return Stacks?.[0]?.StackStatus === wanted || undefined;
      }),
    deploy: (resources: Resources) => deployStack(client, input(resources), (line) => lines.push(line)),
  };
};

describe('a stack that a failure left behind', () => {
  test('ROLLBACK_COMPLETE is deleted and created again', async () => {
    const stack = stackIn();
    await stack.create({ Parameter: parameter(), Broken: broken('Parameter') });
    await stack.reaches('ROLLBACK_COMPLETE');
    expect(await stack.deploy({ Parameter: parameter() })).toMatchObject({ outcome: 'created' });
  });

  test('CREATE_FAILED, created with rollback switched off, is rolled back with all it made, and created again', async () => {
    const stack = stackIn();
    await stack.create({ Pool: pool('INACTIVE'), Parameter: parameter(), Broken: broken('Parameter') }, { OnFailure: 'DO_NOTHING' });
    await stack.reaches('CREATE_FAILED');
    expect(await stack.deploy({ Pool: pool('INACTIVE'), Parameter: parameter() })).toMatchObject({ outcome: 'created' });
    expect(stack.lines.join('\n')).toMatch(/CREATE_FAILED: it is rolled back(.|\n)*ROLLBACK_COMPLETE: it is deleted/);
  });

  test('a state that AWS does not let us leave is an error that names the stack', async () => {
    const stack = stackIn();
    await stack.create({ Parameter: parameter(), Broken: broken('Parameter') }, { EnableTerminationProtection: true });
    await stack.reaches('ROLLBACK_COMPLETE');
    await expect(stack.deploy({ Parameter: parameter() })).rejects.toThrow(
      /^stack tenantry-states: ROLLBACK_COMPLETE: .*TerminationProtection/,
    );
  });

  test('UPDATE_FAILED, updated with rollback switched off, is rolled back and updated', async () => {
    const stack = stackIn();
    await stack.deploy({ Parameter: parameter() });
    await stack.update({ Parameter: parameter('two'), Broken: broken('Parameter') }, { DisableRollback: true });
    await stack.reaches('UPDATE_FAILED');
    expect(await stack.deploy({ Parameter: parameter('three') })).toMatchObject({ outcome: 'updated' });
  });

  test('REVIEW_IN_PROGRESS, a change set that nobody executed, is not waited for', async () => {
    const stack = stackIn();
    const change = { ...stack.body({ Parameter: parameter() }), ChangeSetName: 'somebody', ChangeSetType: 'CREATE' as const };
    await stack.client.send(new CreateChangeSetCommand(change));
    await stack.reaches('REVIEW_IN_PROGRESS');
    expect(await stack.deploy({ Parameter: parameter() })).toMatchObject({ outcome: 'created' });
  });

  test('ROLLBACK_FAILED names what was not deleted and the command to run, and can be created once that is gone', async () => {
    const stack = stackIn();
    await stack.create({ Cluster: cluster(true), Broken: broken('Cluster') });
    await stack.reaches('ROLLBACK_FAILED');
    const deploy = () => stack.deploy({ Cluster: cluster(false) });
    await expect(deploy()).rejects.toThrow(
      /tenantry-states: DELETE_FAILED: .*Cluster \(AWS::RDS::DBCluster\).*Cannot delete protected.*aws cloudformation delete-stack --stack-name tenantry-states --region [a-z]+-[a-z]+-1/,
    );
  });

  test('ROLLBACK_FAILED with something that deleting the stack would keep is left for a person', async () => {
    const stack = stackIn();
    await stack.create({ Pool: pool('ACTIVE'), Broken: broken('Pool') });
    await stack.reaches('ROLLBACK_FAILED');
    await expect(stack.deploy({ Pool: pool('ACTIVE') })).rejects.toThrow(
      /tenantry-states: ROLLBACK_FAILED: Broken .*; rolling back: Pool .*deletion protection.* It still has Pool \([a-z]+-[a-z]+-1_\w+\).*delete-stack/,
    );
  });

  test('DELETE_FAILED is deleted once more, then left for a person', async () => {
    const stack = stackIn();
    await stack.create({ Cluster: cluster(true) });
    await stack.reaches('CREATE_COMPLETE');
    await stack.client.send(new DeleteStackCommand({ StackName: NAME }));
    await stack.reaches('DELETE_FAILED');
    await expect(stack.deploy({ Cluster: cluster(true) })).rejects.toThrow(
      /DELETE_FAILED: Cluster .*Cannot delete protected.*delete-stack/,
    );
    expect(stack.lines).toEqual(['stack tenantry-states: DELETE_FAILED: it is deleted, to be created again']);
  });

  describe('UPDATE_ROLLBACK_FAILED', () => {
    /** The update's own call succeeds; the rollback's fails, and so do those after it. */
    const unableToGoBack = async (times: number) => {
      const stack = stackIn();
      await stack.deploy(archive(7));
      const match = { operation: 'UpdateArchive', account: stack.accountId };
      const fault = aws.local.faults.add({ match, effect: { kind: 'error', code: 'InternalException' }, nth: 2, times });
      await stack.update(archive(8, { Broken: broken('Archive') }));
      await stack.reaches('UPDATE_ROLLBACK_FAILED');
      return { ...stack, mend: () => aws.local.faults.remove(fault) };
    };

    test('goes on with its rollback, and is updated', async () => {
      const stack = await unableToGoBack(1);
      expect(await stack.deploy(archive(9))).toMatchObject({ outcome: 'updated' });
    });

    test('says how to go on where AWS cannot go back, and is updated when it can', async () => {
      const stack = await unableToGoBack(2);
      await expect(stack.deploy(archive(9))).rejects.toThrow(
        /UPDATE_ROLLBACK_FAILED: Broken .*; rolling back: Archive .*InternalException.*aws cloudformation continue-update-rollback --stack-name tenantry-states/,
      );
      stack.mend();
      expect(await stack.deploy(archive(9))).toMatchObject({ outcome: 'updated' });
    });
  });
});

describe('deletion protection', () => {
  const isProtected = async (accountId: string) => {
    const { output } = await aws.local.context.emulator({ accountId, service: 'rds', operation: 'DescribeDBClusters', input: {} });
    return JSON.stringify(output).includes('"DeletionProtection":"true"');
  };

  test('comes after the first success: a creation that fails is rolled back, and repeated', async () => {
    const stack = stackIn();
    await expect(stack.deploy({ Cluster: cluster(true), Broken: broken('Cluster') })).rejects.toThrow(/ROLLBACK_COMPLETE: Broken/);
    expect(await stack.deploy({ Cluster: cluster(true) })).toMatchObject({ outcome: 'created' });
    expect(await isProtected(stack.accountId)).toBe(true);
    expect(await stack.deploy({ Cluster: cluster(true) })).toMatchObject({ outcome: 'unchanged' });
  });

  test('holds for what a later update adds, and what was protected stays so meanwhile', async () => {
    const stack = stackIn();
    await stack.deploy({ Cluster: cluster(true) });
    await expect(stack.deploy({ Cluster: cluster(true), Pool: pool('ACTIVE'), Broken: broken('Pool') })).rejects.toThrow(
      /UPDATE_ROLLBACK_COMPLETE: Broken/,
    );
    expect(await isProtected(stack.accountId)).toBe(true);
    expect(await stack.deploy({ Cluster: cluster(true), Pool: pool('ACTIVE') })).toMatchObject({ outcome: 'updated' });
  });
});
