import { expect } from '@jest/globals';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { configOf } from '../../../shared/src/deployment/config.ts';
import { attack } from '../attack.ts';
import { type Attempt, EVERYTHING, guardsOf, may, ORGANIZATION } from '../evaluated.ts';

const config = configOf('dev');
const TENANT = '999999999999';
const STRANGER = '666666666666';
const FULL = [EVERYTHING];

/** An administrator of a tenant's account, with and without the policies on its unit. */
const administrator = { identity: FULL };
const inUnit = {
  ...administrator,
  scps: [FULL, [EVERYTHING, ...guardsOf('dev', config, 'TenantsGuard', 'ServicesGuard', 'AccessRoleGuard')], FULL],
};
const refusedByScp = (attempts: readonly Attempt[], role = 'admin'): void => {
  for (const attempt of attempts) {
    expect([attempt.action, may(administrator, [TENANT, role], attempt)]).toEqual([attempt.action, true]);
    expect([attempt.action, may(inUnit, [TENANT, role], attempt)]).toEqual([attempt.action, false]);
  }
};
const role = (name: string): string => `arn:aws:iam::${TENANT}:role/${name}`;

attack(
  'scp-machines-elsewhere',
  'the administrator of a tenant account starts machines, or anything in a region that nobody looks into',
  () => {
    refusedByScp([
      { action: 'ec2:RunInstances' },
      { action: 'ec2:RequestSpotFleet' },
      { action: 'sagemaker:CreateTrainingJob' },
      { action: 'lambda:CreateFunction', context: { 'aws:RequestedRegion': 'ap-southeast-2' } },
      { action: 's3:CreateBucket', context: { 'aws:RequestedRegion': 'eu-north-1' } },
    ]);
  },
);

attack('scp-rewrites-roles', "the administrator of a tenant account gives himself the product's roles, or takes their bounds away", () => {
  const writes = [
    'AttachRolePolicy',
    'CreateRole',
    'DeleteRole',
    'DeleteRolePolicy',
    'DetachRolePolicy',
    'PutRolePermissionsBoundary',
    'PutRolePolicy',
    'UpdateAssumeRolePolicy',
  ];
  for (const name of ['tenantry-dev-account', 'tenantry-dev-offboard', 'tenantry-dev-network', 'OrganizationAccountAccessRole'])
    refusedByScp(writes.map((action) => ({ action: `iam:${action}`, resource: role(name) })));
  refusedByScp([
    { action: 'iam:CreatePolicyVersion', resource: `arn:aws:iam::${TENANT}:policy/tenantry-dev-boundary` },
    { action: 'iam:DeleteRolePermissionsBoundary', resource: role('tenantry-dev-application') },
    {
      action: 'iam:PutRolePermissionsBoundary',
      resource: role('tenantry-dev-application'),
      context: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' },
    },
  ]);
});

attack('scp-sign-in-of-his-own', 'the administrator of a tenant account makes users, keys and identity providers to come back by', () => {
  refusedByScp(
    [
      'iam:CreateUser',
      'iam:CreateAccessKey',
      'iam:CreateSAMLProvider',
      'iam:CreateOpenIDConnectProvider',
      'rolesanywhere:CreateTrustAnchor',
    ].map((action) => ({ action })),
  );
});

attack('scp-blind-the-watch', 'the administrator of a tenant account stops what records him, or leaves the organization', () => {
  refusedByScp(
    ['cloudtrail:StopLogging', 'guardduty:DeleteDetector', 'ec2:DeleteFlowLogs', 'organizations:LeaveOrganization'].map((action) => ({
      action,
    })),
  );
});

attack(
  'access-role-in-live-account',
  'somebody of the owner account enters a live tenant by the role that Organizations left in it',
  () => {
    const attempts = ['secretsmanager:GetSecretValue', 's3:GetObject', 'lambda:UpdateFunctionCode', 'iam:CreateRole'].map((action) => ({
      action,
    }));
    refusedByScp(attempts, 'OrganizationAccountAccessRole');
    const quarantined = {
      ...administrator,
      scps: [FULL, [EVERYTHING, ...guardsOf('dev', config, 'QuarantineGuard', 'AccessRoleGuard')], FULL],
    };
    for (const attempt of attempts) expect(may(quarantined, [TENANT, 'OrganizationAccountAccessRole'], attempt)).toBe(false);
  },
);

attack('rcp-stranger-is-trusted', "a tenant account's trust, bucket, queue, key and secret policies let a stranger in", () => {
  // What belongs to the account allows him already: only the resource control policy of its unit is left to refuse.
  const opened = { identity: FULL };
  const guarded = { ...opened, rcps: [FULL, guardsOf('dev', config, 'OutsidersGuard'), FULL] };
  const attempts: readonly Attempt[] = [
    { action: 'sts:AssumeRole', resource: role('tenantry-dev-application') },
    { action: 's3:GetObject', resource: 'arn:aws:s3:::tenantry-01tenant-ui/index.html' },
    { action: 'sqs:ReceiveMessage', resource: `arn:aws:sqs:us-east-1:${TENANT}:queue` },
    { action: 'kms:Decrypt', resource: `arn:aws:kms:us-east-1:${TENANT}:key/1` },
    {
      action: 'secretsmanager:GetSecretValue',
      resource: `arn:aws:secretsmanager:us-east-1:${TENANT}:secret:tenantry-01tenant-database-a1B2c3`,
    },
  ];
  for (const attempt of attempts) {
    expect([attempt.action, may(opened, [STRANGER, 'thief'], attempt)]).toEqual([attempt.action, true]);
    expect([attempt.action, may(guarded, [STRANGER, 'thief'], attempt)]).toEqual([attempt.action, false]);
    const ofOurs = { ...attempt, context: { 'aws:PrincipalOrgID': ORGANIZATION } };
    expect([attempt.action, may(guarded, [TENANT, 'tenantry-dev-edge'], ofOurs)]).toEqual([attempt.action, true]);
  }
  // A service of AWS that a stranger's resource sends.
  const service = { 'aws:PrincipalIsAWSService': 'true', 'aws:SourceAccount': STRANGER };
  const sent = (context: Readonly<Record<string, string>>) =>
    may(guarded, [STRANGER, 'none'], { action: 'sqs:SendMessage', resource: `arn:aws:sqs:us-east-1:${TENANT}:queue`, context });
  expect([sent({ ...service, 'aws:SourceOrgID': 'o-stranger' }), sent(service)]).toEqual([false, false]);
  expect(sent({ ...service, 'aws:SourceOrgID': ORGANIZATION })).toBe(true);
});

attack('tenant-role-makes-itself-administrator', "any role of a tenant's account gives itself or another one more than it has", () => {
  const roles = everyRole('dev').filter(({ account }) => account === 'tenant');
  expect(roles.length).toBeGreaterThanOrEqual(6);
  for (const { name, policies } of roles) {
    for (const target of roles.map((one) => one.name).filter((one) => one.startsWith('tenantry-dev-')))
      for (const action of ['iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:CreateRole', 'iam:PassRole'])
        expect([name, target, action, may({ identity: policies.identity }, [TENANT, name], { action, resource: role(target) })]).toEqual([
          name,
          target,
          action,
          false,
        ]);
    const boundary = { action: 'iam:CreatePolicyVersion', resource: `arn:aws:iam::${TENANT}:policy/tenantry-dev-boundary` };
    expect([name, may({ identity: policies.identity }, [TENANT, name], boundary)]).toEqual([name, false]);
  }
});
