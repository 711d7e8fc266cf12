import { STAGE_FUNCTIONS } from '@tenantry/saga/stages';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { serviceName } from '@tenantry/shared/domain/names';
import { dashboardUrl, inAccount, logsUrl, quotasUrl } from './console-url.ts';

/** Somewhere outside Tenantry where a person looks at, or repairs, what a tenant needs attention for. */
export interface Place {
  readonly kind: 'quotas' | 'account' | 'log' | 'dashboard';
  readonly title: string;
  readonly url: string;
}
interface Trouble {
  readonly stage?: string | undefined;
  readonly failure?: { readonly call: string; readonly advice: string; readonly code: string } | undefined;
}

/** Sections of the runbook about quotas: where advice names them, Service Quotas is where it is followed. */
const QUOTA_SECTIONS = /#a-(quota-is-used-up|cell-is-full)/;
/** Service Quotas' codes of services, by the SDK's name with which a call begins (Service Quotas API reference, ListServices). */
const QUOTA_SERVICES: Readonly<Record<string, string>> = {
  EC2: 'vpc',
  ACM: 'acm',
  ApiGatewayV2: 'apigateway',
  CloudFront: 'cloudfront',
  CodeBuild: 'codebuild',
  CodePipeline: 'codepipeline',
  CognitoIdentityProvider: 'cognito-idp',
  IAM: 'iam',
  Lambda: 'lambda',
  Organizations: 'organizations',
  S3: 's3',
  SESv2: 'ses',
  WAFV2: 'wafv2',
};
/** Of EC2's quotas that of elastic IP addresses alone is EC2's own. */
const OF_EC2 = 'AddressLimitExceeded';
/** Whose quotas are counted in us-east-1, wherever one works. */
const GLOBAL: readonly string[] = ['cloudfront', 'iam', 'organizations'];

/** The account that a call was made in: that of the tenant, but for what belongs to all. */
const accountOf = (zone: LandingZone, service: string, tenantAccount: string | undefined): string | undefined => {
  const { owner, devops, production } = zone.config.accounts;
  if (service === 'Organizations' || service === 'SSOAdmin') return owner;
  if (service === 'CodeBuild' || service === 'CodePipeline') return devops;
  return service === 'Route53' ? production : tenantAccount;
};

/** Where to look and to repair, as far as this deployment has such places. @param tenantAccount undefined while it has none */
export const placesOf = (zone: LandingZone, tenantId: string, tenantAccount: string | undefined, trouble: Trouble): readonly Place[] => {
  const { awsConsole, accounts, region } = zone.config;
  if (!awsConsole.links) return [];
  const { stage, failure } = trouble;
  const service = failure?.call.split(' ')[0] ?? '';
  const account = accountOf(zone, service, tenantAccount);
  const quotaService = failure?.code === OF_EC2 ? 'ec2' : QUOTA_SERVICES[service];
  const isOfQuota = failure !== undefined && QUOTA_SECTIONS.test(failure.advice);
  const works = STAGE_FUNCTIONS.find((name) => name.startsWith(`${stage}-`));
  return [
    ...(isOfQuota && account
      ? [
          {
            kind: 'quotas' as const,
            title: `Service Quotas of account ${account}`,
            url: inAccount(zone, quotasUrl(GLOBAL.includes(quotaService ?? '') ? 'us-east-1' : region, quotaService), account),
          },
        ]
      : []),
    ...(account
      ? [
          {
            kind: 'account' as const,
            title: account === tenantAccount ? `The tenant's account ${account}` : `Account ${account}`,
            url: inAccount(zone, `https://${region}.console.aws.amazon.com/console/home?region=${region}`, account),
          },
        ]
      : []),
    ...(works
      ? [
          {
            kind: 'log' as const,
            title: `Log of stage ${stage}`,
            url: inAccount(zone, logsUrl(region, serviceName(zone.deployment, works), tenantId), accounts.superAdmin),
          },
        ]
      : []),
    { kind: 'dashboard', title: 'CloudWatch dashboard', url: dashboardUrl(zone) },
  ];
};
