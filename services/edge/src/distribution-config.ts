import type { CacheBehavior, DefaultCacheBehavior, DistributionConfig, Method, Origin, SslProtocol } from '@aws-sdk/client-cloudfront';
import { API_ORIGIN, ORIGIN_HEADER } from '@tenantry/shared/aws/origin-secret';

export interface DistributionInput {
  readonly tenantId: string;
  readonly domain: string;
  /** Host name of the bucket in its region: the global name redirects for hours after the bucket was created. */
  readonly bucketHost: string;
  readonly apiEndpoint: string;
  /** What the API knows its distribution by. */
  readonly originSecret: string;
  readonly certificateArn: string;
  readonly webAclArn: string;
  readonly originAccessControlId: string;
  readonly responseHeadersPolicyId: string;
  readonly viewerRequestFunctionArn: string;
}

/** Managed policies have the same ids in every account (CloudFront Developer Guide, "Use managed cache policies", "… origin request policies"). */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
/** API Gateway distinguishes its APIs by the Host header, so the viewer's must not reach it. */
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const NONE = { Quantity: 0 };
const list = <T>(...Items: T[]): { Quantity: number; Items: T[] } => ({ Quantity: Items.length, Items });
/**
 * CloudFront keeps these answers to GET and HEAD for ten seconds, for all viewers and whatever `cache-control` says, unless told
 * otherwise; without a page nothing of them changes (CloudFront Developer Guide, "Control how long CloudFront caches errors").
 */
const CACHED_ERRORS = [404, 405, 414, 500, 501, 502, 503, 504];
const READS: Method[] = ['GET', 'HEAD'];
const ALL: Method[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];

const origin = (Id: string, DomainName: string) => ({
  Id,
  DomainName,
  OriginPath: '',
  CustomHeaders: NONE,
  ConnectionAttempts: 3,
  ConnectionTimeout: 10,
  OriginShield: { Enabled: false },
});
const bucketOrigin = ({ bucketHost, originAccessControlId }: DistributionInput): Origin => ({
  ...origin('ui', bucketHost),
  // Empty where an origin access control is used (S3OriginConfig API reference).
  S3OriginConfig: { OriginAccessIdentity: '' },
  OriginAccessControlId: originAccessControlId,
});
const apiOrigin = ({ apiEndpoint, originSecret }: DistributionInput): Origin => ({
  ...origin(API_ORIGIN, new URL(apiEndpoint).hostname),
  CustomHeaders: list({ HeaderName: ORIGIN_HEADER, HeaderValue: originSecret }),
  OriginAccessControlId: '',
  CustomOriginConfig: {
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: 'https-only',
    OriginSslProtocols: list<SslProtocol>('TLSv1.2'),
    OriginReadTimeout: 30,
    OriginKeepaliveTimeout: 5,
  },
});

const behavior = (TargetOriginId: string, methods: Method[], responseHeadersPolicyId: string) => ({
  TargetOriginId,
  TrustedSigners: { Enabled: false, ...NONE },
  TrustedKeyGroups: { Enabled: false, ...NONE },
  ViewerProtocolPolicy: 'redirect-to-https' as const,
  AllowedMethods: { ...list(...methods), CachedMethods: list(...READS) },
  SmoothStreaming: false,
  Compress: true,
  LambdaFunctionAssociations: NONE,
  FieldLevelEncryptionId: '',
  ResponseHeadersPolicyId: responseHeadersPolicyId,
});
const pages = (input: DistributionInput): DefaultCacheBehavior => ({
  ...behavior('ui', READS, input.responseHeadersPolicyId),
  CachePolicyId: CACHING_OPTIMIZED,
  FunctionAssociations: list({ FunctionARN: input.viewerRequestFunctionArn, EventType: 'viewer-request' as const }),
});
const api = (input: DistributionInput): CacheBehavior => ({
  ...behavior(API_ORIGIN, ALL, input.responseHeadersPolicyId),
  PathPattern: '/api/*',
  // A form must not become a GET on its way: no redirect for an API.
  ViewerProtocolPolicy: 'https-only',
  CachePolicyId: CACHING_DISABLED,
  OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
  FunctionAssociations: NONE,
});

/** The whole configuration: UpdateDistribution takes no part of one. The caller reference makes a second creation impossible. */
export const distributionConfig = (input: DistributionInput): DistributionConfig => ({
  CallerReference: input.tenantId,
  Comment: `Console and API of tenant ${input.tenantId}`,
  Enabled: true,
  Staging: false,
  Aliases: list(input.domain),
  DefaultRootObject: 'index.html',
  Origins: { Quantity: 2, Items: [bucketOrigin(input), apiOrigin(input)] },
  OriginGroups: NONE,
  DefaultCacheBehavior: pages(input),
  CacheBehaviors: list(api(input)),
  CustomErrorResponses: list(...CACHED_ERRORS.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 }))),
  Logging: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
  PriceClass: 'PriceClass_100',
  ViewerCertificate: {
    CloudFrontDefaultCertificate: false,
    ACMCertificateArn: input.certificateArn,
    SSLSupportMethod: 'sni-only',
    MinimumProtocolVersion: 'TLSv1.2_2021',
  },
  Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
  WebACLId: input.webAclArn,
  HttpVersion: 'http2and3',
  IsIPV6Enabled: true,
});

/** The value that the distribution sends to its API; undefined where it sends none. */
export const originSecretIn = (config: DistributionConfig | undefined): string | undefined => {
  const headers = config?.Origins?.Items?.find(({ Id }) => Id === API_ORIGIN)?.CustomHeaders?.Items;
  return headers?.find(({ HeaderName }) => HeaderName?.toLowerCase() === ORIGIN_HEADER)?.HeaderValue;
};
