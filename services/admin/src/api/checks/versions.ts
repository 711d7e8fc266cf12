import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { versionParameterName } from '@tenantry/events-schema/bus';
import { VERSION } from '@tenantry/events-schema/generated/version';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { client } from '@tenantry/shared/aws/client';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';

/** Services of a deployment: ten at most, which one call of GetParameters takes (API reference). */
export const SERVICES = ['events', ...STAGE_NAMES, 'admin', 'console'] as const;
const LANDING_ZONE = 'landing zone';

/** What is deployed, and of which release; undefined where it says none. */
export type Versions = Readonly<Record<string, string | undefined>>;

/** The versions of the services, which their stacks write down, and that of the landing zone. */
export const deployedVersions = async ({ deployment, version }: LandingZone): Promise<Versions> => {
  const names = SERVICES.map((service) => versionParameterName(deployment, service));
  const { Parameters = [] } = await client(SSMClient).send(new GetParametersCommand({ Names: names }));
  const found = new Map(Parameters.map(({ Name, Value }) => [Name, Value]));
  return Object.fromEntries([[LANDING_ZONE, version], ...SERVICES.map((service, i) => [service, found.get(names[i])])]);
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
