import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { dashboardName } from '@tenantry/shared/domain/names';

const page = (region: string, path: string): string => `https://${region}.console.aws.amazon.com/${path}`;
const id = encodeURIComponent;

/** Where the AWS console shows a resource, by CloudFormation's name of its type. */
const PAGES: Readonly<Record<string, (region: string, resource: string) => string>> = {
  'AWS::Organizations::Account': (_, account) => `https://us-east-1.console.aws.amazon.com/organizations/v2/home/accounts/${account}`,
  'AWS::EC2::VPC': (region, vpc) => page(region, `vpcconsole/home?region=${region}#VpcDetails:VpcId=${vpc}`),
  'AWS::EC2::Subnet': (region, subnet) => page(region, `vpcconsole/home?region=${region}#SubnetDetails:subnetId=${subnet}`),
  'AWS::EC2::InternetGateway': (region, gateway) =>
    page(region, `vpcconsole/home?region=${region}#InternetGateway:internetGatewayId=${gateway}`),
  'AWS::EC2::RouteTable': (region, table) => page(region, `vpcconsole/home?region=${region}#RouteTableDetails:RouteTableId=${table}`),
  'AWS::EC2::NatGateway': (region, nat) => page(region, `vpcconsole/home?region=${region}#NatGatewayDetails:natGatewayId=${nat}`),
  'AWS::EC2::EIP': (region, address) => page(region, `vpcconsole/home?region=${region}#ElasticIpDetails:PublicIp=${address}`),
  'AWS::EC2::VPCPeeringConnection': (region, peering) =>
    page(region, `vpcconsole/home?region=${region}#PeeringConnectionDetails:VpcPeeringConnectionId=${peering}`),
  'AWS::S3::Bucket': (region, bucket) => `https://s3.console.aws.amazon.com/s3/buckets/${bucket}?region=${region}`,
  'AWS::ApiGatewayV2::Api': (region, api) => page(region, `apigateway/main/api-detail?api=${api}&region=${region}`),
  'AWS::CertificateManager::Certificate': (_, arn) => page('us-east-1', `acm/home?region=us-east-1#/certificates/${arn.split('/').at(-1)}`),
  'AWS::CloudFront::Distribution': (_, distribution) => page('us-east-1', `cloudfront/v4/home#/distributions/${distribution}`),
  'AWS::WAFv2::WebACL': (_, arn) => {
    const [, , name, acl] = arn.split(':')[5]?.split('/') ?? [];
    return page('us-east-1', `wafv2/homev2/web-acl/${name}/${acl}/overview?region=global`);
  },
  'AWS::SES::EmailIdentity': (region, identity) => page(region, `ses/home?region=${region}#/identities/${id(identity)}`),
  'AWS::Route53::RecordSet': (_, zone) => page('us-east-1', `route53/v2/hostedzones#ListRecordSets/${zone}`),
  'AWS::CodePipeline::Pipeline': (region, pipeline) => page(region, `codesuite/codepipeline/pipelines/${pipeline}/view?region=${region}`),
  'AWS::Cognito::UserPool': (region, pool) => page(region, `cognito/v2/idp/user-pools/${pool}/users?region=${region}`),
  'AWS::SecretsManager::Secret': (region, arn) =>
    page(
      region,
      `secretsmanager/secret?name=${id(
        arn
          .split(':')
          .slice(6)
          .join(':')
          .replace(/-\w{6}$/, ''),
      )}&region=${region}`,
    ),
};
/** Where CloudWatch shows an X-Ray trace, in the account whose functions the stages are. */
export const traceUrl = (region: string, traceId: string): string =>
  page(region, `cloudwatch/home?region=${region}#xray:traces/${id(traceId)}`);

/** Where CloudWatch shows an alarm of the account whose functions the stages are. */
export const alarmUrl = (region: string, name: string): string =>
  page(region, `cloudwatch/home?region=${region}#alarmsV2:alarm/${id(name)}`);

export type ResourceType = keyof typeof PAGES;

/** The deployment's dashboard, in the super-admin account. */
export const dashboardUrl = ({ config: { region }, deployment }: Pick<LandingZone, 'config' | 'deployment'>): string =>
  page(region, `cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName(deployment)}`);

/** Quotas of a service, or of all when it is not known. @param service Service Quotas' code */
export const quotasUrl = (region: string, service: string | undefined): string =>
  page(region, service ? `servicequotas/home/services/${service}/quotas` : 'servicequotas/home/services');

/** CloudWatch's pages take what follows `#` encoded twice, with `$` for `%`. */
const inFragment = (text: string): string => id(id(text)).replaceAll('%', '$');
/** Lines of a function's log with a text in them. */
export const logsUrl = (region: string, functionName: string, text: string): string =>
  page(
    region,
    `cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${inFragment(`/aws/lambda/${functionName}`)}/log-events$3FfilterPattern$3D${inFragment(`"${text}"`)}`,
  );

/** A link to a resource in the console of the account that it is in; empty where nobody of this deployment opens that. */
export const consoleUrl = (zone: LandingZone, type: string, resource: string, accountId: string): string => {
  const { region, awsConsole } = zone.config;
  if (!awsConsole.links) return '';
  // A record has no page: its zone has.
  const shown = type === 'AWS::Route53::RecordSet' ? zone.production.hostedZoneId : resource;
  const destination = PAGES[type]?.(region, shown) ?? `https://${region}.console.aws.amazon.com/console/home?region=${region}`;
  return inAccount(zone, destination, accountId);
};

/**
 * A page of the console of the right account: people get into tenants' accounts by the access portal, whose links name account,
 * permission set and page (IAM Identity Center User Guide, "Creating shortcut links to AWS Management Console destinations").
 */
export const inAccount = (zone: LandingZone, destination: string, accountId: string): string => {
  const { accounts, identityCenter } = zone.config;
  const isShared = Object.values(accounts).includes(accountId);
  const permissionSet = identityCenter.assignments[0]?.permissionSet;
  const { identityStoreId } = zone.owner;
  if (isShared || !permissionSet || !identityStoreId) return destination;
  const portal = `https://${identityStoreId}.awsapps.com/start/#/console`;
  return `${portal}?account_id=${accountId}&role_name=${id(permissionSet)}&destination=${id(destination)}`;
};
