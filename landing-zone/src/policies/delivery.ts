import { artifactKey } from '@tenantry/shared/deployment/release';
import { crossAccountRoleArn, roleArn, serviceName, tenantResourceName } from '@tenantry/shared/domain/names';
import { allow, policy, type Statement } from '@tenantry/shared/infra/policy';
import type { ReleaseRole } from '../tenant.ts';

/**
 * DevOps account: the roles of what delivers to one tenant, made by the pipeline service. A project runs the steps of that tenant and no
 * other's; its role is assumed by CodeBuild for that project alone, and may assume one role of that tenant's account.
 */
export interface DeliveryOf {
  readonly deployment: string;
  readonly tenantId: string;
  /** The tenant's account. */
  readonly accountId: string;
  readonly region: string;
  /** The DevOps account. */
  readonly devops: string;
  readonly artifactBucket: string;
  readonly artifactKeyArn: string;
}

/** By the end of its name: three projects and their pipeline. */
export const DELIVERY_ROLES = ['data', 'service', 'ui', 'pipeline'] as const;
export type DeliveryRole = (typeof DELIVERY_ROLES)[number];
/** What a project assumes in the tenant's account. */
const IN_TENANT: Readonly<Record<Exclude<DeliveryRole, 'pipeline'>, ReleaseRole>> = { data: 'migrate', service: 'service', ui: 'ui' };

export const deliveryBoundaryName = (deployment: string): string => serviceName(deployment, 'delivery-boundary');
/** A tenant's names begin with its id's first digit, deployments' with a letter (shared/src/deployment/deployment-name.ts): no pattern meets both. */
const TENANTS = 'tenantry-0*';

/** CodePipeline cuts a pipeline's name so for the keys of its artifacts (CodePipeline User Guide, "Input and output artifacts"). */
const KEY_CHARACTERS = 20;
export const artifactFolder = (tenantId: string): string => `${tenantResourceName(tenantId).slice(0, KEY_CHARACTERS)}/`;

const projectArn = ({ region, devops, tenantId }: DeliveryOf, purpose: string): string =>
  `arn:aws:codebuild:${region}:${devops}:project/${tenantResourceName(tenantId, purpose)}`;
const pipelineArn = ({ region, devops, tenantId }: DeliveryOf): string =>
  `arn:aws:codepipeline:${region}:${devops}:${tenantResourceName(tenantId)}`;
const logGroupArn = ({ region, devops }: Pick<DeliveryOf, 'region' | 'devops'>, project: string): string =>
  `arn:aws:logs:${region}:${devops}:log-group:/aws/codebuild/${project}`;

/** Creating and describing interfaces cannot be narrowed to a build (CodeBuild User Guide, "Allow CodeBuild to work in a VPC"). */
const inVpc = ({ region, devops }: Pick<DeliveryOf, 'region' | 'devops'>): readonly Statement[] => [
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
  allow('ec2:CreateNetworkInterfacePermission', `arn:aws:ec2:${region}:${devops}:network-interface/*`, {
    StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
  }),
];

const buildPolicy = (of: DeliveryOf, purpose: Exclude<DeliveryRole, 'pipeline'>): readonly Statement[] => {
  const group = logGroupArn(of, tenantResourceName(of.tenantId, purpose));
  return [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [group, `${group}:*`]),
    // What CodePipeline hands over: the release's archive.
    allow(['s3:GetObject', 's3:GetObjectVersion'], `arn:aws:s3:::${of.artifactBucket}/${artifactFolder(of.tenantId)}*`),
    allow('kms:Decrypt', of.artifactKeyArn),
    allow('sts:AssumeRole', crossAccountRoleArn(of.accountId, of.deployment, IN_TENANT[purpose])),
    // Only migrations talk to the database.
    ...(purpose === 'data' ? inVpc(of) : []),
  ];
};

const pipelinePolicy = (of: DeliveryOf): readonly Statement[] => {
  const bucket = `arn:aws:s3:::${of.artifactBucket}`;
  return [
    allow(
      ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
      ['data', 'service', 'ui'].map((purpose) => projectArn(of, purpose)),
    ),
    allow(
      ['s3:GetObject', 's3:GetObjectVersion'],
      (['database', 'api', 'ui'] as const).map((repository) => `${bucket}/${artifactKey(repository, '*')}`),
    ),
    allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], `${bucket}/${artifactFolder(of.tenantId)}*`),
    // Of source and artifact store (CodePipeline User Guide, "Amazon S3 source action reference", "Manage the CodePipeline service role").
    allow(['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning', 's3:ListBucket'], bucket),
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], of.artifactKeyArn),
  ];
};

export const deliveryPolicy = (of: DeliveryOf, name: DeliveryRole): readonly Statement[] =>
  name === 'pipeline' ? pipelinePolicy(of) : buildPolicy(of, name);

/**
 * Trusts the service when it acts for the tenant's own project or pipeline. Where a service does not say for what it acts, the keys are
 * missing; that a role is passed within its own account only, by who may `iam:PassRole`, keeps others out in either case.
 */
export const deliveryTrust = (of: DeliveryOf, name: DeliveryRole) => {
  const [service, source] = name === 'pipeline' ? ['codepipeline', pipelineArn(of)] : ['codebuild', projectArn(of, name)];
  return policy([
    {
      Effect: 'Allow',
      Principal: { Service: `${service}.amazonaws.com` },
      Action: 'sts:AssumeRole',
      Condition: { StringEqualsIfExists: { 'aws:SourceAccount': of.devops }, ArnEqualsIfExists: { 'aws:SourceArn': source } },
    },
  ]);
};

/** The most that any of these roles may do, whatever their policies say. */
export const deliveryBoundary = ({
  deployment,
  region,
  devops,
  artifactBucket,
}: Omit<DeliveryOf, 'tenantId' | 'accountId' | 'artifactKeyArn'>) => {
  const bucket = `arn:aws:s3:::${artifactBucket}`;
  const group = logGroupArn({ region, devops }, TENANTS);
  return [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [group, `${group}:*`]),
    allow(['codebuild:BatchGetBuilds', 'codebuild:StartBuild'], `arn:aws:codebuild:${region}:${devops}:project/${TENANTS}`),
    allow(['s3:GetObject', 's3:GetObjectVersion'], [`${bucket}/releases/*`, `${bucket}/${TENANTS}/*`]),
    allow('s3:PutObject', `${bucket}/${TENANTS}/*`),
    allow(['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning', 's3:ListBucket'], bucket),
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], `arn:aws:kms:${region}:${devops}:key/*`),
    allow(
      'sts:AssumeRole',
      Object.values(IN_TENANT).map((role) => roleArn('*', serviceName(deployment, role))),
    ),
    ...inVpc({ region, devops }),
  ];
};

/** What the pipeline service does with these roles: each is bounded from its creation, and passed to the two services only. */
export const deliveryRolesPolicy = (deployment: string, devops: string): readonly Statement[] => {
  const role = roleArn(devops, TENANTS);
  const bounded = { StringEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::${devops}:policy/${deliveryBoundaryName(deployment)}` } };
  return [
    allow(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'], role, bounded),
    allow(['iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:GetRole', 'iam:GetRolePolicy', 'iam:TagRole'], role),
    allow('iam:PassRole', role, {
      StringEquals: { 'iam:PassedToService': ['codebuild.amazonaws.com', 'codepipeline.amazonaws.com'] },
    }),
  ];
};
