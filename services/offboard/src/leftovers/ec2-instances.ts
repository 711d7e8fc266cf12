import { EC2Client, paginateDescribeInstances, paginateDescribeSnapshots, paginateDescribeVolumes } from '@aws-sdk/client-ec2';
import { hasTag } from '@tenantry/shared/aws/tags';
import { type AccountInRegion, foundIn, type Leftover, type Lister, shownFor } from './leftover.ts';

/** None of these are the product's: who made them removes them. */
export const instances: Lister = {
  service: 'EC2 instances and volumes',
  finds: ['AWS::EC2::Instance', 'AWS::EC2::Volume'],
  list: async (place: AccountInRegion): Promise<readonly Leftover[]> => {
    const client = place.client(EC2Client);
    const found: Leftover[] = [];
    const instance = foundIn(place, 'EC2 instance');
    for await (const { Reservations = [] } of paginateDescribeInstances({ client }, {})) {
      for (const { InstanceId, Tags, State } of Reservations.flatMap(({ Instances = [] }) => Instances)) {
        found.push(instance(InstanceId, hasTag(place, Tags), State?.Name === 'terminated' && shownFor(State.Name, 'an hour')));
      }
    }
    for await (const { Volumes = [] } of paginateDescribeVolumes({ client }, {})) {
      found.push(...Volumes.map(({ VolumeId, Tags }) => foundIn(place, 'EC2 volume')(VolumeId, hasTag(place, Tags))));
    }
    for await (const { Snapshots = [] } of paginateDescribeSnapshots({ client }, { OwnerIds: ['self'] })) {
      found.push(...Snapshots.map(({ SnapshotId, Tags }) => foundIn(place, 'EC2 snapshot')(SnapshotId, hasTag(place, Tags))));
    }
    return found;
  },
};
