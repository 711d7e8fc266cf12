import { GROUPS, type Group } from '../../contract/route.ts';
import type { BodyOf } from '../../contract/routes.ts';
import { Problem } from '../../problem/problem.ts';
import type { Account, Pool } from './pool.ts';

/**
 * Who may do what is changed by the rules of docs/adr/0040: nobody takes their own rights, so that of all administrators one remains.
 * Two who take each other's at once are not serialized, since Cognito has no condition to write with: who takes asks afterwards
 * whether the own rights are still there, and gives back where they are not.
 */
export type Change = Omit<BodyOf<'PATCH /people/{person}'>, 'reason'>;

const isAdministrator = ({ group, state }: Account): boolean => group === 'admin' && state !== 'disabled';

const find = async (pool: Pool, person: string): Promise<Account> => {
  const found = (await pool.people()).find((one) => one.person === person);
  if (!found) throw new Problem(404, 'no-such-person', `Nobody here has the id ${person}: list who is here.`);
  return found;
};

const requireOther = (person: string, caller: string): void => {
  if (person !== caller) return;
  throw new Problem(409, 'own-rights', 'Nobody changes or removes themselves: another administrator does it, so that one remains.');
};

/** @param takes whether somebody's rights as administrator have just gone @param giveBack restores them */
const keepOne = async (pool: Pool, caller: string, takes: boolean, giveBack: () => Promise<void>): Promise<void> => {
  if (!takes) return;
  const own = (await pool.people()).find(({ person }) => person === caller);
  if (own && isAdministrator(own)) return;
  await giveBack();
  throw new Problem(
    409,
    'last-admin',
    'Somebody took your rights at the same time: nothing was changed, so that an administrator remains.',
  );
};

/** Invites somebody into a group. @throws Problem 409 for an address that is there */
export const invite = async (pool: Pool, email: string, group: Group): Promise<Account> => {
  const known = (await pool.people()).find((one) => one.email.toLowerCase() === email.toLowerCase());
  if (known) throw new Problem(409, 'person-exists', 'This address is here already: change what that person may do, or enable it.');
  const person = await pool.invite(email);
  await pool.join(person, group);
  return find(pool, person);
};

const moveTo = async (pool: Pool, { person }: Account, group: Group): Promise<void> => {
  await pool.join(person, group);
  for (const other of GROUPS) if (other !== group) await pool.leave(person, other);
};

/** @param caller subject of who asks @throws Problem 404; 409 where it would leave no administrator, or there is no invitation to send again */
export const change = async (pool: Pool, person: string, wanted: Change, caller: string): Promise<Account> => {
  const before = await find(pool, person);
  const { group, state, invitation } = wanted;
  if (group !== undefined || state !== undefined) requireOther(person, caller);
  if (invitation && before.state !== 'invited')
    throw new Problem(409, 'not-invited', 'This person has chosen a password already, or is disabled: no invitation is sent again.');
  if (group !== undefined && group !== before.group) await moveTo(pool, before, group);
  if (state === 'disabled' && before.state !== 'disabled') await pool.disable(person);
  if (state === 'active' && before.state === 'disabled') await pool.enable(person);
  const takes = isAdministrator(before) && ((group !== undefined && group !== 'admin') || state === 'disabled');
  await keepOne(pool, caller, takes, async () => {
    await moveTo(pool, before, 'admin');
    await pool.enable(person);
  });
  if (invitation) await pool.inviteAgain(before.email);
  return find(pool, person);
};

/** Rights go first, while they can be given back; then the account. */
export const remove = async (pool: Pool, person: string, caller: string): Promise<void> => {
  requireOther(person, caller);
  await find(pool, person);
  await change(pool, person, { state: 'disabled' }, caller);
  await pool.remove(person);
};
