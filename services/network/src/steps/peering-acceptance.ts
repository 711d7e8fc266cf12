import { AcceptVpcPeeringConnectionCommand, DescribeVpcPeeringConnectionsCommand } from '@aws-sdk/client-ec2';
import { isCode, TerminalError, Wait } from '@tenantry/shared/errors';
import { step } from '@tenantry/shared/stage';
import { cellNamed, type Peer, type Scope } from '../scope.ts';

interface Needs {
  readonly cell: string;
  readonly hubPeeringId: string;
  readonly databasePeeringId: string;
}

/** Each peering is accepted by the account that owns the other VPC. Creates nothing; the peerings are removed by their own steps. */
export const peeringAcceptance = step('peeringAcceptance', {
  ensure: async (scope: Scope, { cell, hubPeeringId, databasePeeringId }: Needs) => {
    const { hub, database } = cellNamed(scope, cell);
    const accepters = new Map([
      [hubPeeringId, hub],
      [databasePeeringId, database],
    ]);
    const Filters = [{ Name: 'vpc-peering-connection-id', Values: [...accepters.keys()] }];
    const { VpcPeeringConnections = [] } = await scope.ec2.send(new DescribeVpcPeeringConnectionsCommand({ Filters }));
    const states = await Promise.all(
      VpcPeeringConnections.map(({ VpcPeeringConnectionId: id = '', Status }) =>
        Status?.Code === 'pending-acceptance' ? accept(id, accepters.get(id)) : { id, code: Status?.Code, message: Status?.Message },
      ),
    );
    for (const { id, code, message } of states) {
      if (code === 'failed') {
        throw new TerminalError(`peering ${id} failed: ${message}`, {
          code: 'PeeringFailed',
          advice: 'Compare the ranges of hub, database VPC and pools in the configuration: they must not overlap.',
        });
      }
    }
    const pending = [...accepters.keys()].filter((id) => !states.some((state) => state.id === id && state.code === 'active'));
    if (pending.length > 0) throw new Wait(2, `peering ${pending.join(' and ')} to become active`);
    return {};
  },
  remove: async (_scope: Scope) => {},
});

const accept = async (id: string, accepter: Peer | undefined) => {
  try {
    const { VpcPeeringConnection: accepted } =
      (await accepter?.ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }))) ?? {};
    return { id, code: accepted?.Status?.Code, message: accepted?.Status?.Message };
  } catch (error) {
    // The other side does not see it yet.
    if (isCode(error, 'InvalidVpcPeeringConnectionID.NotFound')) return { id, code: undefined, message: undefined };
    throw error;
  }
};
