import { expect } from '@jest/globals';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { everyTemplate } from '../../../landing-zone/src/every-template.ts';
import { configOf } from '../../../shared/src/deployment/config.ts';
import { loginsFunctionName } from '../../../shared/src/domain/personal-logins.ts';
import { functionRole } from '../../../shared/src/infra/function.ts';
import { attack } from '../attack.ts';
import { may } from '../evaluated.ts';

const { accounts, region } = configOf('dev');
/** As RDS names it; the services' templates know it by a parameter. */
const SECRET = `arn:aws:secretsmanager:${region}:${accounts.superAdmin}:secret:rds!cluster-1-a1B2c3`;
const roles = everyRole('dev');
/** The three that sign in to the database as its administrator. None of them is a person's. */
const DATABASE = ['tenantry-dev-logins-function', 'tenantry-dev-pipeline-function', 'tenantry-dev-watchdog-function'];
/** AWS's policies that read no secret. */
const NO_SECRETS = ['job-function/ViewOnlyAccess', 'CloudWatchReadOnlyAccess', 'AWSSupportAccess'].map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);

attack('administrators-secret', "every role and every permission set reads the secret of the database's administrator", () => {
  const reads = { action: 'secretsmanager:GetSecretValue' };
  // By its ARN, or by any that the templates leave open.
  const readers = roles.filter(({ account, accountId, name, policies }) => {
    if (account !== 'superAdmin') return may(policies, [accountId, name], { ...reads, resource: SECRET });
    const statements = policies.identity
      .flatMap((policy) => policy.statements)
      .filter(({ Action }) => [Action].flat().includes(reads.action));
    return may(policies, [accountId, name], { ...reads, resource: SECRET }) || /DatabaseSecret|rds!/.test(JSON.stringify(statements));
  });
  expect(readers.map(({ name }) => name).sort()).toEqual(DATABASE);
  // In production nobody but Lambda assumes them.
  const [principals] = [functionRole('example', 'logins', []).Properties.AssumeRolePolicyDocument.Statement];
  expect(configOf('example').production).toBe(true);
  expect(principals).toEqual([{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }]);
  // People's sets open tenants' accounts, by managed policies that read no secret; and no group is let into another account by us.
  const sets = Object.values(everyTemplate('prod', configOf('example')).owner.Resources).filter(
    ({ Type }) => Type === 'AWS::SSO::PermissionSet',
  );
  expect(sets.length).toBeGreaterThan(0);
  for (const { Properties = {} } of sets) {
    expect(Properties).not.toHaveProperty('InlinePolicy');
    expect(Properties).not.toHaveProperty('CustomerManagedPolicyReferences');
    expect(NO_SECRETS).toEqual(expect.arrayContaining(Properties.ManagedPolicies as string[]));
  }
  const assigned = Object.values(everyTemplate('prod', configOf('example'))).flatMap(({ Resources }) =>
    Object.values(Resources).filter(({ Type }) => Type === 'AWS::SSO::Assignment'),
  );
  expect(assigned).toEqual([]);
});

attack('login-function-invoked', 'another function, or a person with a role of the deployment, has the function make a login', () => {
  const resource = `arn:aws:lambda:${region}:${accounts.superAdmin}:function:${loginsFunctionName('dev')}`;
  const invokers = roles.filter(
    ({ account, accountId, name, policies }) =>
      account === 'superAdmin' && may(policies, [accountId, name], { action: 'lambda:InvokeFunction', resource }),
  );
  expect(invokers.map(({ name }) => name)).toEqual(['tenantry-dev-admin-function']);
});
