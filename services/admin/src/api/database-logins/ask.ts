import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { client } from '@tenantry/shared/aws/client';
import { LoginAnswer, type LoginRequest, loginsFunctionName } from '@tenantry/shared/domain/personal-logins';
import { AGAIN, Problem } from '../../problem/problem.ts';

/**
 * Has the function in the database's VPC make or end a login: it alone signs in as the administrator.
 * @throws Problem 503 when it fails; its log says why
 */
export const askLogins = async (request: LoginRequest): Promise<LoginAnswer> => {
  const FunctionName = loginsFunctionName(process.env.STAGE ?? 'dev');
  const { FunctionError, Payload } = await client(LambdaClient).send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) }));
  const answer =
    FunctionError === undefined ? LoginAnswer.safeParse(JSON.parse(Buffer.from(Payload ?? []).toString() || 'null')) : undefined;
  if (answer?.success) return answer.data;
  throw new Problem(
    503,
    'logins-unavailable',
    `The database or the function ${FunctionName} does not answer as it should; its log says why. Repeat the request in a moment (docs/runbook.md#a-personal-login-is-refused).`,
    { headers: AGAIN },
  );
};
