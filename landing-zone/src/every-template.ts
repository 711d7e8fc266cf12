import type { Config } from '@tenantry/shared/deployment/config';
import { consoleDomain } from '@tenantry/shared/domain/labels';
import { firstCell } from './cell.ts';
import { consoleFrontTemplate, consoleParametersTemplate, consoleValidationTemplate } from './console.ts';
import { databaseRoutesTemplate } from './database-routes.ts';
import { devopsTemplate } from './devops.ts';
import { dnssecTemplate } from './dnssec.ts';
import { networkingTemplate } from './networking.ts';
import { ownerTemplate } from './owner.ts';
import { productionTemplate } from './production.ts';
import { superAdminTemplate } from './super-admin.ts';
import type { Template } from './template.ts';
import { sweepBaseline, tenantBaseline } from './tenant.ts';

/** Of an account, or of what comes besides; routes lead back from the database where builds have a VPC, or developers a VPN. */
type EveryTemplate = Readonly<
  Record<
    | 'owner'
    | 'networking'
    | 'production'
    | 'devops'
    | 'superAdmin'
    | 'consoleFront'
    | 'consoleValidation'
    | 'consoleParameters'
    | 'tenant'
    | 'sweep',
    Template
  >
> & { readonly databaseRoutes?: Template; readonly dnssec?: Template };
/** Stands for a tenant in the template of its account. */
export const EXAMPLE_TENANT = '01TENANT000000000000000000';

export type TemplateName = keyof EveryTemplate;

/**
 * Every template of the landing zone and of a tenant's account (`sweep`: while it is taken back), for reading and for tests. Where a template holds what AWS or another
 * stack answers while it is deployed, an example of the same form stands in its place.
 */
export const everyTemplate = (deployment: string, config: Config): EveryTemplate => {
  const { accounts, region } = config;
  const database = {
    vpcId: 'vpc-12345678',
    cidr: firstCell(config).databaseCidr,
    accepterRoleArn: `arn:aws:iam::${accounts.superAdmin}:role/accepter`,
  };
  const peered = { DatabasePeeringId: 'pcx-12345678' };
  const databaseRoutes = databaseRoutesTemplate(deployment, config, {
    superAdmin: { DatabaseRouteTableId: 'rtb-12345678' },
    networking: peered,
    devops: peered,
  });
  const arn = (service: string, resource: string, where = region) => `arn:aws:${service}:${where}:${accounts.superAdmin}:${resource}`;
  return {
    owner: ownerTemplate({
      deployment,
      config,
      organizationId: 'o-1234567890',
      rootId: 'r-ab12',
      identityCenterInstanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
    }),
    networking: networkingTemplate(deployment, config, database),
    production: productionTemplate(deployment, config, 'o-1234567890'),
    devops: devopsTemplate({ deployment, config, organizationId: 'o-1234567890', database }),
    superAdmin: superAdminTemplate(deployment, config),
    consoleFront: consoleFrontTemplate(deployment, config),
    consoleValidation: consoleValidationTemplate(deployment, 'Z1234567890ABC', {
      name: `_1.${consoleDomain(config)}.`,
      value: '_2.acm-validations.aws.',
    }),
    consoleParameters: consoleParametersTemplate(
      deployment,
      arn('acm', 'certificate/12345678-1234-1234-1234-123456789012', 'us-east-1'),
      arn('wafv2', 'global/webacl/console/12345678-1234-1234-1234-123456789012', 'us-east-1'),
    ),
    ...(databaseRoutes ? { databaseRoutes } : {}),
    ...(config.dns.dnssec ? { dnssec: dnssecTemplate(deployment, accounts.production, 'Z1234567890ABC') } : {}),
    tenant: tenantBaseline({ deployment, tenantId: EXAMPLE_TENANT, config }),
    sweep: sweepBaseline({ deployment, tenantId: EXAMPLE_TENANT, config }),
  };
};
