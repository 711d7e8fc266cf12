import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudFormationClient, DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { planLandingZone } from '@tenantry/landing-zone/plan/plan';
import { MAX_TEMPLATE } from '@tenantry/landing-zone/stack';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import { rootOf, testAccounts, testRegion } from '@tenantry/shared/testing/accounts';
import { readRepository } from '../generated-files.ts';
import type { Packaged, ServiceTemplate } from './packaged.ts';
import { planServices } from './services.ts';

/** What examples/github/README.md gives to the roles that plan, for the deployment of the tests. */
const POLICY = readRepository('examples/github/plan-policy.json').replaceAll(/\bprod\b/g, 'dev');
const SERVICE = 'tenantry-dev-admin';

type Statement = { readonly Sid: string };
const without = (sid: string): string => {
  const policy = JSON.parse(POLICY) as { readonly Statement: readonly Statement[] };
  return JSON.stringify({ ...policy, Statement: policy.Statement.filter(({ Sid }) => Sid !== sid) });
};

/** Credentials of a role that may do this, and nothing else. */
const planner = async (account: AccountName, RoleName: string, PolicyDocument = POLICY) => {
  const accountId = testAccounts[account];
  const [iam, sts] = [new IAMClient(rootOf(accountId)), new STSClient(rootOf(accountId))];
  const Statement = [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }];
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'plan', PolicyDocument }));
  const assume = new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/${RoleName}`, RoleSessionName: 'plan' });
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = (await sts.send(assume)).Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
};

/** A service as it is deployed, as if it were packaged again: with the bundles that its functions run. */
let packaged: Packaged;
beforeAll(async () => {
  const root = rootOf(testAccounts.superAdmin);
  const [client, s3] = [new CloudFormationClient(root), new S3Client(root)];
  const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName: SERVICE, TemplateStage: 'Original' }));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: SERVICE }));
  const tags = Object.fromEntries((Stacks?.[0]?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  const Bucket = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'ServerlessDeploymentBucketName')?.OutputValue;
  const template = JSON.parse(TemplateBody) as ServiceTemplate;
  const folder = await mkdtemp(path.join(tmpdir(), 'tenantry-plan-'));
  for (const { Properties = {} } of Object.values(template.Resources)) {
    const { S3Key: Key } = (Properties.Code ?? {}) as { readonly S3Key?: string };
    if (Key === undefined) continue;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    await writeFile(path.join(folder, path.posix.basename(Key)), (await Body?.transformToByteArray()) ?? '');
  }
  packaged = { stackName: SERVICE, tags, template, folder };
});
afterAll(() => rm(packaged.folder, { recursive: true }));

test('the policy of the example is enough to plan the landing zone, in every account', async () => {
  const names = Object.keys(testAccounts) as readonly AccountName[];
  const keys = new Map(await Promise.all(names.map(async (account) => [account, await planner(account, 'plan')] as const)));
  const planned = await planLandingZone({
    deployment: 'dev',
    isNamed: true,
    credentialsOf: (account) => keys.get(account) ?? rootOf('999999999999').credentials,
    credentialsName: (account) => `role plan of ${account}`,
    log: () => {},
  });
  expect(planned.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
});

test('and to plan a service whose template lies in its bucket meanwhile', async () => {
  expect(JSON.stringify(packaged.template).length).toBeGreaterThan(MAX_TEMPLATE);
  const credentials = await planner('superAdmin', 'plan-services');
  const [found] = await planServices({ region: testRegion, credentials }, [packaged]);
  expect(found).toMatchObject({ outcome: 'unchanged', changes: [] });
});

test.each(['Reads', 'MakesChangeSetsAndDeletesThem', 'ReadsBundles', 'LaysTemplatesThatAreTooLongForACall'])(
  'nothing of it is idle: without %s the plan is refused',
  async (sid) => {
    const credentials = await planner('superAdmin', `plan-without-${sid}`, without(sid));
    await expect(planServices({ region: testRegion, credentials }, [packaged])).rejects.toThrow(
      /not authorized|AccessDenied|Access Denied|status 403/,
    );
  },
);
