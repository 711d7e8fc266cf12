import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Route53Client } from '@aws-sdk/client-route-53';
import { CertificateRequested, EdgeReady } from '@tenantry/events-schema/edge';
import { client } from '@tenantry/shared/aws/client';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { crossAccountRoleArn, serviceName } from '@tenantry/shared/domain/names';
import type { StageRecord } from '@tenantry/shared/saga/record';
import { aliases, type DnsRecord } from './dns-record.ts';

/** What the steps of dns are given: the public zone, and the stage's own table for its lease. */
export interface Scope {
  readonly tenantId: string;
  readonly hostedZoneId: string;
  /** Where a tenant's console answers; `{domain}` is replaced. */
  readonly publicUrl: string;
  /** What the events that were heard ask for: ours, even if a crash left nothing saved. */
  readonly asked: {
    readonly domain?: string | undefined;
    readonly validation: readonly DnsRecord[];
    readonly records: readonly DnsRecord[];
  };
  readonly route53: Route53Client;
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
}

export const scopeOf = (record: StageRecord, zone: LandingZone): Scope => {
  const requested = CertificateRequested.detail.safeParse(record.seen[CertificateRequested.name]?.detail).data;
  const ready = EdgeReady.detail.safeParse(record.seen[EdgeReady.name]?.detail).data;
  return {
    tenantId: record.tenantId,
    hostedZoneId: zone.production.hostedZoneId,
    publicUrl: zone.config.publicUrl,
    asked: {
      domain: requested?.domain ?? ready?.domain,
      validation: requested ? [requested.validationRecord] : [],
      records: ready ? [...aliases(ready.domain, ready.distributionDomainName), ...ready.dkimRecords] : [],
    },
    route53: client(Route53Client, { roleArn: crossAccountRoleArn(zone.config.accounts.production, zone.deployment, 'dns') }),
    dynamoDb: client(DynamoDBClient),
    tableName: serviceName(zone.deployment, 'dns'),
  };
};
