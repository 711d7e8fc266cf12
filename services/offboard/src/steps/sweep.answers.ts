import { type AnswerRow, answersOf } from '@tenantry/shared/testing/answers';

const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html';
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html';
const stalls = (call: string, code: string, message: string, status: number, source: string, advice: string): AnswerRow => ({
  direction: 'backward',
  call,
  answer: { code, message, status },
  source,
  follows: { kind: 'stalls', advice },
});

export default answersOf('offboard.sweep', [
  stalls('ec2.DescribeVpcs', 'AuthFailure', 'AWS was not able to validate the provided access credentials', 401, EC2, 'retry the stage'),
  stalls('ec2.DescribeVpcs', 'UnauthorizedOperation', 'You are not authorized to perform this operation.', 403, EC2, 'permission'),
  stalls(
    's3.ListObjectsV2',
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint.',
    301,
    S3,
    'retry the stage',
  ),
  stalls('s3.ListBuckets', 'AccessDenied', 'Access Denied', 403, S3, 'deploy the landing zone again'),
  {
    direction: 'backward',
    call: 'ec2.DescribeVpcs',
    answer: { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 },
    source: EC2,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    from: 'rollback',
    call: 'iam.ListRoles',
    answer: { code: 'ServiceFailure', message: 'The request processing has failed because of an unknown error.', status: 500 },
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'organizations.DescribeAccount',
    answer: { endsFailed: 'SUSPENDED' },
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html',
    follows: { kind: 'stalls', code: 'AccountSuspended', advice: 'AWS Support' },
  },
  {
    direction: 'backward',
    call: 'organizations.DescribeAccount',
    answer: { code: 'TooManyRequestsException', message: 'You have sent too many requests in too short a period of time.' },
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeAccount.html',
    follows: { kind: 'tries again' },
  },
]);
