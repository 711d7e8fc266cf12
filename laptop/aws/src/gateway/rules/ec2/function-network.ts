import type { GatewayContext } from '../../types.ts';
import type { Scope } from './inventory.ts';

/** Where Lambda has network interfaces for one function. */
export interface FunctionNetwork {
  readonly SubnetIds: readonly string[];
  readonly SecurityGroupIds: readonly string[];
}

const LIST = '/2015-03-31/functions/?MaxItems=10000';

/**
 * The networks of an account's functions: the emulator makes no interfaces for them, so what holds a subnet or a group is read from
 * the functions themselves. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export const functionNetworks = async (context: GatewayContext, { accountId, region }: Scope): Promise<readonly FunctionNetwork[]> => {
  const rest = { method: 'GET', path: LIST };
  const { output } = await context.emulator({ accountId, region, service: 'lambda', operation: 'ListFunctions', input: {}, rest });
  const functions = (output.Functions ?? []) as readonly { readonly VpcConfig?: Partial<FunctionNetwork> }[];
  return functions.flatMap(({ VpcConfig: { SubnetIds = [], SecurityGroupIds = [] } = {} }) =>
    SubnetIds.length === 0 ? [] : [{ SubnetIds, SecurityGroupIds }],
  );
};
