import { createHash } from 'node:crypto';
import { AcceptVpcPeeringConnectionCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { TagResourceCommand } from '@aws-sdk/client-organizations';
import { CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { TENANT_TAG, tenantResourceName } from '@tenantry/shared/domain/names';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { rootOf, testAccounts, testRegion, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { clientsOf } from '@tenantry/shared/testing/clients';
import { ulid } from 'ulid';
import type { ClosingPorts } from '../closing/close-accounts.ts';
import { type Evidence, evidenceIn } from '../evidence.ts';
import type { ClientsIn } from '../leftovers/leftovers-of.ts';
import type { Scope } from '../scope.ts';
import { buildEdge, buildNetwork, buildReleases } from '../testing/full-account.ts';
import { closeByHand, memberAccount, organizations } from '../testing/member-account.ts';
import { rootPlace, zoneWith } from '../testing/place.ts';
import { sweep } from './sweep.ts';

const s3 = new S3Client(rootOf(testAccounts.superAdmin));
const asRoot: ClientsIn = (accountId) => clientsOf(rootOf(accountId));

const createBucket = (accountId: string, Bucket: string, region: string) => {
  return new S3Client(rootOf(accountId, region)).send(new CreateBucketCommand({ Bucket }));
};

/** A tenant whose shared accounts are its own: no other test has anything in them. */
const tenant = async (region = testRegion) => {
  const tenantId = ulid();
  const own = () => unusedAccountId();
  const accounts = { superAdmin: own(), devops: own(), networking: own(), production: own() };
  const { HostedZone } = await new Route53Client(rootOf(accounts.production)).send(
    new CreateHostedZoneCommand({ Name: 'sweep.example', CallerReference: tenantId }),
  );
  const { Instances } = await new SSOAdminClient(rootOf(testAccounts.owner)).send(new ListInstancesCommand({}));
  const zone = zoneWith('dev', accounts, region);
  const bucket = `evidence-${tenantId.toLowerCase()}`;
  const artifactBucket = `artifacts-${tenantId.toLowerCase()}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await createBucket(accounts.devops, artifactBucket, region);
  const scope: Scope = {
    tenantId,
    zone: {
      ...zone,
      production: { hostedZoneId: HostedZone!.Id! },
      owner: { ...zone.owner, identityCenterInstanceArn: Instances![0]!.InstanceArn! },
      devops: { ...zone.devops, artifactBucket },
    },
    clientsIn: asRoot,
    organizations,
    evidence: evidenceIn(s3, bucket),
    closing: { now: () => Math.floor(Date.now() / 1000), closings: { find: async () => undefined } } as unknown as ClosingPorts,
  };
  const accountId = await memberAccount();
  const needs = { accountId, slug: 'st-mary', domain: 'st-mary.sweep.example' };
  return { scope, needs, bucket, place: rootPlace(accountId, tenantId), hub: accounts.networking };
};

/** Calls again while it waits. @returns what it answers, and how often it waited */
const swept = async (scope: Scope, needs: Parameters<typeof sweep.ensure>[1]) => {
  for (let waits = 0; ; waits++) {
    try {
      return { out: await sweep.ensure(scope, needs, {}), waits };
    } catch (error) {
      if (!(error instanceof Wait) || waits > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
};
const documentOf = async (scope: Scope, bucket: string) => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: `${scope.tenantId}.json` }));
  const text = await Body!.transformToString();
  return { document: JSON.parse(text) as Evidence, sha256: createHash('sha256').update(text).digest('hex') };
};

describe('the sweep', () => {
  test('of an account that the stages left empty is one listing, and a document that proves it', async () => {
    const { scope, needs, bucket } = await tenant();
    const { out, waits } = await swept(scope, needs);
    expect(waits).toBe(0);
    const { document, sha256 } = await documentOf(scope, bucket);
    expect(out).toEqual({ leftovers: 0, remains: [], evidence: { location: `s3://${bucket}/${scope.tenantId}.json`, sha256 } });
    expect(document).toMatchObject({
      accountId: needs.accountId,
      slug: 'st-mary',
      passes: [],
      proof: { accountState: 'ACTIVE', leftovers: 0 },
    });
    expect(document.proof?.baseline.every(({ reason }) => reason.length > 0)).toBe(true);
  });

  test('of an account where nothing was taken back removes all of it, and says what', async () => {
    const { scope, needs, bucket, place, hub } = await tenant();
    const { Vpc } = await new EC2Client(rootOf(hub)).send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    await buildNetwork(place, Vpc!.VpcId!, hub);
    await buildEdge(place);
    await buildReleases(place);
    const { out } = await swept(scope, needs);
    const { document, sha256 } = await documentOf(scope, bucket);
    expect(out.evidence.sha256).toBe(sha256);
    const removed = document.passes.flatMap((pass) => pass.removed).join('\n');
    for (const what of ['NAT gateway', 'Elastic IP', 'EC2 VPC', 'CloudFront distribution', 'S3 bucket', 'Lambda function', 'IAM role']) {
      expect(removed).toContain(what);
    }
    const reasons = document.proof?.baseline.map(({ type, reason }) => `${type}: ${reason}`).join('\n');
    expect(reasons).toContain('EC2 VPC peering connection: deleted');
  });

  test('of a deployment elsewhere than us-east-1 asks S3 in the region of each bucket', async () => {
    const region = 'eu-central-1';
    const { scope, needs, bucket } = await tenant(region);
    const { accountId } = needs;
    const name = tenantResourceName(scope.tenantId);
    const s3InRegion = new S3Client(rootOf(accountId, region));
    await createBucket(accountId, `${name}-ui`, region);
    await createBucket(accountId, `${name}-logs`, 'us-east-1');
    await s3InRegion.send(new PutObjectCommand({ Bucket: `${name}-ui`, Key: 'index.html', Body: 'x' }));
    const Key = `${name.slice(0, 20)}/source/one`; // as CodePipeline names it
    const { artifactBucket: Bucket } = scope.zone.devops;
    await new S3Client(rootOf(scope.zone.config.accounts.devops, region)).send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    const { out } = await swept(scope, needs);
    expect(out.leftovers).toBe(0);
    const { document } = await documentOf(scope, bucket);
    expect(document.passes.flatMap(({ removed }) => removed)).toEqual(
      expect.arrayContaining([`S3 bucket ${name}-ui in ${accountId} (${region})`, `S3 bucket ${name}-logs in ${accountId} (us-east-1)`]),
    );
    expect(document.proof?.baseline).toContainEqual(expect.objectContaining({ type: 'S3 artifacts', region }));
  });

  test('leaves what the organization itself put into the account, and says so', async () => {
    const { scope, needs, bucket, place } = await tenant();
    const iam = place.client(IAMClient);
    for (const RoleName of ['AWSControlTowerExecution', 'stacksets-exec-0a1b']) {
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' }));
    }
    const failure = await swept(scope, needs).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'LeftoversFound' }); // until the configuration names it
    const { config } = scope.zone;
    const { baseline } = configOf('example').organization;
    const zone = { ...scope.zone, config: { ...config, organization: { ...config.organization, baseline } } };
    const { out } = await swept({ ...scope, zone }, needs);
    expect(out).toMatchObject({ leftovers: 0, remains: baseline.roles.map(({ reason }) => ({ why: `of the organization: ${reason}` })) });
    const { document } = await documentOf(scope, bucket);
    expect(document.proof?.baseline).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'AWSControlTowerExecution', reason: `of the organization: ${baseline.roles[0]?.reason}` }),
      ]),
    );
    const { Roles } = await iam.send(new ListRolesCommand({}));
    expect(Roles?.map(({ RoleName }) => RoleName)).toEqual(expect.arrayContaining(['AWSControlTowerExecution', 'stacksets-exec-0a1b']));
  });

  test('asks a person about what is nobody of ours, after looking for half an hour', async () => {
    const { scope, needs, bucket, place } = await tenant();
    await place.client(S3Client).send(new CreateBucketCommand({ Bucket: `somebody-${place.accountId}` }));
    const failure = await swept(scope, needs).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StalledError);
    expect(failure).toMatchObject({ code: 'LeftoversFound', message: expect.stringContaining(`S3 bucket somebody-${place.accountId}`) });
    const { document } = await documentOf(scope, bucket);
    expect(document.passes).toHaveLength(1);
    expect(document.passes[0]).toMatchObject({ looks: 8, removed: [] });
    expect(document.proof).toBeUndefined();
  });

  test("never looks into an account that is another tenant's by now, nor at what that one has in the hub", async () => {
    const { scope, needs, bucket, hub } = await tenant();
    const { config } = scope.zone;
    const zone = { ...scope.zone, config: { ...config, organization: { ...config.organization, recycle: true } } };
    const other = ulid();
    await organizations.send(new TagResourceCommand({ ResourceId: needs.accountId, Tags: [{ Key: TENANT_TAG, Value: other }] }));
    const next = rootPlace(needs.accountId, other);
    await buildReleases(next);
    const ec2 = new EC2Client(rootOf(hub));
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const VpcPeeringConnectionId = await buildNetwork(next, Vpc!.VpcId!, hub);
    await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
    const { out } = await swept({ ...scope, zone }, needs);
    expect(out.leftovers).toBe(0);
    expect((await documentOf(scope, bucket)).document.proof).toMatchObject({ accountState: 'GIVEN_ON' });
  });

  test('of an account that somebody closed says what is known of it, and that nobody looked', async () => {
    const { scope, needs, bucket } = await tenant();
    await closeByHand(needs.accountId);
    const closedAccount = { accountId: needs.accountId, noticedAt: '2026-11-24T09:00:00.000Z', held: [{ type: 'EC2 VPC', id: 'vpc-1' }] };
    const { out } = await swept(scope, { ...needs, closedAccount }); // waits while AWS closes it
    expect(out.remains.map(({ what }) => what)).toEqual([
      expect.stringContaining(needs.accountId),
      expect.stringContaining('EC2 VPC vpc-1'),
    ]);
    const { proof } = (await documentOf(scope, bucket)).document;
    expect(proof).toMatchObject({ accountState: 'CLOSED', leftovers: 0 });
    expect(proof?.baseline).toContainEqual(
      expect.objectContaining({ id: 'vpc-1', reason: expect.stringMatching(/^not looked at: .*2026-11-24.* 90 days/) }),
    );
  });

  test('of an account that AWS has suspended proves nothing: a person asks AWS Support', async () => {
    const { scope, needs, bucket } = await tenant();
    const suspended = { send: async () => ({ Account: { State: 'SUSPENDED' } }) } as unknown as Scope['organizations'];
    await expect(swept({ ...scope, organizations: suspended }, needs)).rejects.toMatchObject({ code: 'AccountSuspended' });
    await expect(documentOf(scope, bucket)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('of a tenant that never had an account looks into the shared ones only', async () => {
    const { scope } = await tenant();
    const { out } = await swept(scope, {});
    expect(out.leftovers).toBe(0);
  });
});
