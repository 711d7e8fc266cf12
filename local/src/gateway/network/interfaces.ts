import { codebuildState } from '../services/codebuild/project.ts';
import { scopedKey } from '../services/request.ts';
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

/**
 * Where the network interfaces of a function or a build are, by its ARN; undefined when it has none in a VPC.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html, https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html
 */
export const placeOf = async (context: GatewayContext, arn: string): Promise<Place | undefined> => {
  const [, , service, region = '', accountId = '', type = '', name = ''] = arn.split(':');
  if (service === 'lambda' && type === 'function') return functionPlace(context, accountId, region, name);
  // arn:aws:codebuild:<region>:<account>:build/<project>:<id>
  if (service === 'codebuild' && type.startsWith('build/')) return buildPlace(context, accountId, region, type.slice('build/'.length));
  return undefined;
};
