import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import type { JournalEntry } from '../../laptop/aws/src/gateway/journal.ts';

/** Calls that create one resource each, by the type that they create. */
const CREATED_BY: Readonly<Record<string, string>> = {
  'organizations CreateAccount': 'AWS::Organizations::Account',
  'sso-admin CreateAccountAssignment': 'AWS::SSO::Assignment',
  'budgets CreateBudget': 'AWS::Budgets::Budget',
  'cloudformation CreateStack': 'AWS::CloudFormation::Stack',
  'ec2 CreateVpc': 'AWS::EC2::VPC',
  'ec2 CreateSubnet': 'AWS::EC2::Subnet',
  'ec2 CreateInternetGateway': 'AWS::EC2::InternetGateway',
  'ec2 AllocateAddress': 'AWS::EC2::EIP',
  'ec2 CreateNatGateway': 'AWS::EC2::NatGateway',
  'ec2 CreateRouteTable': 'AWS::EC2::RouteTable',
  'ec2 CreateRoute': 'AWS::EC2::Route',
  'ec2 CreateVpcPeeringConnection': 'AWS::EC2::VPCPeeringConnection',
  'acm RequestCertificate': 'AWS::CertificateManager::Certificate',
  's3 CreateBucket': 'AWS::S3::Bucket',
  'apigateway CreateApi': 'AWS::ApiGatewayV2::Api',
  'apigateway CreateStage': 'AWS::ApiGatewayV2::Stage',
  'wafv2 CreateWebACL': 'AWS::WAFv2::WebACL',
  'cloudfront CreateOriginAccessControl': 'AWS::CloudFront::OriginAccessControl',
  'cloudfront CreateResponseHeadersPolicy': 'AWS::CloudFront::ResponseHeadersPolicy',
  'cloudfront CreateFunction': 'AWS::CloudFront::Function',
  'cloudfront CreateDistributionWithTags': 'AWS::CloudFront::Distribution',
  'ses CreateEmailIdentity': 'AWS::SES::EmailIdentity',
  'secretsmanager CreateSecret': 'AWS::SecretsManager::Secret',
  'cognito-idp CreateUserPool': 'AWS::Cognito::UserPool',
  'cognito-idp CreateUserPoolClient': 'AWS::Cognito::UserPoolClient',
  'cognito-idp AdminCreateUser': 'AWS::Cognito::UserPoolUser',
  'codebuild CreateProject': 'AWS::CodeBuild::Project',
  'codepipeline CreatePipeline': 'AWS::CodePipeline::Pipeline',
};

export type Counts = Readonly<Record<string, number>>;
const add = (counts: Record<string, number>, type: string, count = 1): void => {
  counts[type] = (counts[type] ?? 0) + count;
};

/** Asked for once more while the first request is at work, it is the same: Identity Center lists it a little later only. */
const IS_ASKED_TWICE = 'AWS::SSO::Assignment';

/** What stages created for a tenant, from the journal of AWS calls. Dry runs are no successes. */
export const createdFor = (tenantId: string, entries: readonly JournalEntry[]): Counts => {
  const counts: Record<string, number> = {};
  const asked = new Set<string>();
  for (const { tenant, service, operation, outcome, status, params } of entries) {
    const type = CREATED_BY[`${service} ${operation}`];
    if (!type || tenant !== tenantId || outcome !== 'ok' || status >= 300) continue;
    if (type === IS_ASKED_TWICE && asked.has(params)) continue;
    asked.add(params);
    add(counts, type);
  }
  return counts;
};

/** Service roles of a tenant's account, which its stack creates. */
export const serviceRoles = async (accountId: string): Promise<number> => {
  let roles = 0;
  for await (const { Roles = [] } of paginateListRoles({ client: new IAMClient({ ...rootOf(accountId) }) }, {})) {
    roles += Roles.filter(({ RoleName }) => RoleName?.startsWith('tenantry-dev-')).length;
  }
  return roles;
};

/** Records of the zone at and below a domain; the laptop's zone fits on one page. */
export const recordsBelow = async (HostedZoneId: string, domain: string): Promise<number> => {
  const client = new Route53Client(rootOf(testAccounts.production));
  const { ResourceRecordSets = [] } = await client.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
  return ResourceRecordSets.filter(({ Name }) => Name === `${domain}.` || Name?.endsWith(`.${domain}.`)).length;
};
