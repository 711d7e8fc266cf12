import { GetServiceQuotaCommand, ServiceQuotasClient, type ServiceQuotasClientConfig } from '@aws-sdk/client-service-quotas';
import { ownPeerings, PEERINGS_QUOTA } from '@tenantry/shared/deployment/address-plan';
import type { Config } from '@tenantry/shared/deployment/config';
import { isCode } from '@tenantry/shared/failure/errors';
import { messageOf } from './stack-watch.ts';

/** Accounts of a cell's two VPCs. */
type Account = 'networking' | 'superAdmin';
const SIDES: Readonly<Record<Account, 'hub' | 'database'>> = { networking: 'hub', superAdmin: 'database' };

/** How many peerings the VPCs of an account need that has the most: a tenant's and our own, of the largest cell. */
export const peeringsNeeded = (network: Config['network'], account: Account): number =>
  Math.max(...network.cells.map(({ capacity }, i) => capacity + ownPeerings(network, i)[SIDES[account]]));

/** The command that asks AWS for more. */
export const increase = (quota: { readonly ServiceCode: string; readonly QuotaCode: string }, value: number, region: string): string =>
  `aws service-quotas request-service-quota-increase --service-code ${quota.ServiceCode} --quota-code ${quota.QuotaCode} --desired-value ${value} --region ${region}`;

/** What Service Quotas says of one account: a figure, or why there is none. */
export type Told = number | { readonly unknown: string };

/**
 * What to do about the quota of peerings in an account, where it does not carry the configuration's capacity; undefined where it does. Pure.
 */
export const quotaAdvice = ({ network, region }: Config, account: Account, told: Told): string | undefined => {
  const side = SIDES[account];
  const needed = peeringsNeeded(network, account);
  const { ServiceCode, QuotaCode } = PEERINGS_QUOTA;
  const quota = `quota "Active VPC peering connections per VPC" (${ServiceCode} ${QuotaCode}), of which the ${side} VPC needs ${needed}`;
  if (typeof told !== 'number') return `${quota}: ${told.unknown}. AWS's default is 50.`;
  if (told >= needed) return undefined;
  return `${quota}, is ${told}: tenants beyond it stall. ${increase(PEERINGS_QUOTA, needed, region)}`;
};

/** Asks Service Quotas. An answer that does not come is no reason not to deploy. */
export const toldQuota = async (quotas: Pick<ServiceQuotasClient, 'send'>): Promise<Told> => {
  try {
    const { Quota } = await quotas.send(new GetServiceQuotaCommand(PEERINGS_QUOTA));
    return Quota?.Value ?? { unknown: 'Service Quotas says no figure' };
  } catch (error) {
    // It lacks some quotas while they have AWS's default (API reference, GetServiceQuota).
    if (isCode(error, 'NoSuchResourceException')) return { unknown: 'Service Quotas knows no raise of it' };
    return { unknown: `Service Quotas did not say (${messageOf(error)})` };
  }
};

/** Logs how many tenants will fit, before the first one does not. */
export const checkPeeringQuotas = async (
  config: Config,
  configuration: (account: Account) => ServiceQuotasClientConfig,
  log: (line: string) => void,
): Promise<void> => {
  for (const account of Object.keys(SIDES) as Account[]) {
    const quotas = new ServiceQuotasClient(configuration(account));
    const advice = quotaAdvice(config, account, await toldQuota(quotas));
    quotas.destroy();
    if (advice !== undefined) log(`${account.padEnd(13)} ${advice}`);
  }
};
