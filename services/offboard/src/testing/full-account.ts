import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client, CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudFrontClient,
  CreateDistributionWithTagsCommand,
  CreateFunctionCommand,
  CreateOriginAccessControlCommand,
  CreateResponseHeadersPolicyCommand,
  PublishFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  EC2Client,
  type ResourceType,
} from '@aws-sdk/client-ec2';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand as CreateLambdaCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, DeleteObjectCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateWebACLCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { tenantSignInPrefix } from '@tenantry/shared/deployment/sign-in';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { policy } from '@tenantry/shared/infra/policy';
import { testRegion } from '@tenantry/shared/testing/accounts';
import type { AccountInRegion } from '../leftovers/leftover.ts';

/** Of its web ACLs and certificates (ACM and WAF API references). */
const CLOUDFRONT_REGION = 'us-east-1';
const TRUST = JSON.stringify(policy([{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }]));
/** A zip archive without files. */
const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);

const tagsOf = ({ tenantId, zone }: AccountInRegion) => tenantTags(zone.deployment, tenantId);
const record = (place: AccountInRegion) => Object.fromEntries(tagsOf(place).map(({ Key, Value }) => [Key, Value]));
const specification = (place: AccountInRegion, type: ResourceType) => [{ ResourceType: type, Tags: tagsOf(place) }];

/** A VPC with a gateway of each kind, and a peering with a VPC of another account. */
export const buildNetwork = async (place: AccountInRegion, peerVpcId: string, peerAccountId: string): Promise<string> => {
  const ec2 = place.client(EC2Client);
  const tagged = (type: ResourceType) => specification(place, type);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.64.0.0/20', TagSpecifications: tagged('vpc') }));
  const VpcId = Vpc!.VpcId!;
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.64.0.0/24', TagSpecifications: tagged('subnet') }));
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({ TagSpecifications: tagged('internet-gateway') }));
  await ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId: InternetGateway!.InternetGatewayId }));
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged('elastic-ip') }));
  await ec2.send(new CreateNatGatewayCommand({ SubnetId: Subnet!.SubnetId, AllocationId, TagSpecifications: tagged('natgateway') }));
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId, TagSpecifications: tagged('route-table') }));
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: RouteTable!.RouteTableId, SubnetId: Subnet!.SubnetId }));
  await ec2.send(
    new CreateSecurityGroupCommand({ VpcId, GroupName: 'api', Description: 'api', TagSpecifications: tagged('security-group') }),
  );
  const { VpcPeeringConnection } = await ec2.send(
    new CreateVpcPeeringConnectionCommand({
      VpcId,
      PeerVpcId: peerVpcId,
      PeerOwnerId: peerAccountId,
      TagSpecifications: tagged('vpc-peering-connection'),
    }),
  );
  return VpcPeeringConnection!.VpcPeeringConnectionId!;
};

