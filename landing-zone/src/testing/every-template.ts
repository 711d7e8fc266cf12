import type { Config } from '@tenantry/shared/config';
import { consoleFrontTemplate, consoleParametersTemplate, consoleValidationTemplate } from '../console.ts';
import { databaseRoutesTemplate } from '../database-routes.ts';
import { devopsTemplate } from '../devops.ts';
import { networkingTemplate } from '../networking.ts';
import { ownerTemplate } from '../owner.ts';
import { productionTemplate } from '../production.ts';
import { superAdminTemplate } from '../super-admin.ts';
import type { Template } from '../template.ts';
import { tenantBaseline } from '../tenant.ts';

/** Every template of the landing zone and the tenant's baseline, as a first deployment would send them, with ids made up. */
export const everyTemplate = (stage: string, config: Config) =>
  ({
    owner: ownerTemplate({ stage, config, rootId: 'r-ab12', identityCenterInstanceArn: 'arn:aws:sso:::instance/ssoins-1' }),
    networking: networkingTemplate(stage, config),
    production: productionTemplate(stage, config),
    devops: devopsTemplate({
      stage,
      config,
      organizationId: 'o-1',
      database: { vpcId: 'vpc-1', cidr: '10.1.0.0/16', accepterRoleArn: 'arn:aws:iam::100000000002:role/accepter' },
    }),
    superAdmin: superAdminTemplate(stage, config),
    databaseRoutes: databaseRoutesTemplate(stage, 'rtb-1', 'pcx-1', '10.2.0.0/16'),
    consoleFront: consoleFrontTemplate(stage),
    consoleValidation: consoleValidationTemplate(stage, 'Z1', {
      name: '_1.superadmin.app.example.com.',
      value: '_2.acm-validations.aws.',
    }),
    consoleParameters: consoleParametersTemplate(
      stage,
      'arn:aws:acm:us-east-1:100000000002:certificate/1',
      'arn:aws:wafv2:us-east-1:100000000002:global/webacl/console/1',
    ),
    tenant: tenantBaseline({ stage, accounts: config.accounts }),
  }) as const satisfies Readonly<Record<string, Template>>;
