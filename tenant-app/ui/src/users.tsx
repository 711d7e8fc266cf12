import { useCallback, useEffect, useState } from 'react';
import type { Api } from './api.ts';
import { AddForm, Field, Table } from './records.tsx';

interface Person {
  readonly id: string;
  readonly email: string;
  readonly role: 'admin' | 'member';
  readonly state: 'active' | 'invited' | 'expired' | 'disabled';
  readonly expiresAt?: string;
}
interface Page {
  readonly items: readonly Person[];
  readonly next: string | null;
}
const DAY_MS = 86_400_000;

/** All pages: a hospital has hundreds of people, not thousands. */
const everybody = async (api: Api): Promise<readonly Person[]> => {
  const people: Person[] = [];
  let path = 'users';
  for (;;) {
    const { items, next } = (await api.ask('GET', path)) as Page;
    people.push(...items);
    if (next === null) return people.sort((a, b) => a.email.localeCompare(b.email));
    path = `users?after=${encodeURIComponent(next)}`;
  }
};

/** @param now epoch milliseconds */
const stateText = ({ state, expiresAt }: Pick<Person, 'state' | 'expiresAt'>, now: number): string => {
  switch (state) {
    case 'invited': {
      const days = Math.ceil((Date.parse(expiresAt ?? '') - now) / DAY_MS);
      return `invited, expires in ${days} ${days === 1 ? 'day' : 'days'}`;
    }
    case 'expired':
      return 'invitation expired';
    case 'active':
      return 'has signed in';
    case 'disabled':
      return 'disabled';
    default:
      return state satisfies never;
  }
};

/** The hospital's people, for its administrators. */
export const Users = ({ api, self = '' }: { readonly api: Api; readonly self?: string }) => {
  const [people, setPeople] = useState<readonly Person[]>();
  const [error, setError] = useState('');
  const load = useCallback(() => {
    everybody(api).then(
      (all) => {
        setPeople(all);
        setError('');
      },
      (cause: Error) => setError(cause.message),
    );
  }, [api]);
  useEffect(load, [load]);
  const [refused, setRefused] = useState('');
  const act = (method: string, path: string, input?: object) => {
    setRefused('');
    api.ask(method, path, input).then(load, (cause: Error) => setRefused(cause.message));
  };
  const change = (id: string, input: object) => act('PATCH', `users/${id}`, input);
  const button = (label: string, email: string, onClick: () => void) => (
    <button type="button" key={label} aria-label={`${label}: ${email}`} onClick={onClick}>
      {label}
    </button>
  );
  const actionsOf = ({ id, email, role, state }: Person) => [
    ...(state === 'invited' || state === 'expired'
      ? [button('Send invitation again', email, () => act('POST', `users/${id}/invitation`))]
      : []),
    ...(state === 'disabled' ? [button('Enable', email, () => change(id, { disabled: false }))] : []),
    ...(role === 'member' && state !== 'disabled' ? [button('Make administrator', email, () => change(id, { role: 'admin' }))] : []),
    // Nobody takes their own rights, so that one administrator remains.
    ...(role === 'admin' && id !== self ? [button('Make member', email, () => change(id, { role: 'member' }))] : []),
    ...(state !== 'disabled' && id !== self ? [button('Disable', email, () => change(id, { disabled: true }))] : []),
  ];
  return (
    <>
      <AddForm title="Invite a person" add={(fields) => api.ask('POST', 'users', fields).then(load)}>
        <Field label="E-mail" name="email" type="email" required />
        <label>
          Role
          <select name="role">
            <option value="member">Member</option>
            <option value="admin">Administrator</option>
          </select>
        </label>
      </AddForm>
      {refused && <p role="alert">{refused}</p>}
      <Table
        columns={['E-mail', 'Role', 'State', 'Actions']}
        rows={people?.map((person) => ({
          id: person.id,
          cells: [person.email, person.role === 'admin' ? 'Administrator' : 'Member', stateText(person, Date.now()), actionsOf(person)],
        }))}
        error={error}
      />
    </>
  );
};
