import { DescribeVpcsCommand, EC2Client, paginateDescribeVpcPeeringConnections, paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { MAX_TENANT_PREFIX } from '@tenantry/shared/deployment/address-plan';
import { cidrOf, isCanonical, prefixOf, rangeOf } from '@tenantry/shared/domain/cidr';
import { StalledError, TerminalError } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { type Allocation, allocate, giveBack, isIn, type RangeRequest } from '../allocation.ts';
import { ours } from '../ec2.ts';
import { LIVE } from '../peering-connection.ts';
import type { Cell, Peer, Scope } from '../scope.ts';

/**
 * The API refuses a range that is taken, of a refused size or outside the pools. What comes here all the same was asked for at the same
 * time as another, or met another configuration, or a range that somebody added to a VPC: not the request alone, so a person decides.
 */
const RUNBOOK = 'docs/runbook.md#a-requested-range-cannot-be-had';

/** The tenant's range: claimed in the table of ranges before anything is built in it, given back when all is gone. */
export const cidr = step(
  'cidr',
  {
    ensure: async (scope: Scope, needs: { cidr?: string | undefined; cidrPrefix?: number | undefined }) => {
      const claim = await scope.ranges.find(scope.tenantId);
      if (claim) return claim;
      const built = await vpcOf(scope);
      const request = built ? { tenantId: scope.tenantId, prefix: prefixOf(built.cidr), cidr: built.cidr } : requestOf(scope, needs);
      const candidates = request.cidr ? [cellWith(scope, request.cidr)] : scope.cells;
      const refusals: string[] = [];
      for (const cell of candidates) {
        const allocation = await claimIn(scope, cell, request, built?.vpcId);
        if (allocation.kind === 'claimed') return { cell: cell.name, cidr: allocation.cidr };
        if (allocation.kind === 'taken') throw built ? givenTwice(built, allocation.by) : rangeTaken(request.cidr ?? '', allocation.by);
        refusals.push(
          allocation.kind === 'full'
            ? `cell ${cell.name} holds its ${cell.capacity} tenants`
            : `pool ${cell.pool} of cell ${cell.name} has no free /${request.prefix}`,
        );
      }
      throw new StalledError(refusals.join('; '), {
        code: 'PoolExhausted',
        advice: 'Off-board a tenant, or raise the capacity of the cell; then retry the stage. docs/runbook.md#a-cell-is-full',
      });
    },
    remove: async ({ ranges, tenantId, settings }: Scope) => {
      const claim = await ranges.find(tenantId);
      if (!claim) return;
      const restsUntil = Date.now() / 1000 + settings.quarantineHours * 3600;
      await ranges.change(claim.cell, (claims) => [giveBack(claims, tenantId, restsUntil)]);
    },
  },
  { maxSeconds: 15 },
);

interface Built {
  readonly vpcId: string;
  readonly cidr: string;
}
/**
 * What the tenant has built in: its claim is gone where the table is that of an earlier moment (docs/restore.md). A VPC's range cannot be
 * changed, so the tenant claims that one again.
 */
const vpcOf = async (scope: Scope): Promise<Built | undefined> => {
  const pages = paginateDescribeVpcs({ client: scope.tenant(EC2Client) }, { Filters: ours(scope) });
  const [found] = (await collect(pages, ({ Vpcs }) => Vpcs)).filter(({ Tags }) => hasTag(scope, Tags));
  return found?.VpcId && found.CidrBlock ? { vpcId: found.VpcId, cidr: found.CidrBlock } : undefined;
};

const givenTwice = ({ vpcId, cidr }: Built, by: string): StalledError =>
  new StalledError(`${vpcId} of the tenant has ${cidr}, of which nobody had a claim, and which overlaps ${by}`, {
    code: 'RangeGivenTwice',
    advice: `Find out who has ${by}: off-board that tenant while it is empty, or this one; then retry the stage. ${RUNBOOK}`,
  });

const requestOf = (
  { tenantId, settings }: Scope,
  needs: { readonly cidr?: string | undefined; readonly cidrPrefix?: number | undefined },
): RangeRequest => {
  const prefix = needs.cidr ? prefixOf(needs.cidr) : (needs.cidrPrefix ?? settings.prefix.default);
  const [min, max] = [settings.prefix.min, Math.min(settings.prefix.max, MAX_TENANT_PREFIX)];
  if (prefix < min || prefix > max) {
    throw new StalledError(`a range of size /${prefix} was requested; tenants get /${min} to /${max}`, {
      code: 'RangeSizeRefused',
      advice: `Retry the stage when network.prefix allows the size, or off-board the tenant and request it with another one. ${RUNBOOK}`,
    });
  }
  if (needs.cidr && !isCanonical(needs.cidr)) {
    throw new TerminalError(`${needs.cidr} is not aligned`, {
      code: 'RangeNotAligned',
      advice: `Request the tenant again with ${cidrOf(rangeOf(needs.cidr))}. ${RUNBOOK}`,
    });
  }
  return { tenantId, prefix, cidr: needs.cidr };
};

const cellWith = ({ cells }: Scope, wanted: string): Cell => {
  const found = cells.find((cell) => isIn(cell.pool, wanted));
  if (found) return found;
  throw new StalledError(`${wanted} lies in no pool (${cells.map(({ pool }) => pool).join(', ')})`, {
    code: 'RangeOutsidePools',
    advice: `Retry the stage when a pool has the range, or off-board the tenant and request it with another range. ${RUNBOOK}`,
  });
};

const rangeTaken = (wanted: string, by: string): StalledError =>
  new StalledError(`the requested range ${wanted} overlaps ${by}`, {
    code: 'RangeTaken',
    advice: `Retry the stage when the range is free, or off-board the tenant and request it with another range. ${RUNBOOK}`,
  });

/** @param ownVpc the tenant's own, whose peerings are no reason against its range */
const claimIn = async (scope: Scope, cell: Cell, request: RangeRequest, ownVpc: string | undefined): Promise<Allocation> => {
  const { cells, settings } = scope;
  const { reserved, devopsCidr, vpn } = settings;
  const configured = [...cells.flatMap(({ hub, database }) => [hub.cidr, database.cidr]), ...reserved, devopsCidr, vpn?.clientCidr];
  const peers = await Promise.all([cell.hub, cell.database].map((peer) => rangesAround(peer, ownVpc)));
  const pool = {
    cidr: cell.pool,
    capacity: cell.capacity,
    blocked: [...configured, ...peers.flat()].filter((range) => range !== undefined),
  };
  const now = Date.now() / 1000;
  const [, allocation] = await scope.ranges.change(cell.name, (claims) => {
    const answer = allocate(pool, claims, request, now);
    return [answer.kind === 'claimed' ? answer.claims : claims, answer];
  });
  return allocation;
};

/**
 * Ranges that a VPC has itself (those added to it later fail every peering that overlaps them), and that it is peered with already: EC2
 * lets two peers of a VPC overlap, but only one of them can be routed. An active peering names both; without one, the VPC is asked.
 */
const rangesAround = async ({ ec2, vpcId }: Peer, ownVpc: string | undefined): Promise<readonly string[]> => {
  const found: string[] = [];
  let isTold = false;
  const query = { Filters: [{ Name: 'status-code', Values: [...LIVE] }] };
  for await (const page of paginateDescribeVpcPeeringConnections({ client: ec2 }, query)) {
    for (const { RequesterVpcInfo, AccepterVpcInfo } of page.VpcPeeringConnections ?? []) {
      const sides = [RequesterVpcInfo, AccepterVpcInfo];
      const own = sides.find((side) => side?.VpcId === vpcId);
      if (!own) continue;
      isTold ||= (own.CidrBlockSet ?? []).length > 0;
      const others = sides.filter((side) => ownVpc === undefined || side?.VpcId !== ownVpc);
      found.push(...others.flatMap((side) => blocksOf(side?.CidrBlock, side?.CidrBlockSet)));
    }
  }
  return [...new Set(isTold ? found : [...found, ...(await rangesOf(ec2, vpcId))])];
};

const rangesOf = async (ec2: Peer['ec2'], vpcId: string): Promise<readonly string[]> => {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }));
  return Vpcs.flatMap(({ CidrBlock, CidrBlockAssociationSet }) => blocksOf(CidrBlock, CidrBlockAssociationSet));
};
const blocksOf = (first: string | undefined, further: readonly { readonly CidrBlock?: string | undefined }[] = []): readonly string[] =>
  [first, ...further.map(({ CidrBlock }) => CidrBlock)].filter((block) => block !== undefined);
