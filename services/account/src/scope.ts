import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { sweepBaseline, tenantBaseline } from '@tenantry/landing-zone/tenant';
import { client } from '@tenantry/shared/aws/client';
import { type Clients, clientsIn } from '@tenantry/shared/aws/clients';
import { documentClient } from '@tenantry/shared/aws/document-client';
import type { Config } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { crossAccountRoleArn, roleArn, tenantResourceName } from '@tenantry/shared/domain/names';
import type { StageRecord } from '@tenantry/shared/saga/record';
import { type CreationLease, creationLease, leaseTableName } from './creation-lease.ts';

export type Template = ReturnType<typeof tenantBaseline>;

export interface Scope {
  readonly tenantId: string;
  readonly deployment: string;
  /** Name and root e-mail address of the account, both derived from the tenant id: by them it is found again. */
  readonly accountName: string;
  readonly email: string;
  readonly owner: LandingZone['owner'] & { readonly accountId: string };
  readonly assignments: Config['identityCenter']['assignments'];
  readonly budget: Config['budget'];
  readonly config: Config;
  /** The roles of a tenant's account, and those of one that is taken back. */
  readonly template: Template;
  readonly sweepTemplate: Template;
  readonly lease: CreationLease;
  /** Whether accounts that nobody has used are taken before new ones are created (docs/adr/0006). */
  readonly recycle: boolean;
  /** What this step noted at its last look, if that was in this generation. */
  readonly noted: object | undefined;
  /** In the organization's owner account. */
  readonly inOwner: Clients;
  /** In the tenant's account, by the stage's narrow role. */
  readonly tenant: (accountId: string) => Clients;
  /** By the role that Organizations created in the account, which lets in only while the account is in the bootstrap unit. */
  readonly bootstrap: (accountId: string) => CloudFormationClient;
}

/** Global services, and certificates and firewalls of CloudFront, live here (each service's general reference). */
export const GLOBAL_REGION = 'us-east-1';

export const scopeOf = (record: StageRecord, { deployment, config, owner }: LandingZone): Scope => {
  const { tenantId } = record;
  const { region, accounts, organization, identityCenter, budget } = config;
  const inOwner = clientsIn(accounts.owner, deployment, 'account');
  return {
    tenantId,
    deployment,
    accountName: tenantResourceName(tenantId),
    email: organization.emailPattern.replace('{tenantId}', tenantId).toLowerCase(),
    owner: { ...owner, accountId: accounts.owner },
    assignments: identityCenter.assignments,
    budget,
    config,
    template: tenantBaseline({ deployment, tenantId, config }),
    sweepTemplate: sweepBaseline({ deployment, tenantId, config }),
    lease: creationLease(documentClient(), leaseTableName(deployment), tenantId),
    recycle: organization.recycle,
    noted: record.waiting?.generation === record.generation ? record.waiting.note : undefined,
    inOwner: (type, inRegion = region) => inOwner(type, inRegion),
    tenant: (accountId) => clientsIn(accountId, deployment, 'account', tenantId),
    bootstrap: (accountId) =>
      client(CloudFormationClient, {
        roleArn: roleArn(accountId, 'OrganizationAccountAccessRole'),
        through: crossAccountRoleArn(accounts.owner, deployment, 'account'),
      }),
  };
};
