import { expect, test } from '@jest/globals';
import { LASTING_ROLES } from '@tenantry/landing-zone/tenant';
import service from './serverless.ts';

const resources = service.resources.Resources as Readonly<Record<string, { readonly Properties: Record<string, unknown> }>>;

test('the decision hears what it is made of, in a queue of its own', () => {
  expect(resources.DecideRule?.Properties).toMatchObject({
    EventPattern: {
      $or: expect.arrayContaining([
        { source: ['tenantry.admin'], 'detail-type': ['OffboardRequested'] },
        { source: ['tenantry.stages', { prefix: 'tenantry.stages.' }], 'detail-type': ['StageFailed', 'StageStalled'] },
        { source: ['tenantry.pipeline'], 'detail-type': ['TenantReady'] },
      ]),
    },
    Targets: [
      { Arn: { 'Fn::GetAtt': ['DecideQueue', 'Arn'] }, DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DecideDeadLetterQueue', 'Arn'] } } },
    ],
  });
  expect(service.functions.decide.events[0]?.sqs.arn).toEqual({ 'Fn::GetAtt': ['DecideQueue', 'Arn'] });
  expect(resources.DecideQueue?.Properties.QueueName).toBe('tenantry-dev-offboard-decide');
});

test('the stage hears the way back and its own end', () => {
  expect(resources.Rule?.Properties).toMatchObject({
    EventPattern: {
      $or: [
        { source: ['tenantry.offboard'], 'detail-type': ['TenantOffboarding', 'TenantOffboarded'] },
        { source: ['tenantry.account'], 'detail-type': ['AccountReleased'] },
      ],
    },
  });
});

test('its role may assume its role in every account, tenant accounts included, and no other', () => {
  const assumed = JSON.stringify(resources.FunctionRole)
    .match(/arn:aws:iam::[^"]+/g)
    ?.filter((arn) => !arn.endsWith(':root'));
  expect(LASTING_ROLES).toContain('offboard');
  expect(new Set(assumed?.filter((arn) => !arn.includes('developer')))).toEqual(
    new Set(
      ['100000000001', '100000000004', '100000000005', '100000000003', '*'].map((id) => `arn:aws:iam::${id}:role/tenantry-dev-offboard`),
    ),
  );
});

test('evidence is versioned, private and sent over TLS only', () => {
  expect(resources.Evidence?.Properties).toMatchObject({
    VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
  });
  expect(JSON.stringify(resources.EvidencePolicy)).toContain('"aws:SecureTransport":"false"');
});
