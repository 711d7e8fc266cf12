import {
  IdempotencyAlreadyInProgressError,
  IdempotencyInconsistentStateError,
  IdempotencyValidationError,
} from '@aws-lambda-powertools/idempotency';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { PublishError } from '@tenantry/shared/publish';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { callerOf, requireGroup } from './access.ts';
import type { ApiEvent } from './call.ts';
import { HANDLERS } from './handlers.ts';
import { Problem, problemResponse } from './problem.ts';
import { keyReused } from './request-tenant.ts';
import { ROUTES, type Route } from './routes.ts';

const logger = new Logger();

/** The super admin API: who calls is known, what it may do is checked here, everything that is refused says why and what to do. */
export const main = middy<ApiEvent, APIGatewayProxyStructuredResultV2>()
  .use(injectLambdaContext(logger, { resetKeys: true }))
  .handler(async (event: ApiEvent, context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      const route = event.routeKey as Route;
      const caller = callerOf(event.requestContext.authorizer.jwt.claims);
      logger.appendKeys({ route, caller: caller.subject });
      requireGroup(caller, ROUTES[route]);
      return await HANDLERS[route]({ event, caller }, context);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status >= 500) logger.error(problem.message, { error: error as Error });
      else logger.info(`refused: ${problem.code}`, { detail: problem.message });
      return problemResponse(problem, context.awsRequestId);
    }
  });

const AGAIN = { 'retry-after': '2' };
const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof IdempotencyValidationError) return keyReused(error);
  if (error instanceof IdempotencyAlreadyInProgressError || error instanceof IdempotencyInconsistentStateError) {
    return new Problem(409, 'request-in-progress', 'The same request is being worked on: repeat it in a moment.', {
      headers: AGAIN,
      cause: error,
    });
  }
  if (error instanceof PublishError) {
    return new Problem(503, 'not-published', 'The request was noted but not passed on: repeat it with the same Idempotency-Key.', {
      headers: AGAIN,
      cause: error,
    });
  }
  return new Problem(500, 'internal-error', 'Something failed on our side: repeat the request with the same Idempotency-Key.', {
    cause: error,
  });
};
