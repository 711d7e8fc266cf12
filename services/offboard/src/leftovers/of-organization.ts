import { fits, type OrganizationBaseline } from '@tenantry/shared/deployment/organization-baseline';
import type { Leftover } from './leftover.ts';

/** Which names of the configuration are of which type. */
const KINDS: Readonly<Record<string, Exclude<keyof OrganizationBaseline, 'principals'>>> = {
  'IAM role': 'roles',
  'IAM policy': 'policies',
  'CloudFormation stack': 'stacks',
  'S3 bucket': 'buckets',
  'CloudWatch log group': 'logGroups',
  'Lambda function': 'functions',
};

/**
 * Gives what the organization itself put into a tenant's account the configured reason: it is no leftover, nobody of ours removes it,
 * and it ends with the account. What carries the tenant's tag or name is never the organization's.
 */
export const ofOrganization =
  (baseline: OrganizationBaseline) =>
  (leftover: Leftover): Leftover => {
    const kind = KINDS[leftover.type];
    if (!kind || leftover.baseline || leftover.isTenants) return leftover;
    const found = baseline[kind].find(({ name }) => fits(name, leftover.id));
    return found ? { ...leftover, baseline: `of the organization: ${found.reason}`, isTold: true } : leftover;
  };
