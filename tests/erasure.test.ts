import { describe, expect, test } from '@jest/globals';
import { STAGES } from '@tenantry/saga/stages';
import { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { RECORDS } from '../landing-zone/src/policies/offboard.ts';
import { SERVICE_FOLDERS, serviceIn } from '../scripts/services.ts';
import { KEPT } from '../services/offboard/src/certificate/store.ts';
import { STORES } from '../services/offboard/src/certificate/stores.ts';
import { read } from './repository.ts';
import { everyResources } from './templates.ts';

/** Types of resources that keep what they are given. */
const KEEPS: Readonly<Record<string, string>> = {
  'AWS::CodeCommit::Repository': 'RepositoryName',
  'AWS::CodeBuild::Project': 'Name',
  'AWS::Cognito::UserPool': 'UserPoolName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::Archive': 'ArchiveName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SecretsManager::Secret': 'Name',
};
/** What steps create that keeps nothing of people, of the services that keep something elsewhere. */
const EMPTY_HANDED =
  /^AWS::(CertificateManager|ApiGatewayV2|Budgets|CloudFormation|CloudFront|EC2|IAM|Organizations|Route53|SES|SSO|WAFv2|Events|Lambda|CodePipeline|CodeBuild)::|Policy$|Client$|UserPoolDomain$|UserPoolGroup$|Branding$/;

interface Kept {
  readonly where: string;
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}
const textOf = (name: unknown): string => (typeof name === 'string' ? name : JSON.stringify(name ?? ''));
const kept: readonly Kept[] = everyResources.flatMap(([template, resources]) =>
  Object.entries(resources).flatMap(([id, { Type, Properties = {} }]) => {
    const property = KEEPS[Type];
    return property ? [{ where: `${template} ${id}`, type: Type, name: textOf(Properties[property]), properties: Properties }] : [];
  }),
);
const services = await Promise.all(SERVICE_FOLDERS.map(async (folder) => [folder, await serviceIn(folder)] as const));
const functions = services.flatMap(([, service]) => Object.values(service.functions).map(({ name }) => `/aws/lambda/${name}`));
const storesOf = (type: string, name: string) =>
  STORES.filter(({ covers }) => covers.some(([of, called]) => of === type && called.test(name)));

/** What CodeBuild writes for a project that a step creates. */
const BUILD_LOGS = ['AWS::Logs::LogGroup', '/aws/codebuild/tenantry-0'];

describe('a store cannot be forgotten: what remains of people is listed, with place and time', () => {
  test.each(kept.map(({ where, type, name }) => [where, type, name]))('%s: %s %s', (_where, type, name) => {
    // Add it to services/offboard/src/certificate/stores.ts: what it holds of people, and how long.
    expect(storesOf(type, name).map(({ store }) => store)).toHaveLength(1);
  });

  test.each(functions)('%s, which Lambda writes', (group) => {
    expect(storesOf('AWS::Logs::LogGroup', group)).toHaveLength(1);
  });

  test.each(
    STAGES.flatMap(({ name, steps }) =>
      steps.flatMap((step) =>
        step.creates.filter(({ type }) => !EMPTY_HANDED.test(type)).map(({ type }) => [`${name}.${step.name}`, type]),
      ),
    ),
  )('what %s creates for a tenant: %s', (_step, type = '') => {
    const ofTenants = STORES.filter(({ covers }) =>
      covers.some(
        ([of, called]) => of === type && called.test(type === 'AWS::Logs::LogGroup' ? '/aws/codebuild/tenantry-0' : 'tenantry-0'),
      ),
    );
    expect(ofTenants.length).toBeGreaterThan(0);
  });

  test('nothing is listed that is not there', () => {
    const created = STAGES.flatMap(({ steps }) => steps.flatMap(({ creates }) => creates.map(({ type }) => type)));
    const names = [...kept.map(({ type, name }) => [type, name]), ...functions.map((name) => ['AWS::Logs::LogGroup', name]), BUILD_LOGS];
    const isThere = ([type, called]: readonly [string, RegExp]) =>
      created.includes(type) || names.some(([of, name = '']) => of === type && called.test(name));
    expect(STORES.flatMap(({ covers }) => covers.filter((cover) => !isThere(cover)))).toEqual([]);
  });
});

test('the certificate is signed after a look at the record of every stage', () => {
  expect(RECORDS).toEqual(STAGES.map(({ name }) => name));
});

describe('what is said of time is what is deployed', () => {
  const find = (type: string, name: RegExp): readonly Kept[] => kept.filter((one) => one.type === type && name.test(one.name));
  const ages = (found: readonly Kept[], key: string): readonly unknown[] =>
    [...JSON.stringify(found).matchAll(new RegExp(`"${key}":(\\d+)`, 'g'))].map(([, days]) => Number(days));

  test('of the archive, tables, queues and buckets', () => {
    expect(ages(find('AWS::Events::Archive', /./), 'RetentionDays')).toEqual([KEPT.archive]);
    // Point-in-time recovery keeps 35 days where no other number is given (DynamoDB developer guide).
    const tables = find('AWS::DynamoDB::Table', /./);
    expect(ages(tables, 'RecoveryPeriodInDays').every((days) => Number(days) <= KEPT.tableBackups)).toBe(true);
    const queues = find('AWS::SQS::Queue', /./);
    // A queue that does not say keeps messages for four days (SQS API reference, CreateQueue).
    const seconds = queues.map(({ name, properties }) => [/-dlq$/.test(name), properties.MessageRetentionPeriod ?? KEPT.messages * 86_400]);
    const limits = seconds.filter(([isDead, age]) => Number(age) > (isDead ? KEPT.deadLetters : KEPT.messages) * 86_400);
    expect(limits).toEqual([]);
    expect(Math.max(...ages(find('AWS::S3::Bucket', /-artifacts-/), 'NoncurrentDays').map(Number))).toBe(KEPT.artifactVersions);
    expect(ages(find('AWS::S3::Bucket', /-exports-/), 'NoncurrentDays')).toEqual([KEPT.exportVersions]);
    expect(ages(find('AWS::S3::Bucket', /-evidence-/), 'ExpirationInDays')).toEqual([KEPT.evidence]);
  });

  test('of the cluster', () => {
    const backups = everyResources.flatMap(([template, { Cluster }]) =>
      Cluster ? [[template.startsWith('laptop'), Cluster.Properties?.BackupRetentionPeriod]] : [],
    );
    expect(backups.length).toBeGreaterThan(1);
    for (const [isLaptop, days] of backups) expect([isLaptop, days]).toEqual([isLaptop, hardeningOf({ production: !isLaptop }).backupDays]);
  });

  test('every log group has a retention, and none keeps longer than is said', () => {
    const groups = kept.filter(({ type }) => type === 'AWS::Logs::LogGroup');
    for (const { where, name, properties } of groups) {
      const most = /vpn/.test(name) ? KEPT.vpnLogs : /\/rds\//.test(name) ? KEPT.databaseLogs : KEPT.functionLogs;
      expect(`${where}: ${Number(properties.RetentionInDays) <= most}`).toBe(`${where}: true`);
    }
    const retentions = services.map(
      ([folder, { provider }]) => [folder, (provider as { logRetentionInDays?: number }).logRetentionInDays] as const,
    );
    for (const [folder, days] of retentions) expect([folder, days]).toEqual([folder, KEPT.functionLogs]);
  });

  test('a group that a service of AWS makes by itself is made by us first, with a retention', () => {
    const named = new Set(kept.filter(({ type }) => type === 'AWS::Logs::LogGroup').map(({ name }) => name));
    const builds = kept.filter(({ type }) => type === 'AWS::CodeBuild::Project').map(({ name }) => `/aws/codebuild/${name}`);
    expect(builds.filter((group) => !named.has(group))).toEqual([]);
    expect(read('tenant-app/api/template.yml')).toMatch(/LogGroupName: !Sub \/aws\/lambda\/\$\{Name\}/);
  });
});

test('the page for people lists the same stores', () => {
  const rows = STORES.map(({ store, account, holds, kept }) => `| ${store} | ${account} | ${holds} | ${kept} |`);
  const table = ['| Store | Account | Holds of people | Kept |', '| --- | --- | --- | --- |', ...rows].join('\n').replaceAll('<', '&lt;');
  // Where it differs, take what stands here.
  expect(/<!-- stores -->\n([\s\S]*?)\n?<!-- \/stores -->/.exec(read('docs/erasure.md'))?.[1]).toBe(table);
});
