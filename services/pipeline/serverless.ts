import { MailSenderChanged, MailUndelivered } from '@tenantry/events-schema/mail';
import { configOf } from '@tenantry/shared/deployment/config';
import { exportBucketName, exportKeyAlias } from '@tenantry/shared/domain/exports';
import { serviceName } from '@tenantry/shared/domain/names';
import { bucketPolicy, lastingBucket } from '@tenantry/shared/infra/bucket';
import { deploymentName } from '@tenantry/shared/infra/function';
import { allow, arnOf, policy } from '@tenantry/shared/infra/policy';
import { stageService } from '@tenantry/shared/infra/stage-service';
import { mailFunction, mailResources } from './src/mail/infra.ts';
import { loginsFunction, loginsResources } from './src/personal-logins/infra.ts';
import { releasesFunction, releasesResources } from './src/releases/infra.ts';
import { pipeline } from './src/stage.ts';
import { databaseAccess, watchdogFunction, watchdogResources } from './src/watchdog/infra.ts';

const deployment = deploymentName();
const { region, accounts, exports } = configOf(deployment);

/** The database's, whose subnets the landing zone has written to SSM. */
const vpc = { SubnetIds: { Ref: 'SubnetIds' }, SecurityGroupIds: [{ Ref: 'SecurityGroupId' }] };

const base = stageService(pipeline, {
  assumes: ['devops', 'tenants'],
  publishes: [MailSenderChanged, MailUndelivered],
  statements: [
    ...databaseAccess,
    // Whose mail is looked at.
    allow('dynamodb:Scan', `arn:aws:dynamodb:${region}:${accounts.superAdmin}:table/${serviceName(deployment, 'pipeline')}`),
    allow(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], { 'Fn::Sub': '${Exports.Arn}/*' }),
    // Without it S3 answers AccessDenied for an object that is not there.
    allow('s3:ListBucket', arnOf('Exports')),
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], arnOf('ExportKey')),
  ],
  resources: {
    // A separate key: who may list the bucket does not yet read what a hospital knows of its patients.
    ExportKey: {
      Type: 'AWS::KMS::Key',
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Description: `Tenantry ${deployment}: exported data of tenants`,
        EnableKeyRotation: true,
        // As AWS's default key policy: the account decides by IAM policies. `*` means this key.
        KeyPolicy: policy([
          { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accounts.superAdmin}:root` }, Action: 'kms:*', Resource: '*' },
        ]),
      },
    },
    ExportKeyAlias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: exportKeyAlias(deployment), TargetKeyId: { Ref: 'ExportKey' } },
    },
    Exports: lastingBucket(exportBucketName(deployment, accounts.superAdmin), arnOf('ExportKey'), {
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'retention',
            Status: 'Enabled',
            ExpirationInDays: exports.retentionDays,
            // What a repeated export replaced, and what remains when an export has expired.
            NoncurrentVersionExpiration: { NoncurrentDays: 7 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    }),
    ExportsPolicy: bucketPolicy('Exports'),
    ...releasesResources(deployment),
    ...watchdogResources(deployment),
    ...loginsResources(deployment),
    ...mailResources(deployment),
  },
  vpc,
  parameters: {
    SubnetIds: { Type: 'AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>', Default: `/tenantry/${deployment}/functions/subnet-ids` },
    SecurityGroupId: {
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::SecurityGroup::Id>',
      Default: `/tenantry/${deployment}/functions/security-group-id`,
    },
    DatabaseSecretArn: { Type: 'AWS::SSM::Parameter::Value<String>', Default: `/tenantry/${deployment}/database/admin-secret-arn` },
  },
});

export default {
  ...base,
  functions: {
    ...base.functions,
    releases: releasesFunction(deployment),
    watchdog: watchdogFunction(deployment),
    logins: loginsFunction(deployment),
    mail: mailFunction(deployment),
  },
  resources: {
    ...base.resources,
    extensions: {
      ...base.resources.extensions,
      WatchdogLambdaFunction: { Properties: { VpcConfig: vpc } },
      LoginsLambdaFunction: { Properties: { VpcConfig: vpc } },
    },
  },
};