/** A distribution with everything that it is made of. */
export const buildEdge = async (place: AccountInRegion): Promise<void> => {
  const name = tenantResourceName(place.tenantId);
  const cloudFront = place.client(CloudFrontClient);
  const s3 = place.client(S3Client);
  const Bucket = `${name}-ui`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  for (const Body of ['one', 'two']) await s3.send(new PutObjectCommand({ Bucket, Key: 'index.html', Body }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'index.html' }));
  const { Summary } = await place.client(WAFV2Client, CLOUDFRONT_REGION).send(
    new CreateWebACLCommand({
      Name: name,
      Scope: 'CLOUDFRONT',
      DefaultAction: { Allow: {} },
      VisibilityConfig: { SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false, MetricName: 'all' },
      Tags: tagsOf(place),
    }),
  );
  const { OriginAccessControl } = await cloudFront.send(
    new CreateOriginAccessControlCommand({
      OriginAccessControlConfig: {
        Name: `${name}-ui`,
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    }),
  );
  const { ResponseHeadersPolicy } = await cloudFront.send(
    new CreateResponseHeadersPolicyCommand({
      ResponseHeadersPolicyConfig: { Name: name, SecurityHeadersConfig: { ContentTypeOptions: { Override: true } } },
    }),
  );
  const { ETag } = await cloudFront.send(
    new CreateFunctionCommand({
      Name: `${name}-pages`,
      FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
      FunctionCode: Buffer.from('function handler(event) { return event.request; }'),
      Tags: { Items: tagsOf(place) },
    }),
  );
  await cloudFront.send(new PublishFunctionCommand({ Name: `${name}-pages`, IfMatch: ETag }));
  await cloudFront.send(
    new CreateDistributionWithTagsCommand({
      DistributionConfigWithTags: {
        Tags: { Items: tagsOf(place) },
        DistributionConfig: {
          CallerReference: place.tenantId,
          Comment: '',
          Enabled: true,
          WebACLId: Summary?.ARN,
          Origins: {
            Quantity: 1,
            Items: [
              {
                Id: 'ui',
                DomainName: `${Bucket}.s3.${testRegion}.amazonaws.com`,
                OriginAccessControlId: OriginAccessControl?.Id,
                S3OriginConfig: { OriginAccessIdentity: '' },
              },
            ],
          },
          DefaultCacheBehavior: {
            TargetOriginId: 'ui',
            ViewerProtocolPolicy: 'https-only',
            CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
            ResponseHeadersPolicyId: ResponseHeadersPolicy?.Id,
            FunctionAssociations: {
              Quantity: 1,
              Items: [{ EventType: 'viewer-request', FunctionARN: `arn:aws:cloudfront::${place.accountId}:function/${name}-pages` }],
            },
          },
        },
      },
    }),
  );
  await place.client(ACMClient, CLOUDFRONT_REGION).send(
    new RequestCertificateCommand({
      DomainName: `${place.tenantId.toLowerCase()}.example`,
      ValidationMethod: 'DNS',
      Tags: tagsOf(place),
    }),
  );
  await place.client(ApiGatewayV2Client).send(new CreateApiCommand({ Name: name, ProtocolType: 'HTTP', Tags: record(place) }));
  await place
    .client(SESv2Client)
    .send(new CreateEmailIdentityCommand({ EmailIdentity: `${place.tenantId.toLowerCase()}.example`, Tags: tagsOf(place) }));
};

/** What a pipeline and its releases make. */
export const buildReleases = async (place: AccountInRegion): Promise<void> => {
  const name = tenantResourceName(place.tenantId);
  const RoleName = `${name}-api`;
  const iam = place.client(IAMClient);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: 'api',
      PolicyDocument: JSON.stringify(policy([{ Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }])),
    }),
  );
  await place.client(LambdaClient).send(
    new CreateLambdaCommand({
      FunctionName: `${name}-api`,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${place.accountId}:role/${RoleName}`,
      Code: { ZipFile: EMPTY_ZIP },
    }),
  );
  const events = place.client(EventBridgeClient);
  const Rule = `${name}-api`;
  await events.send(new PutRuleCommand({ Name: Rule, ScheduleExpression: 'rate(1 day)' }));
  const Arn = `arn:aws:lambda:${testRegion}:${place.accountId}:function:${name}-api`;
  await events.send(new PutTargetsCommand({ Rule, Targets: [{ Id: 'function', Arn }] }));
  await place.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName: `/aws/lambda/${name}-api` }));
  const cognito = place.client(CognitoIdentityProviderClient);
  const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: name, UserPoolTags: record(place) }));
  await cognito.send(new CreateUserPoolDomainCommand({ UserPoolId: UserPool?.Id, Domain: tenantSignInPrefix(place.tenantId) }));
  await place
    .client(SecretsManagerClient)
    .send(new CreateSecretCommand({ Name: `${name}-database`, SecretString: '{}', Tags: tagsOf(place) }));
  const topic = { Type: 'AWS::CloudFormation::WaitConditionHandle' };
  await place.client(CloudFormationClient).send(
    new CreateStackCommand({
      StackName: `${name}-api`,
      TemplateBody: JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources: { Nothing: topic } }),
      Tags: tagsOf(place),
    }),
  );
};
