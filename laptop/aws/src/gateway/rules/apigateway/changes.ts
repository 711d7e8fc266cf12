import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** What changes an HTTP API, of what the product and its release call. */
const CHANGES = ['CreateIntegration', 'CreateRoute', 'CreateStage', 'DeleteApi', 'UpdateApi', 'UpdateStage'];

/** After the other rules of API Gateway. */
export const apiGatewayChangeRules: readonly Rule[] = [
  {
    name: 'api-change-in-progress',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/18018',
    service: 'apigateway',
    operations: CHANGES,
    before: oneAtATime(
      ({ path, params }) => (path.startsWith('/v2/') ? String(params.ApiId ?? '') : ''),
      () => new AwsError('ConflictException', 'Unable to complete operation due to concurrent modification. Please try again later.', 409),
    ),
  },
];
