import { usePerTenant } from '@tenantry/saga/created';
import type { Quota } from '../contract/plan.ts';
import type { TenantListing } from '../table/items.ts';

interface PerTenant {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
  readonly source: string;
}
/** AWS's defaults for what each tenant takes in the shared accounts; AWS raises them on request. */
const PER_TENANT: readonly PerTenant[] = [
  {
    id: 'pipelines',
    name: 'Pipelines of the devops account',
    limit: 1_000,
    source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html',
  },
  {
    id: 'build-projects',
    name: 'Build projects of the devops account',
    limit: 5_000,
    source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html',
  },
  {
    // L-FE177D64; the landing zone's own are a dozen.
    id: 'delivery-roles',
    name: 'IAM roles of the devops account',
    limit: 1_000,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  {
    id: 'records',
    name: 'Records of the hosted zone',
    limit: 10_000,
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html',
  },
];

/** Room in the shared accounts, by what tenants take there. Pure. */
export const deliveryQuotas = (tenants: readonly TenantListing[]): readonly Quota[] => {
  const present = tenants.filter(({ state }) => state !== 'offboarded').length;
  return PER_TENANT.map(({ id, name, limit, source }) => ({
    id,
    name,
    limit,
    used: present * usePerTenant(id),
    free: Math.max(0, limit - present * usePerTenant(id)),
    source: `default of AWS (${source}); use counted by tenants`,
    adjustable: true,
    fix: 'Ask AWS for more in Service Quotas of that account. docs/runbook.md#a-quota-is-used-up',
  }));
};
