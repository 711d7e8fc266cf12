import { tenantPolicy } from '@tenantry/landing-zone/policies/edge';
import { configOf } from '@tenantry/shared/deployment/config';
import { DEFAULT_PLAN } from '@tenantry/shared/deployment/plans';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { clientsOf } from '@tenantry/shared/testing/clients';
import { roleWith } from '@tenantry/shared/testing/role';
import { ulid } from 'ulid';
import type { Scope } from '../scope.ts';

/** Not the landing zone's: these tests need none. */
export const TEST_ZONE = 'edge.example';

/** A tenant in an account that nothing else uses. */
export interface Tenant {
  /** With exactly the rights of edge's role there. */
  readonly scope: Scope;
  /** The same with the rights of the account's root, to look and to spoil. */
  readonly root: Scope;
  /** What `AccountReady` says. */
  readonly needs: { readonly accountId: string; readonly domain: string; readonly plan: string };
}

export const tenant = async (): Promise<Tenant> => {
  const accountId = unusedAccountId();
  const tenantId = ulid();
  const common = { tenantId, deployment: 'dev', config: configOf('dev'), now: Date.now };
  return {
    scope: { ...common, tenant: clientsOf(await roleWith(accountId, tenantPolicy)) },
    root: { ...common, tenant: clientsOf(rootOf(accountId)) },
    needs: { accountId, domain: `t-${tenantId.toLowerCase()}.${TEST_ZONE}`, plan: DEFAULT_PLAN },
  };
};
