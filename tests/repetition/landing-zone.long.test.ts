import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import { firstCell } from '@tenantry/landing-zone/cell';
import {
  CLOUDFRONT_REGION,
  consoleFrontTemplate,
  consoleParametersTemplate,
  consoleValidationTemplate,
} from '@tenantry/landing-zone/console';
import { databaseRoutesTemplate } from '@tenantry/landing-zone/database-routes';
import { devopsTemplate } from '@tenantry/landing-zone/devops';
import { discover } from '@tenantry/landing-zone/discover';
import { networkingTemplate } from '@tenantry/landing-zone/networking';
import { ownerTemplate } from '@tenantry/landing-zone/owner';
import { productionTemplate } from '@tenantry/landing-zone/production';
import { peeringAccepterRoleName } from '@tenantry/landing-zone/resource-names';
import { superAdminTemplate } from '@tenantry/landing-zone/super-admin';
import type { Template } from '@tenantry/landing-zone/template';
import { configOf } from '@tenantry/shared/deployment/config';
import { failEachOnce } from './failing-walk.ts';

const deployment = 'dev';
const config = configOf(deployment);
const { accounts } = config;
let aws: OwnAws;
beforeAll(async () => {
  aws = await startOwnAws({ postgres: true });
});
afterAll(() => aws.stop());

const walk = async (account: keyof typeof accounts, name: string, template: Template, region = config.region) => {
  const client = new CloudFormationClient({ ...aws.as(accounts[account]), region });
  const { surprises, outputs } = await failEachOnce(aws.local, client, { name, template, tags: {} });
  expect({ account, name, surprises }).toEqual({ account, name, surprises: [] });
  return outputs;
};

const organization = () => discover(aws.as(accounts.owner), deployment, config, () => {});

/** In the order in which they are deployed: later ones refer to what earlier ones made. */
describe('every stack is created after each of its resources has failed once:', () => {
  test('production, and the validation of the console in it', async () => {
    const { HostedZoneId = '' } = await walk(
      'production',
      'zone',
      productionTemplate(deployment, config, (await organization()).organizationId),
    );
    const record = { name: `_1.superadmin.${config.rootDomain}.`, value: '_2.acm-validations.aws.' };
    await walk('production', 'console', consoleValidationTemplate(deployment, HostedZoneId, record));
  });

  test('owner', async () => {
    await walk('owner', 'zone', ownerTemplate({ deployment, config, ...(await organization()) }));
  });

  test('super admin, networking with a VPN and DevOps, and the routes between them', async () => {
    const { organizationId } = await organization();
    const superAdmin = await walk('superAdmin', 'zone', superAdminTemplate(deployment, config));
    const database = {
      vpcId: superAdmin.CellADatabaseVpcId ?? '',
      cidr: firstCell(config).databaseCidr,
      accepterRoleArn: `arn:aws:iam::${accounts.superAdmin}:role/${peeringAccepterRoleName(deployment)}`,
    };
    const networking = await walk('networking', 'zone', networkingTemplate(deployment, config, database));
    const devops = await walk('devops', 'zone', devopsTemplate({ deployment, config, organizationId, database }));
    const routes = databaseRoutesTemplate(deployment, config, { superAdmin, networking, devops });
    if (!routes) throw new Error('the laptop has neither builds in a VPC nor a VPN');
    await walk('superAdmin', 'routes', routes);
  });

  test('web ACL and parameters of the console', async () => {
    const { WebAclArn = '' } = await walk('superAdmin', 'console', consoleFrontTemplate(deployment, config), CLOUDFRONT_REGION);
    const certificate = `arn:aws:acm:${CLOUDFRONT_REGION}:${accounts.superAdmin}:certificate/1`;
    await walk('superAdmin', 'parameters', consoleParametersTemplate(deployment, certificate, WebAclArn));
  });
});
