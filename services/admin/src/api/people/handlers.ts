import { requirePerson } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { change, invite, remove } from './people.ts';
import { type Account, userPool } from './pool.ts';

const pool = () => userPool(process.env.USER_POOL_ID ?? '');
const shown = (account: Account, caller: string) => ({ ...account, isYou: account.person === caller });

export const getPeople: Handler<'GET /people'> = async ({ caller }) => {
  requirePerson(caller);
  return { answer: { people: (await pool().people()).map((account) => shown(account, caller.subject)) } };
};

export const postPerson: Handler<'POST /people'> = async ({ body: { email, group }, caller, note }) => {
  // A program lets nobody in: what it may do is in the configuration, and ends with it.
  requirePerson(caller);
  const account = await invite(pool(), email, group);
  note({ target: account.person });
  return { answer: shown(account, caller.subject) };
};

export const patchPerson: Handler<'PATCH /people/{person}'> = async ({ path: { person }, body: { reason: _, ...wanted }, caller }) => {
  requirePerson(caller);
  return { answer: shown(await change(pool(), person, wanted, caller.subject), caller.subject) };
};

export const postPersonRemoval: Handler<'POST /people/{person}/removal'> = async ({ path: { person }, caller }) => {
  requirePerson(caller);
  await remove(pool(), person, caller.subject);
  return { answer: { person } };
};
