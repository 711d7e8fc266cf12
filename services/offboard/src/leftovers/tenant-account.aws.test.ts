import {
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateRoleCommand, CreateServiceLinkedRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from '@jest/globals';
import { tenantPolicy } from '@tenantry/landing-zone/policies/offboard';
import { serviceName, tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { policy } from '@tenantry/shared/infra/policy';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { ulid } from 'ulid';
import { buildEdge, buildNetwork, buildReleases } from '../testing/full-account.ts';
import { placeWith, rootPlace } from '../testing/place.ts';
import { TENANT_ACCOUNT } from './accounts.ts';
import type { AccountInRegion, Leftover, Lister } from './leftover.ts';
import { apart, type Listing, placesOf } from './leftovers-of.ts';
import { removeLeftovers } from './remove-leftovers.ts';

/** A tenant's account as its root, and as the sweep's role sees it. */
const account = async (tenantId = ulid()) => {
  const root = rootPlace(unusedAccountId(), tenantId);
  return { root, place: await placeWith(root, tenantPolicy) };
};
const listIn = (place: AccountInRegion, listers: readonly Lister[]): Promise<readonly Listing[]> =>
  Promise.all(
    listers
      .flatMap((lister) => placesOf(lister, place).map((where) => ({ lister, place: where })))
      .map(async (one) => ({ ...one, found: await one.lister.list(one.place) })),
  );
const leftIn = async (place: AccountInRegion, listers: readonly Lister[]): Promise<readonly Leftover[]> =>
  apart((await listIn(place, listers)).flatMap(({ found }) => found)).leftovers;
/** Passes of the sweep until nothing is left; fails after so many. */
const emptied = async (place: AccountInRegion, listers: readonly Lister[] = TENANT_ACCOUNT): Promise<void> => {
  for (let pass = 0; pass < 60; pass++) {
    const listings = await listIn(place, listers);
    if (apart(listings.flatMap(({ found }) => found)).leftovers.length === 0) return;
    const { errors } = await removeLeftovers(listings);
    if (errors[0]) throw errors[0];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await leftIn(place, listers)).toEqual([]);
};
const peer = async (): Promise<{ vpcId: string; accountId: string }> => {
  const accountId = unusedAccountId();
  const { Vpc } = await new EC2Client(rootOf(accountId)).send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  return { accountId, vpcId: Vpc!.VpcId! };
};
const typesOf = (found: readonly Leftover[]): string[] => [...new Set(found.map(({ type }) => type))].sort();

describe("what is in a tenant's account", () => {
  test('a new account has nothing but what AWS put into it', async () => {
    const { place } = await account();
    const { leftovers, baseline } = apart((await listIn(place, TENANT_ACCOUNT)).flatMap(({ found }) => found));
    // The role with which this test looks.
    expect(leftovers.filter(({ id }) => !id.startsWith('policy-'))).toEqual([]);
    expect(typesOf(baseline)).toEqual(['EC2 VPC', 'EC2 internet gateway', 'EC2 route table', 'EC2 security group', 'EC2 subnet']);
  });

  test('a network is found and removed, in the order in which EC2 lets go of it', async () => {
    const { root, place } = await account();
    const { vpcId, accountId } = await peer();
    await buildNetwork(root, vpcId, accountId);
    const listers = TENANT_ACCOUNT.filter(({ service }) => service.startsWith('EC2'));
    const found = await leftIn(place, listers);
    expect(found.every(({ isTenants }) => isTenants)).toBe(true);
    expect(typesOf(found.filter(({ type }) => type !== 'EC2 network interface'))).toEqual([
      'EC2 Elastic IP address',
      'EC2 NAT gateway',
      'EC2 VPC',
      'EC2 VPC peering connection',
      'EC2 internet gateway',
      'EC2 route table',
      'EC2 security group',
      'EC2 subnet',
    ]);
    await emptied(place, listers);
    const { Vpcs = [] } = await root.client(EC2Client).send(new DescribeVpcsCommand({}));
    expect(Vpcs.map(({ IsDefault }) => IsDefault)).toEqual([true]);
  });

  test('interfaces that Lambda left in the VPC go, though they carry no tag; any other stays', async () => {
    const { root, place } = await account();
    const client = root.client(EC2Client);
    const tags = { ResourceType: 'vpc' as const, Tags: tenantTags('dev', root.tenantId) };
    const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: '10.80.0.0/20', TagSpecifications: [tags] }));
    const { Subnet } = await client.send(new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.80.0.0/24' }));
    for (const Description of ['AWS Lambda VPC ENI-tenantry-0-api', 'mine']) {
      await client.send(new CreateNetworkInterfaceCommand({ SubnetId: Subnet?.SubnetId, Description }));
    }
    await removeLeftovers(
      await listIn(
        place,
        TENANT_ACCOUNT.filter(({ service }) => service === 'EC2 VPCs'),
      ),
    );
    const { NetworkInterfaces = [] } = await client.send(new DescribeNetworkInterfacesCommand({}));
    expect(NetworkInterfaces.map(({ Description }) => Description)).toEqual(['mine']);
  });

  test('a distribution and its parts, bucket with versions, certificate, API and mail identity are found and removed', async () => {
    const { root, place } = await account();
    await buildEdge(root);
    const found = (await leftIn(place, TENANT_ACCOUNT)).filter(({ id }) => !id.startsWith('policy-'));
    expect(typesOf(found)).toEqual([
      'ACM certificate',
      'API Gateway API',
      'CloudFront distribution',
      'CloudFront function',
      'CloudFront origin access control',
      'CloudFront response headers policy',
      'S3 bucket',
      'SES identity',
      'WAF web ACL',
    ]);
    await emptied(
      place,
      TENANT_ACCOUNT.filter(({ service }) => service !== 'IAM'),
    );
  });

  test('what releases made is found and removed', async () => {
    const { root, place } = await account();
    await buildReleases(root);
    const listers = TENANT_ACCOUNT.filter(({ service }) =>
      ['Lambda', 'EventBridge', 'Cognito', 'Secrets Manager', 'CloudWatch Logs', 'CloudFormation'].includes(service),
    );
    expect(typesOf(await leftIn(place, listers))).toEqual([
      'CloudFormation stack',
      'CloudWatch log group',
      'Cognito user pool',
      'EventBridge rule',
      'Lambda function',
      'Secrets Manager secret',
    ]);
    await emptied(place, listers);
    const roles = TENANT_ACCOUNT.filter(({ service }) => service === 'IAM');
    const [own] = (await leftIn(place, roles)).filter(({ isTenants }) => isTenants);
    expect(own?.id).toBe(tenantResourceName(place.tenantId, 'api'));
    await roles[0]!.remove!(place, own!);
    expect((await leftIn(place, roles)).filter(({ isTenants }) => isTenants)).toEqual([]);
  });

  test("what lacks the tenant's tag and name is listed, and never touched", async () => {
    const { root, place } = await account();
    const { Vpc } = await root.client(EC2Client).send(new CreateVpcCommand({ CidrBlock: '10.80.0.0/20' }));
    await root.client(EC2Client).send(new CreateSecurityGroupCommand({ VpcId: Vpc?.VpcId, GroupName: 'mine', Description: 'mine' }));
    await root.client(S3Client).send(new CreateBucketCommand({ Bucket: `somebody-${root.accountId}` }));
    const listers = TENANT_ACCOUNT.filter(({ service }) => service === 'S3' || service === 'EC2 VPCs');
    const listings = await listIn(place, listers);
    const { removed, kept } = await removeLeftovers(listings);
    expect(removed).toEqual([]);
    expect(kept).toHaveLength(3);
    expect(kept[0]?.why).toBe("lacks the tenant's tag and name");
    expect(await leftIn(place, listers)).toHaveLength(3);
    // Not even by mistake: the role may not.
    await expect(listers[1]!.remove!(place, { ...listings[1]!.found.find(({ id }) => id === Vpc?.VpcId)! })).rejects.toThrow(
      /not authorized/i,
    );
  });

  test("another tenant's things are not this tenant's", async () => {
    const other = await account();
    await buildReleases(other.root);
    const here: AccountInRegion = { ...other.place, tenantId: ulid() };
    expect((await leftIn(here, TENANT_ACCOUNT)).filter(({ isTenants }) => isTenants)).toEqual([]);
  });

  test('the baseline stays, each with its reason', async () => {
    const { root, place } = await account();
    const iam = root.client(IAMClient);
    const AssumeRolePolicyDocument = JSON.stringify(
      policy([{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }]),
    );
    const kept = [serviceName('dev', 'account'), serviceName('dev', 'offboard'), 'OrganizationAccountAccessRole'];
    for (const RoleName of [...kept, serviceName('dev', 'network')])
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'elasticloadbalancing.amazonaws.com' }));
    const secrets = root.client(SecretsManagerClient);
    const Name = tenantResourceName(place.tenantId, 'first-user');
    await secrets.send(new CreateSecretCommand({ Name, SecretString: '{}' }));
    await secrets.send(new DeleteSecretCommand({ SecretId: Name, RecoveryWindowInDays: 7 }));
    const listers = TENANT_ACCOUNT.filter(({ service }) => ['IAM', 'Secrets Manager'].includes(service));
    const { leftovers, baseline } = apart((await listIn(place, listers)).flatMap(({ found }) => found));
    // A role of the deployment that the account stage should have removed.
    expect(leftovers.map(({ id }) => id).filter((id) => !id.startsWith('policy-'))).toEqual([serviceName('dev', 'network')]);
    expect(baseline.map(({ baseline: reason }) => reason)).toEqual(expect.arrayContaining(['pending deletion, which costs nothing']));
    expect(baseline.filter(({ type }) => type === 'IAM role')).toHaveLength(4);
  });
});
