import { ApiGatewayV2Client, CreateApiCommand, CreateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { applicationPolicy, applicationRoleName, migratePolicy, servicePolicy, uiPolicy } from '@tenantry/landing-zone/policies/release';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { policy, trust } from '@tenantry/shared/infra/policy';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { createRole } from '@tenantry/shared/testing/role';
import type { Devops } from './devops.ts';
import type { Tenant } from './tenant.ts';

/** What the account, network and edge stages have built in the tenant's account before the pipeline delivers into it. */
export const builtBefore = async ({ accountId, scope }: Tenant, devops: Devops) => {
  const root = rootOf(accountId);
  const { tenantId } = scope;
  const Tags = tenantTags('dev', tenantId);
  const trustedBy = (purpose: string) => trust(devops.accountId, [tenantResourceName(tenantId, purpose)]);
  const of = { deployment: 'dev', tenantId, artifactBucket: devops.zone.artifactBucket };
  await createRole(accountId, 'tenantry-dev-migrate', trustedBy('data'), migratePolicy(of));
  await createRole(accountId, 'tenantry-dev-service', trustedBy('service'), servicePolicy(of));
  await createRole(accountId, 'tenantry-dev-ui', trustedBy('ui'), uiPolicy(of));
  const byLambda = policy([{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }]);
  await createRole(accountId, applicationRoleName('dev'), byLambda, applicationPolicy(of));
  const ec2 = new EC2Client(root);
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.64.0.0/20', TagSpecifications: [{ ResourceType: 'vpc', Tags }] }));
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc!.VpcId, CidrBlock: '10.64.0.0/24' }));
  const bucketName = tenantResourceName(tenantId, 'ui');
  await new S3Client(root).send(new CreateBucketCommand({ Bucket: bucketName }));
  const api = new ApiGatewayV2Client(root);
  const { ApiId } = await api.send(new CreateApiCommand({ Name: tenantResourceName(tenantId), ProtocolType: 'HTTP' }));
  await api.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
  return {
    accountId,
    slug: 'anna',
    name: 'St. Anna',
    domain: 'anna.app.localhost',
    adminEmail: 'ada@anna.example',
    plan: 'standard',
    variables: { APP_FEATURES: 'a,b' } as Record<string, string>,
    cell: 'a',
    vpcId: Vpc!.VpcId!,
    privateSubnetIds: [Subnet!.SubnetId!],
    bucketName,
    apiId: ApiId!,
  };
};
