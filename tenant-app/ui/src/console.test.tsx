import { expect, test } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Api } from './api.ts';
import { Appointments } from './appointments.tsx';
import { Patients } from './patients.tsx';
import { Table } from './records.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { StaffList } from './staff.tsx';

const api = {} as Api;

test('nobody signed in is asked for a password here, under the name of the hospital', () => {
  Object.defineProperty(globalThis, 'location', { value: { pathname: '/' }, configurable: true });
  const html = renderToStaticMarkup(<SignInPage config={{ name: 'St. Anna' } as never} onSignedIn={() => undefined} />);
  expect(html).toContain('<h1>St. Anna</h1>');
  expect(html).not.toContain('<input');
});

test('every view asks for the fields that the API requires', () => {
  const names = (html: string) => [...html.matchAll(/name="(\w+)"/g)].map(([, name]) => name);
  expect(names(renderToStaticMarkup(<Patients api={api} />))).toEqual(['recordNumber', 'givenName', 'familyName', 'birthDate', 'phone']);
  expect(names(renderToStaticMarkup(<StaffList api={api} />))).toEqual(['name', 'role', 'email']);
  expect(names(renderToStaticMarkup(<Appointments api={api} />))).toEqual(['patientId', 'staffId', 'starts', 'minutes', 'reason']);
});

test('a table tells loading, nothing and failure apart', () => {
  const shown = (rows: undefined | [], error = '') => renderToStaticMarkup(<Table columns={['Name']} rows={rows} error={error} />);
  expect([shown(undefined), shown([]), shown([], 'no')].map((html) => html.replace(/<[^>]+>/g, ''))).toEqual([
    'Loading…',
    'Nothing here yet.',
    'no',
  ]);
});
