import { ACMClient, DeleteCertificateCommand, ListTagsForCertificateCommand, paginateListCertificates } from '@aws-sdk/client-acm';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { DeleteParameterCommand, GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { checkAccounts } from '@tenantry/shared/deployment/accounts';
import { configFile, configOf } from '@tenantry/shared/deployment/config';
import { consoleDomain } from '@tenantry/shared/domain/labels';
import { DEPLOYMENT_TAG, landingZoneParameter, serviceName } from '@tenantry/shared/domain/names';
import { ACCOUNTS } from '../account-names.ts';
import { CLOUDFRONT_REGION } from '../console.ts';
import type { DeployOptions } from '../deploy.ts';
import { nothingHere, requireHere } from '../elsewhere.ts';
import type { StackPlace } from '../stack-place.ts';
import { stackOf } from '../stack-watch.ts';
import { type Configuration, deleteKept, type Kept } from './kept.ts';
import { moveClosed, requireEmpty } from './live-tenants.ts';
import { keptBy, removeStack } from './remove-stack.ts';
import { landingZoneStacks, serviceStacks } from './stacks.ts';

export interface RemoveOptions extends DeployOptions {
  /** Only says what would be removed, and what would stay. */
  readonly isListing: boolean;
  /** Deletes what outlives its stack, too: tables, buckets, repositories, zone, keys. */
  readonly withData: boolean;
}
interface Stays extends Kept {
  readonly place: StackPlace;
  readonly why?: string;
}

/**
 * Removes the services and then the landing zone, the last that was deployed first. Can be repeated after any failure. What holds data
 * stays, unless that is asked for, too.
 * @returns what stays
 * @throws WrongAccount, WrongRegion, TenantsLive before anything is changed
 * @throws StackError naming stack, resource and AWS's reason
 */
export const removeDeployment = async (options: RemoveOptions): Promise<readonly Stays[]> => {
  const { deployment, credentialsOf, log, isListing, withData } = options;
  const config = configOf(deployment);
  await checkAccounts({ ...options, config, accounts: ACCOUNTS });
  const at = ({ account, region }: Pick<StackPlace, 'account' | 'region'>): Configuration => ({
    region,
    credentials: credentialsOf(account),
    accountId: config.accounts[account],
  });
  const home = at({ account: 'superAdmin', region: config.region });
  await requireHere(home, deployment);
  const organizations = new OrganizationsClient(at({ account: 'owner', region: config.region }));
  const requireNobody = (said: string) => requireEmpty(new DynamoDBClient(home), organizations, deployment, said);
  await requireNobody('nothing was changed');
  const services = await serviceStacks(deployment, config, new CloudFormationClient(home));
  const places = [...services, ...landingZoneStacks(deployment, config)];
  if (!(await isAnywhere(places, at, home, deployment)))
    throw await nothingHere(home, `nothing of the deployment ${deployment}`, `Correct --stage, or region in ${configFile(deployment)}.`);
  const stays: Stays[] = [];
  for (const place of places) {
    const kept = await keptBy(at(place), place.name);
    if (!isListing) {
      if (place.account === 'owner') await moveClosed(organizations, deployment);
      await removed(place, at(place), log);
      // Until the API was gone, somebody may have asked for a tenant.
      if (place.name === serviceName(deployment, 'admin')) await requireNobody('console and API are removed, and nothing else');
    }
    const left = withData && !isListing ? await deleteAll(kept, place, at(place), log) : kept;
    stays.push(...left.map((one) => ({ ...one, place })));
  }
  if (!isListing) await removeRest(deployment, consoleDomain(config), home, at({ account: 'superAdmin', region: CLOUDFRONT_REGION }));
  return stays;
};

/** Whether anything is left of a deployment: one of its stacks, or the parameter, which goes last. */
const isAnywhere = async (
  places: readonly StackPlace[],
  at: (place: StackPlace) => Configuration,
  home: Configuration,
  deployment: string,
): Promise<boolean> => {
  for (const place of places) if (await stackOf(new CloudFormationClient(at(place)), place.name)) return true;
  const parameter = new GetParameterCommand({ Name: landingZoneParameter(deployment) });
  return (await ifFound(() => new SSMClient(home).send(parameter), 'ParameterNotFound')) !== undefined;
};

/** Deletes what a stack has kept. @returns what stays nevertheless, and why */
const deleteAll = async (
  kept: readonly Kept[],
  { account }: StackPlace,
  configuration: Configuration,
  log: (line: string) => void,
): Promise<readonly (Kept & { readonly why: string })[]> => {
  const left: (Kept & { readonly why: string })[] = [];
  for (const one of kept) {
    const why = await deleteKept(configuration, one);
    if (why === undefined) log(`${account.padEnd(13)} ${one.id}: deleted, with all that was in it`);
    else left.push({ ...one, why });
  }
  return left;
};

const removed = async (place: StackPlace, configuration: Configuration, log: (line: string) => void): Promise<void> => {
  const started = Date.now();
  const line = (text: string): void => log(`${place.account.padEnd(13)} ${text}`);
  if (await removeStack(configuration, place.name, line)) line(`${place.name}: removed (${((Date.now() - started) / 1000).toFixed(1)} s)`);
};

/** What no stack has made: the parameter that functions read, and the console's certificate. */
const removeRest = async (deployment: string, domain: string, home: Configuration, front: Configuration): Promise<void> => {
  const client = new ACMClient(front);
  const certificates = await collect(paginateListCertificates({ client }, {}), ({ CertificateSummaryList }) => CertificateSummaryList);
  for (const { CertificateArn, DomainName } of certificates) {
    if (!CertificateArn || DomainName !== domain) continue;
    const { Tags = [] } = await client.send(new ListTagsForCertificateCommand({ CertificateArn }));
    if (!Tags.some(({ Key, Value }) => Key === DEPLOYMENT_TAG && Value === deployment)) continue;
    await client.send(new DeleteCertificateCommand({ CertificateArn }));
  }
  const parameter = new DeleteParameterCommand({ Name: landingZoneParameter(deployment) });
  await ifFound(() => new SSMClient(home).send(parameter), 'ParameterNotFound');
};

/** What stays, for people: one line each. */
export const staysText = (stays: readonly Stays[]): readonly string[] =>
  stays.map(({ place, type, id, why }) => `${place.account.padEnd(13)} ${id} (${type}, ${place.region})${why ? `: ${why}` : ''}`);
