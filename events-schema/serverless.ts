import { allEvents } from './src/all.ts';
import { alarmKeyAlias, alarmTopicName, archiveName, busName, registryName, versionParameterName } from './src/bus.ts';
import { jsonSchemaOf, schemaName } from './src/generate/json-schema.ts';
import { VERSION } from './src/generated/version.ts';
import { StageProgressed } from './src/stages.ts';

const deployment = '${sls:stage}';

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
  // By their names, which are no imports: events know nothing of the code that deploys them.
  plugins: ['@tenantry/shared/account-check', '@tenantry/landing-zone/landing-zone-check'],
  provider: {
    name: 'aws',
    // As `configOf` of the services finds it. Without the file, the plug-in says that it is missing.
    region: "${file(${env:TENANTRY_CONFIG_FOLDER, '../config'}/${sls:stage}.json):region, ''}",
    stage: "${opt:stage, env:STAGE, 'dev'}", // as `deploymentName` of the services
    stackName: `tenantry-${deployment}-events`,
    stackTags: { 'tenantry:stage': deployment },
    // Of the stack, and with it of bus and archive: as `hardeningOf` of the services finds it.
    deletionProtection: "${file(${env:TENANTRY_CONFIG_FOLDER, '../config'}/${sls:stage}.json):production, true}",
  },
  resources: {
    Resources: {
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: busName(deployment) } },
      Archive: {
        Type: 'AWS::Events::Archive',
        Properties: {
          ArchiveName: archiveName(deployment),
          SourceArn: { 'Fn::GetAtt': ['Bus', 'Arn'] },
          RetentionDays: 90,
          // Progress is for timelines only: replaying it would have no effect.
          EventPattern: { source: [{ prefix: 'tenantry.' }], 'detail-type': [{ 'anything-but': [StageProgressed.name] }] },
        },
      },
      Registry: {
        Type: 'AWS::EventSchemas::Registry',
        Properties: { RegistryName: registryName(deployment), Description: 'Events of Tenantry' },
      },
      AlarmTopic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: alarmTopicName(deployment), KmsMasterKeyId: { Ref: 'AlarmKey' } } },
      AlarmTopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'AlarmTopic' }],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
                Action: 'sns:Publish',
                Resource: { Ref: 'AlarmTopic' },
                Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
              },
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 'sns:Publish',
                Resource: { Ref: 'AlarmTopic' },
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          },
        },
      },
      // A separate key: CloudWatch cannot publish to a topic that is encrypted with AWS's own key (SNS developer guide, "KMS permissions").
      AlarmKey: {
        Type: 'AWS::KMS::Key',
        Properties: {
          Description: `Tenantry ${deployment}: alarms on their way`,
          EnableKeyRotation: true,
          KeyPolicy: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } },
                Action: 'kms:*',
                Resource: '*', // in a key's own policy the key itself (KMS developer guide, "Key policies")
              },
              {
                Effect: 'Allow',
                Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
                Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
                Resource: '*',
                Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
              },
            ],
          },
        },
      },
      Version: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name: versionParameterName(deployment, 'events'), Type: 'String', Value: VERSION },
      },
      AlarmKeyAlias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: alarmKeyAlias(deployment), TargetKeyId: { Ref: 'AlarmKey' } } },
      ...schemas,
    },
    Outputs: {
      BusArn: { Value: { 'Fn::GetAtt': ['Bus', 'Arn'] } },
      AlarmTopicArn: { Value: { Ref: 'AlarmTopic' } },
    },
  },
};
