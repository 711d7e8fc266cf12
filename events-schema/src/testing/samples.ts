import type { AccountReady, AccountReleased } from '../account.ts';
import type {
  IsolationChanged,
  OffboardRequested,
  StageRetryRequested,
  TenantChanged,
  TenantRequested,
  TenantVariablesChanged,
} from '../admin.ts';
import type { DnsReady, DnsRemoved } from '../dns.ts';
import type { CertificateRequested, EdgeReady, EdgeRemoved, OriginReady } from '../edge.ts';
import type { DeploymentEnvelope, DetailOf, Envelope } from '../event.ts';
import type { NetworkPeered, NetworkRemoved } from '../network.ts';
import type { AccountClosed, AccountClosingDated, TenantOffboarded, TenantOffboarding } from '../offboard.ts';
import type { PipelineRemoved, TenantReady } from '../pipeline.ts';
import type { ReleaseFailed, ReleaseMade, ReleaseRequested } from '../release.ts';
import type { StageFailed, StageIsolated, StageProgressed, StageStalled } from '../stages.ts';
import { type AttentionSamples, attentionSamples } from './attention-samples.ts';
import { type ErasureSamples, erasureSamples } from './erasure-samples.ts';
import { type PeopleSamples, peopleSamples } from './people-samples.ts';

const tenantId = '01JZT3NANTRY000000SAMP0E00';
const accountId = '200000000001';
const domain = 'st-mary.app.localhost';
const variables = { LOG_LEVEL: 'DEBUG' };
const profile = { slug: 'st-mary', name: "St Mary's Hospital", domain, adminEmail: 'it@st-mary.example', plan: 'standard', variables };
const role = (service: string) => `arn:aws:iam::${accountId}:role/tenantry-dev-${service}`;
const dnsRecord = (name: string, value: string) => ({ name, type: 'CNAME' as const, value });
const failure = {
  stage: 'network',
  step: 'natGateway',
  generation: 1,
  call: 'EC2 CreateNatGateway',
  code: 'NatGatewayLimitExceeded',
  message: 'Performing this operation would exceed the limit of 5 NAT gateways',
  advice: 'Raise the quota, then retry the stage.',
};
const moment = { causedBy: '', at: '2026-11-23T09:00:00.000Z', traceId: '1-6922cf10-4f1d2a3b4c5d6e7f80910111' };
const said = (stage: string, event: string): Envelope => ({
  tenantId,
  eventId: `${tenantId}/${stage}/${event}/1`,
  ...moment,
});
const saidOfAll = (event: string, what: string): DeploymentEnvelope => ({
  eventId: `deployment/${event}/${what}`,
  ...moment,
});
const commits = { database: 'da7aba5e'.repeat(5), api: 'a91a91a9'.repeat(5), ui: '0c0ffee0'.repeat(5) };
const release = {
  releaseId: 'da7aba5e-a91a91a9-0c0ffee0',
  commits,
  artifacts: Object.entries(commits).map(([repository, commit]) => ({
    repository,
    commit,
    key: `releases/${repository}/${commit}.zip`,
    sha256: 'e3b0c442'.repeat(8),
  })),
  at: '2026-11-23T09:00:00.000Z',
};

