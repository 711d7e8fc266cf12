import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { notAllowed, notFound, Problem } from '../problem.ts';
import { userPool } from './pool.ts';
import { change, invite, inviteAgain, list, type Managing, requireAdministrator } from './users.ts';

/** A request below `/api/users`, of somebody who is signed in. */
export interface UsersRequest {
  readonly method: string;
  /** What follows in the path. */
  readonly rest: readonly string[];
  readonly after: string | undefined;
  /** Parses the body. @throws Problem 400 */
  readonly body: () => unknown;
  /** Subject of the person. */
  readonly caller: string;
}
interface Answer {
  readonly status: number;
  readonly body: object;
}

/** The tenant's people, for its administrators. It needs the pool's id and nothing else of the application. */
export const users = async (request: UsersRequest): Promise<Answer> => {
  const pool = userPool(new CognitoIdentityProviderClient(), process.env.USER_POOL_ID);
  const managing: Managing = { pool, caller: request.caller, now: Date.now };
  try {
    await requireAdministrator(managing);
    return await answerOf(managing, request);
  } catch (error) {
    throw fromPool(error) ?? error;
  }
};

const answerOf = async (managing: Managing, { method, rest: [id, part, ...more], after, body }: UsersRequest): Promise<Answer> => {
  if (id === undefined) {
    if (method === 'GET') return { status: 200, body: await list(managing, after) };
    if (method === 'POST') return { status: 201, body: await invite(managing, body()) };
    throw notAllowed(method, 'GET, POST');
  }
  if (part === 'invitation' && more.length === 0) {
    if (method === 'POST') return { status: 200, body: await inviteAgain(managing, id) };
    throw notAllowed(method, 'POST');
  }
  if (part !== undefined) throw notFound(`/users/${id}/${part}`);
  if (method === 'PATCH') return { status: 200, body: await change(managing, id, body()) };
  throw notAllowed(method, 'PATCH');
};

const MAIL = 'The mail was not sent';
/** What a person can do about what Cognito refused (API reference, AdminCreateUser); undefined when it is not about the request. */
const fromPool = (error: unknown): Problem | undefined => {
  switch ((error as { readonly name?: unknown }).name) {
    case 'UsernameExistsException':
      return new Problem(409, 'Conflict', 'Somebody has this e-mail address.', [{ field: 'email', message: 'is taken' }]);
    case 'InvalidParameterException':
      return new Problem(422, 'Invalid input', 'The user pool does not take this.', [{ field: 'email', message: 'is refused' }]);
    case 'LimitExceededException':
      return new Problem(503, MAIL, 'The mails of the day are used up: send the invitation again tomorrow.');
    case 'CodeDeliveryFailureException':
      return new Problem(503, MAIL, 'The person is there, and the mail could not be delivered: send the invitation again.');
    case 'TooManyRequestsException':
      return new Problem(503, 'Busy', 'Too many requests at once: try again in a moment.');
    default:
      return undefined;
  }
};
