import { z } from 'zod';
import { invalid, notFound, Problem } from '../problem.ts';
import { type Account, type Person, personOf, ROLES, type Role } from './person.ts';
import type { Pool } from './pool.ts';

/** Who manages the tenant's people, and where. */
export interface Managing {
  readonly pool: Pool;
  /** Subject of the person who asks. */
  readonly caller: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const parsed = <T>(schema: z.ZodType<T>, input: unknown): T => {
  const { data, error } = schema.safeParse(input);
  if (error) throw invalid(error);
  return data as T;
};
const Invitation = z.strictObject({ email: z.string().trim().toLowerCase().pipe(z.email().max(128)), role: z.enum(ROLES) });
const Change = z.strictObject({ role: z.enum(ROLES).optional(), disabled: z.boolean().optional() });

/**
 * Of the pool, not of the token: that still says for some minutes what was true when it was made.
 * @throws Problem 403
 */
export const requireAdministrator = async ({ pool, caller }: Managing): Promise<void> => {
  const account = await pool.find(caller);
  if (account?.isEnabled && (await pool.isAdministrator(caller))) return;
  throw new Problem(403, 'Not allowed', 'Only administrators of this hospital manage its people.');
};

export const list = async ({ pool, now }: Managing, after: string | undefined) => {
  const [{ accounts, next }, administrators] = await Promise.all([pool.page(after), pool.administrators()]);
  const roleOf = (id: string): Role => (administrators.has(id) ? 'admin' : 'member');
  return { items: accounts.map((account) => personOf(account, roleOf(account.id), now())), next };
};

export const invite = async ({ pool, now }: Managing, input: unknown): Promise<Person> => {
  const { email, role } = parsed(Invitation, input);
  const account = await pool.invite(email);
  await pool.join(account.id, role);
  return personOf(account, role, now());
};

export const inviteAgain = async ({ pool, now }: Managing, id: string): Promise<Person> => {
  const account = await found(pool, id);
  if (account.isConfirmed || !account.isEnabled) {
    const why = account.isConfirmed ? 'has chosen a password: "Forgot your password?" on the sign-in page makes another' : 'is disabled';
    throw new Problem(409, 'Not invited', `${account.email} ${why}.`);
  }
  await pool.inviteAgain(account.email);
  return shown(pool, id, now());
};

/** Takes effect at the person's next token, ten minutes later at most; people are managed by what is true now. */
export const change = async (managing: Managing, id: string, input: unknown): Promise<Person> => {
  const { pool, caller, now } = managing;
  const { role, disabled } = parsed(Change, input);
  const account = await found(pool, id);
  const wasAdministrator = await pool.isAdministrator(id);
  const loses = (disabled === true && account.isEnabled) || (role === 'member' && wasAdministrator);
  if (loses && id === caller) {
    throw new Problem(409, 'Not yourself', 'Nobody takes their own rights: ask another administrator, so that one remains.');
  }
  if (loses) await takenByAnAdministrator(managing, account, { role, disabled, wasAdministrator });
  if (role === 'admin' && !wasAdministrator) await move(pool, id, 'member', 'admin');
  if (disabled === false && !account.isEnabled) {
    await pool.enable(id);
    if (!account.isConfirmed) await pool.inviteAgain(account.email);
  }
  return shown(pool, id, now());
};

interface Loss {
  readonly role: Role | undefined;
  readonly disabled: boolean | undefined;
  readonly wasAdministrator: boolean;
}

/**
 * Takes rights, and gives them back where who took them has lost his own meanwhile. Nobody takes his own, so of administrators who take
 * each other's at once, the one who acts last sees what the others did: one remains, whatever the order.
 */
const takenByAnAdministrator = async (managing: Managing, account: Account, { role, disabled, wasAdministrator }: Loss): Promise<void> => {
  const { pool } = managing;
  const leaves = role === 'member' && wasAdministrator;
  try {
    if (disabled) await pool.disable(account.id);
    if (leaves) await move(pool, account.id, 'admin', 'member');
    await requireAdministrator(managing);
  } catch (error) {
    if (leaves) await move(pool, account.id, 'member', 'admin');
    if (disabled && account.isEnabled) await pool.enable(account.id);
    throw error;
  }
};

/** Joins first: nobody is without a group in between. */
const move = async (pool: Pool, id: string, from: Role, to: Role): Promise<void> => {
  await pool.join(id, to);
  await pool.leave(id, from);
};

/** By the subject only: the pool would know an e-mail address as well, which is another name of the same person. @throws Problem 404 */
const found = async (pool: Pool, id: string): Promise<Account> => {
  const account = z.uuid().safeParse(id).success ? await pool.find(id) : undefined;
  if (account?.id !== id) throw notFound(`User ${id}`);
  return account;
};

const shown = async (pool: Pool, id: string, now: number): Promise<Person> =>
  personOf(await found(pool, id), (await pool.isAdministrator(id)) ? 'admin' : 'member', now);
