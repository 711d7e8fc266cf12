import type { GatewayContext } from '../../types.ts';
import { elementsAt, type Fields } from '../xml-path.ts';

interface DistributionState {
  readonly accountId: string;
  /** When its configuration last changed. */
  changedAt: number;
}

/** Distributions that were created or changed through the gateway, by id. */
export const distributionStates = (context: GatewayContext): Record<string, DistributionState> =>
  context.state('cloudfront.distributions', () => ({}));

/** Reads CloudFront in an account: the parsed answer, empty where it is an error. */
export const cloudfrontGet = async (context: GatewayContext, accountId: string, path: string): Promise<Fields> => {
  const rest = { method: 'GET', path: `/2020-05-31/${path}` };
  const { status, output } = await context.emulator({ accountId, service: 'cloudfront', operation: 'Get', input: {}, rest });
  return status < 300 ? output : {};
};

/** The distributions of an account, as DistributionSummary elements. */
export const distributionsOf = async (context: GatewayContext, accountId: string): Promise<Fields[]> =>
  elementsAt(await cloudfrontGet(context, accountId, 'distribution'), 'DistributionList.Items.DistributionSummary');

/** Every account that may own a distribution: alternate names are unique in all of AWS. */
export const distributionOwners = (context: GatewayContext): string[] => [
  ...new Set([...context.world.accounts, ...Object.values(distributionStates(context)).map(({ accountId }) => accountId)]),
];
