import type { Person } from '@tenantry/api-client/generated/api';
import { before, mutable } from './samples.ts';

/** An administrator, who asks. */
export const ADA = mutable<Person>({
  person: '5d6f4c8e-0000-4000-8000-000000000001',
  email: 'ada@app.example',
  group: 'admin',
  state: 'active',
  changedAt: before(86_400),
  isYou: true,
});
/** An operator. */
export const BOB = mutable<Person>({
  ...ADA,
  person: '5d6f4c8e-0000-4000-8000-000000000002',
  email: 'bob@app.example',
  group: 'operator',
  isYou: false,
});
