import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { client } from '@tenantry/shared/aws/client';
import { clientsIn } from '@tenantry/shared/aws/clients';
import { documentClient } from '@tenantry/shared/aws/document-client';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { evidenceBucketName } from '@tenantry/shared/domain/certificates';
import type { StageRecord } from '@tenantry/shared/saga/record';
import type { ClosingPorts } from './closing/close-accounts.ts';
import { closed, dated } from './closing/closed.ts';
import { closingsIn, closingsTableName } from './closing/closings.ts';
import { type EvidenceStore, evidenceIn } from './evidence.ts';
import type { ClientsIn } from './leftovers/leftovers-of.ts';

/** What the steps of offboard are given. */
export interface Scope {
  readonly tenantId: string;
  /** What every account has of the deployment, for the listers. */
  readonly zone: LandingZone;
  /** By account. */
  readonly clientsIn: ClientsIn;
  readonly organizations: OrganizationsClient;
  readonly evidence: EvidenceStore;
  readonly closing: ClosingPorts;
}

/** By the service's role in every account but its own; the tenant's lets in for that tenant only. */
export const roleClients =
  ({ deployment, config }: LandingZone, tenantId: string): ClientsIn =>
  (accountId) =>
    accountId === config.accounts.superAdmin
      ? (type, region) => client(type, { region, bucketOwner: accountId })
      : clientsIn(accountId, deployment, 'offboard', tenantId);

/** The organization, as the service sees it from the owner account. */
export const organizationsOf = ({ deployment, config }: LandingZone): OrganizationsClient =>
  clientsIn(config.accounts.owner, deployment, 'offboard')(OrganizationsClient);

export const closingPorts = (zone: LandingZone): ClosingPorts => ({
  closings: closingsIn(documentClient(), closingsTableName(zone.deployment)),
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
    clientsIn: roleClients(zone, tenantId),
    organizations: closing.organizations,
    evidence: evidenceIn(
      client(S3Client, { bucketOwner: zone.config.accounts.superAdmin }),
      evidenceBucketName(zone.deployment, zone.config.accounts.superAdmin),
    ),
    closing,
  };
};
