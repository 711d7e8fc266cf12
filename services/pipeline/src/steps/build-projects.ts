import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CodeBuildClient,
  CreateProjectCommand,
  type CreateProjectCommandInput,
  DeleteProjectCommand,
  UpdateProjectCommand,
} from '@aws-sdk/client-codebuild';
import { agrees } from '@tenantry/shared/aws/agrees';
import { ifFound } from '@tenantry/shared/aws/found';
import { asMap, lowerCase } from '@tenantry/shared/aws/tags';
import { roleArn, tenantTags } from '@tenantry/shared/domain/names';
import { resources } from '@tenantry/shared/saga/resource';
import { advised, ROLE_ADVICE } from '../advised.ts';
import {
  BUILD_MINUTES,
  type Build,
  builds,
  buildVariables,
  fingerprintOf,
  projectName,
  type TenantFacts,
  tenantRoleOf,
} from '../build-variables.ts';
import { buildspecOf } from '../buildspecs.ts';
import { isProjectOurs, projectsOf } from '../delivery.ts';
import type { Scope } from '../scope.ts';

interface Wanted {
  readonly build: Build;
  /** The environment: the same for all builds of a tenant. */
  readonly variables: Readonly<Record<string, string>>;
  readonly roleInTenant: string;
}

const settings = (
  { tenantId, deployment, config, delivery }: Scope,
  { build, variables, roleInTenant }: Wanted,
): CreateProjectCommandInput => ({
  name: projectName(tenantId, build),
  description: `Tenantry: ${build.purpose} of ${variables.TENANT_SLUG}`,
  source: { type: 'CODEPIPELINE', buildspec: buildspecOf(build.purpose) },
  artifacts: { type: 'CODEPIPELINE' },
  environment: {
    type: 'LINUX_CONTAINER',
    image: 'aws/codebuild/standard:8.0',
    computeType: 'BUILD_GENERAL1_SMALL',
    environmentVariables: Object.entries({ ...variables, TENANT_ROLE_ARN: roleInTenant }).map(([name, value]) => ({
      name,
      value,
      type: 'PLAINTEXT',
    })),
  },
  serviceRole: roleArn(config.accounts.devops, projectName(tenantId, build)),
  cache: { type: 'NO_CACHE' },
  timeoutInMinutes: BUILD_MINUTES,
  // The longest that CodeBuild knows: a build that waits for other tenants' builds has not failed.
  queuedTimeoutInMinutes: 480,
  encryptionKey: delivery.artifactKeyArn,
  // Only migrations talk to the database; an interface in the VPC makes every start slower.
  ...(build.purpose === 'data' && delivery.buildNetwork
    ? {
        vpcConfig: {
          vpcId: delivery.buildNetwork.vpcId,
          subnets: [...delivery.buildNetwork.subnetIds],
          securityGroupIds: [delivery.buildNetwork.securityGroupId],
        },
      }
    : {}),
  tags: lowerCase(tenantTags(deployment, tenantId)),
});

/** Days. CodeBuild would make a group that keeps its lines for ever; a build's role may make none. */
const LOG_DAYS = 90;
const logGroupName = (project: string | undefined): string => `/aws/codebuild/${project}`;
const ensureLogGroup = async ({ devops, deployment, tenantId }: Scope, build: Build): Promise<void> => {
  const logs = devops(CloudWatchLogsClient);
  const name = logGroupName(projectName(tenantId, build));
  const creation = new CreateLogGroupCommand({ logGroupName: name, tags: asMap(tenantTags(deployment, tenantId)) });
  await ifFound(() => logs.send(creation), 'ResourceAlreadyExistsException');
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: LOG_DAYS }));
};

/** One for each step of a release. */
export const buildProjects = resources(
  'buildProjects',
  {
    each: (scope, facts: TenantFacts): readonly Wanted[] => {
      const variables = buildVariables(scope, facts);
      return builds.map((build) => ({ build, variables, roleInTenant: tenantRoleOf(facts.accountId, scope.deployment, build) }));
    },
    find: (scope: Scope) => projectsOf(scope),
    is: ({ tenantId }, { build }, { name }) => name === projectName(tenantId, build),
    isOurs: isProjectOurs,
    create: async (scope: Scope, wanted: Wanted) => {
      await ensureLogGroup(scope, wanted.build);
      return (await advised(scope.devops(CodeBuildClient).send(new CreateProjectCommand(settings(scope, wanted))), ROLE_ADVICE)).project;
    },
    differs: (scope, wanted, found) => (agrees(found, settings(scope, wanted)) ? [] : ['settings']),
    repair: async (scope, wanted) => {
      await advised(scope.devops(CodeBuildClient).send(new UpdateProjectCommand(settings(scope, wanted))), ROLE_ADVICE);
    },
    // Its builds have ended (`release`). Their log first: while the project is there, the next look finds both.
    remove: async ({ devops }, { name }) => {
      const deletion = new DeleteLogGroupCommand({ logGroupName: logGroupName(name) });
      await ifFound(() => devops(CloudWatchLogsClient).send(deletion), 'ResourceNotFoundException');
      await devops(CodeBuildClient).send(new DeleteProjectCommand({ name }));
    },
    gone: ['ResourceNotFoundException'],
    foreign: {
      code: 'ForeignProject',
      advice:
        'Find out who made it in the DevOps account, where nothing of it was touched, and remove it; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
    },
    what: ({ name }) => `the build project ${name}`,
    out: (_scope, built) => ({ configuration: fingerprintOf(built[0]?.wanted.variables ?? {}) }),
  },
  {
    creates: [
      { type: 'AWS::CodeBuild::Project', count: builds.length, account: 'devops', quota: 'build-projects' },
      { type: 'AWS::Logs::LogGroup', count: builds.length, account: 'devops' },
    ],
  },
);
