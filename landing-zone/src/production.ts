import type { Config } from '@tenantry/shared/deployment/config';
import { serviceName } from '@tenantry/shared/domain/names';
import { trust } from '@tenantry/shared/infra/policy';
import { productionPolicy as adminPolicy } from './policies/admin.ts';
import { accountPolicy } from './policies/dns.ts';
import { productionPolicy } from './policies/offboard.ts';
import { ref, role, type Template } from './template.ts';
import { callers } from './trusted.ts';

/** Production account: the public zone, which only the dns service writes. */
export const productionTemplate = (stage: string, config: Config): Template => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: `Tenantry ${stage}: public zone of ${config.rootDomain}`,
  Resources: {
    Zone: {
      Type: 'AWS::Route53::HostedZone',
      // Its name servers are written at the registrar: a new zone would take every tenant off the net.
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { Name: config.rootDomain, HostedZoneConfig: { Comment: `Tenantry ${stage}: tenants' domains` } },
    },
    DnsRole: role(stage, serviceName(stage, 'dns'), trust(config.accounts.superAdmin, callers(stage, 'dns')), accountPolicy),
    OffboardRole: role(
      stage,
      serviceName(stage, 'offboard'),
      trust(config.accounts.superAdmin, callers(stage, 'offboard')),
      productionPolicy,
    ),
    AdminRole: role(stage, serviceName(stage, 'admin'), trust(config.accounts.superAdmin, callers(stage, 'admin')), adminPolicy),
  },
  Outputs: { HostedZoneId: { Value: ref('Zone') } },
});
