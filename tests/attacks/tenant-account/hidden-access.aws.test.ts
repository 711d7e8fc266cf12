import { CloudFormationClient, CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeAll, expect } from '@jest/globals';
import { tenantBaseline } from '@tenantry/landing-zone/tenant';
import { configOf } from '@tenantry/shared/deployment/config';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { allow, policy, type Statement } from '@tenantry/shared/infra/policy';
import { rootOf, testAccounts, testRegion, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { createRole, roleWith } from '@tenantry/shared/testing/role';
import { ulid } from 'ulid';
import type { Line } from '../../../cli/src/access/line.ts';
import type { Credentials } from '../../../cli/src/access/read/reader.ts';
import { readSnapshot } from '../../../cli/src/access/read/snapshot.ts';
import { type Report, reportOf } from '../../../cli/src/access/report.ts';
import { attack } from '../attack.ts';

const [tenantId, accountId, stranger] = [ulid(), unusedAccountId(), unusedAccountId()];
const root = rootOf(accountId);
const bucket = tenantResourceName(tenantId, 'ui');
const secret = tenantResourceName(tenantId, 'database');

/** What the report says of the tenant's account. */
const read = async (tenant: Credentials = root): Promise<Report> => {
  const accountIds = { ...testAccounts, tenant: accountId };
  const where = { deployment: 'dev', region: testRegion, tenantId, others: async () => [], hostedZoneId: 'Z', accountIds };
  return reportOf(await readSnapshot(where, { tenant }));
};
const unexpected = ({ lines }: Report): readonly Line[] => lines.filter(({ expected }) => expected === 'no');
const foreign = { AWS: `arn:aws:iam::${stranger}:root` };
const anything: Statement = allow('*', '*');

beforeAll(async () => {
  const cloudFormation = new CloudFormationClient(root);
  const StackName = 'tenantry-dev-baseline';
  const TemplateBody = JSON.stringify(tenantBaseline({ deployment: 'dev', tenantId, config: configOf('dev') }));
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
  await waitUntilStackCreateComplete(
    { client: cloudFormation, maxWaitTime: PATIENCE_MS / 1000, minDelay: 0.2, maxDelay: 1 },
    { StackName },
  );
  await new S3Client(root).send(new CreateBucketCommand({ Bucket: bucket }));
  await new SecretsManagerClient(root).send(new CreateSecretCommand({ Name: secret, SecretString: '{}' }));
  expect(unexpected(await read())).toEqual([]);
});

attack('hidden-role', 'somebody who was administrator for an hour leaves a role that another account assumes', async () => {
  const trusted = policy([{ Effect: 'Allow', Principal: foreign, Action: 'sts:AssumeRole' }]);
  await createRole(accountId, 'maintenance', trusted, [allow('secretsmanager:GetSecretValue', '*')]);
  const found = unexpected(await read());
  expect(found).toContainEqual(expect.objectContaining({ who: 'role maintenance', reaches: `secret ${secret}`, how: ['read'] }));
  expect(found).toContainEqual(expect.objectContaining({ by: 'assumption', who: `account ${stranger}`, reaches: 'role maintenance' }));
});

attack('hidden-access-key', 'somebody leaves a user with an access key', async () => {
  const iam = new IAMClient(root);
  await iam.send(new CreateUserCommand({ UserName: 'backup' }));
  const document = JSON.stringify(policy([anything]));
  await iam.send(new PutUserPolicyCommand({ UserName: 'backup', PolicyName: 'all', PolicyDocument: document }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'backup' }));
  const found = unexpected(await read());
  expect(found).toContainEqual(
    expect.objectContaining({ by: 'access key', who: `access key ${AccessKey?.AccessKeyId}`, how: ['read', 'write', 'admin'] }),
  );
  expect(found).toContainEqual(
    expect.objectContaining({ who: 'user backup', reaches: `secret ${secret}`, through: ['inline policy all, statement 1'] }),
  );
});

attack('hidden-bucket-policy', "somebody lets another account read the tenant's bucket", async () => {
  const statement = { Sid: 'Partner', Effect: 'Allow', Principal: foreign, Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` };
  await new S3Client(root).send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify(policy([statement])) }));
  expect(unexpected(await read())).toContainEqual(
    expect.objectContaining({
      by: 'resource policy',
      who: `account ${stranger}`,
      reaches: `bucket ${bucket}`,
      how: ['read'],
      through: [`resource policy of bucket ${bucket}, statement Partner`],
    }),
  );
});

attack('hidden-from-the-report', 'somebody takes a right from those who look, so that the report shows nothing', async () => {
  const looking = ['iam:Get*', 'iam:List*', 's3:ListAllMyBuckets', 'secretsmanager:*', 'sts:*'];
  const report = await read(await roleWith(accountId, [allow(looking, '*')]));
  expect(report.isComplete).toBe(false);
  expect(report.unread).toContainEqual({
    account: 'tenant',
    what: `resource policy of bucket ${bucket}`,
    why: expect.stringContaining('AccessDenied'),
  });
  expect(report.unread).toContainEqual({ account: 'tenant', what: 'functions', why: expect.stringContaining('AccessDenied') });
});
