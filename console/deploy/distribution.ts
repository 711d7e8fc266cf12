import { contentSecurityPolicy } from '@tenantry/shared/aws/console-front';
import { API_ORIGIN, ORIGIN_HEADER } from '@tenantry/shared/aws/origin-secret';

/** Managed policies have the same ids in every account (CloudFront Developer Guide, "Use managed cache policies", "… origin request policies"). */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
/** API Gateway distinguishes its APIs by the Host header, so the viewer's must not reach it. */
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
const YEAR_SECONDS = 31_536_000;

/**
 * CloudFront keeps these answers to GET and HEAD for ten seconds, for all viewers, no matter what `cache-control` says, unless told
 * otherwise; without a page nothing of them changes (CloudFront Developer Guide, "Control how long CloudFront caches errors").
 */
const CACHED_ERRORS = [404, 405, 414, 500, 501, 502, 503, 504];

/** The single page for every path that is no file: each page of the console has its own URL. */
export const PAGES_CODE = `function handler(event) {
  var request = event.request;
  var file = request.uri.slice(request.uri.lastIndexOf('/') + 1);
  if (file.indexOf('.') === -1) request.uri = '/index.html';
  return request;
}
`;
/** The API's own routes do not begin with /api. */
export const API_CODE = `function handler(event) {
  var request = event.request;
  request.uri = request.uri.replace(/^\\/api(?=\\/)/, '');
  return request;
}
`;

const viewerRequest = (functionId: string) => [
  { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': [functionId, 'FunctionMetadata.FunctionARN'] } },
];
export const edgeFunction = (name: string, comment: string, code: string) => ({
  Type: 'AWS::CloudFront::Function',
  Properties: {
    Name: name,
    AutoPublish: true,
    FunctionConfig: { Comment: comment, Runtime: 'cloudfront-js-2.0' },
    FunctionCode: code,
  },
});

export const responseHeadersPolicy = (name: string, signInSources: string) => ({
  Type: 'AWS::CloudFront::ResponseHeadersPolicy',
  Properties: {
    ResponseHeadersPolicyConfig: {
      Name: name,
      Comment: 'Security headers of the console and the API',
      SecurityHeadersConfig: {
        StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: YEAR_SECONDS, IncludeSubdomains: true, Preload: false },
        ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: contentSecurityPolicy(signInSources) },
        ContentTypeOptions: { Override: true },
        FrameOptions: { Override: true, FrameOption: 'DENY' },
        ReferrerPolicy: { Override: true, ReferrerPolicy: 'strict-origin-when-cross-origin' },
      },
    },
  },
});

/** Pages from the bucket, `/api/*` from the admin service's HTTP API. */
/** @param originSecret what the API knows the distribution by: a dynamic reference, never the value */
export const distribution = (domain: string, region: string, apiId: unknown, originSecret: unknown) => {
  const headers = { ResponseHeadersPolicyId: { Ref: 'ResponseHeadersPolicy' } };
  return {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Comment: `Console of the super admins at ${domain}`,
        Enabled: true,
        Aliases: [domain],
        DefaultRootObject: 'index.html',
        HttpVersion: 'http2and3',
        IPV6Enabled: true,
        PriceClass: 'PriceClass_100',
        CustomErrorResponses: CACHED_ERRORS.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
        WebACLId: { Ref: 'WebAclArn' },
        ViewerCertificate: {
          AcmCertificateArn: { Ref: 'CertificateArn' },
          SslSupportMethod: 'sni-only',
          MinimumProtocolVersion: 'TLSv1.2_2021',
        },
        Origins: [
          {
            Id: 'ui',
            // In its region: the global name redirects for hours after the bucket was created.
            DomainName: { 'Fn::GetAtt': ['Bucket', 'RegionalDomainName'] },
            S3OriginConfig: { OriginAccessIdentity: '' },
            OriginAccessControlId: { Ref: 'OriginAccessControl' },
          },
          {
            Id: API_ORIGIN,
            DomainName: { 'Fn::Sub': [`\${api}.execute-api.${region}.\${AWS::URLSuffix}`, { api: apiId }] },
            CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
            OriginCustomHeaders: [{ HeaderName: ORIGIN_HEADER, HeaderValue: originSecret }],
          },
        ],
        DefaultCacheBehavior: {
          TargetOriginId: 'ui',
          ViewerProtocolPolicy: 'redirect-to-https',
          AllowedMethods: ['GET', 'HEAD'],
          CachedMethods: ['GET', 'HEAD'],
          Compress: true,
          CachePolicyId: CACHING_OPTIMIZED,
          FunctionAssociations: viewerRequest('PagesFunction'),
          ...headers,
        },
        CacheBehaviors: [
          {
            PathPattern: '/api/*',
            TargetOriginId: API_ORIGIN,
            // A form must not become a GET on its way: no redirect for an API.
            ViewerProtocolPolicy: 'https-only',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
            CachedMethods: ['GET', 'HEAD'],
            Compress: true,
            CachePolicyId: CACHING_DISABLED,
            OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
            FunctionAssociations: viewerRequest('ApiFunction'),
            ...headers,
          },
        ],
      },
    },
  };
};
