import { DEPLOYMENT_TAG, TENANT_TAG } from '@tenantry/shared/domain/names';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

const bucket = 'arn:aws:s3:::tenantry-*-ui';
const cloudFront = (resource: string): string => `arn:aws:cloudfront::*:${resource}`;
const webAcl = 'arn:aws:wafv2:us-east-1:*:global/webacl/tenantry-*/*';
/** Only what carries a tenant's tag, or is created with one. */
const tagged = { Null: { [`aws:ResourceTag/${TENANT_TAG}`]: 'false' } };
const withTag = { Null: { [`aws:RequestTag/${TENANT_TAG}`]: 'false' } };
/**
 * What creates with tags needs the right to tag, which CloudFront and ACM cannot narrow to what is being created: they have no key like
 * `ec2:CreateAction` (Service Authorization Reference). So both tags of the product, and no other, which somebody's automation may go by.
 */
const tagging = {
  Null: { [`aws:RequestTag/${TENANT_TAG}`]: 'false', [`aws:RequestTag/${DEPLOYMENT_TAG}`]: 'false' },
  'ForAllValues:StringEquals': { 'aws:TagKeys': [TENANT_TAG, DEPLOYMENT_TAG] },
};

/** What edge may do in a tenant's account. The lists have no resources to name (Service Authorization Reference of each service). */
export const tenantPolicy: readonly Statement[] = [
  allow(['s3:ListAllMyBuckets', 'acm:ListCertificates', 'wafv2:ListWebACLs'], '*'),
  allow(
    [
      's3:CreateBucket',
      's3:TagResource',
      's3:DeleteBucket',
      's3:GetBucketTagging',
      's3:GetBucketPolicy',
      's3:PutBucketPolicy',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketOwnershipControls',
      's3:PutBucketVersioning',
      's3:PutEncryptionConfiguration',
      's3:PutLifecycleConfiguration',
      's3:ListBucketVersions',
    ],
    bucket,
  ),
  // DeleteObjects always needs the first, and for versions the second too (S3 API Reference, DeleteObjects, "Permissions").
  allow(['s3:DeleteObject', 's3:DeleteObjectVersion'], `${bucket}/*`),
  allow(
    ['apigateway:GET', 'apigateway:POST', 'apigateway:PATCH', 'apigateway:DELETE', 'apigateway:TagResource'],
    ['arn:aws:apigateway:*::/apis', 'arn:aws:apigateway:*::/apis/*'],
  ),
  // Creating with tags counts as tagging too (API Gateway Developer Guide, "Tag-based access control").
  allow('apigateway:POST', ['arn:aws:apigateway:*::/tags', 'arn:aws:apigateway:*::/tags/*']),
  // Certificates have no name: the tag distinguishes the tenant's from others.
  allow('acm:RequestCertificate', '*', withTag),
  allow('acm:AddTagsToCertificate', 'arn:aws:acm:us-east-1:*:certificate/*', tagging),
  allow(['acm:DescribeCertificate', 'acm:ListTagsForCertificate'], 'arn:aws:acm:us-east-1:*:certificate/*'),
  allow('acm:DeleteCertificate', 'arn:aws:acm:us-east-1:*:certificate/*', tagged),
  allow(
    ['wafv2:CreateWebACL', 'wafv2:GetWebACL', 'wafv2:UpdateWebACL', 'wafv2:DeleteWebACL', 'wafv2:ListTagsForResource', 'wafv2:TagResource'],
    webAcl,
  ),
  // A web ACL that uses a managed rule group needs that group as a resource too; refusals name it without anything after the last slash
  // (aws-samples/amazon-cloudfront-waf-secretsmanager#3), which the reference's `managedruleset/*/*` would not match.
  allow(['wafv2:CreateWebACL', 'wafv2:UpdateWebACL'], 'arn:aws:wafv2:us-east-1:*:global/managedruleset/*'),
  // Creating has no resource type (Service Authorization Reference, Amazon CloudFront): the tag is what narrows it.
  allow(['cloudfront:CreateDistribution', 'cloudfront:CreateFunction'], '*', withTag),
  allow('cloudfront:TagResource', [cloudFront('distribution/*'), cloudFront('function/tenantry-*')], tagging),
  allow(['cloudfront:GetDistribution', 'cloudfront:ListTagsForResource'], cloudFront('distribution/*')),
  allow(['cloudfront:UpdateDistribution', 'cloudfront:DeleteDistribution'], cloudFront('distribution/*'), tagged),
  allow(
    [
      'cloudfront:ListTagsForResource',
      'cloudfront:DescribeFunction',
      'cloudfront:GetFunction',
      'cloudfront:UpdateFunction',
      'cloudfront:PublishFunction',
      'cloudfront:DeleteFunction',
    ],
    cloudFront('function/tenantry-*'),
  ),
  allow(
    ['cloudfront:GetOriginAccessControl', 'cloudfront:UpdateOriginAccessControl', 'cloudfront:DeleteOriginAccessControl'],
    cloudFront('origin-access-control/*'),
  ),
  allow(
    ['cloudfront:GetResponseHeadersPolicy', 'cloudfront:UpdateResponseHeadersPolicy', 'cloudfront:DeleteResponseHeadersPolicy'],
    cloudFront('response-headers-policy/*'),
  ),
  // These two creations take no tags.
  allow(
    [
      'cloudfront:ListDistributions',
      'cloudfront:ListOriginAccessControls',
      'cloudfront:ListResponseHeadersPolicies',
      'cloudfront:CreateOriginAccessControl',
      'cloudfront:CreateResponseHeadersPolicy',
    ],
    '*',
  ),
  allow(['ses:CreateEmailIdentity', 'ses:TagResource', 'ses:GetEmailIdentity', 'ses:DeleteEmailIdentity'], 'arn:aws:ses:*:*:identity/*'),
];
