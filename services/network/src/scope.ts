import { EC2Client } from '@aws-sdk/client-ec2';
import { client } from '@tenantry/shared/aws/client';
import { type Clients, clientsIn } from '@tenantry/shared/aws/clients';
import { documentClient } from '@tenantry/shared/aws/document-client';
import type { Config } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Heard, StageRecord } from '@tenantry/shared/saga/record';
import { tenantClients } from '@tenantry/shared/saga/tenant-clients';
import { type Ranges, rangesIn, rangesTableName } from './ranges.ts';

/** A VPC that tenants are peered with. */
export interface Peer {
  readonly accountId: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly routeTableIds: readonly string[];
  /** Works in the account that owns the VPC. */
  readonly ec2: EC2Client;
}
/** A hub and a database VPC: both take at most 125 peerings, so tenants are spread over cells. */
export interface Cell {
  readonly name: string;
  readonly pool: string;
  readonly capacity: number;
  readonly hub: Peer;
  readonly database: Peer;
}
export interface Scope {
  readonly tenantId: string;
  readonly deployment: string;
  readonly settings: Config['network'];
  readonly cells: readonly Cell[];
  readonly ranges: Ranges;
  /** The tenant's account. */
  readonly tenant: Clients;
}

export const scopeOf = (record: StageRecord, zone: LandingZone, heard: Heard): Scope => {
  const { deployment, config } = zone;
  const cells = cellsOf(zone);
  return {
    tenantId: record.tenantId,
    deployment,
    settings: config.network,
    cells,
    ranges: rangesIn(
      documentClient(),
      rangesTableName(deployment),
      cells.map(({ name }) => name),
    ),
    tenant: tenantClients(record, heard, deployment, 'network'),
  };
};

const cellsOf = ({ deployment, config: { network, accounts }, cells }: LandingZone): Cell[] =>
  network.cells.flatMap(({ name, pool, capacity, hubCidr, databaseCidr }) => {
    const built = cells.find((cell) => cell.name === name);
    if (!built) return []; // configured, but not deployed yet
    const hub: Peer = {
      accountId: accounts.networking,
      vpcId: built.hubVpcId,
      cidr: hubCidr,
      routeTableIds: built.hubRouteTableIds,
      ec2: clientsIn(accounts.networking, deployment, 'network')(EC2Client),
    };
    const database: Peer = {
      accountId: accounts.superAdmin,
      vpcId: built.databaseVpcId,
      cidr: databaseCidr,
      routeTableIds: built.databaseRouteTableIds,
      ec2: client(EC2Client),
    };
    return [{ name, pool, capacity, hub, database }];
  });

/**
 * A cell by its name.
 * @throws Error when it is configured no longer: put it back, its tenants are still there
 */
export const cellNamed = ({ cells }: Scope, name: string): Cell => {
  const found = cells.find((cell) => cell.name === name);
  if (!found) throw new Error(`cell ${name} is not configured any more, but has tenants: put it back and deploy the landing zone`);
  return found;
};
