import { describe, expect, test } from '@jest/globals';
import { alarmTopicName } from '../events-schema/src/bus.ts';
import { everyTemplate } from '../landing-zone/src/every-template.ts';
import { FOLDERS, SERVICE_FOLDERS, serviceIn } from '../scripts/services.ts';
import { configOf } from '../shared/src/deployment/config.ts';

/** A deployment with real tenants; services read its name when they are loaded. */
const DEPLOYMENT = 'example';
const STAGE_BEFORE = process.env.STAGE;
process.env.STAGE = DEPLOYMENT;
const config = configOf(DEPLOYMENT);
interface Provider {
  readonly deletionProtection?: boolean | string;
  readonly logRetentionInDays?: number;
}
interface Deployed {
  readonly provider: Provider;
  readonly resources: { readonly Resources: Readonly<Record<string, Resource>> };
}
interface Resource {
  readonly Type: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties?: Readonly<Record<string, unknown>>;
}
const services = await Promise.all(FOLDERS.map(async (folder) => [folder, await serviceIn<Deployed>(folder)] as const));
if (STAGE_BEFORE === undefined) delete process.env.STAGE;
else process.env.STAGE = STAGE_BEFORE;

const templates: readonly (readonly [string, Readonly<Record<string, Resource>>])[] = [
  ...Object.entries(everyTemplate(DEPLOYMENT, config)).map(([name, { Resources }]) => [name, Resources] as const),
  ...services.map(([folder, { resources }]) => [folder, resources.Resources] as const),
];
const all = (type: string) =>
  templates.flatMap(([template, resources]) =>
    Object.entries(resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, resource]) => ({ template, id, resources, DependsOn: resource.DependsOn, properties: resource.Properties ?? {} })),
  );
const where = (found: readonly { readonly template: string; readonly id: string }[]) =>
  found.map(({ template, id }) => `${template} ${id}`);

describe('every alarm', () => {
  const alarms = all('AWS::CloudWatch::Alarm');

  test('tells the alarm topic that it began, and that it is over', () => {
    const topic = `arn:aws:sns:${config.region}:${config.accounts.superAdmin}:${alarmTopicName(DEPLOYMENT)}`;
    expect(alarms.length).toBeGreaterThan(30);
    for (const { properties } of alarms) expect(properties).toMatchObject({ AlarmActions: [topic], OKActions: [topic] });
  });

  test('has one statistic: CloudFormation refuses a percentile beside another', () => {
    expect(where(alarms.filter(({ properties }) => 'Statistic' in properties === 'ExtendedStatistic' in properties))).toEqual([]);
  });

  test.each([
    ['AWS/RDS', ['ACUUtilization', 'CPUUtilization', 'DatabaseConnections', 'Deadlocks', 'MaximumUsedTransactionIDs']],
    ['AWS/ApiGateway', ['4xx', '5xx', 'Latency']],
  ])('of %s: what all tenants and all operators share has its own', (namespace, metrics) => {
    const found = alarms.filter(({ properties }) => properties.Namespace === namespace);
    expect(found.map(({ properties }) => properties.MetricName).sort()).toEqual(metrics);
  });
});

describe('every log group ends', () => {
  const groups = all('AWS::Logs::LogGroup');
  const names = groups.map(({ properties }) => properties.LogGroupName);

  test('of a template', () => {
    expect(groups.length).toBeGreaterThan(3);
    expect(where(groups.filter(({ properties }) => !(Number(properties.RetentionInDays) > 0)))).toEqual([]);
  });

  test("of a service's functions", () => {
    const endless = SERVICE_FOLDERS.filter((folder) => !services.find(([name]) => name === folder)?.[1].provider.logRetentionInDays);
    expect(endless).toEqual([]);
  });

  test('that CodeBuild or RDS would make, without an end, is in the template before them', () => {
    for (const { properties } of all('AWS::CodeBuild::Project')) expect(names).toContain(`/aws/codebuild/${String(properties.Name)}`);
    const clusters = all('AWS::RDS::DBCluster');
    expect(clusters).toHaveLength(1);
    for (const { DependsOn, resources, properties } of clusters) {
      expect(properties.EnableCloudwatchLogsExports).toEqual(['postgresql']);
      expect(resources[String(DependsOn)]?.Properties?.LogGroupName).toBe(
        `/aws/rds/cluster/${String(properties.DBClusterIdentifier)}/postgresql`,
      );
    }
  });
});

describe('in production no stack of a service is deleted by mistake', () => {
  test.each(services.filter(([folder]) => folder !== 'events-schema'))('%s', (_folder, { provider }) => {
    expect(provider.deletionProtection).toBe(true);
  });

  test('events-schema, which reads the same field of the configuration', () => {
    const events = services.find(([folder]) => folder === 'events-schema')?.[1];
    expect(events?.provider.deletionProtection).toMatch(/\/\$\{sls:stage\}\.json\):production, true\}$/);
  });
});
