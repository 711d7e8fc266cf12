import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { Route53Client } from '@aws-sdk/client-route-53';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { client } from '@tenantry/shared/aws/client';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { crossAccountRoleArn } from '@tenantry/shared/domain/names';

/** Cost Explorer, Organizations with its quotas and Route 53 answer there only. */
const region = 'us-east-1';

/** What admin may read in other accounts, by its own narrow roles (landing-zone/src/policies/admin.ts). */
export const other = ({ config: { accounts }, deployment }: LandingZone) => {
  const role = (account: 'owner' | 'devops' | 'networking' | 'production') => ({
    roleArn: crossAccountRoleArn(accounts[account], deployment, 'admin'),
  });
  return {
    get organizations() {
      return client(OrganizationsClient, { ...role('owner'), region });
    },
    get costExplorer() {
      return client(CostExplorerClient, { ...role('owner'), region });
    },
    get serviceQuotas() {
      return client(ServiceQuotasClient, { ...role('owner'), region });
    },
    /** Of the devops account: its builds run in the configured region. */
    get buildQuotas() {
      return client(ServiceQuotasClient, role('devops'));
    },
    get route53() {
      return client(Route53Client, { ...role('production'), region });
    },
    get networkingQuotas() {
      return client(ServiceQuotasClient, role('networking'));
    },
    get codePipeline() {
      return client(CodePipelineClient, role('devops'));
    },
  };
};