type SamplesApart = ErasureSamples & PeopleSamples & AttentionSamples;
/** A complete detail of every event, all of the same tenant. For tests only. */
export const samples: SamplesApart & {
  readonly TenantRequested: DetailOf<typeof TenantRequested>;
  readonly AccountReady: DetailOf<typeof AccountReady>;
  readonly NetworkPeered: DetailOf<typeof NetworkPeered>;
  readonly OriginReady: DetailOf<typeof OriginReady>;
  readonly CertificateRequested: DetailOf<typeof CertificateRequested>;
  readonly EdgeReady: DetailOf<typeof EdgeReady>;
  readonly DnsReady: DetailOf<typeof DnsReady>;
  readonly TenantReady: DetailOf<typeof TenantReady>;
  readonly StageFailed: DetailOf<typeof StageFailed>;
  readonly StageStalled: DetailOf<typeof StageStalled>;
  readonly StageProgressed: DetailOf<typeof StageProgressed>;
  readonly StageRetryRequested: DetailOf<typeof StageRetryRequested>;
  readonly TenantVariablesChanged: DetailOf<typeof TenantVariablesChanged>;
  readonly TenantChanged: DetailOf<typeof TenantChanged>;
  readonly IsolationChanged: DetailOf<typeof IsolationChanged>;
  readonly StageIsolated: DetailOf<typeof StageIsolated>;
  readonly ReleaseMade: DetailOf<typeof ReleaseMade>;
  readonly ReleaseFailed: DetailOf<typeof ReleaseFailed>;
  readonly ReleaseRequested: DetailOf<typeof ReleaseRequested>;
  readonly OffboardRequested: DetailOf<typeof OffboardRequested>;
  readonly TenantOffboarding: DetailOf<typeof TenantOffboarding>;
  readonly PipelineRemoved: DetailOf<typeof PipelineRemoved>;
  readonly NetworkRemoved: DetailOf<typeof NetworkRemoved>;
  readonly DnsRemoved: DetailOf<typeof DnsRemoved>;
  readonly EdgeRemoved: DetailOf<typeof EdgeRemoved>;
  readonly AccountReleased: DetailOf<typeof AccountReleased>;
  readonly TenantOffboarded: DetailOf<typeof TenantOffboarded>;
  readonly AccountClosingDated: DetailOf<typeof AccountClosingDated>;
  readonly AccountClosed: DetailOf<typeof AccountClosed>;
} = {
  TenantRequested: { ...said('admin', 'TenantRequested'), ...profile, cidr: '10.64.0.0/20', cidrPrefix: 20 },
  AccountReady: {
    ...said('account', 'AccountReady'),
    ...profile,
    accountId,
    roles: { network: role('network'), edge: role('edge'), pipeline: role('pipeline'), deploy: role('deploy') },
  },
  NetworkPeered: {
    ...said('network', 'NetworkPeered'),
    accountId,
    cell: 'a',
    cidr: '10.64.0.0/20',
    vpcId: 'vpc-0a1',
    publicSubnetIds: ['subnet-0a1', 'subnet-0a2'],
    privateSubnetIds: ['subnet-0b1', 'subnet-0b2'],
    natGatewayId: 'nat-0a1',
    staticIp: '203.0.113.7',
    hubPeeringId: 'pcx-0a1',
    databasePeeringId: 'pcx-0a2',
  },
  OriginReady: {
    ...said('edge', 'OriginReady'),
    ...profile,
    accountId,
    roles: { pipeline: role('pipeline'), deploy: role('deploy') },
    bucketName: `tenantry-${tenantId.toLowerCase()}-ui`,
    apiId: 'a1b2c3d4e5',
    apiEndpoint: 'https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
  },
  CertificateRequested: {
    ...said('edge', 'CertificateRequested'),
    domain,
    certificateArn: `arn:aws:acm:us-east-1:${accountId}:certificate/0001`,
    validationRecord: dnsRecord(`_a1.${domain}.`, '_b2.acm-validations.aws.'),
  },
  EdgeReady: {
    ...said('edge', 'EdgeReady'),
    domain,
    accountId,
    certificateArn: `arn:aws:acm:us-east-1:${accountId}:certificate/0001`,
    webAclArn: `arn:aws:wafv2:us-east-1:${accountId}:global/webacl/sample/0001`,
    distributionId: 'E1SAMPLE',
    distributionDomainName: 'd111111abcdef8.cloudfront.net',
    mailIdentity: domain,
    dkimRecords: [dnsRecord(`token._domainkey.${domain}`, 'token.dkim.amazonses.com')],
  },
  DnsReady: { ...said('dns', 'DnsReady'), domain, url: `http://${domain}`, hostedZoneId: 'Z0SAMPLE' },
  TenantReady: {
    ...said('pipeline', 'TenantReady'),
    accountId,
    domain,
    url: `http://${domain}`,
    pipelineName: `tenantry-${tenantId.toLowerCase()}`,
    apiId: 'a1b2c3d4e5',
    userPoolId: 'us-east-1_sample',
    userPoolClientId: 'sampleclient',
    schemaName: `tenant_${tenantId.toLowerCase()}`,
    release: 'c0ffee0',
    variables,
    firstUser: profile.adminEmail,
    invitedAt: '2026-11-23T09:00:00.000Z',
    firstUserSecretArn: `arn:aws:secretsmanager:us-east-1:${accountId}:secret:first-user-a1b2c3`,
  },
  StageFailed: { ...said('network', 'StageFailed'), ...failure },
  StageStalled: { ...said('network', 'StageStalled'), ...failure },
  StageProgressed: {
    ...said('network', 'StageProgressed'),
    stage: 'network',
    step: 'natGateway',
    direction: 'ensure',
    state: 'retrying',
    generation: 1,
    reason: `${failure.code}: ${failure.message}`,
    call: failure.call,
    code: failure.code,
    advice: failure.advice,
  },
  StageRetryRequested: { ...said('admin', 'StageRetryRequested'), stage: 'network', requestedBy: 'ops@app.localhost.example' },
  TenantVariablesChanged: { ...said('admin', 'TenantVariablesChanged'), variables },
  TenantChanged: { ...said('admin', 'TenantChanged'), name: profile.name, plan: 'large' },
  IsolationChanged: {
    ...said('admin', 'IsolationChanged'),
    isolation: { isolated: true, requestedBy: '5d6f4c8e-0000-4000-8000-000000000001', reason: 'Strange sign-ins' },
  },
  StageIsolated: { ...said('edge', 'StageIsolated'), stage: 'edge', isolationId: `${tenantId}/admin/IsolationChanged/1` },
  ...attentionSamples({ said, failure }),
  ReleaseMade: { ...saidOfAll('ReleaseMade', release.releaseId), release },
  ReleaseFailed: {
    ...saidOfAll('ReleaseFailed', '3137f7cb-8d8f-4a1c-9f4e-0e6a2d5f1b77'),
    executionId: '3137f7cb-8d8f-4a1c-9f4e-0e6a2d5f1b77',
    repository: 'ui',
    commits,
    call: 'CodeBuild StartBuild',
    code: 'JobFailed',
    message: 'vite build failed',
    advice: 'Read the log of the build, then push a commit that mends it.',
  },
  ReleaseRequested: { ...said('pipeline', 'ReleaseRequested'), wanted: release },
  OffboardRequested: {
    ...said('admin', 'OffboardRequested'),
    requestedBy: 'ops@app.localhost.example',
    reason: 'Contract ended',
    export: true,
  },
  TenantOffboarding: { ...said('offboard', 'TenantOffboarding'), reason: 'Contract ended', export: true, rolledBack: false },
  PipelineRemoved: {
    ...said('pipeline', 'PipelineRemoved'),
    exportLocation: `s3://tenantry-dev-exports-100000000002/${tenantId}/`,
    exportSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  NetworkRemoved: said('network', 'NetworkRemoved'),
  DnsRemoved: said('dns', 'DnsRemoved'),
  EdgeRemoved: said('edge', 'EdgeRemoved'),
  AccountReleased: { ...said('account', 'AccountReleased'), accountId, slug: profile.slug, domain },
  TenantOffboarded: {
    ...said('offboard', 'TenantOffboarded'),
    accountId,
    leftovers: 0,
    slug: profile.slug,
    evidence: { location: `s3://tenantry-dev-evidence-100000000002/${tenantId}.json`, sha256: 'e3b0c442'.repeat(8) },
    closing: { state: 'queued', closesAt: '2026-12-23T09:00:00.000Z' },
  },
  ...peopleSamples(said),
  ...erasureSamples({ tenantId, accountId, domain, said }),
  AccountClosingDated: { ...said('offboard', 'AccountClosingDated'), accountId, closesAt: '2026-12-24T09:00:00.000Z' },
  AccountClosed: { ...said('offboard', 'AccountClosed'), accountId, closedAt: '2026-12-23T09:00:00.000Z' },
};
