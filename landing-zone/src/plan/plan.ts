import { ACMClient } from '@aws-sdk/client-acm';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { type AccountName, checkAccounts } from '@tenantry/shared/deployment/accounts';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import { consoleDomain } from '@tenantry/shared/domain/labels';
import { DEPLOYMENT_TAG } from '@tenantry/shared/domain/names';
import { ACCOUNTS } from '../account-names.ts';
import { CLOUDFRONT_REGION, consoleFrontTemplate, consoleParametersTemplate, consoleValidationTemplate } from '../console.ts';
import { findCertificate } from '../console-certificate.ts';
import { databaseRoutesTemplate } from '../database-routes.ts';
import { type DeployOptions, databaseOf } from '../deploy.ts';
import { requireDeployers } from '../deployers.ts';
import { devopsTemplate } from '../devops.ts';
import { findOrganization } from '../discover.ts';
import { dnssecTemplate } from '../dnssec.ts';
import { requireHere } from '../elsewhere.ts';
import { requireOnlyDetector } from '../guard-duty.ts';
import { networkingTemplate } from '../networking.ts';
import { ownerTemplate } from '../owner.ts';
import { productionTemplate } from '../production.ts';
import type { Outputs } from '../stack.ts';
import { type LandingZoneStack, placeOf, type StackPlace } from '../stack-place.ts';
import { superAdminTemplate } from '../super-admin.ts';
import type { Template } from '../template.ts';
import { planStack, type StackPlan } from './plan-stack.ts';

export interface PlannedStack extends StackPlan, StackPlace {}
type Plan = (stack: LandingZoneStack, template: Template) => Promise<Outputs>;

/**
 * What `deployLandingZone` would do to each stack, in its order, and nothing of it is done: what is written are change sets, which are
 * deleted again. A template that needs what another stack gives has what that stack gives now, and nothing where it is not there yet.
 * Beside the stacks a deployment lets policies be attached in the organization and writes the parameter of the landing zone.
 * @throws WrongAccount, WrongRegion as a deployment does; StackError when CloudFormation refuses a template
 */
export const planLandingZone = async (options: DeployOptions): Promise<readonly PlannedStack[]> => {
  const { deployment, credentialsOf } = options;
  const config = configOf(deployment);
  requireDeployers(await checkAccounts({ ...options, config, accounts: ACCOUNTS }));
  const configuration = (account: AccountName) => ({ region: config.region, credentials: credentialsOf(account) });
  const home = configuration('superAdmin');
  await requireHere(home, deployment);
  await requireOnlyDetector(home, deployment, config);
  const planned: PlannedStack[] = [];
  const plan: Plan = async (stack, template) => {
    const place = placeOf(deployment, config, stack);
    const client = new CloudFormationClient({ ...configuration(place.account), region: place.region });
    const one = await planStack(client, { name: place.name, template, tags: { [DEPLOYMENT_TAG]: deployment } });
    client.destroy();
    planned.push({ ...one, ...place });
    return one.outputs;
  };
  const organization = await findOrganization(configuration('owner'), config);
  const { organizationId } = organization;
  const { HostedZoneId = '' } = await plan('production', productionTemplate(deployment, config, organizationId));
  if (config.dns.dnssec) await plan('dnssec', dnssecTemplate(deployment, config.accounts.production, HostedZoneId));
  await plan('owner', ownerTemplate({ deployment, config, ...organization }));
  const superAdmin = await plan('superAdmin', superAdminTemplate(deployment, config));
  const database = databaseOf(deployment, config, superAdmin);
  const networking = await plan('networking', networkingTemplate(deployment, config, database));
  const devops = await plan('devops', devopsTemplate({ deployment, config, organizationId, database }));
  await planConsoleFront(deployment, config, HostedZoneId, plan, new ACMClient({ ...home, region: CLOUDFRONT_REGION }));
  const routes = databaseRoutesTemplate(deployment, config, { superAdmin, networking, devops });
  if (routes) await plan('databaseRoutes', routes);
  return planned;
};

/** A certificate that nobody has requested yet has no record. */
const planConsoleFront = async (deployment: string, config: Config, hostedZoneId: string, plan: Plan, acm: ACMClient): Promise<void> => {
  const { WebAclArn = '' } = await plan('consoleFront', consoleFrontTemplate(deployment, config));
  const found = await findCertificate(acm, consoleDomain(config));
  await plan('consoleValidation', consoleValidationTemplate(deployment, hostedZoneId, found?.record ?? { name: '', value: '' }));
  await plan('consoleParameters', consoleParametersTemplate(deployment, found?.certificateArn ?? '', WebAclArn));
  acm.destroy();
};

/** The plan as people read it: a line for each stack, and below it one for each resource. */
export const planLines = (planned: readonly PlannedStack[]): readonly string[] =>
  planned.flatMap(({ account, region, name, outcome, changes }) => [
    `${account.padEnd(13)} ${name} (${region}): ${outcome}`,
    ...changes.map((change) => `  ${change}`),
  ]);
