import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient, DescribeUserPoolCommand, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { LOCAL_FOLDER, ROOT } from '../../laptop/src/paths.ts';

const STACK = 'tenantry-protected-test';
// Below the repository, so that plug-ins are found as they are beside the services.
const folder = path.join(LOCAL_FOLDER, `late-protection-${process.pid}`);
const service = {
  service: 'protected',
  provider: { name: 'aws', stage: 'test', region: testRegion, stackName: STACK },
  plugins: ['@tenantry/landing-zone/late-protection'],
  resources: {
    Resources: {
      Pool: {
        Type: 'AWS::Cognito::UserPool',
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
        Properties: { UserPoolName: 'protected', DeletionProtection: 'ACTIVE' },
      },
      Last: { Type: 'AWS::SSM::Parameter', DependsOn: 'Pool', Properties: { Name: '/protected', Type: 'String', Value: 'v' } },
    },
  },
};

let aws: OwnAws;
beforeAll(async () => {
  aws = await startOwnAws();
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'serverless.json'), JSON.stringify(service));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await aws.stop();
});

const deploy = () => {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, ...aws.local.env };
  return promisify(execFile)(process.execPath, [path.join(ROOT, 'node_modules/serverless/bin/serverless.js'), 'deploy'], {
    cwd: folder,
    env,
  });
};

test('a protected pool of a service goes with its failed first deployment, and is protected by the one that succeeds', async () => {
  const cognito = new CognitoIdentityProviderClient(aws.as(ACCOUNTS.superAdmin));
  const pools = async () => (await cognito.send(new ListUserPoolsCommand({ MaxResults: 10 }))).UserPools?.map(({ Id }) => Id);
  await aws.local.failResource(STACK, 'Last');
  await expect(deploy()).rejects.toThrow();
  expect(await pools()).toEqual([]);

  expect((await deploy()).stderr).toContain('Once more, with deletion protection');
  const find = new DescribeStackResourceCommand({ StackName: STACK, LogicalResourceId: 'Pool' });
  const { StackResourceDetail } = await new CloudFormationClient(aws.as(ACCOUNTS.superAdmin)).send(find);
  const UserPoolId = StackResourceDetail?.PhysicalResourceId;
  expect(await pools()).toEqual([UserPoolId]);
  const protection = async () => (await cognito.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool?.DeletionProtection;
  expect(await protection()).toBe('ACTIVE');

  expect((await deploy()).stderr).toMatch(/No changes to deploy|did not include any changes/);
  expect(await protection()).toBe('ACTIVE');
});
