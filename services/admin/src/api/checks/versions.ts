import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { versionParameterName } from '@tenantry/events-schema/bus';
import { VERSION } from '@tenantry/events-schema/generated/version';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { client } from '@tenantry/shared/aws/client';
import { ifFound } from '@tenantry/shared/aws/found';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';

/** Services of a deployment. */
export const SERVICES = ['events', ...STAGE_NAMES, 'notifications', 'admin', 'console'] as const;
const LANDING_ZONE = 'landing zone';

/** What is deployed, and of which release; undefined where it says none. */
export type Versions = Readonly<Record<string, string | undefined>>;

/** What a service's stack has written down; undefined where it has not. */
const versionOf = async (deployment: string, service: string): Promise<string | undefined> => {
  const get = new GetParameterCommand({ Name: versionParameterName(deployment, service) });
  return (await ifFound(() => client(SSMClient).send(get), 'ParameterNotFound'))?.Parameter?.Value;
};

/** The versions of the services and of the landing zone. */
export const deployedVersions = async ({ deployment, version }: LandingZone): Promise<Versions> => {
  const services = SERVICES.map(async (service) => [service, await versionOf(deployment, service)] as const);
  return Object.fromEntries([[LANDING_ZONE, version], ...(await Promise.all(services))]);
};

/**
 * @returns the version that all have, for people
 * @throws Error that names what is of another release than the API: a deployment that was not finished, or a roll-back of some
 */
export const sameVersion = (found: Versions): string => {
  const others = Object.entries(found).filter(([, version]) => version !== VERSION);
  if (others.length === 0) return `everything is of ${VERSION}`;
  const listed = others.map(([name, version]) => `${name}: ${version ?? 'no version'}`).join(', ');
  throw new Error(`the API is of ${VERSION}, but not ${listed}`);
};
