import { type CloudFormationClient, paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';
import { collect } from '@tenantry/shared/aws/pages';
import type { Config } from '@tenantry/shared/deployment/config';
import { DEPLOYMENT_TAG, serviceName } from '@tenantry/shared/domain/names';
import { stackName } from '../resource-names.ts';
import { type LandingZoneStack, placeOf, type StackPlace } from '../stack-place.ts';

/** Of the services in their account: the console refers to the API, which is closed first of all, and all of them to the bus. */
const inOrder = (deployment: string, names: readonly string[]): readonly string[] => {
  const [console, admin, events] = ['console', 'admin', 'events'].map((service) => serviceName(deployment, service));
  const others = names.filter((name) => name !== console && name !== admin && name !== events).sort();
  return [console, admin, ...others, events].flatMap((name) => name ?? []).filter((name) => names.includes(name));
};

const isOfService = (deployment: string, { StackName = '', Tags = [] }: Stack): boolean =>
  Tags.some(({ Key, Value }) => Key === DEPLOYMENT_TAG && Value === deployment) && !StackName.startsWith(stackName(deployment));

/** Every stack of the services that is there, in the order in which they can be removed. */
export const serviceStacks = async (
  deployment: string,
  { region }: Pick<Config, 'region'>,
  client: CloudFormationClient,
): Promise<readonly StackPlace[]> => {
  const found = await collect(paginateDescribeStacks({ client }, {}), ({ Stacks }) => Stacks);
  const names = found.filter((stack) => isOfService(deployment, stack)).flatMap(({ StackName }) => StackName ?? []);
  return [
    { account: 'production', region, name: serviceName(deployment, 'console') },
    ...inOrder(deployment, names).map((name): StackPlace => ({ account: 'superAdmin', region, name })),
  ];
};

/** The last one that was deployed first (`deploy.ts`). */
const REMOVED: readonly LandingZoneStack[] = [
  'databaseRoutes',
  'consoleParameters',
  'consoleValidation',
  'consoleFront',
  'devops',
  'networking',
  'superAdmin',
  'owner',
  'dnssec',
  'production',
];

/** Every stack of the landing zone that there may be, in the order in which they can be removed. */
export const landingZoneStacks = (deployment: string, config: Pick<Config, 'region'>): readonly StackPlace[] =>
  REMOVED.map((stack) => placeOf(deployment, config, stack));
