import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { client } from '@tenantry/shared/aws/client';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { crossAccountRoleArn } from '@tenantry/shared/domain/names';
import type { StageRecord } from '@tenantry/shared/saga/record';
import type { ClosingPorts } from './closing/close-accounts.ts';
import { closed, dated } from './closing/closed.ts';
import { closingsIn, closingsTableName } from './closing/closings.ts';
import { type EvidenceStore, evidenceBucketName, evidenceIn } from './evidence.ts';
import type { ClientClass, Clients } from './leftovers/leftover.ts';
import type { ClientsIn } from './leftovers/leftovers-of.ts';

/** What the steps of offboard are given. */
export interface Scope {
  readonly tenantId: string;
  readonly zone: LandingZone;
  readonly clientsIn: ClientsIn;
  readonly organizations: OrganizationsClient;
  readonly evidence: EvidenceStore;
  readonly closing: ClosingPorts;
}

/** By the service's role in every account but its own. */
export const roleClients =
  ({ deployment, config }: LandingZone): ClientsIn =>
  ({ accountId, region }): Clients => {
    const roleArn = accountId === config.accounts.superAdmin ? undefined : crossAccountRoleArn(accountId, deployment, 'offboard');
    return <C>(type: ClientClass<C>) => client(type as never, { roleArn, region }) as C;
  };

/** The organization, as the service sees it from the owner account. */
export const organizationsOf = ({ deployment, config }: LandingZone): OrganizationsClient =>
  client(OrganizationsClient, { roleArn: crossAccountRoleArn(config.accounts.owner, deployment, 'offboard') });

export const closingPorts = (zone: LandingZone): ClosingPorts => ({
  closings: closingsIn(
    DynamoDBDocumentClient.from(client(DynamoDBClient), { marshallOptions: { removeUndefinedValues: true } }),
    closingsTableName(zone.deployment),
  ),
  organizations: organizationsOf(zone),
  settings: zone.config.organization.closing,
  now: () => Math.floor(Date.now() / 1000),
  closed,
  dated,
});

export const scopeOf = ({ tenantId }: StageRecord, zone: LandingZone): Scope => {
  const closing = closingPorts(zone);
  return {
    tenantId,
    zone,
    clientsIn: roleClients(zone),
    organizations: closing.organizations,
    evidence: evidenceIn(client(S3Client), evidenceBucketName(zone.deployment, zone.config.accounts.superAdmin)),
    closing,
  };
};
