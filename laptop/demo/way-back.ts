import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Clients } from '@tenantry/shared/aws/clients';
import { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { landingZoneParameter } from '@tenantry/shared/domain/names';
import { describeLeftover, leftoversOf } from '../../services/offboard/src/leftovers/leftovers-of.ts';
import { LAPTOP_DEPLOYMENT } from '../src/deploy.ts';
import { askApi } from './api.ts';
import { httpFetch } from './http.ts';
import type { Laptop } from './laptop.ts';
import { DemoFailure, type Tenant, watchTenants } from './onboarding.ts';
import type { ProgressView } from './progress.ts';
import { rootOf } from './root.ts';
import type { SuperAdmin } from './super-admin.ts';
import { urlOf } from './tenant-session.ts';

/** Asks for a tenant to be taken back, its slug typed as confirmation. */
export const requestOffboarding = async (admin: SuperAdmin, tenant: Tenant, withExport: boolean): Promise<void> => {
  const answer = await askApi(`${admin.apiUrl}/tenants/${tenant.tenantId}/offboard`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await admin.token()}`, 'idempotency-key': `offboard-${tenant.tenantId}` },
    body: { confirm: tenant.slug, reason: 'the demo has ended', export: withExport },
  });
  if (answer.status !== 202) throw new DemoFailure(`POST /tenants/${tenant.tenantId}/offboard answered ${answer.status}: ${answer.text}`);
};

export const watchWayBack = (
  admin: SuperAdmin,
  tenants: readonly Tenant[],
  view: ProgressView,
  limitMs: number,
): Promise<readonly Tenant[]> =>
  watchTenants(
    admin,
    tenants.map(({ tenantId }) => tenantId),
    view,
    limitMs,
    { until: ['offboarded'], title: 'off-boarding' },
  );

/**
 * Lists every account for what is left of the tenants, by Describe and List calls, and asks each domain once more.
 * @throws DemoFailure that names what is left
 */
export const verifyGone = async (local: Laptop, tenants: readonly Tenant[]): Promise<void> => {
  const { Parameter } = await new SSMClient(rootOf(local, local.accounts.superAdmin)).send(
    new GetParameterCommand({ Name: landingZoneParameter(LAPTOP_DEPLOYMENT) }),
  );
  const zone = LandingZone.parse(JSON.parse(Parameter?.Value ?? '{}'));
  const clientsIn =
    (accountId: string): Clients =>
    (type, region) =>
      new type(rootOf(local, accountId, region) as never);
  const left: string[] = [];
  for (const { tenantId, domain, configuration } of tenants) {
    const tenantAccountId = configuration.accountId as string | undefined;
    const { leftovers } = await leftoversOf({ tenantId, tenantAccountId, domain, zone }, clientsIn);
    left.push(...leftovers.map(describeLeftover));
  }
  console.log(`leftovers: ${left.length}`);
  if (left.length > 0) throw new DemoFailure(left.map((line) => `left behind: ${line}`).join('\n'));
  for (const tenant of tenants) {
    const answer = await httpFetch(`${urlOf(local, tenant)}/`);
    if (answer.status !== 502) throw new DemoFailure(`${tenant.domain} still answers: ${answer.status}`);
    console.log(`✔ ${tenant.domain} no longer answers: ${answer.text.trim().split(': ').slice(1).join(': ')}`);
  }
};
