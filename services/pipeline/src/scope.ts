import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { client } from '@tenantry/shared/aws/client';
import { type Clients, clientsIn } from '@tenantry/shared/aws/clients';
import type { Config } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { exportBucketName } from '@tenantry/shared/domain/exports';
import { type Visit, visit } from '@tenantry/shared/function/visit';
import type { Heard, StageRecord } from '@tenantry/shared/saga/record';
import { tenantClients } from '@tenantry/shared/saga/tenant-clients';
import { type Administrator, administratorOf } from './administrator.ts';
import { type ExportBucket, exportBucket } from './export/export-bucket.ts';

/** What the steps of pipeline are given. */
export interface Scope {
  readonly tenantId: string;
  readonly deployment: string;
  /** Of the record: what is started once per generation takes its token from it. */
  readonly generation: number;
  readonly config: Config;
  /** What the landing zone has in the DevOps account for all tenants: repositories, artifacts, roles. */
  readonly delivery: LandingZone['devops'];
  /** The administrator of the central PostgreSQL. */
  readonly administrator: Administrator;
  /** The tenant's account. */
  readonly tenant: Clients;
  /** The DevOps account. */
  readonly devops: Clients;
  /** Asks the tenant's domain as a visitor would. */
  readonly visit: Visit;
  /** Where the tenant's data goes, when the off-boarding asks for it. */
  readonly exports: ExportBucket;
  /** What this step noted at its last look, if that was in this generation. */
  readonly noted: object | undefined;
  /** Epoch seconds. */
  readonly now: () => number;
}

export const scopeOf = (record: StageRecord, zone: LandingZone, heard: Heard): Scope => {
  const { deployment, config } = zone;
  const { tenantId, generation } = record;
  return {
    tenantId,
    deployment,
    generation,
    noted: record.waiting?.generation === generation ? record.waiting.note : undefined,
    config,
    delivery: zone.devops,
    administrator: administratorOf(client(SecretsManagerClient), zone.database, config.database.tls),
    tenant: tenantClients(record, heard, deployment, 'pipeline'),
    devops: clientsIn(config.accounts.devops, deployment, 'pipeline'),
    visit,
    exports: exportBucket(
      client(S3Client, { bucketOwner: config.accounts.superAdmin }),
      exportBucketName(deployment, config.accounts.superAdmin),
      tenantId,
    ),
    now: () => Date.now() / 1000,
  };
};
