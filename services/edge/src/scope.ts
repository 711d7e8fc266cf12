import type { Clients } from '@tenantry/shared/aws/clients';
import type { Config } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Heard, StageRecord } from '@tenantry/shared/saga/record';
import { tenantClients } from '@tenantry/shared/saga/tenant-clients';

/** What the steps of edge are given: everything is in the tenant's account. */
export interface Scope {
  readonly tenantId: string;
  readonly deployment: string;
  readonly config: Config;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The tenant's account. */
  readonly tenant: Clients;
}

export const scopeOf = (record: StageRecord, { deployment, config }: LandingZone, heard: Heard): Scope => ({
  tenantId: record.tenantId,
  deployment,
  config,
  now: Date.now,
  tenant: tenantClients(record, heard, deployment, 'edge'),
});
