import type { Config } from '@tenantry/shared/deployment/config';
import { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { developerRoleName, restoreRoleName, roleArn, serviceName } from '@tenantry/shared/domain/names';
import { allow, policy } from '@tenantry/shared/infra/policy';
import { cellId, databaseVpc, firstCell } from './cell.ts';
import { database } from './database.ts';
import { flowLogs } from './flow-logs.ts';
import { DETECTOR_OUTPUT, guardDuty } from './guard-duty.ts';
import { restorePolicy } from './policies/restore.ts';
import {
  databaseSecretParameter,
  functionSecurityGroupParameter,
  functionSubnetsParameter,
  peeringAccepterRoleName,
} from './resource-names.ts';
import { attribute, joined, type Resources, ref, role, type Template, tags } from './template.ts';
import { internetAccess, routeTableId, subnetRefs, vpc, vpcId } from './vpc.ts';

/**
 * Super-admin account: a database VPC per cell, the PostgreSQL cluster in the first one, and what functions need to reach it.
 * The control plane itself is deployed by its services.
 */
export const superAdminTemplate = (deployment: string, config: Config): Template => {
  const { superAdmin, devops, networking } = config.accounts;
  const cells = config.network.cells.map((cell) => ({ cell, options: databaseVpc(deployment, config, cell) }));
  const first = databaseVpc(deployment, config, firstCell(config));
  // Whose VPCs are peered with the database VPC by a stack.
  const requesters = [devops, ...(config.network.vpn ? [networking] : [])];
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tenantry ${deployment}: database and access to it`,
    Resources: {
      ...Object.assign({}, ...cells.map(({ options }) => vpc(options))),
      ...flowLogs(
        deployment,
        config,
        cells.map(({ options }) => vpcId(options.id)),
      ),
      ...guardDuty(config),
      ...internetAccess(first, 'Public', ['Functions']),
      ...database(deployment, config, first),
      ...functionAccess(deployment, config, first),
      PeeringAccepter: role(deployment, peeringAccepterRoleName(deployment), trustDeployers(requesters), [
        allow('ec2:AcceptVpcPeeringConnection', {
          'Fn::Sub': `arn:aws:ec2:${config.region}:${superAdmin}:vpc/\${${vpcId(first.id)}}`,
        }),
        allow('ec2:AcceptVpcPeeringConnection', `arn:aws:ec2:${config.region}:${superAdmin}:vpc-peering-connection/*`, {
          ArnLike: { 'ec2:RequesterVpc': requesters.map((account) => `arn:aws:ec2:${config.region}:${account}:vpc/*`) },
        }),
      ]),
      // People of the account, whom their own policies let; none of the product's roles, and no code of it.
      Restore: role(deployment, restoreRoleName(deployment), trustDeployers([superAdmin]), restorePolicy(deployment, config)),
      ...(hardeningOf(config).developers ? developer(deployment, superAdmin) : {}),
    },
    Outputs: {
      ...Object.fromEntries(
        cells.flatMap(({ cell, options }) => [
          [`${cellId(cell.name)}DatabaseVpcId`, { Value: ref(vpcId(options.id)) }],
          [`${cellId(cell.name)}DatabaseRouteTableIds`, { Value: joined([ref(routeTableId(options.id, 'Database'))]) }],
        ]),
      ),
      ...(config.watch.guardDuty ? { [DETECTOR_OUTPUT]: { Value: ref('Detector') } } : {}),
      DatabaseHost: { Value: attribute('Cluster', 'Endpoint.Address') },
      DatabasePort: { Value: attribute('Cluster', 'Endpoint.Port') },
      DatabaseSecretArn: { Value: attribute('Cluster', 'MasterUserSecret.SecretArn') },
      DatabaseRouteTableId: { Value: ref(routeTableId(first.id, 'Database')) },
    },
  };
};

/** Anyone who deploys an account, under a name that only that account knows; but none of the roles in it that run builds or serve. */
const trustDeployers = (accountIds: readonly string[]) =>
  policy(
    accountIds.map((accountId) => ({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 'sts:AssumeRole',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': roleArn(accountId, 'tenantry-*') } },
    })),
  );

/** Functions that talk to the database: subnets and group by name in SSM, and the endpoints that keep secrets off the internet. */
const functionAccess = (deployment: string, config: Config, options: ReturnType<typeof databaseVpc>): Resources => {
  const parameter = (Name: string, Type: string, Value: unknown) => ({
    Type: 'AWS::SSM::Parameter',
    Properties: { Name, Type, Value, Description: 'For functions that reach the database' },
  });
  const endpoint = (service: string, properties: object) => ({
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: { ServiceName: `com.amazonaws.${config.region}.${service}`, VpcId: ref(vpcId(options.id)), ...properties },
  });
  const gateway = { VpcEndpointType: 'Gateway', RouteTableIds: [ref(routeTableId(options.id, 'Functions'))] };
  const privateLink = {
    VpcEndpointType: 'Interface',
    PrivateDnsEnabled: true,
    SubnetIds: subnetRefs(options, 'Functions'),
    SecurityGroupIds: [attribute('EndpointGroup', 'GroupId')],
  };
  return {
    // Free; the records and the artifacts of exports go this way.
    DynamoDbEndpoint: endpoint('dynamodb', gateway),
    S3Endpoint: endpoint('s3', gateway),
    // Passwords and sessions. Other APIs, and the tenant's own domain that the pipeline probes, go through the NAT gateway.
    SecretsEndpoint: endpoint('secretsmanager', privateLink),
    StsEndpoint: endpoint('sts', privateLink),
    EndpointGroup: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupName: `tenantry-${deployment}-endpoints`,
        GroupDescription: 'Interface endpoints: HTTPS from functions',
        VpcId: ref(vpcId(options.id)),
        SecurityGroupIngress: [
          {
            IpProtocol: 'tcp',
            FromPort: 443,
            ToPort: 443,
            SourceSecurityGroupId: attribute('FunctionGroup', 'GroupId'),
            Description: 'HTTPS from functions',
          },
        ],
        Tags: tags(deployment),
      },
    },
    FunctionSubnetsParameter: parameter(functionSubnetsParameter(deployment), 'StringList', joined(subnetRefs(options, 'Functions'))),
    FunctionGroupParameter: parameter(functionSecurityGroupParameter(deployment), 'String', attribute('FunctionGroup', 'GroupId')),
    DatabaseSecretParameter: parameter(databaseSecretParameter(deployment), 'String', attribute('Cluster', 'MasterUserSecret.SecretArn')),
  };
};

/** Developers run functions on their machine as the function's own role (`serverless invoke local`). */
const developer = (deployment: string, superAdmin: string): Resources => ({
  DeveloperRole: role(
    deployment,
    developerRoleName(deployment),
    policy([
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${superAdmin}:root` },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnLike: {
            'aws:PrincipalArn': [
              `arn:aws:iam::${superAdmin}:root`,
              `arn:aws:iam::${superAdmin}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_*`,
            ],
          },
        },
      },
    ]),
    [
      allow('sts:AssumeRole', roleArn(superAdmin, serviceName(deployment, '*-function'))),
      allow(
        ['logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:DescribeLogStreams'],
        `arn:aws:logs:*:${superAdmin}:log-group:/aws/lambda/tenantry-${deployment}-*`,
      ),
    ],
  ),
});
