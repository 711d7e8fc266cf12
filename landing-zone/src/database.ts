import type { Config } from '@tenantry/shared/deployment/config';
import { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { databaseClusterName } from '@tenantry/shared/domain/names';
import { firstCell, HUB, hubVpc } from './cell.ts';
import { databaseParameters, POSTGRESQL_MAJOR } from './database-parameters.ts';
import { attribute, type Resources, ref, tags } from './template.ts';
import { kindCidr, subnetRefs, type VpcOptions, vpcId } from './vpc.ts';

export const POSTGRESQL = 5432;
/** Name of the central database; each tenant has a schema in it. */
export const DATABASE_NAME = 'tenantry';

/**
 * The central PostgreSQL: Aurora Serverless v2 in subnets without a way out, its administrator's password kept by RDS.
 * The cell's whole pool may connect: who is let in, PostgreSQL decides, and a rule per tenant would meet the quota of 60.
 */
export const database = (deployment: string, config: Config, options: VpcOptions): Resources => {
  const cell = firstCell(config);
  const { devopsCidr, vpn } = config.network;
  const { backupDays, deletionProtection, standby } = hardeningOf(config);
  const from = (source: object, Description: string) => ({
    IpProtocol: 'tcp',
    FromPort: POSTGRESQL,
    ToPort: POSTGRESQL,
    Description,
    ...source,
  });
  const name = databaseClusterName(deployment);
  const instance = (PromotionTier: number) => ({
    Type: 'AWS::RDS::DBInstance',
    Properties: {
      DBClusterIdentifier: ref('Cluster'),
      DBInstanceClass: 'db.serverless',
      Engine: 'aurora-postgresql',
      PubliclyAccessible: false,
      PromotionTier,
      Tags: tags(deployment),
    },
  });
  return {
    FunctionGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupName: `${name}-functions`,
        GroupDescription: 'Functions that reach the database: out to everywhere, nothing in',
        VpcId: ref(vpcId(options.id)),
        Tags: tags(deployment),
      },
    },
    DatabaseGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupName: `${name}-database`,
        GroupDescription: 'PostgreSQL: from VPCs of tenants, functions and builds',
        VpcId: ref(vpcId(options.id)),
        SecurityGroupIngress: [
          from({ CidrIp: cell.pool }, 'VPCs of the tenants of the cell'),
          from({ SourceSecurityGroupId: attribute('FunctionGroup', 'GroupId') }, 'Functions of the control plane'),
          ...(devopsCidr ? [from({ CidrIp: devopsCidr }, 'Builds that migrate schemas')] : []),
          // A client comes from the address of a network interface of the VPN (https://repost.aws/knowledge-center/client-vpn-give-users-resource-access).
          ...(vpn ? [from({ CidrIp: kindCidr(hubVpc(deployment, config, cell), HUB) }, 'Developers on the VPN')] : []),
        ],
        Tags: tags(deployment),
      },
    },
    DatabaseSubnets: {
      Type: 'AWS::RDS::DBSubnetGroup',
      Properties: {
        DBSubnetGroupName: name,
        DBSubnetGroupDescription: 'Subnets without a way out',
        SubnetIds: subnetRefs(options, 'Database'),
        Tags: tags(deployment),
      },
    },
    ...databaseParameters(deployment, name),
    Cluster: {
      Type: 'AWS::RDS::DBCluster',
      DependsOn: 'DatabaseLog',
      DeletionPolicy: 'Snapshot',
      UpdateReplacePolicy: 'Snapshot',
      Properties: {
        DBClusterIdentifier: name,
        Engine: 'aurora-postgresql',
        // The major version alone: AWS chooses its default minor version, and a deployment does not change it.
        EngineVersion: POSTGRESQL_MAJOR,
        DBClusterParameterGroupName: ref('ClusterParameters'),
        Port: POSTGRESQL,
        DatabaseName: DATABASE_NAME,
        MasterUsername: 'tenantry_admin',
        ManageMasterUserPassword: true,
        StorageEncrypted: true,
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 },
        DBSubnetGroupName: ref('DatabaseSubnets'),
        VpcSecurityGroupIds: [attribute('DatabaseGroup', 'GroupId')],
        BackupRetentionPeriod: backupDays,
        CopyTagsToSnapshot: true,
        // Once the stack has been created: what is protected earlier could not be rolled back (`deployStack`).
        DeletionProtection: deletionProtection,
        EnableCloudwatchLogsExports: ['postgresql'],
        Tags: tags(deployment),
      },
    },
    Writer: instance(0),
    // A second zone takes over where an outage would stop every tenant. In tier 0 or 1 a reader has the writer's capacity all the time, and
    // its cost; in another it would begin with the least (Aurora User Guide, "Aurora Serverless v2 scaling").
    ...(standby ? { Reader: instance(1) } : {}),
  };
};
