import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { InvitationRequested } from '@tenantry/events-schema/admin';
import { client } from '@tenantry/shared/aws/client';
import { MailAnswer, mailFunctionName } from '@tenantry/shared/domain/mail';
import { publish } from '@tenantry/shared/function/publish';
import { ulid } from 'ulid';
import { administratorOf, requestOf } from '../../model/view.ts';
import { AGAIN, Problem } from '../../problem/problem.ts';
import { getHistory } from '../../table/tenants.ts';
import { requireGroup, signatureOf } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { requireConfirmed } from './confirmed.ts';
import { accepted, requireNotGoing } from './handlers.ts';

const deployment = process.env.STAGE ?? 'dev';

/**
 * How somebody's administrator stands is asked of the stage that owns the user pool.
 * @throws Problem 503 where nobody can say: never a guess
 */
const lookAtPeople = async (tenantId: string): Promise<MailAnswer> => {
  const FunctionName = mailFunctionName(deployment);
  const Payload = JSON.stringify({ ask: 'look', tenantId });
  const { FunctionError, Payload: said } = await client(LambdaClient).send(new InvokeCommand({ FunctionName, Payload }));
  const answer = FunctionError === undefined ? MailAnswer.safeParse(JSON.parse(Buffer.from(said ?? []).toString() || 'null')) : undefined;
  if (answer?.success) return answer.data;
  throw new Problem(
    503,
    'people-unavailable',
    `The tenant's user pool or the function ${FunctionName} does not answer as it should; its log says why. Repeat the request in a moment (docs/runbook.md#mail-does-not-arrive).`,
    { headers: AGAIN },
  );
};

export const getAdministrator: Handler<'GET /tenants/{id}/administrator'> = async ({ path: { id } }) => {
  const history = await getHistory(id);
  return { answer: { email: administratorOf(history), ...(await lookAtPeople(id)) } };
};

/** Asked again, it is another invitation. */
export const postAdministrator: Handler<'POST /tenants/{id}/administrator'> = async ({
  path: { id },
  body: { email, confirm },
  caller,
}) => {
  if (email !== undefined) requireGroup(caller, 'admin');
  const history = await getHistory(id);
  if (email !== undefined) requireConfirmed(confirm, requestOf(history)?.slug ?? '', id);
  requireNotGoing(history);
  const invitation = ulid();
  await publish(InvitationRequested.name, {
    tenantId: id,
    eventId: `${id}/admin/${InvitationRequested.name}/${invitation}`,
    causedBy: '',
    at: new Date().toISOString(),
    administrator: { email: email ?? administratorOf(history), invitation, ...signatureOf(caller) },
  });
  return accepted(id);
};
