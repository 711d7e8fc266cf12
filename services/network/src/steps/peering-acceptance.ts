import {
  AcceptVpcPeeringConnectionCommand,
  EC2Client,
  type VpcPeeringConnection,
  type VpcPeeringConnectionStateReason,
} from '@aws-sdk/client-ec2';
import { isCode, StalledError, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { explained, peeringsWith } from '../peering-connection.ts';
import { cellNamed, type Peer, type Scope } from '../scope.ts';

interface Needs {
  readonly accountId: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly cell: string;
  readonly hubPeeringId: string;
  readonly databasePeeringId: string;
}

/** Each peering is accepted by the account that owns the other VPC. Creates nothing; the peerings are removed by their own steps. */
export const peeringAcceptance = step('peeringAcceptance', {
  ensure: async (scope: Scope, { cell, hubPeeringId, databasePeeringId, ...tenant }: Needs) => {
    const { hub, database } = cellNamed(scope, cell);
    const accepters = new Map([
      [hubPeeringId, hub],
      [databasePeeringId, database],
    ]);
    const peerings = await peeringsWith(scope.tenant(EC2Client), [{ Name: 'vpc-peering-connection-id', Values: [...accepters.keys()] }]);
    for (const peering of peerings) requireRequested(peering, tenant, accepters.get(peering.VpcPeeringConnectionId ?? ''));
    const states = await Promise.all(
      peerings.map(async ({ VpcPeeringConnectionId: id = '', Status }) => ({
        id,
        status: Status?.Code === 'pending-acceptance' ? await accept(id, accepters.get(id), cell) : Status,
      })),
    );
    for (const { id, status } of states) refuseIfOver(id, status, accepters.get(id));
    const pending = [...accepters.keys()].filter((id) => !states.some((state) => state.id === id && state.status?.Code === 'active'));
    if (pending.length > 0) throw new Wait(2, `peering ${pending.join(' and ')} to become active`);
    return {};
  },
  remove: async (_scope: Scope) => {},
});

/**
 * A peering is a way to the database. By id alone it could be anybody's: EC2 says from where it was requested, and to where.
 * @throws StalledError when that is not the tenant's VPC with the tenant's range, and the cell's VPC
 */
const requireRequested = (
  { VpcPeeringConnectionId, RequesterVpcInfo: from, AccepterVpcInfo: to }: VpcPeeringConnection,
  tenant: Pick<Needs, 'accountId' | 'vpcId' | 'cidr'>,
  accepter: Peer | undefined,
): void => {
  const isTenants = from?.OwnerId === tenant.accountId && from.VpcId === tenant.vpcId && [undefined, tenant.cidr].includes(from.CidrBlock);
  if (isTenants && to?.VpcId === accepter?.vpcId) return;
  throw new StalledError(
    `peering ${VpcPeeringConnectionId} leads from ${from?.VpcId} (${from?.CidrBlock}) of account ${from?.OwnerId} to ${to?.VpcId}, not from ${tenant.vpcId} (${tenant.cidr}) of ${tenant.accountId} to ${accepter?.vpcId}`,
    {
      code: 'PeeringNotTenants',
      advice:
        'Find out who published the event that named it; it was not accepted, and nothing is routed to it (docs/runbook.md#an-event-names-what-is-not-the-tenants).',
    },
  );
};

const accept = async (id: string, accepter: Peer | undefined, cell: string): Promise<VpcPeeringConnectionStateReason | undefined> => {
  try {
    const { VpcPeeringConnection: accepted } =
      (await accepter?.ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }))) ?? {};
    return accepted?.Status;
  } catch (cause) {
    // The other side does not see it yet.
    if (isCode(cause, 'InvalidVpcPeeringConnectionID.NotFound')) return undefined;
    throw accepter ? explained(cause, cell, accepter) : cause;
  }
};

/** What a person can do about a connection that will never become active; the VPC Peering Guide, "VPC peering connection lifecycle". */
export const ADVICE: Readonly<Record<string, string>> = {
  failed:
    'Look for a range of the hub or database VPC that overlaps the tenant (a secondary one, too) and remove it, or off-board the tenant; then retry the stage: it requests another connection.',
  rejected: 'Find out who rejected it in the account of that VPC, then retry the stage: it requests another connection.',
  expired: 'Nobody accepted it for seven days. Retry the stage: it requests another connection.',
  deleting: 'Find out who deletes it, then retry the stage: it requests another connection.',
  deleted: 'Find out who deleted it, then retry the stage: it requests another connection.',
};

/** `PeeringFailed`. */
export const codeOfState = (state: string): string => `Peering${state.charAt(0).toUpperCase()}${state.slice(1)}`;

/** @throws StalledError where a connection can never become active: at once, since no wait changes it */
const refuseIfOver = (id: string, status: VpcPeeringConnectionStateReason | undefined, peer: Peer | undefined): void => {
  const { Code: state = '', Message: message } = status ?? {};
  const advice = ADVICE[state];
  if (advice === undefined) return;
  throw new StalledError(`peering ${id} with ${peer?.vpcId} of account ${peer?.accountId} is ${state}: ${message ?? 'no reason given'}`, {
    code: codeOfState(state),
    advice: `${advice} docs/runbook.md#a-peering-does-not-become-active`,
  });
};
