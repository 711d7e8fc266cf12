import { expect } from '@jest/globals';
import type { Account, Role } from '../../../tenant-app/api/src/users/person.ts';
import type { Pool } from '../../../tenant-app/api/src/users/pool.ts';
import { change, requireAdministrator } from '../../../tenant-app/api/src/users/users.ts';
import { attack } from '../attack.ts';

const ADA = '00000000-0000-4000-8000-00000000000a';
const BOB = '00000000-0000-4000-8000-00000000000b';

/** A hospital's pool with an administrator and a member; it counts what was changed. */
const hospital = () => {
  const account = (id: string): Account => ({
    id,
    email: `${id}@anna.example`,
    isEnabled: true,
    isConfirmed: true,
    changedAt: new Date(0),
  });
  const accounts = [account(ADA), account(BOB)];
  const groups = new Map<string, Set<Role>>([
    [ADA, new Set<Role>(['admin'])],
    [BOB, new Set<Role>(['member'])],
  ]);
  const changes: string[] = [];
  const noted = (what: string) => async () => void changes.push(what);
  const pool: Pool = {
    find: async (id) => accounts.find((one) => one.id === id),
    isAdministrator: async (id) => groups.get(id)?.has('admin') ?? false,
    administrators: async () => new Set([ADA]),
    page: async () => ({ accounts, next: null }),
    invite: async () => {
      changes.push('invite');
      return account('eve');
    },
    inviteAgain: noted('invite again'),
    join: noted('join'),
    leave: noted('leave'),
    enable: noted('enable'),
    disable: noted('disable'),
  };
  const disable = (id: string) =>
    accounts.splice(0, accounts.length, ...accounts.map((one) => (one.id === id ? { ...one, isEnabled: false } : one)));
  return { changes, disable, as: (caller: string) => ({ pool, caller, now: () => 0 }) };
};

attack(
  'member-manages-people',
  'a member, and one who was disabled, ask for what administrators may; the last administrator gives the rights up',
  async () => {
    const { changes, as, disable } = hospital();
    await expect(requireAdministrator(as(BOB))).rejects.toMatchObject({ status: 403 });
    await expect(change(as(ADA), ADA, { role: 'member' })).rejects.toMatchObject({ status: 409 });
    await expect(change(as(ADA), ADA, { disabled: true })).rejects.toMatchObject({ status: 409 });
    await requireAdministrator(as(ADA));
    disable(ADA);
    await expect(requireAdministrator(as(ADA))).rejects.toMatchObject({ status: 403 });
    expect(changes).toEqual([]);
  },
);
