import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('account.readiness', [
  {
    direction: 'forward',
    call: 'ec2.CreateVpc',
    answer: {
      code: 'PendingVerification',
      message:
        'Your request for accessing resources in this region is being validated, and you will not be able to launch additional resources in this region until the validation is complete.',
    },
    source: 'https://github.com/openshift/installer/issues/829',
    follows: { kind: 'waits', reason: 'PendingVerification' },
  },
  {
    direction: 'forward',
    call: 'ec2.DescribeAvailabilityZones',
    answer: { code: 'AuthFailure', message: 'AWS was not able to validate the provided access credentials', status: 401 },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'waits', reason: 'AuthFailure' },
  },
  {
    direction: 'forward',
    call: 'acm.ListCertificates',
    answer: { code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' },
    source: 'https://github.com/aws/aws-cli/issues/8413',
    follows: { kind: 'waits', reason: 'UnrecognizedClientException' },
  },
  {
    direction: 'forward',
    call: 'cognito-idp.ListUserPools',
    answer: { code: 'SubscriptionRequiredException', message: 'The AWS Access Key Id needs a subscription for the service' },
    source: 'https://github.com/webiny/webiny-js/issues/1517',
    follows: { kind: 'waits', reason: 'SubscriptionRequiredException' },
  },
  {
    direction: 'forward',
    call: 's3.ListBuckets',
    answer: { code: 'NotSignedUp', message: 'Your account is not signed up for the Amazon S3 service.', status: 403 },
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
    follows: { kind: 'waits', reason: 'NotSignedUp' },
  },
  {
    direction: 'forward',
    call: 'iam.GetRole',
    answer: { code: 'NoSuchEntity', message: 'The role with name cannot be found.', status: 404 },
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html',
    follows: { kind: 'waits', reason: 'to be seen everywhere' },
  },
  {
    direction: 'forward',
    call: 'ec2.DescribeAvailabilityZones',
    answer: { code: 'UnauthorizedOperation', message: 'You are not authorized to perform this operation.', status: 403 },
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
    follows: { kind: 'stalls', advice: 'deploy the tenant baseline again' },
  },
]);
