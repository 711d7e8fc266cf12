import type { Config } from '@tenantry/shared/config';
import { consoleDomain } from '@tenantry/shared/labels';
import { consoleFrontTemplate, consoleParametersTemplate, consoleValidationTemplate } from './console.ts';
import { databaseRoutesTemplate } from './database-routes.ts';
import { devopsTemplate } from './devops.ts';
import { networkingTemplate } from './networking.ts';
import { ownerTemplate } from './owner.ts';
import { productionTemplate } from './production.ts';
import { superAdminTemplate } from './super-admin.ts';
import type { Template } from './template.ts';
import { tenantBaseline } from './tenant.ts';

/** Of an account, or of what comes besides; builds reach the database only where they have a VPC. */
type EveryTemplate = Readonly<
  Record<
    'owner' | 'networking' | 'production' | 'devops' | 'superAdmin' | 'consoleFront' | 'consoleValidation' | 'consoleParameters' | 'tenant',
    Template
  >
> & { readonly databaseRoutes?: Template };
export type TemplateName = keyof EveryTemplate;

/**
 * Every template of the landing zone and of a tenant's account, for reading and for tests. Where a template holds what AWS or another
 * stack answers while it is deployed, an example of the same form stands in its place.
 */
export const everyTemplate = (stage: string, config: Config): EveryTemplate => {
  const { accounts, region } = config;
  const { devopsCidr, cells } = config.network;
  const arn = (service: string, resource: string, where = region) => `arn:aws:${service}:${where}:${accounts.superAdmin}:${resource}`;
  return {
    owner: ownerTemplate({ stage, config, rootId: 'r-ab12', identityCenterInstanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef' }),
    networking: networkingTemplate(stage, config),
    production: productionTemplate(stage, config),
    devops: devopsTemplate({
      stage,
      config,
      organizationId: 'o-1234567890',
      database: {
        vpcId: 'vpc-12345678',
        cidr: cells[0]?.databaseCidr ?? '',
        accepterRoleArn: `arn:aws:iam::${accounts.superAdmin}:role/accepter`,
      },
    }),
    superAdmin: superAdminTemplate(stage, config),
    consoleFront: consoleFrontTemplate(stage),
    consoleValidation: consoleValidationTemplate(stage, 'Z1234567890ABC', {
      name: `_1.${consoleDomain(config)}.`,
      value: '_2.acm-validations.aws.',
    }),
    consoleParameters: consoleParametersTemplate(
      stage,
      arn('acm', 'certificate/12345678-1234-1234-1234-123456789012', 'us-east-1'),
      arn('wafv2', 'global/webacl/console/12345678-1234-1234-1234-123456789012', 'us-east-1'),
    ),
    ...(devopsCidr ? { databaseRoutes: databaseRoutesTemplate(stage, 'rtb-12345678', 'pcx-12345678', devopsCidr) } : {}),
    tenant: tenantBaseline({ stage, accounts }),
  };
};
