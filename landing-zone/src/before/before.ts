import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fromIni } from '@aws-sdk/credential-providers';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import { type Config, parseConfig, takeConfigFrom } from '@tenantry/shared/deployment/config';
import { requireDeploymentName } from '@tenantry/shared/deployment/deployment-name';
import { profileName } from '../profile-name.ts';
import type { Place } from './place.ts';
import { answerOf, missing, ok, type Precondition } from './precondition.ts';
import { preconditions } from './preconditions.ts';

export interface BeforeOptions {
  /** `config/<deployment>.json`; its name is the deployment's. */
  readonly file: string;
  /** `tenantry-{account}`. */
  readonly profilePattern: string;
  readonly nameServers: Place['nameServers'];
  readonly isSpecialUse: Place['isSpecialUse'];
  readonly fetch: Place['fetch'];
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What must be so before the deployment of a configuration. What is wrong with the file itself is the only answer then. */
export const lookBefore = async (options: BeforeOptions): Promise<readonly Precondition[]> => {
  const file = path.resolve(options.file);
  const deployment = path.basename(file, '.json');
  let config: Config | undefined;
  const read = await answerOf({
    id: 'configuration',
    name: 'configuration',
    fix: 'Correct it: shared/src/deployment/config.ts describes every field.',
    source: 'config/README.md',
    ask: async () => {
      try {
        requireDeploymentName(deployment);
        config = parseConfig(options.file, readFileSync(file, 'utf8'));
      } catch (error) {
        return missing(error instanceof Error ? error.message : String(error));
      }
      return ok(`deployment ${deployment} (${options.file}), region ${config.region}`);
    },
  });
  if (!config) return [read];
  takeConfigFrom(deployment, pathToFileURL(file));
  return [read, ...(await preconditions(placeOf(options, deployment, config)))];
};

const placeOf = (
  { file, profilePattern, nameServers, isSpecialUse, fetch, now }: BeforeOptions,
  deployment: string,
  config: Config,
): Place => ({
  deployment,
  config,
  file,
  nameServers,
  isSpecialUse,
  fetch,
  now,
  clientOf: (account: AccountName, region = config.region) => {
    const profile = profileName(profilePattern, account);
    return { region, profile, credentials: fromIni({ profile }) };
  },
  credentialsName: (account) => `profile ${profileName(profilePattern, account)}`,
});
