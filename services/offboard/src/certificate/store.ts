import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { LOGIN_KEPT_DAYS } from '@tenantry/shared/domain/personal-logins';
import type { ErasureFacts } from './facts.ts';

type SharedAccount = keyof LandingZone['config']['accounts'];
/** What becomes of the people in a store. */
export type Ending =
  | { readonly state: 'erased'; readonly how: string }
  | { readonly state: 'expires'; readonly expiresOn: string; readonly why: string }
  | { readonly state: 'none'; readonly why: string };

/** A place where something of a tenant's people is, or might be. */
export interface Store {
  readonly store: string;
  readonly account: SharedAccount | 'tenant';
  /** What of people. */
  readonly holds: string;
  /** How long, for the documents. */
  readonly kept: string;
  /** Resources of templates and of steps that it covers, by type and name. */
  readonly covers: readonly (readonly [type: string, name: RegExp])[];
  readonly ending: (facts: ErasureFacts) => Ending;
}

/** Days, held against the templates by `tests/erasure.test.ts`. */
export const KEPT = {
  archive: 90,
  functionLogs: 90,
  buildLogs: 90,
  databaseLogs: 7,
  vpnLogs: 365,
  accessLogs: 90,
  tableBackups: 35,
  exportVersions: 7,
  artifacts: 30,
  artifactVersions: 90,
  /** Of a queue that says nothing, and of dead letters. */
  messages: 4,
  deadLetters: 14,
  /** "Within 90 days of account closure" AWS keeps what is in it, and reopens it (Account Management guide, "Close an AWS account"). */
  closedAccount: 90,
  traces: 30,
  idempotency: 7,
  databaseLogins: LOGIN_KEPT_DAYS,
  evidence: 3650,
} as const;

export const expires = (expiresOn: string, why: string): Ending => ({ state: 'expires', expiresOn, why });
export const erased = (how: string): Ending => ({ state: 'erased', how });
export const none = (why: string): Ending => ({ state: 'none', why });

/** Of a resource of the deployment, by what follows its prefix. */
export const name = (suffix: string) => new RegExp(`^tenantry-[a-z0-9]+-${suffix}$`);
export const TABLE = 'AWS::DynamoDB::Table';
export const BUCKET = 'AWS::S3::Bucket';
export const LOGS = 'AWS::Logs::LogGroup';
