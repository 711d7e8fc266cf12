import { CreateRouteTableCommand, CreateSecurityGroupCommand, CreateSubnetCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { QuotaName } from '../limits.ts';
import { quotas } from '../quotas.ts';
import { publicNetwork } from '../testing/network.ts';
import { accept, owner as ownerIn, request } from '../testing/peerings.ts';
import { errorOf, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

const owner = (range: string) => ownerIn(aws, range);

interface Limited {
  readonly code: string;
  readonly quota: QuotaName;
  /** How many a network of the test and its account have before. */
  readonly before: number;
  readonly create: (ec2: EC2Client, VpcId: string, n: number) => Promise<unknown>;
}

const LIMITED: readonly Limited[] = [
  {
    code: 'SubnetLimitExceeded',
    quota: 'subnetsPerVpc',
    before: 1,
    create: (ec2, VpcId, n) => ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: `10.1.${n + 1}.0/24` })),
  },
  {
    code: 'RouteTableLimitExceeded',
    quota: 'routeTablesPerVpc',
    before: 1, // the main one
    create: (ec2, VpcId) => ec2.send(new CreateRouteTableCommand({ VpcId })),
  },
  {
    code: 'SecurityGroupLimitExceeded',
    quota: 'securityGroupsPerRegion',
    before: 2, // the default groups of the default VPC and of this one
    create: (ec2, VpcId, n) => ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName: `g${n}`, Description: 'g' })),
  },
];

test.each(LIMITED)('one more than the quota is $code', async ({ code, quota, before, create }) => {
  const { ec2, vpcId } = await publicNetwork(aws);
  const all = quotas(aws.local.context);
  const usual = all[quota];
  all[quota] = before + 1;
  const answers = [await errorOf(create(ec2, vpcId, 1)), await errorOf(create(ec2, vpcId, 2))];
  all[quota] = usual;
  expect(answers).toEqual(['none', code]);
});

describe('a peering', () => {
  test('counts when it is accepted, in both of its VPCs', async () => {
    const hub = await owner('10.0.0.0/16');
    const usual = quotas(aws.local.context).peeringsPerVpc;
    quotas(aws.local.context).peeringsPerVpc = 1;
    const [first, second, third] = [await owner('10.1.0.0/16'), await owner('10.2.0.0/16'), await owner('10.3.0.0/16')];
    const ids = [(await request(first, hub)).VpcPeeringConnectionId!, (await request(second, hub)).VpcPeeringConnectionId!];
    await accept(hub, ids[0]!);
    const requested = (await request(first, third)).VpcPeeringConnectionId!;
    const refused = [await errorOf(accept(hub, ids[1]!)), await errorOf(accept(third, requested))];
    quotas(aws.local.context).peeringsPerVpc = usual;
    expect(refused).toEqual(['ActiveVpcPeeringConnectionPerVpcLimitExceeded', 'ActiveVpcPeeringConnectionPerVpcLimitExceeded']);
  });

  test('is one of 25 requests of an account that nobody has answered', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    quotas(aws.local.context).outstandingPeeringRequests = 1;
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    const refused = await errorOf(request(customer, await owner('10.2.0.0/16')));
    await accept(hub, id);
    const answered = await errorOf(request(customer, await owner('10.3.0.0/16')));
    quotas(aws.local.context).outstandingPeeringRequests = 25;
    expect([refused, answered]).toEqual(['PendingVpcPeeringConnectionLimitExceeded', 'none']);
  });
});
