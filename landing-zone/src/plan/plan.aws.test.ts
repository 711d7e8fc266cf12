import { CloudFormationClient, DescribeStacksCommand, paginateListChangeSets } from '@aws-sdk/client-cloudformation';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, test } from '@jest/globals';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import { configOf } from '@tenantry/shared/deployment/config';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { landingZoneStacks } from '../remove/stacks.ts';
import { deployStack } from '../stack.ts';
import type { Resources } from '../template.ts';
import { planLandingZone, planLines } from './plan.ts';
import { planStack } from './plan-stack.ts';

const config = configOf('dev');
const NAME = '/tenantry/test/plan';
const parameter = (Value: string) => ({ Type: 'AWS::SSM::Parameter', Properties: { Name: NAME, Type: 'String', Value } });
const stack = (Parameter: ReturnType<typeof parameter>, more: Resources = {}) => ({
  name: 'tenantry-test-plan',
  template: { AWSTemplateFormatVersion: '2010-09-09' as const, Description: 'test', Resources: { Parameter, ...more }, Outputs: {} },
  tags: {},
});

/** An account of its own, and what is in it afterwards. */
const account = () => {
  const root = rootOf(unusedAccountId());
  const client = new CloudFormationClient(root);
  return {
    client,
    value: async () => (await new SSMClient(root).send(new GetParameterCommand({ Name: NAME }))).Parameter?.Value,
    changeSets: async () => {
      const found: unknown[] = [];
      for await (const { Summaries = [] } of paginateListChangeSets({ client }, { StackName: 'tenantry-test-plan' }))
        found.push(...Summaries);
      return found;
    },
  };
};

describe('the plan of a stack', () => {
  test('that is there has what would change, changes nothing, and leaves no change set', async () => {
    const { client, value, changeSets } = account();
    await deployStack(client, stack(parameter('one')));
    expect(await planStack(client, stack(parameter('one')))).toMatchObject({ outcome: 'unchanged', changes: [] });
    const more = { Second: { ...parameter('b'), Properties: { ...parameter('b').Properties, Name: `${NAME}/second` } } };
    const { outcome, changes } = await planStack(client, stack(parameter('two'), more));
    expect(outcome).toBe('changed');
    expect([...changes].sort()).toEqual(['add Second (AWS::SSM::Parameter)', expect.stringMatching(/^modify Parameter \(.*\): Value/)]);
    expect([await value(), await changeSets()]).toEqual(['one', []]);
  });

  test('that is not there has all of it, and makes no stack', async () => {
    const { client } = account();
    expect(await planStack(client, stack(parameter('one')))).toEqual({
      outcome: 'created',
      changes: ['add Parameter (AWS::SSM::Parameter)'],
      outputs: {},
    });
    await expect(client.send(new DescribeStacksCommand({ StackName: 'tenantry-test-plan' }))).rejects.toThrow('does not exist');
  });
});

test('right after a deployment, the plan of the landing zone has every stack of it, unchanged', async () => {
  const planned = await planLandingZone({
    deployment: 'dev',
    isNamed: true,
    credentialsOf: (name: AccountName) => rootOf(config.accounts[name]).credentials,
    credentialsName: (name) => `profile of ${name}`,
    log: () => {},
  });
  expect(planLines(planned).filter((line) => !line.endsWith(': unchanged'))).toEqual([]);
  const named = ({ account, region, name }: (typeof planned)[number] | ReturnType<typeof landingZoneStacks>[number]) =>
    `${account} ${region} ${name}`;
  // A configuration without DNSSEC has no stack for it.
  const stacks = landingZoneStacks('dev', config).filter(({ name }) => config.dns.dnssec || !name.endsWith('-dnssec'));
  expect(planned.map(named).sort()).toEqual(stacks.map(named).sort());
});
