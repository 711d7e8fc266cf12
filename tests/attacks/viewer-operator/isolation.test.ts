import { expect } from '@jest/globals';
import { callerOf, requireGroup } from '../../../services/admin/src/api/request/access.ts';
import { requireConfirmed } from '../../../services/admin/src/api/tenants/confirmed.ts';
import { GROUPS } from '../../../services/admin/src/contract/route.ts';
import { ROUTES } from '../../../services/admin/src/contract/routes.ts';
import { attack } from '../attack.ts';

const CHANGES = ['POST /tenants/{id}/isolation', 'POST /tenants/{id}/isolation/end'] as const;

const SUSPENSIONS = ['POST /tenants/{id}/suspension', 'POST /tenants/{id}/suspension/end'] as const;
const onlyAdmins = (routes: readonly ((typeof CHANGES)[number] | (typeof SUSPENSIONS)[number])[]): void => {
  for (const route of routes)
    for (const group of GROUPS) {
      const ask = () => requireGroup(callerOf({ sub: '1', 'cognito:groups': `[${group}]` }), ROUTES[route].group);
      if (group === 'admin') expect(ask).not.toThrow();
      else expect(ask).toThrow('This needs the group admin');
    }
};

attack('isolation-below-admin', 'a viewer or an operator shuts a hospital off, or lets a tenant back that may be compromised', () =>
  onlyAdmins(CHANGES),
);

attack('suspension-below-admin', 'a viewer or an operator shuts the door of a hospital, or opens one without its slug', () => {
  onlyAdmins(SUSPENSIONS);
  for (const route of SUSPENSIONS) expect(ROUTES[route].body.safeParse({ reason: 'unpaid bills' }).success).toBe(false);
});

attack('isolation-of-another', 'an admin isolates, or lets back, another tenant than the one that is meant', () => {
  for (const typed of [undefined, '', 'mercy-2', 'Mercy', ' mercy'])
    expect(() => requireConfirmed(typed, 'mercy', 'T')).toThrow('not the slug');
  for (const route of CHANGES) expect(ROUTES[route].body.safeParse({ reason: 'strange sign-ins' }).success).toBe(false);
});
