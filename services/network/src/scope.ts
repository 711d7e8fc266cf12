import { EC2Client } from '@aws-sdk/client-ec2';
import { AccountReady } from '@tenantry/events-schema/account';
import { client } from '@tenantry/shared/aws/client';
import { documentClient } from '@tenantry/shared/aws/document-client';
import type { Config } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { crossAccountRoleArn } from '@tenantry/shared/domain/names';
import { requireReachable } from '@tenantry/shared/saga/reachable';
import type { StageRecord } from '@tenantry/shared/saga/record';
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
  readonly accountId: string;
  /** Works in the tenant's account. Throws OutOfReach when nobody gets into it any more. */
  readonly ec2: EC2Client;
}

export const scopeOf = (record: StageRecord, zone: LandingZone): Scope => {
  const { deployment, config } = zone;
  const cells = cellsOf(zone);
  const tenantAccount = (): string => {
    const accountId = record.seen[AccountReady.name]?.detail.accountId;
    if (typeof accountId !== 'string') throw new Error(`the network stage has not heard of an account of ${record.tenantId}`);
    return accountId;
  };
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
    get accountId() {
      return tenantAccount();
    },
    get ec2() {
      const accountId = tenantAccount();
      requireReachable(record, accountId);
      return client(EC2Client, { roleArn: crossAccountRoleArn(accountId, deployment, 'network') });
    },
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
      ec2: client(EC2Client, { roleArn: crossAccountRoleArn(accounts.networking, deployment, 'network') }),
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
