import { ACMClient } from '@aws-sdk/client-acm';
import { CloudFormationClient, type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import type { GuardDutyClientConfig } from '@aws-sdk/client-guardduty';
import { GetHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type AccountName, checkAccounts } from '@tenantry/shared/deployment/accounts';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { type LandingZone, parameterOf } from '@tenantry/shared/deployment/landing-zone';
import { consoleDomain } from '@tenantry/shared/domain/labels';
import { DEPLOYMENT_TAG, landingZoneParameter } from '@tenantry/shared/domain/names';
import { ACCOUNTS } from './account-names.ts';
import { allOf } from './all-of.ts';
import { cellId, firstCell } from './cell.ts';
import { CLOUDFRONT_REGION, consoleFrontTemplate, consoleParametersTemplate, consoleValidationTemplate } from './console.ts';
import { ensureCertificate } from './console-certificate.ts';
import type { DatabaseVpc } from './database-peering.ts';
import { databaseRoutesTemplate } from './database-routes.ts';
import { requireDeployers } from './deployers.ts';
import { devopsTemplate } from './devops.ts';
import { discover } from './discover.ts';
import { dnssecTemplate } from './dnssec.ts';
import { requireHere } from './elsewhere.ts';
import { DETECTOR_OUTPUT, requireOnlyDetector } from './guard-duty.ts';
import { endOrganizationWatch, watchOrganization } from './guard-duty-organization.ts';
import { lowerNegativeTtl } from './negative-ttl.ts';
import { networkingTemplate } from './networking.ts';
import { ownerTemplate } from './owner.ts';
import { checkPeeringQuotas } from './peering-quota.ts';
import { productionTemplate } from './production.ts';
import { peeringAccepterRoleName, stackName } from './resource-names.ts';
import { deployStack, type Outputs, outputsOf } from './stack.ts';
import { type LandingZoneStack, placeOf } from './stack-place.ts';
import { stackOf } from './stack-watch.ts';
import { superAdminTemplate } from './super-admin.ts';
import type { Template } from './template.ts';
import { landingZoneOf } from './zone.ts';

export interface DeployOptions {
  readonly deployment: string;
  /** Whether a person named it; else it is `dev`, the default. */
  readonly isNamed: boolean;
  /** Credentials that may deploy CloudFormation stacks in the account. */
  readonly credentialsOf: (account: AccountName) => NonNullable<CloudFormationClientConfig['credentials']>;
  /** Where those credentials come from, for people: `profile tenantry-owner`. */
  readonly credentialsName: (account: AccountName) => string;
  /** One line of progress. */
  readonly log: (line: string) => void;
}

type Deploy = (stack: LandingZoneStack, template: Template) => Promise<Outputs>;

/**
 * Deploys the stacks of the five shared accounts, then writes them to one SSM parameter, which the control plane reads. Can be repeated:
 * what has not changed stays as it is. The roles of tenant accounts are applied by the account service.
 * @throws WrongAccount, WrongRegion before anything is written, when credentials are of another account, or the deployment is in another
 *   region, than the configuration has
 * @throws StackError naming stack, resource and AWS's reason
 */
export const deployLandingZone = async (options: DeployOptions): Promise<LandingZone> => {
  const { deployment, credentialsOf, log } = options;
  const config = configOf(deployment);
  requireDeployers(await checkAccounts({ ...options, config, accounts: ACCOUNTS }));
  const configuration = (account: AccountName) => ({ region: config.region, credentials: credentialsOf(account) });
  const home = configuration('superAdmin');
  await requireHere(home, deployment);
  await requireOnlyDetector(home, deployment, config);
  const deploy: Deploy = async (stack, template) => {
    const { account, region, name } = placeOf(deployment, config, stack);
    const started = Date.now();
    const client = new CloudFormationClient({ ...configuration(account), region });
    try {
      const progress = (line: string) => log(`${account.padEnd(13)} ${line}`);
      const tags = { [DEPLOYMENT_TAG]: deployment };
      const isProtected = hardeningOf(config).deletionProtection;
      const { outcome, outputs } = await deployStack(client, { name, template, tags, isProtected }, progress);
      progress(`${name}: ${outcome} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      return outputs;
    } finally {
      client.destroy();
    }
  };
  const organization = await discover(configuration('owner'), deployment, config, log);
  // First of all: the trail of the owner account and the flow logs of the others are kept in a bucket of it.
  const production = await deployZone(deployment, config, organization.organizationId, deploy, configuration('production'), log);
  await endWatch(home, deployment, config);
  const [owner, superAdmin] = await allOf([
    deploy('owner', ownerTemplate({ deployment, config, ...organization })),
    deploy('superAdmin', superAdminTemplate(deployment, config)),
  ]);
  if (superAdmin.DetectorId !== undefined)
    await watchOrganization({
      owner: configuration('owner'),
      administrator: home,
      administratorId: config.accounts.superAdmin,
      detectorId: superAdmin.DetectorId,
    });
  const database = databaseOf(deployment, config, superAdmin);
  const [networking, devops] = await allOf([
    deploy('networking', networkingTemplate(deployment, config, database)),
    deploy('devops', devopsTemplate({ deployment, config, organizationId: organization.organizationId, database })),
    deployConsoleFront(deployment, config, production.HostedZoneId ?? '', deploy, configuration('superAdmin'), log),
  ]);
  const routes = databaseRoutesTemplate(deployment, config, { superAdmin, networking, devops });
  if (routes) await deploy('databaseRoutes', routes);
  const zone = landingZoneOf(deployment, config, organization, { owner, networking, production, superAdmin, devops });
  await tell(deployment, zone, configuration('superAdmin'));
  log(`superAdmin    ${landingZoneParameter(deployment)}: written`);
  await checkPeeringQuotas(config, configuration, log);
  return zone;
};

/** Where a deployment has a detector that it is to have no longer. */
const endWatch = async (home: GuardDutyClientConfig & CloudFormationClientConfig, deployment: string, config: Config): Promise<void> => {
  if (config.watch.guardDuty) return;
  const client = new CloudFormationClient(home);
  const detectorId = outputsOf(await stackOf(client, stackName(deployment)))[DETECTOR_OUTPUT];
  client.destroy();
  if (detectorId !== undefined) await endOrganizationWatch(home, detectorId);
};

/** Certificate and web ACL of the console: its own stack comes with the services, and refers to them. */
const deployConsoleFront = async (
  deployment: string,
  config: Config,
  hostedZoneId: string,
  deploy: Deploy,
  configuration: object,
  log: (line: string) => void,
): Promise<void> => {
  const acm = new ACMClient({ ...configuration, region: CLOUDFRONT_REGION });
  const [{ certificateArn, record, isIssued }, { WebAclArn = '' }] = await allOf([
    ensureCertificate(acm, consoleDomain(config), deployment),
    deploy('consoleFront', consoleFrontTemplate(deployment, config)),
  ]);
  await allOf([
    deploy('consoleValidation', consoleValidationTemplate(deployment, hostedZoneId, record)),
    deploy('consoleParameters', consoleParametersTemplate(deployment, certificateArn, WebAclArn)),
  ]);
  if (!isIssued) {
    log(`superAdmin    certificate of ${consoleDomain(config)}: ACM issues it minutes after ${config.rootDomain} leads to our zone`);
  }
  acm.destroy();
};

/** What the VPCs of other accounts are peered with. */
export const databaseOf = (deployment: string, config: Config, superAdmin: Outputs): DatabaseVpc => {
  const cell = firstCell(config);
  return {
    vpcId: superAdmin[`${cellId(cell.name)}DatabaseVpcId`] ?? '',
    cidr: cell.databaseCidr,
    accepterRoleArn: `arn:aws:iam::${config.accounts.superAdmin}:role/${peeringAccepterRoleName(deployment)}`,
  };
};

/** The zone, before anything else is written into it: Route 53 works on one change of a zone at a time. */
const deployZone = async (
  deployment: string,
  config: Config,
  organizationId: string,
  deploy: Deploy,
  configuration: object,
  log: (line: string) => void,
) => {
  const outputs = await deploy('production', productionTemplate(deployment, config, organizationId));
  const route53 = new Route53Client(configuration);
  const zone = await route53.send(new GetHostedZoneCommand({ Id: outputs.HostedZoneId }));
  const isLowered = await lowerNegativeTtl(route53, { id: outputs.HostedZoneId ?? '', name: config.rootDomain });
  route53.destroy();
  log(`production    ${config.rootDomain}: delegate it to ${(zone.DelegationSet?.NameServers ?? []).join(', ')}`);
  if (config.dns.dnssec) {
    await deploy('dnssec', dnssecTemplate(deployment, config.accounts.production, outputs.HostedZoneId ?? ''));
    log(
      `production    ${config.rootDomain}: signed; resolvers validate once its parent zone has the DS record (docs/runbook.md#sign-the-zone)`,
    );
  }
  if (isLowered) log(`production    ${config.rootDomain}: resolvers keep for a minute, not for 15, that a name does not exist`);
  return outputs;
};

/** Written by hand and not by a template: its value comes from all accounts, and outgrows the 4 KB of a standard parameter. */
const tell = async (deployment: string, zone: LandingZone, configuration: object): Promise<void> => {
  const ssm = new SSMClient(configuration);
  await ssm.send(
    new PutParameterCommand({
      Name: landingZoneParameter(deployment),
      Description: 'Tenantry: configuration and landing zone, read by every function',
      Type: 'String',
      Tier: 'Intelligent-Tiering',
      Value: parameterOf(zone),
      Overwrite: true,
    }),
  );
  ssm.destroy();
};
