import { type CloudFormationClient, paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';
import { collect } from '@tenantry/shared/aws/pages';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import type { Config } from '@tenantry/shared/deployment/config';
import { DEPLOYMENT_TAG, serviceName } from '@tenantry/shared/domain/names';
import { CLOUDFRONT_REGION } from '../console.ts';
import { DNSSEC_REGION } from '../dnssec.ts';
import { routesStackName, stackName } from '../resource-names.ts';

/** A stack of a deployment, and where it lies. */
export interface Place {
  readonly account: AccountName;
  readonly region: string;
  readonly name: string;
}

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
): Promise<readonly Place[]> => {
  const found = await collect(paginateDescribeStacks({ client }, {}), ({ Stacks }) => Stacks);
  const names = found.filter((stack) => isOfService(deployment, stack)).flatMap(({ StackName }) => StackName ?? []);
  return [
    { account: 'production', region, name: serviceName(deployment, 'console') },
    ...inOrder(deployment, names).map((name): Place => ({ account: 'superAdmin', region, name })),
  ];
};

/** Every stack of the landing zone that there may be, the last one that was deployed first (`deploy.ts`). */
export const landingZoneStacks = (deployment: string, { region }: Pick<Config, 'region'>): readonly Place[] => {
  const name = stackName(deployment);
  const of = (account: AccountName, suffix = '', place = region): Place => ({ account, region: place, name: `${name}${suffix}` });
  return [
    { account: 'superAdmin', region, name: routesStackName(deployment) },
    of('superAdmin', '-console-parameters'),
    of('production', '-console'),
    of('superAdmin', '-console', CLOUDFRONT_REGION),
    of('devops'),
    of('networking'),
    of('superAdmin'),
    of('owner'),
    of('production', '-dnssec', DNSSEC_REGION),
    of('production'),
  ];
};
