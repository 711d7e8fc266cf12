import type { Config } from '@tenantry/shared/deployment/config';
import { reservedLabels } from '@tenantry/shared/domain/labels';
import { serviceName } from '@tenantry/shared/domain/names';
import { trust } from '@tenantry/shared/infra/policy';
import { logBucket } from './log-bucket.ts';
import { productionPolicy as adminPolicy } from './policies/admin.ts';
import { accountPolicy } from './policies/dns.ts';
import { productionPolicy } from './policies/offboard.ts';
import { ref, role, type Template } from './template.ts';
import { callers } from './trusted.ts';
import { zoneRecords } from './zone-records.ts';

const zoneArn = { 'Fn::Sub': 'arn:aws:route53:::hostedzone/${Zone}' };

/** Production account: the public zone, which only the dns service writes, and what is logged, which nobody changes. */
export const productionTemplate = (deployment: string, config: Config, organizationId: string): Template => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: `Tenantry ${deployment}: public zone of ${config.rootDomain}`,
  Resources: {
    ...logBucket(deployment, config, organizationId),
    Zone: {
      Type: 'AWS::Route53::HostedZone',
      // Its name servers are written at the registrar: a new zone would take every tenant off the net.
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { Name: config.rootDomain, HostedZoneConfig: { Comment: `Tenantry ${deployment}: tenants' domains` } },
    },
    ...zoneRecords(config),
    DnsRole: role(
      deployment,
      serviceName(deployment, 'dns'),
      trust(config.accounts.superAdmin, callers(deployment, config, 'dns')),
      accountPolicy({ arn: zoneArn, rootDomain: config.rootDomain, reserved: reservedLabels(config) }),
    ),
    OffboardRole: role(
      deployment,
      serviceName(deployment, 'offboard'),
      trust(config.accounts.superAdmin, callers(deployment, config, 'offboard')),
      productionPolicy(zoneArn),
    ),
    AdminRole: role(
      deployment,
      serviceName(deployment, 'admin'),
      trust(config.accounts.superAdmin, callers(deployment, config, 'admin')),
      adminPolicy(zoneArn),
    ),
  },
  Outputs: { HostedZoneId: { Value: ref('Zone') } },
});
