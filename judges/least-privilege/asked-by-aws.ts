import type { Unused } from './unused.ts';

const FUNCTIONS = /^superAdmin\/tenantry-dev-\w+-function$/;
const STAGE_FUNCTIONS = /^superAdmin\/tenantry-dev-(account|network|edge|dns|pipeline|offboard|admin)-function$/;
const IN_VPC = /^(superAdmin\/tenantry-dev-pipeline-function|tenant\/tenantry-0\w+-api)$/;
const DELIVERY = /^devops\/tenantry-dev-(build|codepipeline)$/;

/** What AWS's services ask in a role's name, where the laptop's own do not. */
export const BY_AWS: readonly Unused[] = [
  {
    roles: /^(superAdmin\/tenantry-dev-\w+-function|tenant\/tenantry-0\w+-api)$/,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    reason: "Lambda writes the function's log as its role",
    source: 'AWS Lambda developer guide, "Defining Lambda function permissions with an execution role"',
  },
  {
    roles: FUNCTIONS,
    actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    reason: "the function's traces; the laptop has no X-Ray",
    source: 'AWS Lambda developer guide, "Visualize Lambda function invocations using AWS X-Ray"',
  },
  {
    roles: STAGE_FUNCTIONS,
    actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    reason: "the event source polls the queue as the function's role",
    source: 'AWS Lambda developer guide, "Using Lambda with Amazon SQS", execution role permissions',
  },
  {
    roles: IN_VPC,
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    reason: "Lambda makes and removes the function's network interfaces as its role",
    source: 'AWS Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC"',
  },
  {
    roles: /^devops\/tenantry-dev-build$/,
    actions: [
      'ec2:CreateNetworkInterface',
      'ec2:CreateNetworkInterfacePermission',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeDhcpOptions',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
    ],
    reason: "CodeBuild makes the build's network interface as the project's role",
    source: 'AWS CodeBuild User Guide, "Allow CodeBuild access to AWS services required to create a VPC network interface"',
  },
  {
    roles: /^devops\/tenantry-dev-build$/,
    actions: ['logs:CreateLogGroup', 'logs:PutLogEvents'],
    reason: "CodeBuild writes the build's log as the project's role; the laptop asks CreateLogStream for all three",
    source: 'AWS CodeBuild User Guide, "Allow CodeBuild to interact with other AWS services"',
  },
  {
    roles: DELIVERY,
    actions: ['kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 's3:GetObjectVersion'],
    reason: 'given by AWS for artifacts under a customer-managed key; S3 itself asks Decrypt and GenerateDataKey',
    source: 'AWS CodePipeline User Guide, "Create a pipeline in CodePipeline that uses resources from another AWS account"',
  },
  {
    roles: /^devops\/tenantry-dev-codepipeline$/,
    actions: [
      'codecommit:CancelUploadArchive',
      'codecommit:GetCommit',
      'codecommit:GetUploadArchiveStatus',
      's3:GetBucketLocation',
      's3:GetBucketVersioning',
    ],
    reason: "a source action follows its archive until it is there, and looks at the artifact store; the laptop's answers at once",
    source: 'AWS CodePipeline User Guide, "Manage the CodePipeline service role"',
  },
  {
    roles: /^superAdmin\/tenantry-dev-peering-accepter$/,
    actions: ['ec2:AcceptVpcPeeringConnection'],
    reason: "CloudFormation accepts the peering of the builds' VPC as this role, which the template names",
    source: 'AWS CloudFormation User Guide, AWS::EC2::VPCPeeringConnection, PeerRoleArn',
  },
];
