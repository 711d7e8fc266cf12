import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import type { Config } from '@tenantry/shared/deployment/config';

/** Where somebody wants to deploy, and how to look there. */
export interface Place {
  readonly deployment: string;
  readonly config: Config;
  /** As messages name the configuration's file. */
  readonly file: string;
  /** Configuration of an SDK client in an account; the deployment's region unless another is given. */
  readonly clientOf: (account: AccountName, region?: string) => ClientConfiguration;
  /** Where its credentials come from, for people: `profile tenantry-owner`. */
  readonly credentialsName: (account: AccountName) => string;
  /** Name servers of a domain, as the public DNS has them. */
  readonly nameServers: (domain: string) => Promise<readonly string[]>;
  /** Whether the public DNS knows nothing of a domain by rule (RFC 6761, RFC 2606). */
  readonly isSpecialUse: (domain: string) => boolean;
  /** Of issuers of tokens alone. */
  readonly fetch: typeof fetch;
  /** Epoch milliseconds. */
  readonly now: () => number;
}
export interface ClientConfiguration {
  readonly region: string;
  /** Whose other settings count, such as `endpoint_url`. */
  readonly profile?: string;
  readonly credentials: NonNullable<STSClientConfig['credentials']>;
}

/** Where Organizations, Cost Explorer, AWS Budgets and CloudFront answer, and have their quotas, whatever the deployment's region. */
export const GLOBAL_REGION = 'us-east-1';
