import type { Clients } from '@tenantry/shared/aws/clients';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { tenantResourceName } from '@tenantry/shared/domain/names';

/** Something of a tenant's that AWS still lists. */
export interface Leftover {
  readonly accountId: string;
  /** `global` where the service has no regions. */
  readonly region: string;
  /** `EC2 NAT gateway`. */
  readonly type: string;
  readonly id: string;
  /** Why it may stay; without a reason it must go. */
  readonly baseline?: string;
  /** Left alone on purpose, and no part of every account: event, API and screens name it. */
  readonly isTold?: true;
  /** Carries the tenant's tag or name: only then is it removed. */
  readonly isTenants: boolean;
}

/** The tenant that is looked for. */
export interface Subject {
  readonly tenantId: string;
  /** Absent when no account was ever created. */
  readonly tenantAccountId?: string | undefined;
  /** Nobody gets into a closed account any more, and nobody looks into another tenant's. */
  readonly isAccountClosed?: boolean | undefined;
  readonly domain?: string | undefined;
  readonly zone: LandingZone;
}
/** One account in one region, as a lister sees it. */
export interface AccountInRegion extends Subject {
  readonly accountId: string;
  /** `global` for a global service. */
  readonly region: string;
  /** In that region (where global services answer, for one of them), or in another, for what is listed globally and lives in one. */
  readonly client: Clients;
}

/** Lists what a service has of the tenant, by tag and by name, and whatever else is in the tenant's account. */
export interface Lister {
  /** What it lists: `S3`. */
  readonly service: string;
  /** CloudFormation's names of the types that it finds. */
  readonly finds: readonly string[];
  /** Of a global service: asked once per account, where such services answer. */
  readonly isGlobal?: boolean;
  /** Of something that lies in the deployment's region only: asked once per account, there. */
  readonly isAtHome?: boolean;
  readonly list: (place: AccountInRegion) => Promise<readonly Leftover[]>;
  /** Removes what it lists, but what AWS has not released yet: then it throws AWS's error, or a Wait. */
  readonly remove?: (place: AccountInRegion, leftover: Leftover) => Promise<void>;
}

/** Starts a lister's findings in a place. */
export const foundIn =
  ({ accountId, region }: Pick<AccountInRegion, 'accountId' | 'region'>, type: string) =>
  (id: string | undefined, isTenants: boolean, baseline?: string | false): Leftover => ({
    accountId,
    region,
    type,
    id: id ?? '',
    isTenants,
    ...(baseline ? { baseline } : {}),
  });

const SHOWN_FOR = ': AWS shows it for ';
/** Why something may stay that AWS only shows for a while: it failed or was taken away. */
export const shownFor = (state: string, time: string): string => `${state}${SHOWN_FOR}${time}`;
/** Whether it is one of these. */
export const isOver = ({ baseline }: Pick<Leftover, 'baseline'>): boolean => baseline?.includes(SHOWN_FOR) === true;

/** Whether a name is one that the product derives from the tenant's id. */
export const hasName = ({ tenantId }: Pick<Subject, 'tenantId'>, name: string | undefined): boolean =>
  name?.toLowerCase().includes(tenantResourceName(tenantId)) === true;
