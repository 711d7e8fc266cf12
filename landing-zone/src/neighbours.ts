import type { OrganizationalUnit, OrganizationsClient } from '@aws-sdk/client-organizations';
import { type Config, configFile } from '@tenantry/shared/deployment/config';
import { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { DEPLOYMENT_TAG, PRODUCTION_TAG } from '@tenantry/shared/domain/names';
import { type TaggedUnit, unitsBelow } from './units.ts';

/** Another deployment whose units are in the organization. */
interface Neighbour {
  readonly deployment: string;
  /** Also where its units do not say: they were made before they did. */
  readonly production: boolean;
}

const neighbourOf = (tagged: TaggedUnit['tagged']): Neighbour | undefined => {
  const deployment = tagged(DEPLOYMENT_TAG);
  return deployment === undefined ? undefined : { deployment, production: tagged(PRODUCTION_TAG) !== 'false' };
};

type Units = Pick<Config['organization'], 'tenantsOu' | 'quarantineOu' | 'bootstrapOu'>;
const UNITS = ['tenantsOu', 'quarantineOu', 'bootstrapOu'] as const satisfies readonly (keyof Units)[];

/** Organizations has a name once below a parent (API reference, CreateOrganizationalUnit, DuplicateOrganizationalUnitException). */
const requireOtherName = (unit: OrganizationalUnit, owner: Neighbour | undefined, deployment: string, units: Units): void => {
  const field = UNITS.find((name) => units[name] === unit.Name);
  if (field === undefined) return;
  throw new Error(
    `${configFile(deployment)}: organization.${field} is ${unit.Name}, a unit that ${owner ? `the deployment ${owner.deployment}` : 'somebody else'} has in the organization already: ` +
      `choose a name that only ${deployment} has, e.g. "${unit.Name} ${deployment}"`,
  );
};

/**
 * Refuses a unit by a name that somebody else's has already, and a deployment with developers and one of real tenants in the same organization: roles of the owner account reach all of its
 * accounts, and what keeps the deployments apart there are policies alone.
 * @throws Error that names both deployments and the fix, before anything is deployed
 */
export const checkNeighbours = async (
  client: OrganizationsClient,
  ParentId: string,
  deployment: string,
  config: Pick<Config, 'production'> & { readonly organization: Units },
): Promise<void> => {
  for await (const { unit, tagged } of unitsBelow(client, ParentId)) {
    const neighbour = neighbourOf(tagged);
    if (neighbour?.deployment === deployment) continue;
    if (neighbour) requireKind(unit, neighbour, deployment, config);
    requireOtherName(unit, neighbour, deployment, config.organization);
  }
};

const requireKind = (unit: OrganizationalUnit, neighbour: Neighbour, deployment: string, config: Pick<Config, 'production'>): void => {
  const [open, hardened] = [config, neighbour].map((one) => hardeningOf(one).developers);
  if (open === hardened) return;
  const [developers, production] = open ? [deployment, neighbour.deployment] : [neighbour.deployment, deployment];
  throw new Error(
    `${configFile(deployment)}: production is ${config.production}, and the organization has the deployment ${neighbour.deployment} (unit ${unit.Name}): ` +
      `developers of ${developers} could reach accounts of ${production}. Give ${developers} an organization of its own, or set production to true in its configuration`,
  );
};
