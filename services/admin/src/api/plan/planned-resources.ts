import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { PlannedStage } from '../../contract/plan.ts';
import type { StageName } from '../../saga.ts';

export type Created = PlannedStage['steps'][number]['creates'][number];
type Account = Created['account'];

/** Counts that the deployment decides. */
interface Counts {
  readonly assignments: number;
  readonly roles: number;
  readonly subnets: number;
  readonly peeredTables: number;
  readonly builds: number;
}
/** Roles of the tenant's account: one per service that works there, and the builds'. */
const ROLES = 6;
/** Public and private. */
const TIERS = 2;
/** Hub and database VPC. */
const PEERINGS = 2;
/** DKIM tokens of a mail identity (SES API reference, CreateEmailIdentity). */
const DKIM_RECORDS = 3;

export const countsOf = ({ config, cells }: LandingZone): Counts => ({
  assignments: config.identityCenter.assignments.length,
  roles: ROLES,
  subnets: TIERS * config.network.zoneIds.length,
  peeredTables: (cells[0]?.hubRouteTableIds.length ?? 1) + (cells[0]?.databaseRouteTableIds.length ?? 1),
  builds: config.repositories.length,
});

const one = (type: string, count = 1, account: Account = 'tenant'): Created => ({ type, count, account });

/**
 * What each step of each stage creates, in order; a step with nothing checks or waits. Tests hold it against the stages' own lists
 * and against what an on-boarding creates (tests/saga-table.test.ts, tests/e2e/plan.aws.test.ts).
 */
export const plannedSteps = (counts: Counts): Readonly<Record<StageName, Readonly<Record<string, readonly Created[]>>>> => ({
  account: {
    account: [one('AWS::Organizations::Account', 1, 'owner')],
    accountCreated: [],
    organizationalUnit: [],
    accessGroups: [],
    accountAssignments: [one('AWS::SSO::Assignment', counts.assignments, 'owner')],
    budget: [one('AWS::Budgets::Budget', 1, 'owner')],
    baseline: [one('AWS::CloudFormation::Stack'), one('AWS::IAM::Role', counts.roles), one('AWS::IAM::ManagedPolicy')],
    baselineReady: [],
    accountAssigned: [],
    readiness: [],
  },
  network: {
    cidr: [],
    vpc: [one('AWS::EC2::VPC')],
    subnets: [one('AWS::EC2::Subnet', counts.subnets)],
    internetGateway: [one('AWS::EC2::InternetGateway')],
    staticIp: [one('AWS::EC2::EIP')],
    natGateway: [one('AWS::EC2::NatGateway')],
    // With the default route of the public one.
    routeTables: [one('AWS::EC2::RouteTable', TIERS), one('AWS::EC2::Route')],
    hubPeering: [one('AWS::EC2::VPCPeeringConnection')],
    databasePeering: [one('AWS::EC2::VPCPeeringConnection')],
    peeringAcceptance: [],
    routes: [one('AWS::EC2::Route', TIERS * PEERINGS), one('AWS::EC2::Route', counts.peeredTables, 'networking')],
    natAvailable: [],
    natRoute: [one('AWS::EC2::Route')],
  },
  edge: {
    certificate: [one('AWS::CertificateManager::Certificate')],
    bucket: [one('AWS::S3::Bucket')],
    httpApi: [one('AWS::ApiGatewayV2::Api'), one('AWS::ApiGatewayV2::Stage')],
    validationRecord: [],
    webAcl: [one('AWS::WAFv2::WebACL')],
    originAccessControl: [one('AWS::CloudFront::OriginAccessControl')],
    responseHeadersPolicy: [one('AWS::CloudFront::ResponseHeadersPolicy')],
    viewerRequestFunction: [one('AWS::CloudFront::Function')],
    mailIdentity: [one('AWS::SES::EmailIdentity')],
    certificateIssued: [],
    distribution: [one('AWS::CloudFront::Distribution')],
    bucketPolicy: [one('AWS::S3::BucketPolicy')],
    distributionDeployed: [],
  },
  dns: {
    validationRecord: [one('AWS::Route53::RecordSet', 1, 'production')],
    // The domain by IPv4 and IPv6, and the proofs of its mail.
    records: [one('AWS::Route53::RecordSet', 2 + DKIM_RECORDS, 'production')],
    recordsInSync: [],
  },
  pipeline: {
    schema: [one('PostgreSQL::Schema', 1, 'super-admin'), one('PostgreSQL::Role', 1, 'super-admin')],
    dataExport: [],
    loginSecret: [one('AWS::SecretsManager::Secret')],
    userPool: [one('AWS::Cognito::UserPool')],
    userPoolClient: [one('AWS::Cognito::UserPoolClient')],
    firstUser: [one('AWS::SecretsManager::Secret'), one('AWS::Cognito::UserPoolUser')],
    deployment: [],
    buildProjects: [one('AWS::CodeBuild::Project', counts.builds, 'devops')],
    codePipeline: [one('AWS::CodePipeline::Pipeline', 1, 'devops')],
    release: [],
    // What stands in it is the application's own template.
    released: [one('AWS::CloudFormation::Stack')],
    domainAnswers: [],
  },
  offboard: {},
});
