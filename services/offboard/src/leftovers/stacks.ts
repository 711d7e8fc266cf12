import { CloudFormationClient, DeleteStackCommand, paginateListStacks } from '@aws-sdk/client-cloudformation';
import { serviceName } from '@tenantry/shared/names';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

export const stacks: Lister = {
  service: 'CloudFormation',
  list: async (place) => {
    const found: Leftover[] = [];
    const baseline = serviceName(place.zone.stage, 'baseline');
    for await (const { StackSummaries = [] } of paginateListStacks({ client: place.client(CloudFormationClient) }, {})) {
      for (const { StackName, StackStatus } of StackSummaries) {
        if (StackStatus === 'DELETE_COMPLETE') continue; // listed for 90 days
        const reason = StackName === baseline && 'the roles that take the account back; they end with the account';
        found.push(foundIn(place, 'CloudFormation stack')(StackName, hasName(place, StackName), reason));
      }
    }
    return found;
  },
  /** With the rights of the sweep: what the stack made is removed before, so that nothing is left for it to do. */
  remove: async (place, { id }) => {
    await place.client(CloudFormationClient).send(new DeleteStackCommand({ StackName: id }));
  },
};
