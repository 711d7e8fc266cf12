import { CloudFormationClient, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { describe, expect, test } from '@jest/globals';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { deployStack } from './stack.ts';
import type { Resources, Template } from './template.ts';

const template = (Resources: Resources): Template => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'test',
  Resources,
  Outputs: { Name: { Value: { Ref: 'Parameter' } } },
});
const parameter = (Value: string) => ({ Type: 'AWS::SSM::Parameter', Properties: { Name: '/tenantry/test/stack', Type: 'String', Value } });
const broken = { Type: 'AWS::KMS::Alias', DependsOn: 'Parameter', Properties: { AliasName: 'no-alias', TargetKeyId: 'none' } };
const stack = (Value: string, more: Resources = {}) => ({
  name: 'tenantry-test',
  template: template({ Parameter: parameter(Value), ...more }),
  tags: {},
});

describe('a stack of the landing zone', () => {
  test('is created, left alone without changes, and updated', async () => {
    const client = new CloudFormationClient(rootOf(unusedAccountId()));
    expect(await deployStack(client, stack('one'))).toEqual({ outcome: 'created', outputs: { Name: '/tenantry/test/stack' } });
    expect(await deployStack(client, stack('one'))).toEqual({ outcome: 'unchanged', outputs: { Name: '/tenantry/test/stack' } });
    expect(await deployStack(client, stack('two'))).toMatchObject({ outcome: 'updated' });
  });

  test('that fails names stack, resource and reason, and can be created afterwards', async () => {
    const client = new CloudFormationClient(rootOf(unusedAccountId()));
    await expect(deployStack(client, stack('one', { Broken: broken }))).rejects.toThrow(/tenantry-test.*Broken.*AWS::KMS::Alias/);
    expect(await deployStack(client, stack('one'))).toMatchObject({ outcome: 'created' });
  });

  test('gets termination protection after its first success, and loses it when the configuration says so', async () => {
    const client = new CloudFormationClient(rootOf(unusedAccountId()));
    const StackName = stack('one').name;
    const isProtected = async () => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.EnableTerminationProtection;
    await expect(deployStack(client, { ...stack('one', { Broken: broken }), isProtected: true })).rejects.toThrow('Broken');
    expect(await deployStack(client, { ...stack('one'), isProtected: true })).toMatchObject({ outcome: 'created' });
    await expect(client.send(new DeleteStackCommand({ StackName }))).rejects.toThrow('TerminationProtection');
    expect(await deployStack(client, stack('two'))).toMatchObject({ outcome: 'updated' });
    expect(await isProtected()).toBe(true);
    expect(await deployStack(client, { ...stack('two'), isProtected: false })).toMatchObject({ outcome: 'unchanged' });
    expect(await isProtected()).toBe(false);
  });
});
