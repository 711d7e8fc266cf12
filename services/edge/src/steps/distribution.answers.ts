import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('edge.distribution', [
  {
    direction: 'forward',
    call: 'cloudfront.CreateDistributionWithTags',
    answer: {
      code: 'InvalidArgument',
      message:
        'One or more aliases specified for the distribution includes an incorrectly configured DNS record that points to another CloudFront distribution. You must update the DNS record to correct the problem.',
    },
    source: 'https://github.com/aws-amplify/amplify-hosting/issues/1258',
    follows: { kind: 'stalls', code: 'DomainLeadsElsewhere', advice: 'wildcard record' },
  },
  {
    name: 'by DNS',
    direction: 'forward',
    call: 'cloudfront.CreateDistributionWithTags',
    answer: {
      code: 'CNAMEAlreadyExists',
      message:
        'One or more aliases specified for the distribution includes an incorrectly configured DNS record that points to another CloudFront distribution. You must update the DNS record to correct the problem.',
      status: 409,
    },
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/8734',
    follows: { kind: 'stalls', code: 'DomainLeadsElsewhere', advice: 'wildcard record' },
  },
  {
    direction: 'forward',
    call: 'cloudfront.CreateDistributionWithTags',
    answer: {
      code: 'CNAMEAlreadyExists',
      message: 'One or more of the CNAMEs you provided are already associated with a different resource.',
      status: 409,
    },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionWithTags.html',
    follows: { kind: 'stalls', advice: 'ListConflictingAliases' },
  },
  {
    direction: 'forward',
    call: 'cloudfront.CreateDistributionWithTags',
    answer: {
      code: 'AccessDenied',
      message:
        'Your account must be verified before you can add new CloudFront resources. To verify your account, please contact AWS Support (https://console.aws.amazon.com/support/home#/) and include this error message.',
      status: 403,
    },
    source: 'https://github.com/aws-samples/aws-cdk-examples/issues/279',
    follows: { kind: 'stalls', code: 'AccountNotVerified', advice: 'support case' },
  },
  {
    direction: 'forward',
    call: 'cloudfront.CreateDistributionWithTags',
    answer: {
      code: 'TooManyDistributions',
      message: 'Processing your request would cause you to exceed the maximum number of distributions allowed.',
    },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionWithTags.html',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 'cloudfront.CreateDistributionWithTags',
    answer: {
      code: 'InvalidViewerCertificate',
      message:
        "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    },
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/34950',
    follows: { kind: 'stalls', advice: 'issued certificate' },
  },
  {
    direction: 'forward',
    call: 'cloudfront.CreateDistributionWithTags',
    answer: { code: 'InvalidWebACLId', message: 'Web ACL is not accessible by the requester.' },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistributionWithTags.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'cloudfront.UpdateDistribution',
    answer: {
      code: 'PreconditionFailed',
      message: 'The precondition in one or more of the request fields evaluated to false.',
      status: 412,
    },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'cloudfront.UpdateDistribution',
    answer: { code: 'IllegalUpdate', message: 'The update contains modifications that are not allowed.' },
    source: 'https://github.com/hashicorp/terraform/issues/13495',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'cloudfront.UpdateDistribution',
    // As long as the update names the certificate.
    contains: 'ACMCertificateArn',
    answer: {
      code: 'InvalidViewerCertificate',
      message:
        "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
    },
    source: 'https://github.com/serverless-nextjs/serverless-next.js/issues/789',
    follows: { kind: 'repairs', by: 'cloudfront.DeleteDistribution' },
  },
  {
    direction: 'backward',
    call: 'cloudfront.DeleteDistribution',
    answer: {
      code: 'DistributionNotDisabled',
      message: 'The specified CloudFront distribution is not disabled. You must disable the distribution before you can delete it.',
      status: 409,
    },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteDistribution.html',
    // It waits for that before it deletes, too: only that it goes on tells the two apart.
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'cloudfront.DeleteDistribution',
    answer: {
      code: 'PreconditionFailed',
      message:
        "You can't delete this distribution while it's subscribed to a pricing plan. Cancel the pricing plan, then you can delete the distribution.",
      status: 412,
    },
    source: 'https://github.com/ekristen/aws-nuke/issues/1024',
    follows: { kind: 'stalls', advice: 'cancel its plan' },
  },
]);
