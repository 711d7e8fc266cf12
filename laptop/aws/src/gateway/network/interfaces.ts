import { codebuildState } from '../emulated/codebuild/project.ts';
import { scopedKey } from '../emulated/request.ts';
import { clientVpns } from '../rules/ec2/client-vpn-state.ts';
import { describe, inVpc } from '../rules/ec2/inventory.ts';
import { textAt } from '../rules/xml-path.ts';
import type { GatewayContext } from '../types.ts';
import type { Place } from './way.ts';

interface VpcConfig {
  readonly SubnetIds?: readonly string[];
  readonly SecurityGroupIds?: readonly string[];
}

const functionPlace = async (context: GatewayContext, accountId: string, region: string, name: string): Promise<Place | undefined> => {
  const { output } = await context.emulator({
    accountId,
    region,
    service: 'lambda',
    operation: 'GetFunctionConfiguration',
    input: {},
    rest: { method: 'GET', path: `/2015-03-31/functions/${name}/configuration` },
  });
  const { SubnetIds = [], SecurityGroupIds = [] } = (output.VpcConfig ?? {}) as VpcConfig;
  return SubnetIds.length === 0 ? undefined : { accountId, region, subnetIds: SubnetIds, groupIds: SecurityGroupIds };
};

const buildPlace = (context: GatewayContext, accountId: string, region: string, projectName: string): Place | undefined => {
  const { subnets = [], securityGroupIds = [] } =
    codebuildState(context).projects[scopedKey({ accountId, region }, projectName)]?.vpcConfig ?? {};
  return subnets.length === 0 ? undefined : { accountId, region, subnetIds: subnets, groupIds: securityGroupIds };
};

/** Those that its clients' packets leave from: https://repost.aws/knowledge-center/client-vpn-give-users-resource-access */
const vpnPlace = (context: GatewayContext, accountId: string, region: string, id: string): Place | undefined => {
  const vpn = clientVpns(context)[id];
  if (vpn?.accountId !== accountId || vpn.region !== region || vpn.targets.length === 0) return undefined;
  const { targets } = vpn;
  return { accountId, region, subnetIds: targets.map(({ subnetId }) => subnetId), groupIds: targets[0]?.groupIds ?? [], vpn };
};

/** Wherever somebody may put an interface. */
const vpcPlace = async (context: GatewayContext, accountId: string, region: string, vpcId: string): Promise<Place | undefined> => {
  const subnets = await describe(context, { accountId, region }, 'DescribeSubnets');
  const subnetIds = subnets.filter(inVpc(vpcId)).map((subnet) => textAt(subnet, 'subnetId'));
  return subnetIds.length === 0 ? undefined : { accountId, region, subnetIds };
};

/**
 * Where the network interfaces of a function, a build or a Client VPN endpoint are, or may be in a VPC, by its ARN; undefined when it has
 * none.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html, https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html
 */
export const placeOf = async (context: GatewayContext, arn: string): Promise<Place | undefined> => {
  const [, , service, region = '', accountId = '', type = '', name = ''] = arn.split(':');
  if (service === 'lambda' && type === 'function') return functionPlace(context, accountId, region, name);
  // arn:aws:codebuild:<region>:<account>:build/<project>:<id>
  if (service === 'codebuild' && type.startsWith('build/')) return buildPlace(context, accountId, region, type.slice('build/'.length));
  const [kind, id = ''] = type.split('/');
  if (service === 'ec2' && kind === 'client-vpn-endpoint') return vpnPlace(context, accountId, region, id);
  if (service === 'ec2' && kind === 'vpc') return vpcPlace(context, accountId, region, id);
  return undefined;
};
