import { describe, expect, test } from '@jest/globals';
import type { Group } from '../../contract/route.ts';
import { change, invite, remove } from './people.ts';
import type { Account, Pool } from './pool.ts';

interface Kept {
  email: string;
  groups: Set<Group>;
  state: Account['state'];
}
const at = '2026-11-24T12:00:00.000Z';
/** A user pool in memory. @param meanwhile happens once, right after somebody's rights were taken */
const poolOf = (people: Record<string, readonly [Group, Account['state']?]>, meanwhile?: (kept: Map<string, Kept>) => void) => {
  const kept = new Map<string, Kept>(
    Object.entries(people).map(([name, [group, state = 'active']]) => [
      name,
      { email: `${name}@x.example`, groups: new Set([group]), state },
    ]),
  );
  const mailed: string[] = [];
  const one = (person: string): Kept => kept.get(person) ?? { email: '', groups: new Set(), state: 'active' };
  let isOver = false;
  const happens = (): void => {
    if (!isOver) meanwhile?.(kept);
    isOver = true;
  };
  const pool: Pool = {
    people: async () =>
      [...kept].map(([person, { email, groups, state }]) => {
        const group = (['admin', 'operator', 'viewer'] as const).find((each) => groups.has(each));
        return { person, email, ...(group ? { group } : {}), state, changedAt: at };
      }),
    invite: async (email) => {
      kept.set('new', { email, groups: new Set(), state: 'invited' });
      mailed.push(email);
      return 'new';
    },
    inviteAgain: async (email) => void mailed.push(email),
    join: async (person, group) => void one(person).groups.add(group),
    leave: async (person, group) => {
      one(person).groups.delete(group);
      if (group === 'admin') happens();
    },
    enable: async (person) => {
      one(person).state = 'active';
    },
    disable: async (person) => {
      one(person).state = 'disabled';
      happens();
    },
    remove: async (person) => void kept.delete(person),
  };
  return { pool, kept, mailed };
};
const refused = (code: string) => expect.objectContaining({ code });

describe('an administrator', () => {
  test('invites somebody into a group, once', async () => {
    const { pool, mailed } = poolOf({ ada: ['admin'] });
    expect(await invite(pool, 'bob@x.example', 'operator')).toMatchObject({ email: 'bob@x.example', group: 'operator', state: 'invited' });
    expect(mailed).toEqual(['bob@x.example']);
    await expect(invite(pool, 'BOB@x.example', 'viewer')).rejects.toEqual(refused('person-exists'));
  });

  test('changes what somebody may do: one group, not two', async () => {
    const { pool, kept } = poolOf({ ada: ['admin'], bob: ['operator'] });
    expect(await change(pool, 'bob', { group: 'viewer' }, 'ada')).toMatchObject({ group: 'viewer' });
    expect([...(kept.get('bob')?.groups ?? [])]).toEqual(['viewer']);
  });

  test('disables, enables and removes somebody', async () => {
    const { pool } = poolOf({ ada: ['admin'], bob: ['admin'] });
    expect(await change(pool, 'bob', { state: 'disabled' }, 'ada')).toMatchObject({ state: 'disabled' });
    expect(await change(pool, 'bob', { state: 'active' }, 'ada')).toMatchObject({ state: 'active', group: 'admin' });
    await remove(pool, 'bob', 'ada');
    expect((await pool.people()).map(({ person }) => person)).toEqual(['ada']);
    await expect(remove(pool, 'bob', 'ada')).rejects.toEqual(refused('no-such-person'));
  });

  test('sends an invitation again to who has not signed in, and to nobody else', async () => {
    const { pool, mailed } = poolOf({ ada: ['admin'], bob: ['viewer', 'invited'], eve: ['viewer'] });
    await change(pool, 'bob', { invitation: 'again' }, 'ada');
    await expect(change(pool, 'eve', { invitation: 'again' }, 'ada')).rejects.toEqual(refused('not-invited'));
    expect(mailed).toEqual(['bob@x.example']);
  });

  test.each([
    ['the group', { group: 'viewer' as const }],
    ['the account', { state: 'disabled' as const }],
  ])('does not take their own rights: %s', async (_what, wanted) => {
    const { pool } = poolOf({ ada: ['admin'], bob: ['admin'] });
    await expect(change(pool, 'ada', wanted, 'ada')).rejects.toEqual(refused('own-rights'));
    await expect(remove(pool, 'ada', 'ada')).rejects.toEqual(refused('own-rights'));
  });
});

test.each([
  ['removed', (pool: Pool) => remove(pool, 'bob', 'ada')],
  ['disabled', (pool: Pool) => change(pool, 'bob', { state: 'disabled' }, 'ada')],
  ['made a viewer', (pool: Pool) => change(pool, 'bob', { group: 'viewer' }, 'ada')],
])('of two administrators who take each other’s rights at once, one remains: %s', async (_how, take) => {
  const { pool } = poolOf({ ada: ['admin'], bob: ['admin'] }, (kept) => kept.get('ada')?.groups.delete('admin'));
  await expect(take(pool)).rejects.toEqual(refused('last-admin'));
  const left = await pool.people();
  expect(left.filter(({ group, state }) => group === 'admin' && state === 'active').map(({ person }) => person)).toEqual(['bob']);
});
