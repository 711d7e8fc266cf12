import { VERSION } from '@tenantry/events-schema/generated/version';
import type { Config } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { cellId } from './cell.ts';
import { DATABASE_NAME } from './database.ts';
import type { Organization } from './discover.ts';
import { permissionSetNames, permissionSetOutput } from './owner.ts';
import { artifactBucketName, repositoryName } from './resource-names.ts';
import type { Outputs } from './stack.ts';

export type ZoneOutputs = Readonly<Record<'owner' | 'networking' | 'production' | 'superAdmin' | 'devops', Outputs>>;

/**
 * The configuration and the outputs of all stacks, as functions read them.
 * @throws Error that names the output which a stack should have
 */
export const landingZoneOf = (deployment: string, config: Config, organization: Organization, outputs: ZoneOutputs): LandingZone => {
  const get = (account: keyof ZoneOutputs, name: string): string => {
    const value = outputs[account][name];
    if (!value) throw new Error(`the stack of account ${account} has no output ${name}`);
    return value;
  };
  return {
    deployment,
    version: VERSION,
    config,
    owner: {
      rootId: organization.rootId,
      tenantsOuId: get('owner', 'TenantsUnitId'),
      quarantineOuId: get('owner', 'QuarantineUnitId'),
      bootstrapOuId: get('owner', 'BootstrapUnitId'),
      isolationPolicyId: get('owner', 'IsolationGuardId'),
      identityCenterInstanceArn: organization.identityCenterInstanceArn,
      identityStoreId: organization.identityStoreId,
      permissionSetArns: Object.fromEntries(permissionSetNames(config).map((name) => [name, get('owner', permissionSetOutput(name))])),
    },
    production: { hostedZoneId: get('production', 'HostedZoneId') },
    cells: config.network.cells.map(({ name }) => ({
      name,
      hubVpcId: get('networking', `${cellId(name)}HubVpcId`),
      hubRouteTableIds: get('networking', `${cellId(name)}HubRouteTableIds`).split(','),
      databaseVpcId: get('superAdmin', `${cellId(name)}DatabaseVpcId`),
      databaseRouteTableIds: get('superAdmin', `${cellId(name)}DatabaseRouteTableIds`).split(','),
    })),
    database: {
      host: get('superAdmin', 'DatabaseHost'),
      port: Number(get('superAdmin', 'DatabasePort')),
      name: DATABASE_NAME,
      adminSecretArn: get('superAdmin', 'DatabaseSecretArn'),
    },
    devops: {
      artifactBucket: artifactBucketName(deployment, config.accounts.devops),
      artifactKeyArn: get('devops', 'ArtifactKeyArn'),
      repositories: Object.fromEntries(config.repositories.map((repository) => [repository, repositoryName(deployment, repository)])),
      buildRoleArn: '',
      pipelineRoleArn: '',
      ...(outputs.devops.BuildVpcId
        ? {
            buildNetwork: {
              vpcId: outputs.devops.BuildVpcId,
              subnetIds: get('devops', 'BuildSubnetIds').split(','),
              securityGroupId: get('devops', 'BuildSecurityGroupId'),
            },
          }
        : {}),
    },
  };
};
