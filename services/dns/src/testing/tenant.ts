import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { accountPolicy, type PublicZone } from '@tenantry/landing-zone/policies/dns';
import { reservedLabels } from '@tenantry/shared/domain/labels';
import { serviceName } from '@tenantry/shared/domain/names';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { clientsOf } from '@tenantry/shared/testing/clients';
import { roleWith } from '@tenantry/shared/testing/role';
import { ulid } from 'ulid';
import type { DnsRecord } from '../dns-record.ts';
import type { Scope } from '../scope.ts';

const tableName = serviceName('dev', 'dns');

const policyOf = (rootDomain: string, hostedZoneId: string): PublicZone => ({
  arn: `arn:aws:route53:::hostedzone/${hostedZoneId}`,
  rootDomain,
  reserved: reservedLabels({ reservedSlugs: [] }),
});

/** A zone, the stage's table, and dns's role, in an account that nothing else uses. */
export const zone = async (name = `${ulid().toLowerCase()}.example`) => {
  const accountId = unusedAccountId();
  const configuration = rootOf(accountId);
  const root = new Route53Client(configuration);
  const created = await root.send(new CreateHostedZoneCommand({ Name: name, CallerReference: ulid() }));
  const hostedZoneId = created.HostedZone!.Id!.replace('/hostedzone/', '');
  const dynamoDb = new DynamoDBClient(configuration);
  await dynamoDb.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'tenantId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'tenantId', KeyType: 'HASH' }],
    }),
  );
  return {
    name,
    hostedZoneId,
    root,
    dynamoDb,
    production: clientsOf(await roleWith(accountId, accountPolicy(policyOf(name, hostedZoneId)))),
  };
};
export type Zone = Awaited<ReturnType<typeof zone>>;

/** A tenant under the zone, with what edge's events say about it. */
export const tenantIn = ({ name, hostedZoneId, production, dynamoDb }: Zone, domain = `t-${ulid().toLowerCase()}.${name}`) => {
  const needs = {
    domain,
    label: domain.split('.')[0] ?? '',
    distributionDomainName: `d${ulid().toLowerCase()}.cloudfront.net`,
    validationRecord: cname(`_${ulid().toLowerCase()}.${domain}.`, `_${ulid().toLowerCase()}.acm-validations.aws.`),
    dkimRecords: ['a', 'b', 'c'].map((token) => cname(`${token}._domainkey.${domain}`, `${token}.dkim.amazonses.com`)),
  };
  const scope: Scope = {
    tenantId: ulid(),
    hostedZoneId,
    labels: { rootDomain: name, reserved: ['superadmin'] },
    publicUrl: 'https://{domain}',
    production,
    dynamoDb,
    tableName,
  };
  return { scope, needs };
};
const cname = (name: string, value: string): DnsRecord => ({ name, type: 'CNAME', value });

/** What the zone holds under a name: `name type value`. */
export const recordsUnder = async ({ root, hostedZoneId }: Zone, domain: string): Promise<string[]> => {
  const { ResourceRecordSets = [] } = await root.send(new ListResourceRecordSetsCommand({ HostedZoneId: hostedZoneId }));
  return ResourceRecordSets.filter(({ Name }) => Name?.endsWith(`${domain}.`)).map(
    ({ Name, Type, AliasTarget, ResourceRecords }) => `${Name} ${Type} ${AliasTarget?.DNSName ?? ResourceRecords?.[0]?.Value}`,
  );
};

/** Somebody else writes. */
export const write = async ({ root, hostedZoneId }: Zone, ResourceRecordSet: ResourceRecordSet): Promise<void> => {
  const ChangeBatch = { Changes: [{ Action: 'UPSERT' as const, ResourceRecordSet }] };
  await root.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: hostedZoneId, ChangeBatch }));
};
