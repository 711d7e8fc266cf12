import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { type Config, configFile } from './config.ts';
import { requireNode } from './node-version.ts';

export type AccountName = keyof Config['accounts'];
/** Where somebody deploys to. */
export interface Target {
  /** Its configuration is the file that `configFile` names. */
  readonly deployment: string;
  /** Whether a person named it; else it is `dev`, the default. */
  readonly isNamed: boolean;
  readonly config: Pick<Config, 'accounts' | 'region'>;
}
/** Whose credentials are in use for an account. */
export interface Identity {
  readonly account: AccountName;
  /** Where the credentials come from: `profile tenantry-owner`. */
  readonly by: string;
  /** The account that they are of; absent when STS gave no answer. */
  readonly found?: string;
  /** Why there is no answer. */
  readonly failure?: string;
  /** The user or role that it is; absent when STS gave no answer. */
  readonly arn?: string;
}

/** The credentials in use are not those of the deployment. Nothing was written. */
export class WrongAccount extends Error {
  override readonly name = 'WrongAccount';
}

/** `deployment prod (config/prod.json), region us-east-1` */
export const deploymentLine = ({ deployment, isNamed, config }: Target): string =>
  `deployment ${deployment}${isNamed ? '' : ', as no --stage was given'} (${configFile(deployment)}), region ${config.region}`;

/** What is wrong with one identity, and what to do; undefined when it is the account that the configuration means. */
export const accountMismatch = ({ deployment, config }: Target, { account, by, found, failure }: Identity): string | undefined => {
  const expected = config.accounts[account];
  if (found === expected) return undefined;
  const has = found ? `is of account ${found}` : `has no credentials that AWS takes (${failure ?? 'no answer'})`;
  return (
    `accounts.${account} is ${expected}, but ${by} ${has}. ` +
    `Use credentials of account ${expected}, or correct accounts.${account} in ${configFile(deployment)}.`
  );
};

/** @throws WrongAccount that names every field whose account the credentials are not of */
export const requireAccounts = (target: Target, identities: readonly Identity[]): void => {
  const wrong = identities.flatMap((identity) => accountMismatch(target, identity) ?? []);
  if (wrong.length > 0) throw new WrongAccount([`nothing was changed: ${deploymentLine(target)}`, ...wrong].join('\n  '));
};

interface Check extends Target {
  readonly accounts: readonly AccountName[];
  readonly credentialsOf: (account: AccountName) => NonNullable<STSClientConfig['credentials']>;
  /** Where the credentials of an account come from, for people: `profile tenantry-owner`. */
  readonly credentialsName: (account: AccountName) => string;
  /** One line of progress. */
  readonly log: (line: string) => void;
}

/**
 * Asks STS whose credentials are in use, for all accounts, before anything is written.
 * @returns what it answered
 * @throws WrongAccount that names every field whose account they are not of; Error when this Node is too old to deploy
 */
export const checkAccounts = async ({ accounts, credentialsOf, credentialsName, log, ...target }: Check): Promise<readonly Identity[]> => {
  requireNode();
  log(deploymentLine(target));
  const identities = await Promise.all(
    accounts.map(async (account): Promise<Identity> => {
      const sts = new STSClient({ region: target.config.region, credentials: credentialsOf(account) });
      try {
        const { Account: found, Arn: arn } = await sts.send(new GetCallerIdentityCommand({}));
        return { account, by: credentialsName(account), ...(found ? { found } : {}), ...(arn ? { arn } : {}) };
      } catch (error) {
        const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        return { account, by: credentialsName(account), failure };
      } finally {
        sts.destroy();
      }
    }),
  );
  requireAccounts(target, identities);
  for (const { account, by, found } of identities) log(`${account.padEnd(13)} ${found}, by ${by}`);
  return identities;
};
