import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { accountPolicy } from '@tenantry/landing-zone/policies/dns';
import { Wait } from '@tenantry/shared/errors';
import { policy } from '@tenantry/shared/infra/policy';
import { roleArn, serviceName } from '@tenantry/shared/names';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { ulid } from 'ulid';
import { aliases, type DnsRecord } from '../dns-record.ts';
import type { Scope } from '../scope.ts';

const tableName = serviceName('dev', 'dns');
const RoleName = serviceName('dev', 'dns');

/** A zone, the stage's table, and dns's role, in an account of their own. */
export const zone = async (name = `${ulid().toLowerCase()}.example`) => {
  const accountId = unusedAccountId();
  const configuration = rootOf(accountId);
  const root = new Route53Client(configuration);
  const created = await root.send(new CreateHostedZoneCommand({ Name: name, CallerReference: ulid() }));
  const hostedZoneId = created.HostedZone!.Id!.replace('/hostedzone/', '');
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(configuration));
  await table.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'tenantId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'tenantId', KeyType: 'HASH' }],
    }),
  );
  const trust = policy([{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }]);
  const iam = new IAMClient(configuration);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'dns', PolicyDocument: JSON.stringify(policy(accountPolicy)) }));
  const { Credentials } = await new STSClient(configuration).send(
    new AssumeRoleCommand({ RoleArn: roleArn(accountId, RoleName), RoleSessionName: 'test' }),
  );
  const credentials = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
  return { name, hostedZoneId, root, table, route53: new Route53Client({ ...configuration, credentials }) };
};
export type Zone = Awaited<ReturnType<typeof zone>>;

/** A tenant under the zone, with what edge's events say about it. */
export const tenantOf = ({ name, hostedZoneId, route53, table }: Zone, domain = `t-${ulid().toLowerCase()}.${name}`) => {
  const needs = {
    domain,
    distributionDomainName: `d${ulid().toLowerCase()}.cloudfront.net`,
    validationRecord: cname(`_${ulid().toLowerCase()}.${domain}.`, `_${ulid().toLowerCase()}.acm-validations.aws.`),
    dkimRecords: ['a', 'b', 'c'].map((token) => cname(`${token}._domainkey.${domain}`, `${token}.dkim.amazonses.com`)),
  };
  const asked = {
    domain,
    validation: [needs.validationRecord],
    records: [...aliases(domain, needs.distributionDomainName), ...needs.dkimRecords],
  };
  const scope: Scope = { tenantId: ulid(), hostedZoneId, publicUrl: 'https://{domain}', asked, route53, table, tableName };
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

/** Calls again while the step waits. */
export const settled = async <T>(call: () => Promise<T>): Promise<T> => {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Wait)) throw error;
    }
  }
};
