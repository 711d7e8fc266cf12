import type { Answers } from '../../cli/src/testing/fake-api.ts';
import { administrator, deployment } from '../../cli/src/testing/samples.ts';

/** Who asks, of which deployment, and what the API says of a tenant's people. */
export const PEOPLE: Answers = {
  'GET /me': () => ({ subject: '1', displayName: 'super.admin@app.example', groups: ['admin'], group: 'admin' }),
  'GET /deployment': () => deployment,
  'GET /tenants/{id}/administrator': () => administrator,
};
