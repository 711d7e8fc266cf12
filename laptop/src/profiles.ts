import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import type { Laptop } from '../demo/laptop.ts';
import { ACCOUNTS } from './accounts.ts';
import { LOCAL_FOLDER } from './paths.ts';

/** The file for `AWS_CONFIG_FILE`. */
const AWS_CONFIG_FILE = path.join(LOCAL_FOLDER, 'aws', 'config');

const SERVICES = ['admin', 'notifications', ...STAGE_NAMES];
const ACCOUNT_PROFILES = {
  'tenantry-owner': ACCOUNTS.owner,
  'tenantry-super-admin': ACCOUNTS.superAdmin,
  'tenantry-devops': ACCOUNTS.devops,
  'tenantry-networking': ACCOUNTS.networking,
  'tenantry-production': ACCOUNTS.production,
};

const profile = (name: string, settings: Readonly<Record<string, string>>): string =>
  [`[profile ${name}]`, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`), ''].join('\n');

/** The AWS configuration file: a profile per account (its root) and one per service that assumes its functions' role. */
export const profilesText = ({ url, region }: Pick<Laptop, 'url' | 'region'>, deployment: string): string => {
  const common = { region, endpoint_url: url };
  const accounts = Object.entries(ACCOUNT_PROFILES).map(([name, accountId]) =>
    profile(name, { ...common, aws_access_key_id: accountId, aws_secret_access_key: 'laptop' }),
  );
  const services = SERVICES.map((service) =>
    profile(`tenantry-${service}`, {
      ...common,
      role_arn: `arn:aws:iam::${ACCOUNTS.superAdmin}:role/tenantry-${deployment}-${service}-function`,
      source_profile: 'tenantry-super-admin',
      role_session_name: 'laptop',
    }),
  );
  // `serverless invoke local` hands the function its role's credentials and takes its profile away: this is how it finds the endpoint.
  const fallback = ['[default]', ...Object.entries(common).map(([key, value]) => `${key} = ${value}`), ''].join('\n');
  return [fallback, ...accounts, ...services].join('\n');
};

/**
 * Writes `.local/aws/config` for the AWS CLI and SDKs: `AWS_CONFIG_FILE=.local/aws/config AWS_PROFILE=tenantry-network`.
 * Credentials stand in the same file, so that no other setting is needed. Answers the file's path.
 */
export const writeProfiles = async (local: Pick<Laptop, 'url' | 'region'>, deployment = 'dev'): Promise<string> => {
  await mkdir(path.dirname(AWS_CONFIG_FILE), { recursive: true });
  await writeFile(AWS_CONFIG_FILE, profilesText(local, deployment));
  return AWS_CONFIG_FILE;
};
