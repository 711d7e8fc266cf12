import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeNatGatewaysCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcPeeringConnectionsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { DescribeArchiveCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  EnablePolicyTypeCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ACCOUNTS } from '../src/testing/accounts.ts';
import { eventually } from '../src/testing/eventually.ts';
import { type OwnAws, startOwnAws } from '../src/testing/own-aws.ts';
import { attributeOf, type Stacks, stacksOf } from '../src/testing/stacks.ts';

// Starting processes takes seconds on a busy machine.
let aws: OwnAws;
let stacks: Stacks;

beforeAll(async () => {
  aws = await startOwnAws({ postgres: true });
  stacks = stacksOf(aws);
});
afterAll(() => aws.stop());

test('an unknown resource type names itself', async () => {
  const template = { Resources: { X: { Type: 'AWS::Nope::Thing' } } };
  const create = new CreateStackCommand({ StackName: 'unknown', TemplateBody: JSON.stringify(template) });
  await expect(new CloudFormationClient(aws.as(ACCOUNTS.delivery)).send(create)).rejects.toThrow('AWS::Nope::Thing');
});

test('organizational units and policies', async () => {
  const organizations = new OrganizationsClient(aws.as(ACCOUNTS.management));
  const { Id: RootId = '' } = (await organizations.send(new ListRootsCommand({}))).Roots?.[0] ?? {};
  await organizations.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  await eventually('service control policies are enabled', async () => {
    const { Roots = [] } = await organizations.send(new ListRootsCommand({}));
    return Roots[0]?.PolicyTypes?.some(({ Type, Status }) => Type === 'SERVICE_CONTROL_POLICY' && Status === 'ENABLED');
  });
  const { unit = '' } = await stacks.deploy(
    ACCOUNTS.management,
    'organization',
    {
      Customers: {
        Type: 'AWS::Organizations::OrganizationalUnit',
        Properties: { Name: 'customers', ParentId: RootId },
      },
      Quarantine: {
        Type: 'AWS::Organizations::Policy',
        Properties: {
          Name: 'quarantine',
          Type: 'SERVICE_CONTROL_POLICY',
          Content: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] },
          TargetIds: [{ Ref: 'Customers' }],
        },
      },
    },
    { unit: { Value: { Ref: 'Customers' } } },
  );
  const { Policies } = await organizations.send(new ListPoliciesForTargetCommand({ TargetId: unit, Filter: 'SERVICE_CONTROL_POLICY' }));
  expect(Policies?.map(({ Name }) => Name)).toContain('quarantine');
  await stacks.remove(ACCOUNTS.management, 'organization');
});

test('static address, NAT gateway, peering and security group rules', async () => {
  const vpc = (cidr: string): object => ({ Type: 'AWS::EC2::VPC', Properties: { CidrBlock: cidr } });
  const ids = await stacks.deploy(
    ACCOUNTS.network,
    'network',
    {
      Hub: vpc('10.0.0.0/16'),
      Database: vpc('10.1.0.0/16'),
      Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Hub' }, CidrBlock: '10.0.1.0/24' } },
      Internet: { Type: 'AWS::EC2::InternetGateway', Properties: {} },
      Attachment: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: 'Hub' }, InternetGatewayId: { Ref: 'Internet' } } },
      Address: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } },
      Nat: {
        Type: 'AWS::EC2::NatGateway',
        DependsOn: 'Attachment',
        Properties: { SubnetId: { Ref: 'Subnet' }, AllocationId: attributeOf('Address', 'AllocationId') },
      },
      Peering: { Type: 'AWS::EC2::VPCPeeringConnection', Properties: { VpcId: { Ref: 'Hub' }, PeerVpcId: { Ref: 'Database' } } },
      Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'g', VpcId: { Ref: 'Hub' } } },
      Rule: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: { GroupId: attributeOf('Group', 'GroupId'), IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, CidrIp: '10.0.0.0/8' },
      },
    },
    { nat: { Value: { Ref: 'Nat' } }, peering: { Value: { Ref: 'Peering' } }, group: { Value: attributeOf('Group', 'GroupId') } },
  );
  const ec2 = new EC2Client(aws.as(ACCOUNTS.network));
  const { NatGateways } = await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [ids.nat ?? ''] }));
  expect(NatGateways?.[0]?.State).toBe('available');
  const { VpcPeeringConnections } = await ec2.send(
    new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: [ids.peering ?? ''] }),
  );
  expect(VpcPeeringConnections?.[0]?.Status?.Code).toBe('active');
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [ids.group ?? ''] }));
  expect(SecurityGroups?.[0]?.IpPermissions?.[0]).toMatchObject({ FromPort: 5432, IpRanges: [{ CidrIp: '10.0.0.0/8' }] });
  await stacks.remove(ACCOUNTS.network, 'network');
});

