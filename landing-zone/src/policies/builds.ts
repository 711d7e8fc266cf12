import type { Config } from '@tenantry/shared/deployment/config';
import { roleArn, serviceName } from '@tenantry/shared/domain/names';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** Builds: logs, the roles of a release's steps, claims of releases, network interfaces in the builds' VPC. Artifacts are added by the template. */
export const buildPolicy = (deployment: string, { region, accounts }: Config): readonly Statement[] => [
  allow(
    ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    `arn:aws:logs:${region}:${accounts.devops}:log-group:/aws/codebuild/tenantry-*`,
  ),
  allow(
    'sts:AssumeRole',
    ['migrate', 'service', 'ui'].map((step) => roleArn('*', serviceName(deployment, step))),
  ),
  // A build that makes a release takes its claim back.
  allow('s3:DeleteObject', `arn:aws:s3:::${serviceName(deployment, 'artifacts-*')}/releases/*.claim`),
  // Creating and describing interfaces cannot be narrowed to a build (CodeBuild User Guide, "Allow CodeBuild to work in a VPC").
  allow(
    [
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeDhcpOptions',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
    ],
    '*',
  ),
  allow('ec2:CreateNetworkInterfacePermission', `arn:aws:ec2:${region}:${accounts.devops}:network-interface/*`, {
    StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
  }),
];

/** Pipelines: read the repositories, run the builds. Artifacts are added by the template. */
export const codePipelinePolicy = (deployment: string, { region, accounts }: Config): readonly Statement[] => [
  allow(
    [
      'codecommit:CancelUploadArchive',
      'codecommit:GetBranch',
      'codecommit:GetCommit',
      'codecommit:GetUploadArchiveStatus',
      'codecommit:UploadArchive',
    ],
    `arn:aws:codecommit:${region}:${accounts.devops}:${serviceName(deployment, 'tenant-app-*')}`,
  ),
  allow(['codebuild:BatchGetBuilds', 'codebuild:StartBuild'], `arn:aws:codebuild:${region}:${accounts.devops}:project/tenantry-*`),
];
