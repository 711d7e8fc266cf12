import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { everyTemplate } from '@tenantry/landing-zone/every-template';
import { configOf } from '@tenantry/shared/deployment/config';
import { exceptions } from '../exceptions.ts';
import { settle, textOf } from '../finding.ts';
import type { Stack } from '../templates/every-stack.ts';
import { ROOT } from '../templates/root.ts';
import { handlerPermissions } from './generate.ts';
import { handlers } from './judge.ts';

const release = readFileSync(path.join(ROOT, 'tenant-app/api/template.yml'), 'utf8');
const { tenant, sweep } = everyTemplate('prod', configOf('dev'));
const baseline = JSON.stringify({ ...tenant, Resources: { ...sweep.Resources, ...tenant.Resources } });
const stacks = (baselineBody: string, releaseBody = release): readonly Stack[] => [
  { account: 'tenant', region: 'us-east-1', name: 'tenantry-prod-baseline', body: baselineBody },
  { account: 'tenant', region: 'us-east-1', name: 'tenantry-prod-baseline-sweep', body: baselineBody },
  { account: 'tenant', region: 'us-east-1', name: 'tenantry-TENANT-api', body: releaseBody },
];
const open = (...bodies: Parameters<typeof stacks>): readonly string[] =>
  settle(handlers(stacks(...bodies), handlerPermissions()), exceptions, []).open.map(textOf);

describe('CloudFormation in the name of a role that makes, changes or removes a stack', () => {
  test('has what the handlers of its resources need', () => {
    expect(open(baseline)).toEqual([]);
  });

  test.each([
    ['ec2:DescribeInstances', 'SecurityGroup AWS::EC2::SecurityGroup: delete: PipelineRole lacks ec2:DescribeInstances'],
    ['lambda:RemovePermission', 'Permission AWS::Lambda::Permission: delete: OffboardRole lacks lambda:RemovePermission'],
    ['lambda:GetFunctionRecursionConfig', 'Function AWS::Lambda::Function: read: ServiceRole lacks lambda:GetFunctionRecursionConfig'],
  ])('is missed when no role has %s any more', (action, expected) => {
    const missing = open(baseline.replaceAll(`"${action}"`, '"sts:GetCallerIdentity"'));
    expect(missing).toContainEqual(expect.stringContaining(expected));
  });

  test('needs no permissions that the generated file knows nothing of', () => {
    const unknown = release.replace('AWS::Lambda::Permission', 'AWS::Lambda::Permissions');
    expect(open(baseline, unknown)).toContainEqual(expect.stringMatching(/AWS::Lambda::Permissions: .*does not know the type$/));
  });
});
