import { expect, test } from '@jest/globals';
import service from './serverless.ts';

const { Resources, Parameters } = service.resources;
const { DistributionConfig } = Resources.Distribution.Properties;

test('the console answers at superadmin below the root domain, with the certificate and the web ACL of the landing zone', () => {
  expect(DistributionConfig).toMatchObject({
    Aliases: ['superadmin.app.localhost'],
    WebACLId: { Ref: 'WebAclArn' },
    ViewerCertificate: { AcmCertificateArn: { Ref: 'CertificateArn' }, MinimumProtocolVersion: 'TLSv1.2_2021' },
  });
  expect([Parameters.CertificateArn.Default, Parameters.WebAclArn.Default]).toEqual([
    '/tenantry/dev/console/certificate-arn',
    '/tenantry/dev/console/web-acl-arn',
  ]);
});

test('the API is called by TLS, is never cached, and sees neither the host nor /api', () => {
  const [api] = DistributionConfig.CacheBehaviors;
  expect(api).toMatchObject({
    PathPattern: '/api/*',
    ViewerProtocolPolicy: 'https-only',
    CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['ApiFunction', 'FunctionMetadata.FunctionARN'] } }],
  });
});

test('the bucket is private, and read by this distribution only', () => {
  expect(Object.values(Resources.Bucket.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
  const [tls, read] = Resources.BucketPolicy.Properties.PolicyDocument.Statement;
  expect(tls).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  expect(JSON.stringify(read?.Condition)).toContain(':distribution/$' + '{Distribution}');
});

test('pages and the API answer with the same security headers', () => {
  const wanted = { Ref: 'ResponseHeadersPolicy' };
  expect([DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors].map((one) => one.ResponseHeadersPolicyId)).toEqual(
    [wanted, wanted],
  );
});
