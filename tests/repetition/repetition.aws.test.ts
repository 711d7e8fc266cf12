import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freshAccount } from '@laptop/aws/gateway/rules/testing/ruled-aws';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import { productionTemplate } from '@tenantry/landing-zone/production';
import { tenantBaseline } from '@tenantry/landing-zone/tenant';
import { configOf } from '@tenantry/shared/deployment/config';
import { lastingTable } from '@tenantry/shared/infra/table';
import { failEachOnce, failEachOnceByUpdates } from './failing-walk.ts';

// Every stack of the landing zone: landing-zone.long.test.ts beside this file; every service: tests/repeatable-services.long.test.ts.
const deployment = 'dev';
const config = configOf(deployment);

let aws: OwnAws;
beforeAll(async () => {
  aws = await startOwnAws();
});
afterAll(() => aws.stop());
const clientOf = () => new CloudFormationClient(aws.as(freshAccount()));

test.each([
  ['production', productionTemplate(deployment, config, 'o-1234567890')],
  ['tenant', tenantBaseline({ deployment, tenantId: '01JTENANT', config })],
])('the stack %s is created after each of its resources has failed once', async (name, template) => {
  expect(await failEachOnce(aws.local, clientOf(), { name, template, tags: {} })).toMatchObject({ surprises: [] });
});

const described = { AWSTemplateFormatVersion: '2010-09-09' as const, Description: 'test', Outputs: {} };
const parameter = { Type: 'AWS::SSM::Parameter', DependsOn: 'Table', Properties: { Name: '/repetition', Type: 'String', Value: 'v' } };

test('a table that a service adds goes with the update that fails, so that the next one can add it', async () => {
  const template = { ...described, Resources: { Table: lastingTable('repetition', 'id') as never, Parameter: parameter } };
  expect(await failEachOnceByUpdates(aws.local, clientOf(), { name: 'service', template, tags: {} })).toEqual({ surprises: [] });
});

test('with DeletionPolicy: Retain it stays behind, and nothing can be repeated', async () => {
  const Table = { ...lastingTable('left-behind', 'id'), DeletionPolicy: 'Retain' };
  const template = { ...described, Resources: { Table: Table as never, Parameter: parameter } };
  const { surprises } = await failEachOnceByUpdates(aws.local, clientOf(), { name: 'service', template, tags: {} });
  expect(surprises).toEqual([expect.stringMatching(/^at last: UPDATE_ROLLBACK_COMPLETE: Table .*exists/)]);
});

test("a user pool that is protected from the start stays behind, but its name is in nobody's way", async () => {
  const Table = {
    Type: 'AWS::Cognito::UserPool',
    DeletionPolicy: 'RetainExceptOnCreate' as const,
    Properties: { DeletionProtection: 'ACTIVE' },
  };
  const template = { ...described, Resources: { Table, Parameter: parameter } };
  expect(await failEachOnceByUpdates(aws.local, clientOf(), { name: 'service', template, tags: {} })).toEqual({ surprises: [] });
});
