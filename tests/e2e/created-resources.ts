import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import type { JournalEntry } from '@laptop/aws/gateway/journal';
import { STAGES } from '@tenantry/saga/stages';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';

/** Services whose name in the journal is not that of CloudFormation's types. */
const SERVICES: Readonly<Record<string, string>> = {
  ApiGatewayV2: 'apigateway',
  CertificateManager: 'acm',
  Cognito: 'cognito-idp',
  SSO: 'sso-admin',
};
/** Operations that are not `Create` with the name of the type. */
const OPERATIONS: Readonly<Record<string, string>> = {
  'AWS::SSO::Assignment': 'CreateAccountAssignment',
  'AWS::EC2::EIP': 'AllocateAddress',
  'AWS::CertificateManager::Certificate': 'RequestCertificate',
  'AWS::CloudFront::Distribution': 'CreateDistributionWithTags',
  'AWS::Cognito::UserPoolGroup': 'CreateGroup',
  'AWS::Cognito::UserPoolUser': 'AdminCreateUser',
};
const callOf = (type: string): string => {
  const [, service = '', name = ''] = type.split('::');
  return `${SERVICES[service] ?? service} ${OPERATIONS[type] ?? `Create${name}`}`.toLowerCase();
};
/** Calls that create one resource each, by the type that they create. What no single call creates (a role of a stack) matches none. */
const CREATED_BY = new Map(
  STAGES.flatMap(({ steps }) => steps.flatMap(({ creates }) => creates.map(({ type }): [string, string] => [callOf(type), type]))),
);

export type Counts = Readonly<Record<string, number>>;
const add = (counts: Record<string, number>, type: string, count = 1): void => {
  counts[type] = (counts[type] ?? 0) + count;
};

/** Asked for once more while the first request is at work, it is the same: Identity Center lists it a little later only. */
const IS_ASKED_TWICE = 'AWS::SSO::Assignment';
/** With it, AdminCreateUser creates nobody: it sends the invitation again (API reference). */
const INVITES_AGAIN = /"MessageAction":"RESEND"/;

/** What stages created for a tenant, from the journal of AWS calls. Dry runs are no successes. */
export const createdFor = (tenantId: string, entries: readonly JournalEntry[]): Counts => {
  const counts: Record<string, number> = {};
  const asked = new Set<string>();
  for (const { labels, service, operation, outcome, status, params } of entries) {
    const type = CREATED_BY.get(`${service} ${operation}`.toLowerCase());
    if (!type || labels?.tenant !== tenantId || outcome !== 'ok' || status >= 300 || INVITES_AGAIN.test(params)) continue;
    if (type === IS_ASKED_TWICE && asked.has(params)) continue;
    asked.add(params);
    add(counts, type);
  }
  return counts;
};

/** Service roles of a tenant's account, which its stack creates. */
export const serviceRoles = async (accountId: string): Promise<number> => {
  let roles = 0;
  for await (const { Roles = [] } of paginateListRoles({ client: new IAMClient({ ...rootOf(accountId) }) }, {})) {
    roles += Roles.filter(({ RoleName }) => RoleName?.startsWith('tenantry-dev-')).length;
  }
  return roles;
};

/** Records of the zone at and below a domain; the laptop's zone fits on one page. */
export const recordsBelow = async (HostedZoneId: string, domain: string): Promise<number> => {
  const client = new Route53Client(rootOf(testAccounts.production));
  const { ResourceRecordSets = [] } = await client.send(new ListResourceRecordSetsCommand({ HostedZoneId }));
  return ResourceRecordSets.filter(({ Name }) => Name === `${domain}.` || Name?.endsWith(`.${domain}.`)).length;
};
