import {
  IdempotencyAlreadyInProgressError,
  IdempotencyInconsistentStateError,
  IdempotencyValidationError,
} from '@aws-lambda-powertools/idempotency';
import { LandingZoneOutdated, runbookUrl } from '@tenantry/shared/deployment/landing-zone';
import { jsonWithRunbook } from '@tenantry/shared/failure/runbook';
import { lambda, logger, workFor } from '@tenantry/shared/function/lambda';
import { PublishError } from '@tenantry/shared/function/publish';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { withoutIssuer } from '../contract/issuer-path.ts';
import { definitionOf, type Route } from '../contract/routes.ts';
import { awsProblem } from '../problem/aws-problem.ts';
import { AGAIN, Problem, problemResponse } from '../problem/problem.ts';
import { audited } from './audit/audited.ts';
import { HANDLERS } from './handlers.ts';
import { callerOf, refusalOf } from './request/access.ts';
import { type ApiEvent, type Handler, parse, pathAlone } from './request/call.ts';
import { keyReused } from './request/idempotency.ts';
import { requireDistribution } from './request/origin.ts';

/** The super admin API: who calls is known, what it may do is checked here, everything that is refused says why and what to do. */
export const main = lambda<ApiEvent, APIGatewayProxyStructuredResultV2>(async (event, context) => {
  try {
    await requireDistribution(event);
    const route = withoutIssuer(event.routeKey) as Route;
    const definition = definitionOf(route);
    const caller = callerOf(event.requestContext.authorizer.jwt.claims);
    const { id } = event.pathParameters ?? {};
    workFor({ route, caller: caller.subject, ...(id ? { tenantId: id } : {}) });
    const asked = { route, definition, caller, event, context, problemOf };
    const refusal = refusalOf(caller, definition.group);
    // Who may not ask leaves a line, too. Of what was sent only the path is read.
    if (refusal) return await audited({ ...asked, parsed: pathAlone(definition, event) }, () => Promise.reject(refusal));
    const parsed = parse(definition, event, caller);
    const handler = HANDLERS[route] as Handler<Route>;
    const { answer, location } = await audited({ ...asked, parsed }, (note) => handler({ ...parsed, caller, note, context } as never));
    return {
      statusCode: definition.status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...(location ? { location } : {}) },
      body: jsonWithRunbook(answer, await runbookUrl()),
    };
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status >= 500) logger.error(problem.message, { error: error as Error });
    else logger.info(`refused: ${problem.code}`, { detail: problem.message });
    return problemResponse(problem, context.awsRequestId, await runbookUrl());
  }
});

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
  if (error instanceof LandingZoneOutdated) return new Problem(503, 'landing-zone-outdated', error.message, { cause: error });
  const refused = awsProblem(error);
  if (refused) return refused;
  return new Problem(
    500,
    'internal-error',
    'Something failed on our side: repeat the request with the same Idempotency-Key (docs/runbook.md#the-api-answers-for-aws).',
    {
      cause: error,
    },
  );
};
