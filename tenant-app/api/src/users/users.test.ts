import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Account, Role } from './person.ts';
import type { Pool } from './pool.ts';
import { change, invite, inviteAgain, list, requireAdministrator } from './users.ts';

/** A pool in memory, as its users and their groups. @param between what happens before each call */
const memoryPool = (between: () => Promise<void> = async () => undefined) => {
  const accounts = new Map<string, Account>();
  const groups = new Map<string, Set<Role>>();
  const mails: string[] = [];
  let now = 1_800_000_000_000;
  const byEmail = (email: string) => [...accounts.values()].find((one) => one.email === email);
  const set = (id: string, more: Partial<Account>) => {
    const account = accounts.get(id);
    if (account) accounts.set(id, { ...account, ...more, changedAt: new Date(now) });
  };
  const add = (email: string, role: Role, isConfirmed = true): string => {
    const id = randomUUID();
    accounts.set(id, { id, email, isEnabled: true, isConfirmed, changedAt: new Date(now) });
    groups.set(id, new Set([role]));
    return id;
  };
  const after = async <T>(work: () => T): Promise<T> => {
    await between();
    return work();
  };
  const pool: Pool = {
    find: (id) => after(() => accounts.get(id) ?? byEmail(id)),
    isAdministrator: (id) => after(() => groups.get(id)?.has('admin') ?? false),
    administrators: async () => new Set([...groups].flatMap(([id, has]) => (has.has('admin') ? [id] : []))),
    page: async () => ({ accounts: [...accounts.values()], next: null }),
    invite: async (email) => {
      if (byEmail(email)) throw Object.assign(new Error('exists'), { name: 'UsernameExistsException' });
      mails.push(email);
      return accounts.get(add(email, 'member', false)) as Account;
    },
    inviteAgain: async (email) => {
      mails.push(email);
      set(byEmail(email)?.id ?? '', {});
    },
    join: (id, role) => after(() => void groups.get(id)?.add(role)),
    leave: (id, role) => after(() => void groups.get(id)?.delete(role)),
    enable: (id) => after(() => set(id, { isEnabled: true })),
    disable: (id) => after(() => set(id, { isEnabled: false })),
  };
  const active = () =>
    [...accounts.values()].filter(({ id, isEnabled }) => isEnabled && groups.get(id)?.has('admin')).map(({ email }) => email);
  const as = (caller: string) => ({ pool, caller, now: () => now });
  const pass = (ms: number) => {
    now += ms;
  };
  return { pool, add, as, mails, active, pass };
};

describe('who may', () => {
  test('is an administrator by what the pool says now: neither a member, nor one who was disabled, nor a stranger', async () => {
    const { add, as } = memoryPool();
    const [ada, bob, eve] = [add('ada@a.example', 'admin'), add('bob@a.example', 'member'), add('eve@a.example', 'admin')];
    await expect(requireAdministrator(as(ada))).resolves.toBeUndefined();
    await change(as(ada), eve, { disabled: true });
    for (const caller of [bob, eve, randomUUID()]) await expect(requireAdministrator(as(caller))).rejects.toMatchObject({ status: 403 });
  });
});

describe('the last administrator', () => {
  test('cannot go: nobody takes their own rights, by their subject or by their address', async () => {
    const { add, as, active } = memoryPool();
    const ada = add('ada@a.example', 'admin');
    for (const input of [{ disabled: true }, { role: 'member' }])
      await expect(change(as(ada), ada, input)).rejects.toMatchObject({ status: 409, message: expect.stringContaining('another') });
    await expect(change(as(ada), 'ada@a.example', { disabled: true })).rejects.toMatchObject({ status: 404 });
    expect(active()).toEqual(['ada@a.example']);
  });

  test('remains, in whatever order administrators take the rights of each other at once', async () => {
    const loss = fc.constantFrom({ disabled: true }, { role: 'member' as const });
    const taken = fc.record({ by: fc.nat(2), of: fc.nat(2), loss });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(taken, { minLength: 2, maxLength: 5 }), async (scheduler, all) => {
        const { add, as, active } = memoryPool(() => scheduler.schedule(Promise.resolve()));
        const people = ['ada', 'bob', 'eve'].map((name) => add(`${name}@a.example`, 'admin'));
        const ask = async ({ by, of, loss: input }: (typeof all)[number]): Promise<void> => {
          const asking = as(people[by] ?? '');
          await requireAdministrator(asking);
          await change(asking, people[of] ?? '', input);
        };
        const asked = all.map((one) => ask(one).catch(() => undefined));
        await scheduler.waitFor(Promise.all(asked));
        expect(active().length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('an invitation', () => {
  test('makes a person of the wanted role, whose state says until when it counts', async () => {
    const { add, as, mails, pass } = memoryPool();
    const ada = add('ada@a.example', 'admin');
    const bob = await invite(as(ada), { email: ' Bob@A.example ', role: 'member' });
    expect(bob).toMatchObject({ email: 'bob@a.example', role: 'member', state: 'invited' });
    pass(Date.parse(bob.expiresAt ?? '') - as(ada).now());
    const { items } = await list(as(ada), undefined);
    expect(items.map(({ email, state }) => [email, state])).toEqual([
      ['ada@a.example', 'active'],
      ['bob@a.example', 'expired'],
    ]);
    expect(await inviteAgain(as(ada), bob.id)).toMatchObject({ state: 'invited' });
    expect(mails).toEqual(['bob@a.example', 'bob@a.example']);
  });

  test('is not sent to who has chosen a password, or is disabled', async () => {
    const { add, as, mails } = memoryPool();
    const [ada, bob, eve] = [add('ada@a.example', 'admin'), add('bob@a.example', 'member'), add('eve@a.example', 'member', false)];
    await change(as(ada), eve, { disabled: true });
    for (const id of [bob, eve]) await expect(inviteAgain(as(ada), id)).rejects.toMatchObject({ status: 409 });
    expect(mails).toEqual([]);
    // Her temporary password may be too old by now.
    expect(await change(as(ada), eve, { disabled: false })).toMatchObject({ state: 'invited' });
    expect(mails).toEqual(['eve@a.example']);
  });

  test.each([{}, { email: 'bob', role: 'member' }, { email: 'bob@a.example' }, { email: 'bob@a.example', role: 'root' }])(
    'of %j is refused before anybody is made',
    async (input) => {
      const { add, as, mails } = memoryPool();
      await expect(invite(as(add('ada@a.example', 'admin')), input)).rejects.toMatchObject({ status: 422 });
      expect(mails).toEqual([]);
    },
  );
});

test('a role is one of two, and changes by joining the other first', async () => {
  const { pool, add, as } = memoryPool();
  const [ada, bob] = [add('ada@a.example', 'admin'), add('bob@a.example', 'member')];
  expect(await change(as(ada), bob, { role: 'admin' })).toMatchObject({ role: 'admin' });
  expect(await change(as(bob), ada, { role: 'member' })).toMatchObject({ role: 'member' });
  expect(await pool.isAdministrator(ada)).toBe(false);
});