test('archive, bus policy, budget, alarms, schema registry and identity provider', async () => {
  const ids = await stacks.deploy(
    ACCOUNTS.home,
    'operations',
    {
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
      Archive: {
        Type: 'AWS::Events::Archive',
        Properties: { SourceArn: attributeOf('Bus', 'Arn'), RetentionDays: 8, EventPattern: { source: ['t'] } },
      },
      BusPolicy: {
        Type: 'AWS::Events::EventBusPolicy',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          StatementId: 'delivery',
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: ACCOUNTS.delivery },
            Action: 'events:PutEvents',
            Resource: attributeOf('Bus', 'Arn'),
          },
        },
      },
      Budget: {
        Type: 'AWS::Budgets::Budget',
        Properties: { Budget: { BudgetName: 'b', BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 10, Unit: 'USD' } } },
      },
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'one',
          Namespace: 'n',
          MetricName: 'm',
          Statistic: 'Sum',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 1,
          ComparisonOperator: 'GreaterThanThreshold',
        },
      },
      Any: { Type: 'AWS::CloudWatch::CompositeAlarm', DependsOn: 'Alarm', Properties: { AlarmName: 'any', AlarmRule: 'ALARM("one")' } },
      Registry: { Type: 'AWS::EventSchemas::Registry', Properties: { RegistryName: 'r' } },
      Schema: {
        Type: 'AWS::EventSchemas::Schema',
        Properties: { RegistryName: 'r', SchemaName: 's', Type: 'JSONSchemaDraft4', Content: '{}' },
      },
      Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: 'https://token.example.com', ClientIdList: ['sts.amazonaws.com'] } },
    },
    { archive: { Value: { Ref: 'Archive' } }, schema: { Value: attributeOf('Schema', 'SchemaArn') } },
  );
  expect(ids.schema).toBe(`arn:aws:schemas:${aws.local.region}:${ACCOUNTS.home}:schema/r/s`);
  const events = new EventBridgeClient(aws.as(ACCOUNTS.home));
  await expect(events.send(new DescribeArchiveCommand({ ArchiveName: ids.archive }))).resolves.toMatchObject({ RetentionDays: 8 });
  await stacks.remove(ACCOUNTS.home, 'operations');
});

describe('a database cluster', () => {
  test('is the laptop’s PostgreSQL, by the endpoint and the managed secret that its template hands out', async () => {
    const {
      address = '',
      port = '',
      secret = '',
    } = await stacks.deploy(
      ACCOUNTS.home,
      'database',
      {
        Parameters: {
          Type: 'AWS::RDS::DBClusterParameterGroup',
          Properties: { Description: 'shop', Family: 'aurora-postgresql17', Parameters: { temp_file_limit: '2048', 'rds.force_ssl': '1' } },
        },
        Cluster: {
          Type: 'AWS::RDS::DBCluster',
          Properties: {
            DBClusterParameterGroupName: { Ref: 'Parameters' },
            Engine: 'aurora-postgresql',
            DatabaseName: 'shop',
            MasterUsername: 'shop_admin',
            ManageMasterUserPassword: true,
          },
        },
      },
      {
        address: { Value: attributeOf('Cluster', 'Endpoint.Address') },
        port: { Value: attributeOf('Cluster', 'Endpoint.Port') },
        secret: { Value: attributeOf('Cluster', 'MasterUserSecret.SecretArn') },
      },
    );
    const secrets = new SecretsManagerClient(aws.as(ACCOUNTS.home));
    const { SecretString = '{}' } = await secrets.send(new GetSecretValueCommand({ SecretId: secret }));
    const { username, password } = JSON.parse(SecretString) as { username: string; password: string };
    expect([address, Number(port)]).toEqual(['127.0.0.1', aws.local.context.databasePort]);
    // A test has no interface in the cluster's VPC: it asks the server itself.
    const client = new pg.Client({ host: address, port: aws.local.postgres!.port, user: username, password, database: 'shop' });
    await client.connect();
    await client.query('CREATE ROLE customer LOGIN PASSWORD $$x$$');
    await client.query('CREATE SCHEMA shop');
    expect((await client.query('SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user')).rows).toEqual([
      { current_user: 'shop_admin', rolsuper: false },
    ]);
    expect((await client.query('SHOW temp_file_limit')).rows).toEqual([{ temp_file_limit: '2MB' }]);
    await client.end();
    await stacks.remove(ACCOUNTS.home, 'database');
    await expect(secrets.send(new GetSecretValueCommand({ SecretId: secret }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
