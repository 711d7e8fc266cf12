import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { everyTemplate, type TemplateName } from '@tenantry/landing-zone/every-template';
import { placeOf } from '@tenantry/landing-zone/stack-place';
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

/** Where a stack of a template is. The account service applies both of a tenant's account. */
const where = (template: TemplateName, deployment: string, config: Config): Omit<Stack, 'body'> => {
  if (template !== 'tenant' && template !== 'sweep') return placeOf(deployment, config, template);
  const suffix = template === 'sweep' ? '-sweep' : '';
  return { account: 'tenant', region: config.region, name: `${serviceName(deployment, 'baseline')}${suffix}` };
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
  const landingZone = Object.entries(everyTemplate(deployment, config)).map(
    ([key, template]): Stack => ({ ...where(key as TemplateName, deployment, config), body: json(template) }),
  );
  const compiled: Stack[] = [];
  for (const folder of FOLDERS) {
    const name = serviceName(deployment, path.basename(folder) === 'events-schema' ? 'events' : path.basename(folder));
    compiled.push({ account: 'superAdmin', region, name, body: json(await serviceTemplate(folder, deployment, region)) });
  }
  const api = await readFile(path.join(ROOT, 'tenant-app/api/template.yml'), 'utf8');
  return [...landingZone, ...compiled, { account: 'tenant', region, name: 'tenantry-TENANT-api', body: api }];
};
