import { type Caller, requirePerson } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { change, invite, remove } from './people.ts';
import { type Account, userPool } from './pool.ts';

/** The pool that signed the caller in, which is this service's own: the API's authorizer takes people of no other. */
const poolOf = ({ userPoolId = '' }: Caller) => userPool(userPoolId);
const shown = (account: Account, caller: string) => ({ ...account, isYou: account.person === caller });

export const getPeople: Handler<'GET /people'> = async ({ caller }) => {
  requirePerson(caller);
  return { answer: { people: (await poolOf(caller).people()).map((account) => shown(account, caller.subject)) } };
};

export const postPerson: Handler<'POST /people'> = async ({ body: { email, group }, caller, note }) => {
  // A program lets nobody in: what it may do is in the configuration, and ends with it.
  requirePerson(caller);
  const account = await invite(poolOf(caller), email, group);
  note({ target: account.person });
  return { answer: shown(account, caller.subject) };
};

export const patchPerson: Handler<'PATCH /people/{person}'> = async ({ path: { person }, body: { reason: _, ...wanted }, caller }) => {
  requirePerson(caller);
  return { answer: shown(await change(poolOf(caller), person, wanted, caller.subject), caller.subject) };
};

export const postPersonRemoval: Handler<'POST /people/{person}/removal'> = async ({ path: { person }, caller }) => {
  requirePerson(caller);
  await remove(poolOf(caller), person, caller.subject);
  return { answer: { person } };
};
