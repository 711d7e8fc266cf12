import { expect, test } from '@jest/globals';
import configuration from './serverless.ts';
import { allEvents } from './src/all.ts';
import { alarmTopicName, busName } from './src/bus.ts';

const resources = new Map(Object.entries<{ Type: string; Properties: Record<string, unknown> }>(configuration.resources.Resources));
const properties = (logicalId: string) => resources.get(logicalId)?.Properties ?? {};
/** The stage is a Serverless variable here: it is resolved when deploying. */
const STAGE = '${sls:stage}';

test('bus and alarm topic have the names that every service derives', () => {
  expect(properties('Bus').Name).toBe(busName(STAGE));
  expect(properties('AlarmTopic').TopicName).toBe(alarmTopicName(STAGE));
  expect(busName('dev')).toBe('tenantry-dev');
});

test("the archive keeps every event of ours but progress, and nobody else's", () => {
  expect(properties('Archive').EventPattern).toEqual({
    source: [{ prefix: 'tenantry.' }],
    'detail-type': [{ 'anything-but': ['StageProgressed'] }],
  });
  expect(properties('Archive').RetentionDays).toBe(90);
});

test('the registry gets one draft 4 schema per event, under the name that EventBridge gives a discovered one', () => {
  const schemas = [...resources.values()].filter(({ Type }) => Type === 'AWS::EventSchemas::Schema');
  expect(schemas.map((schema) => schema.Properties.SchemaName)).toEqual(allEvents.map(({ source, name }) => `${source}@${name}`));
  for (const { Properties } of schemas) {
    expect(Properties.Type).toBe('JSONSchemaDraft4');
    expect(JSON.parse(String(Properties.Content))).toMatchObject({ $schema: 'http://json-schema.org/draft-04/schema#', type: 'object' });
  }
});

test('the template stays below the 1 MB that CloudFormation takes from S3, where Serverless puts it', () => {
  expect(JSON.stringify(configuration.resources).length).toBeLessThan(1_000_000);
});
