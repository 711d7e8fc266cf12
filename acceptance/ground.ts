import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Deployment } from '@tenantry/api-client/generated/api';
import { ACCOUNTS } from '@tenantry/landing-zone/account-names';
import { requireLandingZone } from '@tenantry/landing-zone/elsewhere';
import { byProfiles } from '@tenantry/landing-zone/profile-name';
import type { Clients } from '@tenantry/shared/aws/clients';
import { checkAccounts, WrongAccount } from '@tenantry/shared/deployment/accounts';
import { type Config, configFile, configOf } from '@tenantry/shared/deployment/config';
import { type LandingZone, parseLandingZone } from '@tenantry/shared/deployment/landing-zone';
import { landingZoneParameter } from '@tenantry/shared/domain/names';
import { prepareSdk } from '../cli/src/aws-checks.ts';
import { type Connection, type Invocation, invocationOf } from '../cli/src/invocation.ts';
import type { Terminal } from '../cli/src/terminal.ts';
import type { AcceptanceOptions } from './options.ts';

/** Where a run works: everything has been compared before anything is asked for. */
export interface Ground {
  readonly invocation: Invocation;
  readonly connection: Connection;
  readonly deployment: Deployment;
  readonly zone: LandingZone;
  /** Clients in one of the five accounts, with the rights of its AWS profile. */
  readonly clientsIn: (accountId: string) => Clients;
}

/** What the API says of itself, beside what the configuration has. */
const mismatches = (name: string, config: Config, deployment: Deployment): readonly string[] => {
  const pairs = [
    ['deployment', name, deployment.stage],
    ['region', config.region, deployment.region],
    ...ACCOUNTS.map((account) => [`accounts.${account}`, config.accounts[account], deployment.accounts[account]]),
  ];
  return pairs.flatMap(([field, expected, found]) => (expected === found ? [] : [`${field} is ${expected}, but the API is of ${found}`]));
};

/**
 * Opens the API and the accounts of a deployment, and compares both with its configuration.
 * @throws WrongAccount, WrongRegion before anything is touched, with what was found and what was expected
 */
export const groundOf = async (terminal: Terminal, { deployment: name, profile, pattern }: AcceptanceOptions): Promise<Ground> => {
  const config = configOf(name);
  const invocation = invocationOf(terminal, false, profile);
  const connection = await invocation.connect();
  prepareSdk(connection.profile);
  const profiles = byProfiles(pattern);
  const { credentialsOf } = profiles;
  await checkAccounts({
    deployment: name,
    isNamed: true,
    config,
    accounts: ACCOUNTS,
    ...profiles,
    log: (line) => invocation.note(line),
  });
  const home = { region: config.region, credentials: credentialsOf('superAdmin') };
  await requireLandingZone(home, name);
  const deployment = await connection.api('GET /deployment');
  const wrong = mismatches(name, config, deployment);
  if (wrong.length > 0) {
    const fix = `Name the profile of its API (--profile), or correct ${configFile(name)}.`;
    throw new WrongAccount(
      [`nothing was changed: ${connection.profile.apiUrl} is the API of another deployment`, ...wrong, fix].join('\n  '),
    );
  }
  const { Parameter } = await new SSMClient(home).send(new GetParameterCommand({ Name: landingZoneParameter(name) }));
  const byId = new Map(ACCOUNTS.map((account) => [config.accounts[account], account]));
  return {
    invocation,
    connection,
    deployment,
    zone: parseLandingZone(name, Parameter?.Value ?? '{}'),
    clientsIn:
      (accountId): Clients =>
      (type, region = config.region) => {
        const account = byId.get(accountId);
        if (!account) throw new Error(`account ${accountId} is none of the deployment's`);
        return new type({ region, credentials: credentialsOf(account) } as never);
      },
  };
};
