import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { CLOUDFRONT_REGION } from '@tenantry/landing-zone/console';
import { everyTemplate, type TemplateName } from '@tenantry/landing-zone/every-template';
import { stackName } from '@tenantry/landing-zone/resource-names';
import { type Config, configOf, takeConfigFrom } from '@tenantry/shared/deployment/config';
import { serviceName } from '@tenantry/shared/domain/names';
import { FOLDERS } from '../../scripts/services.ts';
import { ROOT } from './root.ts';
import { serviceTemplate } from './services.ts';

/** Whose account a stack is in; `tenant` is every tenant's. */
export type Account = keyof Config['accounts'] | 'tenant';
/** A stack of the product as it would be deployed. */
export interface Stack {
  readonly account: Account;
  readonly region: string;
  /** Of the stack; tenants' stacks carry the tenant's id besides. */
  readonly name: string;
  /** What CloudFormation is sent: JSON, or the YAML that a release of the tenant application brings. */
  readonly body: string;
}

/** Stacks of services that AWS has in one region. */
const GLOBAL: readonly string[] = ['consoleFront', 'dnssec'] satisfies readonly TemplateName[];
/** The stacks of the landing zone: whose account each is in, and what follows the name that all begin with. */
const LANDING_ZONE: Readonly<Record<TemplateName, readonly [Account, suffix: string]>> = {
  owner: ['owner', ''],
  networking: ['networking', ''],
  production: ['production', ''],
  devops: ['devops', ''],
  superAdmin: ['superAdmin', ''],
  consoleFront: ['superAdmin', '-console'],
  consoleValidation: ['production', '-console'],
  consoleParameters: ['superAdmin', '-console-parameters'],
  databaseRoutes: ['superAdmin', '-routes'],
  dnssec: ['production', '-dnssec'],
  tenant: ['tenant', ''],
  sweep: ['tenant', '-sweep'],
};

/**
 * Every stack of a deployment, made without credentials and without AWS.
 * @param deployment its name, e.g. `prod`
 * @param configFile its configuration, where that is not `config/<stage>.json`
 * @throws Error that names file and field of a configuration that is wrong, or the service that osls makes no template of
 */
export const everyStack = async (deployment: string, configFile?: string): Promise<readonly Stack[]> => {
  if (configFile !== undefined) takeConfigFrom(deployment, pathToFileURL(path.resolve(configFile)));
  // `serverless.ts` files read the stage as the framework's command line would give it.
  process.env.STAGE = deployment;
  const config = configOf(deployment);
  const { region } = config;
  const json = (template: object): string => `${JSON.stringify(template, undefined, 2)}\n`;
  const landingZone = Object.entries(everyTemplate(deployment, config)).map(([key, template]): Stack => {
    const [account, suffix] = LANDING_ZONE[key as TemplateName];
    return {
      account,
      region: GLOBAL.includes(key) ? CLOUDFRONT_REGION : region,
      name: account === 'tenant' ? `${serviceName(deployment, 'baseline')}${suffix}` : `${stackName(deployment)}${suffix}`,
      body: json(template),
    };
  });
  const compiled: Stack[] = [];
  for (const folder of FOLDERS) {
    const name = serviceName(deployment, path.basename(folder) === 'events-schema' ? 'events' : path.basename(folder));
    compiled.push({ account: 'superAdmin', region, name, body: json(await serviceTemplate(folder, deployment, region)) });
  }
  const api = await readFile(path.join(ROOT, 'tenant-app/api/template.yml'), 'utf8');
  return [...landingZone, ...compiled, { account: 'tenant', region, name: 'tenantry-TENANT-api', body: api }];
};
