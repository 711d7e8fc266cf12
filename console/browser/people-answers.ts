import type { Answers } from '../../cli/src/testing/fake-api.ts';
import { administrator } from '../../cli/src/testing/samples.ts';

/** Who asks, and what the API says of a tenant's people. */
export const PEOPLE: Answers = {
  'GET /me': () => ({ subject: '1', displayName: 'super.admin@app.example', groups: ['admin'], group: 'admin' }),
  'GET /tenants/{id}/administrator': () => administrator,
};
