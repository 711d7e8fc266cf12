import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { VERSION } from '@tenantry/events-schema/generated/version';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { client } from '@tenantry/shared/aws/client';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { serviceName } from '@tenantry/shared/domain/names';

/** Services of a deployment, by what follows `tenantry-<deployment>-` in the names of their stacks. */
export const SERVICES = ['events', ...STAGE_NAMES, 'admin', 'console'] as const;
const LANDING_ZONE = 'landing zone';

/** What is deployed, and of which release; undefined where it says none. */
export type Versions = Readonly<Record<string, string | undefined>>;

/** The versions of the services, which their stacks put out, and that of the landing zone. */
export const deployedVersions = async ({ deployment, version }: LandingZone): Promise<Versions> => {
  const stacks = await Promise.all(
    SERVICES.map(async (name): Promise<[string, string | undefined]> => {
      const { Stacks = [] } = await client(CloudFormationClient).send(
        new DescribeStacksCommand({ StackName: serviceName(deployment, name) }),
      );
      return [name, Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'Version')?.OutputValue];
    }),
  );
  return Object.fromEntries([[LANDING_ZONE, version], ...stacks]);
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
