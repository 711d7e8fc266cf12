import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { client } from '@tenantry/shared/aws/client';
import { type Clients, clientsIn } from '@tenantry/shared/aws/clients';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { reservedLabels } from '@tenantry/shared/domain/labels';
import { serviceName } from '@tenantry/shared/domain/names';
import type { StageRecord } from '@tenantry/shared/saga/record';
import type { Labels } from './allowed.ts';

/** What the steps of dns are given: the public zone, and the stage's own table for its lease. */
export interface Scope {
  readonly tenantId: string;
  readonly hostedZoneId: string;
  readonly labels: Labels;
  /** Where a tenant's console answers; `{domain}` is replaced. */
  readonly publicUrl: string;
  /** The production account, which has the zone. */
  readonly production: Clients;
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
}

export const scopeOf = (record: StageRecord, { deployment, config, production }: LandingZone): Scope => ({
  tenantId: record.tenantId,
  hostedZoneId: production.hostedZoneId,
  labels: { rootDomain: config.rootDomain, reserved: reservedLabels(config) },
  publicUrl: config.publicUrl,
  production: clientsIn(config.accounts.production, deployment, 'dns'),
  dynamoDb: client(DynamoDBClient),
  tableName: serviceName(deployment, 'dns'),
});
