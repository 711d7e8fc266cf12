import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from '@jest/globals';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { Wait } from '@tenantry/shared/failure/errors';
import { type AnyStep, stepsOf } from '@tenantry/shared/saga/stage';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { pipeline } from './stage.ts';
import { schemaNameOf } from './tenant-database.ts';
import { builtBefore } from './testing/account.ts';
import { type TestDatabase, testDatabase } from './testing/database.ts';
import { type Devops, devops } from './testing/devops.ts';
import { deployedRelease, shelve } from './testing/releases.ts';
import { type Tenant, tenant } from './testing/tenant.ts';

let delivery: Devops;
let database: TestDatabase;
beforeAll(async () => {
  [delivery, database] = [await devops(), await testDatabase()];
  const { release, archives } = await deployedRelease();
  await shelve(delivery.root(S3Client), delivery.zone.artifactBucket, release, archives);
});

const patiently = async <T>(call: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Wait)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
};
const steps: readonly AnyStep[] = stepsOf(pipeline).filter(({ name }) => name !== 'domainAnswers');
/** @param before runs before the step of that name */
const deliver = async (one: Tenant, before: Readonly<Record<string, (one: Tenant) => Promise<void>>> = {}) => {
  let has: object = await builtBefore(one, delivery);
  for (const step of steps) {
    await before[step.name]?.(one);
    has = { ...has, ...(await patiently(() => step.ensure(one.scope as never, has as never, {} as never))) };
  }
  return has as { readonly apiId: string; readonly bucketName: string; readonly release: string; readonly userPoolId: string };
};
/** What the daily call of the function answers. */
const health = async (accountId: string, tenantId: string): Promise<unknown> => {
  const Payload = JSON.stringify({ source: 'aws.events' });
  const call = new InvokeCommand({ FunctionName: tenantResourceName(tenantId, 'api'), Payload });
  const answer = JSON.parse(Buffer.from((await new LambdaClient(rootOf(accountId)).send(call)).Payload ?? []).toString()) as {
    body: string;
  };
  return JSON.parse(answer.body);
};

/** What a release leaves whose first stack could not be created. */
const rolledBackStack = async ({ root, scope: { tenantId } }: Tenant): Promise<void> => {
  const StackName = tenantResourceName(tenantId, 'api');
  const Broken = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'no-alias', TargetKeyId: 'none' } };
  const Tags = tenantTags('dev', tenantId);
  const cloudFormation = root.tenant(CloudFormationClient);
  await cloudFormation.send(new CreateStackCommand({ StackName, Tags, TemplateBody: JSON.stringify({ Resources: { Broken } }) }));
  await eventually('the stack is rolled back', async () => {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0]?.StackStatus === 'ROLLBACK_COMPLETE' || undefined;
  });
};

test('two tenants get the same release, each with its own schema, API and console, and all of it can be taken back', async () => {
  const [first, second] = [await tenant({ devops: delivery, database }), await tenant({ devops: delivery, database })];
  const [one, two] = await Promise.all([deliver(first), deliver(second, { release: rolledBackStack })]);
  expect(one.release).toMatch(/^api@[0-9a-f]{12} database@[0-9a-f]{12} ui@[0-9a-f]{12}$/);
  expect(two.release).toBe(one.release);

  for (const [made, { scope, accountId }] of [[one, first] as const, [two, second] as const]) {
    const { tenantId } = scope;
    expect(await health(accountId, tenantId)).toMatchObject({ status: 'ok', tenantId, schema: schemaNameOf(tenantId), migrations: 3 });
    const { StackResources = [] } = await new CloudFormationClient(rootOf(accountId)).send(
      new DescribeStackResourcesCommand({ StackName: tenantResourceName(tenantId, 'api') }),
    );
    expect(StackResources.map(({ ResourceType }) => ResourceType)).not.toContain('AWS::IAM::Role');
    const s3 = new S3Client(rootOf(accountId));
    const config = await s3.send(new GetObjectCommand({ Bucket: made.bucketName, Key: 'config.json' }));
    expect(config.CacheControl).toBe('no-cache');
    expect(JSON.parse(await config.Body!.transformToString())).toMatchObject({ tenantId, userPoolId: made.userPoolId });
    const { Contents: files = [] } = await s3.send(new ListObjectsV2Command({ Bucket: made.bucketName }));
    expect(files.map(({ Key }) => Key)).not.toContain('sbom.cdx.json');
    const asset = files.find(({ Key }) => Key?.startsWith('assets/'))?.Key;
    const { CacheControl } = await s3.send(new HeadObjectCommand({ Bucket: made.bucketName, Key: asset }));
    expect(CacheControl).toContain('immutable');
  }

  for (const { scope } of [first, second]) {
    for (const step of steps.toReversed()) await patiently(() => step.remove(scope as never, {} as never, {} as never));
  }
  const left = await database.connect();
  const names = [first, second].map(({ scope }) => schemaNameOf(scope.tenantId));
  const { rows } = await left.query('SELECT datname FROM pg_database WHERE datname = ANY($1)', [names]);
  await left.end();
  expect(rows).toEqual([]);
});
