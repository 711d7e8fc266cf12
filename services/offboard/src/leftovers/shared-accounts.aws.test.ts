import { BudgetsClient, CreateBudgetCommand } from '@aws-sdk/client-budgets';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient, CreateProjectCommand } from '@aws-sdk/client-codebuild';
import {
  AcceptVpcPeeringConnectionCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateVpcCommand,
  DeleteVpcPeeringConnectionCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateGroupCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CreateBucketCommand, PutBucketTaggingCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  ListInstancesCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from '@jest/globals';
import { devopsPolicy, networkingPolicy, ownerPolicy, productionPolicy } from '@tenantry/landing-zone/policies/offboard';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { policy } from '@tenantry/shared/infra/policy';
import { testAccounts, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { buildNetwork } from '../testing/full-account.ts';
import { memberAccount } from '../testing/member-account.ts';
import { placeWith, rootPlace, zoneWith } from '../testing/place.ts';
import { artifacts, delivery } from './delivery.ts';
import { hubRoutes } from './hub-routes.ts';
import type { AccountInRegion } from './leftover.ts';
import { buildLogs } from './log-groups.ts';
import { assignments, budgets } from './owner.ts';
import { records } from './records.ts';
import { tagged } from './tagged.ts';

const idsOf = async (
  place: AccountInRegion,
  lister: { list: (place: AccountInRegion) => Promise<readonly { id: string; baseline?: string }[]> },
) => (await lister.list(place)).map(({ id, baseline }) => (baseline ? `${id} (${baseline})` : id));

describe('what is left of a tenant in the shared accounts', () => {
  test('networking: peerings with its account and the routes through them, until they are deleted', async () => {
    const tenant = rootPlace(unusedAccountId(), ulid());
    const hub = { ...rootPlace(unusedAccountId(), tenant.tenantId), tenantAccountId: tenant.accountId };
    const place = await placeWith(hub, networkingPolicy);
    const ec2 = hub.client(EC2Client);
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: Vpc?.VpcId }));
    const peering = await buildNetwork(tenant, Vpc!.VpcId!, hub.accountId);
    // Where the tenant's account is closed, nobody can delete a request that nobody has accepted.
    const expiring = 'requested by an account that is closed: it expires within seven days';
    expect(await idsOf({ ...place, isAccountClosed: true }, hubRoutes)).toEqual([`${peering} (${expiring})`]);
    const accept = new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: peering });
    await ec2.send(accept);
    const route = { RouteTableId: RouteTable?.RouteTableId, DestinationCidrBlock: '10.64.0.0/20' };
    await ec2.send(new CreateRouteCommand({ ...route, VpcPeeringConnectionId: peering }));
    const leading = `${route.RouteTableId} ${route.DestinationCidrBlock}`;
    expect(await idsOf(place, hubRoutes)).toEqual([peering, leading]);
    // A deleted peering leaves its route behind as a black hole.
    await ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: peering }));
    expect(await idsOf(place, hubRoutes)).toEqual([`${peering} (deleted: AWS shows it for hours)`, leading]);
    const other = { ...place, tenantId: ulid(), tenantAccountId: unusedAccountId() };
    expect(await idsOf(other, hubRoutes)).toEqual([]);
  });

  test("production: records at its domain and under it, and nobody else's", async () => {
    const root = rootPlace(unusedAccountId(), ulid());
    const route53 = root.client(Route53Client);
    const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: 'offboard.example', CallerReference: ulid() }));
    const zone = { ...root.zone, production: { hostedZoneId: HostedZone!.Id! } };
    const record = (Name: string, Type: 'A' | 'CNAME', Value: string) => ({
      Action: 'CREATE' as const,
      ResourceRecordSet: { Name, Type, TTL: 60, ResourceRecords: [{ Value }] },
    });
    const Changes = [
      record('st-mary.offboard.example', 'A', '192.0.2.1'),
      record('_a1.st-mary.offboard.example', 'CNAME', '_b2.acm-validations.aws'),
      record('st-maryland.offboard.example', 'A', '192.0.2.2'),
    ];
    await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: HostedZone!.Id, ChangeBatch: { Changes } }));
    const place = await placeWith(
      { ...root, zone, domain: 'st-mary.offboard.example' },
      productionPolicy('arn:aws:route53:::hostedzone/*'),
    );
    expect((await idsOf(place, records)).sort()).toEqual(['_a1.st-mary.offboard.example. CNAME', 'st-mary.offboard.example. A']);
    expect(await idsOf({ ...place, domain: undefined }, records)).toEqual([]);
  });

  test('devops: projects, logs and archives of its pipeline', async () => {
    const accountId = testAccounts.devops;
    const tenantId = ulid();
    const zone = zoneWith('dev');
    const bucket = `tenantry-dev-artifacts-${ulid().toLowerCase()}`;
    const root = rootPlace(accountId, tenantId, { ...zone, devops: { ...zone.devops, artifactBucket: bucket } });
    const name = tenantResourceName(tenantId, 'api');
    const RoleName = `builds-${ulid()}`;
    const AssumeRolePolicyDocument = JSON.stringify(
      policy([{ Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' }]),
    );
    await root.client(IAMClient).send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await root.client(CodeBuildClient).send(
      new CreateProjectCommand({
        name,
        source: { type: 'NO_SOURCE', buildspec: 'version: 0.2' },
        artifacts: { type: 'NO_ARTIFACTS' },
        environment: { type: 'LINUX_CONTAINER', image: 'aws/codebuild/standard:7.0', computeType: 'BUILD_GENERAL1_SMALL' },
        serviceRole: `arn:aws:iam::${accountId}:role/${RoleName}`,
      }),
    );
    await root.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName: `/aws/codebuild/${name}` }));
    await root.client(S3Client).send(new CreateBucketCommand({ Bucket: bucket }));
    await root.client(S3Client).send(new PutObjectCommand({ Bucket: bucket, Key: `${name.slice(0, 20)}/source-api/a1`, Body: 'zip' }));
    const place = await placeWith(root, devopsPolicy('dev'));
    expect(await idsOf(place, delivery)).toEqual([name]);
    expect(await idsOf(place, buildLogs)).toEqual([`/aws/codebuild/${name}`]);
    const archives = "copies of releases, the same for every tenant: they expire by the bucket's lifecycle";
    expect(await idsOf(place, artifacts)).toEqual([`s3://${bucket}/${name.slice(0, 20)}/ (${archives})`]);
    // The sweep removes what came late.
    await buildLogs.remove!(place, (await buildLogs.list(place))[0]!);
    expect(await idsOf(place, buildLogs)).toEqual([]);
    const other = { ...place, tenantId: '00000000000000000000000000' };
    expect([await idsOf(other, delivery), await idsOf(other, buildLogs), await idsOf(other, artifacts)]).toEqual([[], [], []]);
  });

  test('owner: its budget, and who may still get in', async () => {
    const accountId = testAccounts.owner;
    const tenantId = ulid();
    const zone = zoneWith('dev');
    const sso = rootPlace(accountId, tenantId).client(SSOAdminClient);
    const { Instances } = await sso.send(new ListInstancesCommand({}));
    const { InstanceArn = '', IdentityStoreId } = Instances![0]!;
    const store = rootPlace(accountId, tenantId).client(IdentitystoreClient);
    const { GroupId: PrincipalId } = await store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: `group-${tenantId}` }));
    const tenantAccountId = await memberAccount();
    const ownerOf = (permissionSetArns: Record<string, string>) => ({
      ...zone,
      owner: { ...zone.owner, identityCenterInstanceArn: InstanceArn, permissionSetArns },
    });
    const root = {
      ...rootPlace(accountId, tenantId, ownerOf({})),
      tenantAccountId,
    };
    const Budget = { BudgetName: tenantResourceName(tenantId), BudgetType: 'COST' as const, TimeUnit: 'MONTHLY' as const };
    await root
      .client(BudgetsClient)
      .send(new CreateBudgetCommand({ AccountId: accountId, Budget: { ...Budget, BudgetLimit: { Amount: '1', Unit: 'USD' } } }));
    const { PermissionSet } = await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: `set-${tenantId.slice(-20)}` }));
    const PermissionSetArn = PermissionSet!.PermissionSetArn!;
    await sso.send(
      new CreateAccountAssignmentCommand({
        InstanceArn,
        PermissionSetArn,
        TargetId: tenantAccountId,
        TargetType: 'AWS_ACCOUNT',
        PrincipalType: 'GROUP',
        PrincipalId,
      }),
    );
    const place = {
      ...(await placeWith(root, ownerPolicy('dev', Object.values(testAccounts)))),
      zone: ownerOf({ TenantViewer: PermissionSetArn }),
    };
    expect(await idsOf(place, budgets)).toEqual([tenantResourceName(tenantId)]);
    // Identity Center assigns in its own time.
    const assigned = await eventually('the assignment', async () => {
      const ids = await idsOf(place, assignments);
      return ids.length > 0 && ids;
    });
    expect(assigned).toEqual([`${PermissionSetArn} ${PrincipalId}`]);
    // The organization's own sets are not ours to take away, and what leads into a closed account ends with it.
    const reasonIn = async (there: AccountInRegion) => (await assignments.list(there)).map(({ baseline }) => baseline);
    expect(await reasonIn({ ...place, zone: ownerOf({}) })).toEqual([expect.stringContaining('of the organization')]);
    expect(await reasonIn({ ...place, isAccountClosed: true })).toEqual([expect.stringContaining('closed')]);
    const other = { ...place, tenantId: ulid(), tenantAccountId: unusedAccountId() };
    expect([await idsOf(other, budgets), await idsOf(other, assignments)]).toEqual([[], []]);
  });

  test('any: whatever carries its tag', async () => {
    const root = rootPlace(unusedAccountId(), ulid());
    const bucket = async (Bucket: string, tenantId: string) => {
      await root.client(S3Client).send(new CreateBucketCommand({ Bucket }));
      await root.client(S3Client).send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: tenantTags('dev', tenantId) } }));
    };
    await bucket(`anything-${root.accountId}`, root.tenantId);
    await bucket(`other-${root.accountId}`, ulid());
    const place = await placeWith(root, networkingPolicy);
    expect(await idsOf(place, tagged)).toEqual([`arn:aws:s3:::anything-${root.accountId}`]);
  });
});
