import { allEvents } from './src/all.ts';
import { alarmTopicName, archiveName, busName, registryName } from './src/bus.ts';
import { jsonSchemaOf, schemaName } from './src/generate/json-schema.ts';
import { StageProgressed } from './src/stages.ts';

const stage = '${sls:stage}';

const schemas = Object.fromEntries(
  allEvents.map((event) => [
    `${event.name}Schema`,
    {
      Type: 'AWS::EventSchemas::Schema',
      Properties: {
        RegistryName: { 'Fn::GetAtt': ['Registry', 'RegistryName'] },
        SchemaName: schemaName(event),
        Description: event.summary,
        Type: 'JSONSchemaDraft4',
        Content: JSON.stringify(jsonSchemaOf(event)),
      },
    },
  ]),
);

/** The bus of the product: what is published is archived for replay and described in the schema registry. */
export default {
  service: 'tenantry-events',
  frameworkVersion: '*',
  provider: {
    name: 'aws',
    region: 'us-east-1',
    stage: "${opt:stage, 'dev'}",
    stackName: `tenantry-${stage}-events`,
    stackTags: { 'tenantry:stage': stage },
  },
  resources: {
    Resources: {
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: busName(stage) } },
      Archive: {
        Type: 'AWS::Events::Archive',
        Properties: {
          ArchiveName: archiveName(stage),
          SourceArn: { 'Fn::GetAtt': ['Bus', 'Arn'] },
          RetentionDays: 90,
          // Progress is for timelines only: replaying it would tell nobody anything.
          EventPattern: { source: [{ prefix: 'tenantry.' }], 'detail-type': [{ 'anything-but': [StageProgressed.name] }] },
        },
      },
      Registry: {
        Type: 'AWS::EventSchemas::Registry',
        Properties: { RegistryName: registryName(stage), Description: 'Events of Tenantry' },
      },
      AlarmTopic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: alarmTopicName(stage), KmsMasterKeyId: 'alias/aws/sns' } },
      ...schemas,
    },
    Outputs: { BusArn: { Value: { 'Fn::GetAtt': ['Bus', 'Arn'] } }, AlarmTopicArn: { Value: { Ref: 'AlarmTopic' } } },
  },
};
