import { expect } from '@jest/globals';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { configOf } from '../../../shared/src/deployment/config.ts';
import { attack } from '../attack.ts';
import { type Attempt, EVERYTHING, guardsOf, may, ORGANIZATION } from '../evaluated.ts';

const config = configOf('dev');
const TENANT = '999999999999';
const STRANGER = '666666666666';
const FULL = [EVERYTHING];

/** An administrator of a tenant's account, with and without one of the policies on its unit: each holds by itself. */
const administrator = { identity: FULL };
const refusedBy = (guard: string, attempts: readonly Attempt[], role = 'admin'): void => {
  const guarded = { ...administrator, scps: [FULL, [EVERYTHING, ...guardsOf('dev', config, guard)], FULL] };
  for (const attempt of attempts) {
    expect([attempt, may(administrator, [TENANT, role], attempt)]).toEqual([attempt, true]);
    expect([attempt, may(guarded, [TENANT, role], attempt)]).toEqual([attempt, false]);
  }
};
const role = (name: string): string => `arn:aws:iam::${TENANT}:role/${name}`;

attack(
  'scp-machines-elsewhere',
  'the administrator of a tenant account starts machines, or anything in a region that nobody looks into',
  () => {
    refusedBy('ServicesGuard', [
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
    refusedBy(
      'TenantsGuard',
      writes.map((action) => ({ action: `iam:${action}`, resource: role(name) })),
    );
  const beyond = { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' };
  refusedBy('TenantsGuard', [
    { action: 'iam:CreatePolicyVersion', resource: `arn:aws:iam::${TENANT}:policy/tenantry-dev-boundary` },
    // Of what the platform made, and of what a release might make.
    ...['tenantry-dev-application', 'tenantry-01tenant-task'].flatMap((name) => [
      { action: 'iam:DeleteRolePermissionsBoundary', resource: role(name) },
      { action: 'iam:PutRolePermissionsBoundary', resource: role(name), context: beyond },
    ]),
  ]);
});

attack('scp-sign-in-of-his-own', 'the administrator of a tenant account makes users, keys and identity providers to come back by', () => {
  refusedBy(
    'TenantsGuard',
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
  refusedBy(
    'TenantsGuard',
    ['cloudtrail:StopLogging', 'guardduty:DeleteDetector', 'ec2:DeleteFlowLogs', 'organizations:LeaveOrganization'].map((action) => ({
      action,
    })),
  );
});

attack('scp-root-user', "who has the account's root mailbox signs in as its root user", () => {
  const asRoot = { 'aws:PrincipalArn': `arn:aws:iam::${TENANT}:root` };
  refusedBy(
    'TenantsGuard',
    ['s3:GetObject', 'secretsmanager:GetSecretValue', 'iam:CreateAccessKey', 'account:CloseAccount', 'sts:GetFederationToken'].map(
      (action) => ({ action, context: asRoot }),
    ),
    'root',
  );
});

attack(
  'access-role-in-live-account',
  'somebody of the owner account enters a live tenant by the role that Organizations left in it',
  () => {
    const attempts = ['secretsmanager:GetSecretValue', 's3:GetObject', 'lambda:UpdateFunctionCode', 'iam:CreateRole'].map((action) => ({
      action,
    }));
    refusedBy('AccessRoleGuard', attempts, 'OrganizationAccountAccessRole');
    // And while the account is taken back, neither he nor anybody else but who takes it back.
    for (const name of ['OrganizationAccountAccessRole', 'admin', 'tenantry-dev-service']) refusedBy('QuarantineGuard', attempts, name);
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
