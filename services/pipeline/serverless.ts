import { configOf } from '@tenantry/shared/config';
import { deploymentStage } from '@tenantry/shared/infra/function';
import { allow } from '@tenantry/shared/infra/policy';
import { stageService } from '@tenantry/shared/infra/stage-service';
import { pipeline } from './src/stage.ts';

const stage = deploymentStage();
const { region, accounts } = configOf(stage);

export default stageService(pipeline, {
  assumes: ['devops', 'tenants'],
  statements: [
    // Kept by RDS, which names it after the cluster's id: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
    allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${region}:${accounts.superAdmin}:secret:rds!cluster-*`),
    // Lambda's own, for a function in a VPC; they take no resource: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
    allow(
      [
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      '*',
    ),
  ],
  // The database's VPC, whose subnets the landing zone has written to SSM.
  vpc: { SubnetIds: { Ref: 'SubnetIds' }, SecurityGroupIds: [{ Ref: 'SecurityGroupId' }] },
  parameters: {
    SubnetIds: { Type: 'AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>', Default: `/tenantry/${stage}/functions/subnet-ids` },
    SecurityGroupId: {
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::SecurityGroup::Id>',
      Default: `/tenantry/${stage}/functions/security-group-id`,
    },
  },
});
