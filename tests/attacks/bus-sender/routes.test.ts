import { expect } from '@jest/globals';
import { evaluate } from '@laptop/aws/iam/evaluate';
import { CELL_TAG, DEPLOYMENT_TAG } from '@tenantry/shared/domain/names';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { everyResources } from '../../templates.ts';
import { attack } from '../attack.ts';

const networks = everyRole('dev').filter(({ key }) =>
  /^(superAdmin\/tenantry-dev-network-function|networking\/tenantry-dev-network)$/.test(key),
);
const tagsOf = (properties: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ((properties.Tags ?? []) as { Key: string; Value: string }[]).map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value]),
  );
const shared = everyResources
  .filter(([name]) => /^laptop (networking|superAdmin|devops)$/.test(name))
  .flatMap(([, resources]) => Object.entries(resources));

/** Logical ids of what a network role may do something with. */
const reached = (type: string, action: string, arn: string): readonly string[] =>
  shared
    .filter(([, { Type, Properties }]) => {
      if (Type !== type) return false;
      const request = { action, resource: `arn:aws:ec2:us-east-1:1:${arn}`, context: tagsOf(Properties) };
      return networks.some(({ policies }) => evaluate(policies, request).allowed);
    })
    .map(([id]) => id)
    .sort();

attack('route-of-another-table', "the network function leads the functions', the builds' or the VPN's way somewhere else", () => {
  expect(networks).toHaveLength(2);
  const tables = ['CellADatabaseDatabaseRoutes', 'CellAHubPrivateRoutes'];
  for (const action of ['ec2:CreateRoute', 'ec2:ReplaceRoute', 'ec2:DeleteRoute'])
    expect(reached('AWS::EC2::RouteTable', action, 'route-table/rtb-1')).toEqual(tables);
  expect(reached('AWS::EC2::VPC', 'ec2:AcceptVpcPeeringConnection', 'vpc/vpc-1')).toEqual(['CellADatabaseVpc', 'CellAHubVpc']);
  // Nor those of another deployment in the same accounts.
  const context = { [`aws:ResourceTag/${DEPLOYMENT_TAG}`]: 'prod', [`aws:ResourceTag/${CELL_TAG}`]: 'a' };
  for (const { policies } of networks)
    expect(evaluate(policies, { action: 'ec2:CreateRoute', resource: 'arn:aws:ec2:us-east-1:1:route-table/rtb-1', context }).allowed).toBe(
      false,
    );
});
