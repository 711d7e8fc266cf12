import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Tenant } from '../../contract/tenants.ts';
import { consoleUrl } from '../../model/console-url.ts';
import type { TenantHistory } from '../../model/history.ts';
import { STAGES, type StageName } from '../../saga.ts';

type Resource = Tenant['resources'][number];
interface Named {
  readonly event: string;
  readonly stage: StageName;
  readonly field: string;
  readonly type: string;
  readonly account: Resource['account'];
}
const named = (event: string, stage: StageName, field: string, type: string, account: Resource['account'] = 'tenant'): Named => ({
  event,
  stage,
  field,
  type,
  account,
});

/** Which field of which event names which resource. */
const NAMED: readonly Named[] = [
  named('AccountReady', 'account', 'accountId', 'AWS::Organizations::Account', 'owner'),
  named('NetworkPeered', 'network', 'vpcId', 'AWS::EC2::VPC'),
  named('NetworkPeered', 'network', 'publicSubnetIds', 'AWS::EC2::Subnet'),
  named('NetworkPeered', 'network', 'privateSubnetIds', 'AWS::EC2::Subnet'),
  named('NetworkPeered', 'network', 'staticIp', 'AWS::EC2::EIP'),
  named('NetworkPeered', 'network', 'natGatewayId', 'AWS::EC2::NatGateway'),
  named('NetworkPeered', 'network', 'hubPeeringId', 'AWS::EC2::VPCPeeringConnection'),
  named('NetworkPeered', 'network', 'databasePeeringId', 'AWS::EC2::VPCPeeringConnection'),
  named('OriginReady', 'edge', 'bucketName', 'AWS::S3::Bucket'),
  named('OriginReady', 'edge', 'apiId', 'AWS::ApiGatewayV2::Api'),
  named('CertificateRequested', 'edge', 'certificateArn', 'AWS::CertificateManager::Certificate'),
  named('EdgeReady', 'edge', 'webAclArn', 'AWS::WAFv2::WebACL'),
  named('EdgeReady', 'edge', 'distributionId', 'AWS::CloudFront::Distribution'),
  named('EdgeReady', 'edge', 'mailIdentity', 'AWS::SES::EmailIdentity'),
  named('DnsReady', 'dns', 'hostedZoneId', 'AWS::Route53::RecordSet', 'production'),
  named('TenantReady', 'pipeline', 'pipelineName', 'AWS::CodePipeline::Pipeline', 'devops'),
  named('TenantReady', 'pipeline', 'userPoolId', 'AWS::Cognito::UserPool'),
  named('TenantReady', 'pipeline', 'firstUserSecretArn', 'AWS::SecretsManager::Secret'),
];

/** What a tenant has in AWS, as far as its stages' events name it, with where to look at it. */
export const resourcesOf = ({ latest }: TenantHistory, zone: LandingZone): Resource[] => {
  const { owner, superAdmin, devops, networking, production } = zone.config.accounts;
  const tenantAccountId = String(latest.AccountReady?.detail.accountId ?? '');
  const shared = { owner, 'super-admin': superAdmin, devops, networking, production } as const;
  const isRemoved = (stage: StageName): boolean => STAGES.some(({ name, removed }) => name === stage && latest[removed]);
  return NAMED.filter(({ stage }) => !isRemoved(stage)).flatMap(({ event, stage, field, type, account }) => {
    const value = latest[event]?.detail[field];
    const ids = (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string' && id !== '');
    const accountId = account === 'tenant' ? tenantAccountId : shared[account];
    return ids.map((id) => ({ stage, type, id, accountId, account, consoleUrl: consoleUrl(zone, type, id, accountId) }));
  });
};
