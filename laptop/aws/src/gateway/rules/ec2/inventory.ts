import type { AwsCall, AwsResult } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext } from '../../types.ts';
import { buildXml, parseXml } from '../../xml.ts';
import { elementsAt, type Fields, textAt } from '../xml-path.ts';

/** The account and region whose resources a rule looks at. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
}

/** Where a call works. */
export const scopeOf = (call: AwsCall): Scope => ({ accountId: call.caller.accountId, region: call.region });

/** A resource of the caller's, as IAM names it: `arnOf(call, 'route-table', id)`. */
export const arnOf = (call: AwsCall, type: string, id: string): string =>
  `arn:aws:ec2:${call.region}:${call.caller.accountId}:${type}/${id}`;

/** Every resource of one kind in an account, as the emulator keeps it: `describe(context, scope, 'DescribeVpcs')`. */
export const describe = async (
  context: GatewayContext,
  { accountId, region }: Scope,
  operation: string,
  input: Fields = {},
): Promise<Fields[]> => {
  const { status, output } = await context.emulator({ accountId, region, service: 'ec2', operation, input });
  return status === 200 ? elementsAt(output, `${operation}Response.${SETS[operation] ?? 'item'}.item`) : [];
};

/** The element that holds the list in a Describe answer. */
const SETS: Readonly<Record<string, string>> = {
  DescribeAddresses: 'addressesSet',
  DescribeAvailabilityZones: 'availabilityZoneInfo',
  DescribeInternetGateways: 'internetGatewaySet',
  DescribeNatGateways: 'natGatewaySet',
  DescribeNetworkInterfaces: 'networkInterfaceSet',
  DescribeRouteTables: 'routeTableSet',
  DescribeSecurityGroups: 'securityGroupInfo',
  DescribeSubnets: 'subnetSet',
  DescribeVpcEndpoints: 'vpcEndpointSet',
  DescribeVpcPeeringConnections: 'vpcPeeringConnectionSet',
  DescribeVpcs: 'vpcSet',
};

export const inVpc = (vpcId: string) => (resource: Fields) => textAt(resource, 'vpcId') === vpcId;

/** The VPC of this id; throws InvalidVpcID.NotFound. */
export const findVpc = async (context: GatewayContext, scope: Scope, vpcId: string): Promise<Fields> => {
  const vpc = (await describe(context, scope, 'DescribeVpcs')).find(inVpc(vpcId));
  if (!vpc) throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${vpcId}' does not exist`);
  return vpc;
};

/** An EC2 answer built by the gateway. */
export const ec2Result = (operation: string, fields: Fields, requestId: string): AwsResult => ({
  status: 200,
  headers: { 'content-type': 'text/xml;charset=UTF-8' },
  body: buildXml({
    [`${operation}Response`]: { '@_xmlns': 'http://ec2.amazonaws.com/doc/2016-11-15/', ...fields, requestId },
  }),
});

/** The fields of an EC2 answer from the emulator. */
export const ec2Fields = (operation: string, result: AwsResult): Fields =>
  elementsAt(parseXml(result.body), `${operation}Response`)[0] ?? {};

/** Rewrites an EC2 answer from the emulator; errors pass as they are. */
export const rewrite = (operation: string, result: AwsResult, change: (fields: Fields) => Fields): AwsResult => {
  if (result.status >= 300) return result;
  const { requestId, ...fields } = ec2Fields(operation, result);
  return ec2Result(operation, change(fields), String(requestId));
};

/** Rewrites the list in the emulator's answer to a Describe call; errors pass as they are. */
export const rewriteItems = (operation: string, result: AwsResult, change: (items: Fields[]) => Fields[]): AwsResult => {
  const set = SETS[operation] ?? 'item';
  return rewrite(operation, result, (fields) => ({ ...fields, [set]: { item: change(elementsAt(fields, `${set}.item`)) } }));
};

/** 17 hex digits, as EC2 ends its resource ids. */
export const resourceId = (prefix: string): string =>
  `${prefix}-${[...crypto.getRandomValues(new Uint8Array(9))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 17)}`;
