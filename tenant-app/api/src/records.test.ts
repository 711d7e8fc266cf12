import { expect, test } from '@jest/globals';
import type { Problem } from './problem.ts';
import { type Connection, create, get, list, update } from './records.ts';
import { type Resource, resources } from './resources.ts';

const [patients, staff, appointments] = [resources.patients, resources.staff, resources.appointments] as [Resource, Resource, Resource];
const id = '5f2b7a7e-1c9a-4b59-9c3e-2f1f6c1f0a11';
const ada = { recordNumber: 'R-1', givenName: 'Ada', familyName: 'Lovelace', birthDate: '1915-12-10' };

/** Remembers the statements and answers the given rows. */
const fake = (rows: readonly Record<string, unknown>[] = []) => {
  const said: { text: string; values: readonly unknown[] }[] = [];
  const connection: Connection = {
    query: async (text, values) => {
      said.push({ text, values });
      return { rows };
    },
  };
  return { connection, said };
};
const problemOf = async (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => Promise.reject(new Error('was accepted')),
    (error: Problem) => error,
  );

test('values are never part of a statement', async () => {
  const { connection, said } = fake([{ id }]);
  await create(connection, patients, { ...ada, notes: "'); DROP TABLE patients; --" });
  await list(connection, patients, { familyName: "O'Brien", limit: '5' });
  expect(said.map(({ text }) => text).join()).not.toMatch(/DROP|O'Brien|Lovelace/);
  expect(said[0]?.values).toContain("'); DROP TABLE patients; --");
});

test('rows are shown in the names of the API', async () => {
  const { connection } = fake([{ id, record_number: 'R-1', created_by: 'ada@anna.example' }]);
  expect(await get(connection, patients, id)).toEqual({ id, recordNumber: 'R-1', createdBy: 'ada@anna.example' });
});

test.each([
  ['a missing field', patients, { ...ada, givenName: undefined }, 'givenName'],
  ['an empty name', patients, { ...ada, familyName: '  ' }, 'familyName'],
  ['a date that does not exist', patients, { ...ada, birthDate: '2024-02-31' }, 'birthDate'],
  ['an e-mail address that is none', staff, { name: 'Bo', role: 'nurse', email: 'bo' }, 'email'],
  ['a role that nobody has', staff, { name: 'Bo', role: 'owner' }, 'role'],
  ['a time without a zone', appointments, { patientId: id, startsAt: '2026-01-01T10:00:00', endsAt: '2026-01-01T10:30:00Z' }, 'startsAt'],
  ['a field that is the database’s', patients, { ...ada, createdBy: 'someone else' }, 'createdBy'],
])('%s is refused and named', async (_what, resource, input, field) => {
  const { connection, said } = fake();
  const { status, errors } = await problemOf(create(connection, resource, input));
  expect({ status, fields: errors.map((error) => error.field) }).toEqual({ status: 422, fields: [field] });
  expect(said).toEqual([]);
});

test('an unknown filter is refused, as it would answer everything', async () => {
  const { connection } = fake();
  const { status, errors } = await problemOf(list(connection, appointments, { patient: id }));
  expect({ status, fields: errors.map(({ field }) => field) }).toEqual({ status: 422, fields: ['patient'] });
});

test('a page tells whether there is another', async () => {
  const rows = Array.from({ length: 3 }, (_, i) => ({ id: `${i}` }));
  expect(await list(fake(rows).connection, patients, { limit: '2' })).toEqual({ items: [{ id: '0' }, { id: '1' }], next: '1' });
  expect(await list(fake(rows).connection, patients, { limit: '3' })).toMatchObject({ next: null });
});

test('a change touches only what it names', async () => {
  const { connection, said } = fake([{ id }]);
  await update(connection, patients, id, { phone: null });
  expect(said).toEqual([{ text: 'UPDATE patients SET phone = $2 WHERE id = $1 RETURNING *', values: [id, null] }]);
});

test('an id that is none, or nobody’s, is not found', async () => {
  expect((await problemOf(get(fake().connection, patients, '1; DROP'))).status).toBe(404);
  expect((await problemOf(get(fake().connection, patients, id))).status).toBe(404);
});
