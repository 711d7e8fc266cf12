import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('edge.originAccessControl', [
  {
    direction: 'forward',
    call: 'cloudfront.CreateOriginAccessControl',
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
    direction: 'backward',
    call: 'cloudfront.DeleteOriginAccessControl',
    answer: {
      code: 'OriginAccessControlInUse',
      message: 'Cannot delete the origin access control because it’s in use by one or more distributions.',
      status: 409,
    },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteOriginAccessControl.html',
    follows: { kind: 'waits', reason: 'CloudFront to let go of the origin access control' },
  },
]);
