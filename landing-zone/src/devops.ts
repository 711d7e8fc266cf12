import type { Config } from '@tenantry/shared/config';
import { allow, arnOf, policy, trust } from '@tenantry/shared/infra/policy';
import { buildRoleName, roleArn, serviceName } from '@tenantry/shared/names';
import { buildPolicy, codePipelinePolicy } from './policies/builds.ts';
import { accountPolicy } from './policies/pipeline.ts';
import { artifactBucketName, codePipelineRoleName, repositoryName } from './resource-names.ts';
import { attribute, joined, keyOwner, type Resources, ref, role, serviceTrust, type Template, tags } from './template.ts';
import { callers } from './trusted.ts';
import { internetAccess, routeTableId, subnetRefs, type VpcOptions, vpc, vpcId } from './vpc.ts';

export interface DevopsInput {
  readonly stage: string;
  readonly config: Config;
  readonly organizationId: string;
  /** The database VPC, and the role by which CloudFormation accepts the peering there; without them builds run outside any VPC. */
  readonly database: { readonly vpcId: string; readonly cidr: string; readonly accepterRoleArn: string };
}

/** DevOps account: repositories, artifacts, the roles of builds and pipelines, and a VPC from which builds reach the database. */
export const devopsTemplate = ({ stage, config, organizationId, database }: DevopsInput): Template => {
  const { devops, superAdmin } = config.accounts;
  const bucketName = artifactBucketName(stage, devops);
  const roleNames = { build: buildRoleName(stage), pipeline: codePipelineRoleName(stage) };
  const repositories = config.repositories.map((repository) => ({ repository, id: `Repository${repository}` }));
  const network = config.network.devopsCidr ? builds(stage, config, config.network.devopsCidr, database) : undefined;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${stage}: repositories, artifacts and builds`,
    Resources: {
      ...Object.fromEntries(
        repositories.map(({ repository, id }) => [
          id,
          {
            Type: 'AWS::CodeCommit::Repository',
            DeletionPolicy: 'Retain' as const,
            UpdateReplacePolicy: 'Retain' as const,
            Properties: {
              RepositoryName: repositoryName(stage, repository),
              RepositoryDescription: `Tenantry: ${repository} of the tenants' application`,
              Tags: tags(stage),
            },
          },
        ]),
      ),
      ...artifacts(stage, devops, bucketName, organizationId),
      BuildRole: role(stage, roleNames.build, serviceTrust('codebuild.amazonaws.com', devops), [
        ...buildPolicy(stage, config),
        ...artifactAccess,
      ]),
      CodePipelineRole: role(stage, roleNames.pipeline, serviceTrust('codepipeline.amazonaws.com', devops), [
        ...codePipelinePolicy(stage, config),
        ...artifactAccess,
      ]),
      PipelineRole: role(stage, serviceName(stage, 'pipeline'), trust(superAdmin, callers(stage, 'pipeline')), [
        ...accountPolicy,
        allow('iam:PassRole', [roleArn(devops, roleNames.build)], { StringEquals: { 'iam:PassedToService': 'codebuild.amazonaws.com' } }),
        allow('iam:PassRole', [roleArn(devops, roleNames.pipeline)], {
          StringEquals: { 'iam:PassedToService': 'codepipeline.amazonaws.com' },
        }),
      ]),
      ...network?.resources,
    },
    Outputs: {
      ArtifactKeyArn: { Value: arnOf('ArtifactKey') },
      BuildRoleArn: { Value: arnOf('BuildRole') },
      CodePipelineRoleArn: { Value: arnOf('CodePipelineRole') },
      ...network?.outputs,
    },
  };
};

/** What builds and pipelines need of bucket and key alike. */
const artifactAccess = [
  allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], { 'Fn::Sub': '${Artifacts.Arn}/*' }),
  allow(['s3:GetBucketLocation', 's3:GetBucketVersioning', 's3:ListBucket'], arnOf('Artifacts')),
  allow(
    ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    arnOf('ArtifactKey'),
  ),
];

const artifacts = (stage: string, devops: string, bucketName: string, organizationId: string): Resources => {
  /** The deploy role of every account of the organization reads releases from there. */
  const deployers = {
    StringEquals: { 'aws:PrincipalOrgID': organizationId },
    ArnLike: { 'aws:PrincipalArn': roleArn('*', serviceName(stage, 'deploy')) },
  };
  return {
    ArtifactKey: {
      Type: 'AWS::KMS::Key',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        Description: `Tenantry ${stage}: artifacts of releases`,
        EnableKeyRotation: true,
        KeyPolicy: policy([
          keyOwner(devops),
          { Effect: 'Allow', Principal: { AWS: '*' }, Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*', Condition: deployers },
        ]),
        Tags: tags(stage),
      },
    },
    ArtifactKeyAlias: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: `alias/tenantry-${stage}-artifacts`, TargetKeyId: ref('ArtifactKey') },
    },
    Artifacts: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketName: bucketName,
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arnOf('ArtifactKey') }, BucketKeyEnabled: true },
          ],
        },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'old-versions',
              Status: 'Enabled',
              NoncurrentVersionExpiration: { NoncurrentDays: 90 },
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
            },
          ],
        },
        Tags: tags(stage),
      },
    },
    ArtifactsPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: ref('Artifacts'),
        PolicyDocument: policy([
          {
            Sid: 'TlsOnly',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [arnOf('Artifacts'), { 'Fn::Sub': '${Artifacts.Arn}/*' }],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Sid: 'ReleasesForDeployRoles',
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: ['s3:GetObject', 's3:GetObjectVersion'],
            Resource: { 'Fn::Sub': '${Artifacts.Arn}/*' },
            Condition: deployers,
          },
        ]),
      },
    },
  };
};

/** Builds run in private subnets; the database is reached by a peering, everything else through the NAT gateway. */
const builds = (stage: string, config: Config, cidr: string, database: DevopsInput['database']) => {
  const options: VpcOptions = {
    id: 'Builds',
    name: `tenantry-${stage}-builds`,
    stage,
    cidr,
    zoneIds: config.network.zoneIds,
    kinds: ['Private', 'Public'],
  };
  const resources: Resources = {
    ...vpc(options),
    ...internetAccess(options, 'Public', ['Private']),
    BuildsGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupName: `tenantry-${stage}-builds`,
        GroupDescription: 'Builds: out to everywhere, nothing in',
        VpcId: ref(vpcId(options.id)),
        Tags: tags(stage),
      },
    },
    DatabasePeering: {
      Type: 'AWS::EC2::VPCPeeringConnection',
      Properties: {
        VpcId: ref(vpcId(options.id)),
        PeerVpcId: database.vpcId,
        PeerOwnerId: config.accounts.superAdmin,
        PeerRoleArn: database.accepterRoleArn,
        Tags: tags(stage, `tenantry-${stage}-builds-database`),
      },
    },
    DatabaseRoute: {
      Type: 'AWS::EC2::Route',
      Properties: {
        RouteTableId: ref(routeTableId(options.id, 'Private')),
        DestinationCidrBlock: database.cidr,
        VpcPeeringConnectionId: ref('DatabasePeering'),
      },
    },
  };
  return {
    resources,
    outputs: {
      BuildVpcId: { Value: ref(vpcId(options.id)) },
      BuildSubnetIds: { Value: joined(subnetRefs(options, 'Private')) },
      BuildSecurityGroupId: { Value: attribute('BuildsGroup', 'GroupId') },
      DatabasePeeringId: { Value: ref('DatabasePeering') },
    },
  };
};
