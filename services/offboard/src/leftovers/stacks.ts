import {
  CloudFormationClient,
  DeleteStackCommand,
  paginateListStacks,
  type StackStatus,
  type StackSummary,
} from '@aws-sdk/client-cloudformation';
import { collect } from '@tenantry/shared/aws/pages';
import { serviceName } from '@tenantry/shared/domain/names';
import { Wait } from '@tenantry/shared/failure/errors';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

/** What CloudFormation says of a deletion that it was asked for before. */
const deletionOf = async (client: CloudFormationClient, name: string): Promise<StackSummary | undefined> => {
  const asked = { StackStatusFilter: ['DELETE_IN_PROGRESS', 'DELETE_FAILED'] satisfies StackStatus[] };
  const summaries = await collect(paginateListStacks({ client }, asked), (page) => page.StackSummaries);
  return summaries.find(({ StackName }) => StackName === name);
};

export const stacks: Lister = {
  service: 'CloudFormation',
  finds: ['AWS::CloudFormation::Stack'],
  list: async (place) => {
    const found: Leftover[] = [];
    const baseline = serviceName(place.zone.deployment, 'baseline');
    for await (const { StackSummaries = [] } of paginateListStacks({ client: place.client(CloudFormationClient) }, {})) {
      for (const { StackName, StackStatus } of StackSummaries) {
        if (StackStatus === 'DELETE_COMPLETE') continue; // listed for 90 days
        const reason = StackName === baseline && 'the roles that take the account back; they end with the account';
        found.push(foundIn(place, 'CloudFormation stack')(StackName, hasName(place, StackName), reason));
      }
    }
    return found;
  },
  /**
   * With the rights of the sweep: what the stack made is removed before, so that little is left for it to do. A deletion that failed
   * fails again the same way, unless it is asked to release what it cannot delete, which the listers of that service find
   * (CloudFormation API reference, DeleteStack, `DeletionMode`; https://github.com/ekristen/aws-nuke/issues/370).
   */
  remove: async (place, { id }) => {
    const client = place.client(CloudFormationClient);
    const deletion = await deletionOf(client, id);
    if (deletion?.StackStatus === 'DELETE_IN_PROGRESS') throw new Wait(15, `CloudFormation to delete the stack ${id}`);
    await client.send(new DeleteStackCommand({ StackName: id, ...(deletion ? { DeletionMode: 'FORCE_DELETE_STACK' } : {}) }));
  },
};
