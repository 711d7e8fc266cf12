import type { AwsCall } from '../call.ts';
import { AwsError, protocolOf } from '../errors.ts';

/**
 * The regions that every account of partition `aws` has from its first moment. Those launched after 20 March 2019 are disabled until
 * someone enables them (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html, "Default Regions").
 */
export const DEFAULT_REGIONS: readonly string[] = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

/** Operations of STS that answer credentials: their model has RegionDisabledException, that of the others has not. */
const GIVES_CREDENTIALS = /^(AssumeRole|AssumeRoot|GetSessionToken$|GetFederationToken$)/;

const INVALID_TOKEN = 'The security token included in the request is invalid.';

const refusal = (call: AwsCall): AwsError => {
  const { service, operation, caller } = call;
  if (service === 'sts' && GIVES_CREDENTIALS.test(operation)) {
    const message = `STS is not activated in this region for account:${caller.accountId}. Your account administrator can activate STS in this region using the IAM Console.`;
    return new AwsError('RegionDisabledException', message, 403);
  }
  if (service === 's3') {
    return call.headers['x-amz-security-token'] === undefined
      ? new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403)
      : new AwsError('InvalidToken', 'The provided token is malformed or otherwise invalid.', 400);
  }
  const protocol = protocolOf(call);
  if (protocol === 'ec2') return new AwsError('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
  // SQS keeps the codes of its former query protocol.
  if (protocol === 'query' || protocol === 'rest-xml' || service === 'sqs') return new AwsError('InvalidClientTokenId', INVALID_TOKEN, 403);
  return new AwsError('UnrecognizedClientException', INVALID_TOKEN, protocol === 'rest-json' ? 403 : 400);
};

/**
 * A region that must be enabled first knows no credentials of an account that has not done so, and no account of this AWS has:
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html. It says so before it asks IAM. The codes:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (RegionDisabledException),
 * https://github.com/segmentio/aws-okta/issues/225 (AuthFailure of EC2, InvalidClientTokenId of STS),
 * https://github.com/aws-samples/aws-control-tower-securityhub-enabler/issues/23 (UnrecognizedClientException),
 * https://github.com/aws/aws-cli/issues/8413 (InvalidToken of S3).
 * @throws AwsError as the service would answer
 */
export const checkRegion = (call: AwsCall): void => {
  if (!DEFAULT_REGIONS.includes(call.region)) throw refusal(call);
};
