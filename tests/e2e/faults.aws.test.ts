import { beforeAll, describe, expect, test } from '@jest/globals';
import type { FaultEffect } from '@laptop/aws/gateway/faults';
import { ulid } from 'ulid';
import type { Tenant } from '../../laptop/demo/onboarding.ts';
import { type Harness, harness } from './harness.ts';
import { inventoryOf } from './inventory.ts';

/** Calls that create something, by the step that makes them. */
type Calls = readonly (readonly [step: string, operation: string])[];
const ACCOUNT: Calls = [
  ['account.account', 'CreateAccount'],
  ['account.accountAssignments', 'CreateAccountAssignment'],
  ['account.budget', 'CreateBudget'],
  ['account.baseline', 'CreateStack'],
];
const NETWORK: Calls = [
  ['network.vpc', 'CreateVpc'],
  ['network.staticIp', 'AllocateAddress'],
  ['network.natGateway', 'CreateNatGateway'],
  ['network.hubPeering', 'CreateVpcPeeringConnection'],
  ['network.peeringAcceptance', 'AcceptVpcPeeringConnection'],
];
const EDGE: Calls = [
  ['edge.certificate', 'RequestCertificate'],
  ['edge.bucket', 'CreateBucket'],
  ['edge.httpApi', 'CreateApi'],
  ['edge.webAcl', 'CreateWebACL'],
  ['edge.originAccessControl', 'CreateOriginAccessControl'],
  ['edge.mailIdentity', 'CreateEmailIdentity'],
  ['edge.distribution', 'CreateDistributionWithTags'],
];
const DNS: Calls = [
  ['dns.validationRecord', 'ChangeResourceRecordSets'],
  ['dns.records', 'ChangeResourceRecordSets'],
];
const PIPELINE: Calls = [
  ['pipeline.loginSecret', 'CreateSecret'],
  ['pipeline.userPool', 'CreateUserPool'],
  ['pipeline.firstUser', 'AdminCreateUser'],
  ['pipeline.buildProjects', 'CreateProject'],
  ['pipeline.codePipeline', 'CreatePipeline'],
];

/**
 * What each tenant meets: connections dropped after the effect, and processes killed before they hear of it. Two tenants are enough for
 * both at every stage, and a stage that is killed waits for its lease in real time: no more than three of them in a row.
 */
const TENANTS: readonly { readonly title: string; readonly dropped: Calls; readonly killed: Calls }[] = [
  {
    title: 'account, network and dns lose their answers, edge and pipeline are killed',
    dropped: [...ACCOUNT, ...NETWORK, ...DNS],
    killed: [
      ['edge.distribution', 'CreateDistributionWithTags'],
      ['pipeline.codePipeline', 'CreatePipeline'],
    ],
  },
  {
    title: 'edge and pipeline lose their answers, account, network and dns are killed',
    dropped: [...EDGE, ...PIPELINE],
    killed: [
      ['account.account', 'CreateAccount'],
      ['network.natGateway', 'CreateNatGateway'],
      ['dns.records', 'ChangeResourceRecordSets'],
    ],
  },
];

/** One of everything. Where there are more by design: assignments of two groups, subnets, route tables and so on. */
const INVENTORY = {
  database: 1,
  'database role': 2, // of migrations, and of the function
  'devops CodeBuild project': 3,
  'devops CodePipeline execution': 1,
  'devops CodePipeline pipeline': 1,
  'devops IAM role': 4, // of its pipeline and of each build
  'networking EC2 VPC peering connection': 1,
  'networking EC2 route': 1,
  'owner account': 1,
  'owner account assignment': 2,
  'owner budget': 1,
  'production Route 53 record': 6, // validation, A, AAAA, three of DKIM
  'superAdmin EC2 VPC peering connection': 1,
  'superAdmin EC2 route': 1,
  'tenant ACM certificate': 1,
  'tenant API Gateway API': 1,
  'tenant CloudFormation stack': 2, // its roles, and what the release deploys
  'tenant CloudFront distribution': 1,
  'tenant CloudFront function': 1,
  'tenant CloudFront origin access control': 1,
  'tenant CloudFront response headers policy': 1,
  'tenant Cognito user pool': 1,
  'tenant EC2 Elastic IP address': 1,
  'tenant EC2 NAT gateway': 1,
  // Of these the account's default VPCs, here and in us-east-1, are or have one each, but for subnets: three each.
  'tenant EC2 VPC': 3,
  'tenant EC2 internet gateway': 3,
  'tenant EC2 route table': 4,
  'tenant EC2 security group': 3,
  'tenant EC2 subnet': 10,
  'tenant EC2 VPC peering connection': 2,
  'tenant EventBridge rule': 1, // keeps the API's function awake
  'tenant IAM policy': 1,
  'tenant IAM role': 9,
  'tenant Lambda function': 1,
  'tenant S3 bucket': 1,
  'tenant SES identity': 1,
  'tenant Secrets Manager secret': 3,
  'tenant WAF web ACL': 1,
};

interface Run {
  readonly tenant: Tenant;
  /** Calls that their fault never met. */
  readonly missed: readonly string[];
}
let aws: Harness;
const runs = new Map<string, Promise<Run>>();

const onboardUnderFaults = async (tenantId: string, dropped: Calls, killed: Calls): Promise<Run> => {
  const arm = async (calls: Calls, effect: FaultEffect): Promise<readonly [string, string][]> =>
    Promise.all(
      calls.map(async ([step, operation]): Promise<[string, string]> => {
        const id = await aws.running.addFault({ match: { labels: { tenant: tenantId, step }, operation }, effect });
        return [id, `${step} ${operation}`];
      }),
    );
  const armed = [...(await arm(dropped, { kind: 'drop-after' })), ...(await arm(killed, { kind: 'kill' }))];
  await aws.request(tenantId);
  const tenant = await aws.reached(tenantId);
  const struck = await aws.running.struck();
  await Promise.all(armed.map(([id]) => aws.running.removeFault(id)));
  return { tenant, missed: armed.filter(([id]) => struck[id] !== 1).map(([, call]) => call) };
};

beforeAll(async () => {
  aws = await harness();
  // All at once: they mostly wait for leases and settle times.
  for (const { title, dropped, killed } of TENANTS) runs.set(title, onboardUnderFaults(ulid(), dropped, killed));
  Promise.allSettled(runs.values());
});

describe('a tenant is ready with one of everything, though', () => {
  test.each(TENANTS)('$title', async ({ title }) => {
    const { tenant, missed } = (await runs.get(title)) as Run;
    expect(missed).toEqual([]);
    const { events } = (await aws.get(`/tenants/${tenant.tenantId}/timeline`)) as { events: readonly { event: string }[] };
    const counts = await inventoryOf(aws, tenant);
    expect(Object.fromEntries(Object.entries(counts).filter(([kind]) => !/log group|artifacts/.test(kind)))).toEqual(INVENTORY);
    // Each once, but for another test's replay of all tenants, which has a stage say the same once more.
    expect([...new Set(events.map(({ event }) => event))].sort()).toEqual([
      'AccountReady',
      'CertificateRequested',
      'DnsReady',
      'EdgeReady',
      'NetworkPeered',
      'OriginReady',
      'TenantReady',
      'TenantRequested',
    ]);
  });
});
