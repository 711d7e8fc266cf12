import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { client } from '@tenantry/shared/aws/client';
import { manageFunctionName, NotificationsAnswer, type NotificationsRequest } from '@tenantry/shared/domain/notifications';
import { AGAIN, fieldsProblem, Problem } from '../../problem/problem.ts';

type Outcome = NotificationsAnswer['outcome'];
type Answered<O extends Outcome> = Extract<NotificationsAnswer, { readonly outcome: O }>;

/**
 * Asks the service of notifications, which alone knows addresses and secrets.
 * @param expected the outcome of a request that was done
 * @throws Problem 400, 404 or 409 for what it refuses, 503 when it fails; its log says why
 */
export const askNotifications = async <O extends Outcome>(request: NotificationsRequest, expected: O): Promise<Answered<O>> => {
  const FunctionName = manageFunctionName(process.env.STAGE ?? 'dev');
  const { FunctionError, Payload } = await client(LambdaClient).send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) }));
  const answer =
    FunctionError === undefined ? NotificationsAnswer.safeParse(JSON.parse(Buffer.from(Payload ?? []).toString() || 'null')) : undefined;
  if (answer?.success && answer.data.outcome === expected) return answer.data as Answered<O>;
  if (answer?.success) throw refusalOf(answer.data);
  throw new Problem(
    503,
    'notifications-unavailable',
    `The function ${FunctionName} does not answer as it should; its log says why. Repeat the request in a moment (docs/runbook.md#a-notification-is-parked).`,
    { headers: AGAIN },
  );
};

const refusalOf = (answer: NotificationsAnswer): Problem => {
  switch (answer.outcome) {
    case 'unknown':
      return answer.what === 'subscription'
        ? new Problem(404, 'no-such-subscription', 'There is no such subscription: list those that there are.')
        : new Problem(404, 'no-such-delivery', 'There is no such delivery: list those of the subscription.');
    case 'refused':
      return fieldsProblem(400, 'request-invalid', [{ field: answer.field, problem: answer.problem, fix: answer.fix }]);
    case 'conflict':
      return new Problem(409, answer.because === 'ended' ? 'subscription-ended' : 'too-many-subscriptions', answer.problem);
    default:
      throw new Error(`the service of notifications answered ${answer.outcome}, which nobody asked for`);
  }
};
