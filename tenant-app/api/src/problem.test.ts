import { expect, test } from '@jest/globals';
import { fromDatabase, type Problem, problemResponse } from './problem.ts';

test.each([
  ['23505', 'patients_record_number_key', 409, 'recordNumber'],
  ['23505', 'staff_email_key', 409, 'email'],
  ['23503', 'appointments_patient_id_fkey', 409, 'patientId'],
  ['23503', 'appointments_staff_id_fkey', 409, 'staffId'],
  ['23001', 'appointments_patient_id_fkey', 409, 'patientId'],
  ['23514', 'appointments_end_after_start', 422, 'endsAt'],
])('what PostgreSQL refuses as %s %s names the field', (code, constraint, status, field) => {
  const problem = fromDatabase({ code, constraint });
  expect([problem?.status, problem?.errors[0]?.field]).toEqual([status, field]);
});

test('an error that is not about the input is none of the caller’s business', () => {
  expect(fromDatabase({ code: '42P01' })).toBeUndefined();
});

test.each([
  ['too many connections', '53300'],
  ['a failover', '25006'],
])('%s: try again', (_what, code) => {
  const { statusCode, headers } = problemResponse(fromDatabase({ code }) as Problem, '/api/patients');
  expect([statusCode, headers?.['retry-after']]).toEqual([503, '1']);
});
