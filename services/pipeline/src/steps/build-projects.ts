import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetProjectsCommand,
  CreateProjectCommand,
  type CreateProjectCommandInput,
  DeleteProjectCommand,
  type Project,
  UpdateProjectCommand,
} from '@aws-sdk/client-codebuild';
import { agrees } from '@tenantry/shared/aws/agrees';
import { TENANT_TAG, tenantTags } from '@tenantry/shared/domain/names';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { advised, ROLE_ADVICE } from '../advised.ts';
import {
  BUILD_MINUTES,
  type Build,
  builds,
  buildVariables,
  fingerprintOf,
  projectName,
  projectNames,
  type TenantFacts,
} from '../build-variables.ts';
import type { Scope } from '../scope.ts';

const settings = (
  { tenantId, deployment, zone }: Scope,
  build: Build,
  variables: Readonly<Record<string, string>>,
): CreateProjectCommandInput => ({
  name: projectName(tenantId, build),
  description: `Tenantry: ${build.purpose} of ${variables.TENANT_SLUG}`,
  source: { type: 'CODEPIPELINE', buildspec: 'buildspec.yml' },
  artifacts: { type: 'CODEPIPELINE' },
  environment: {
    type: 'LINUX_CONTAINER',
    image: 'aws/codebuild/standard:8.0',
    computeType: 'BUILD_GENERAL1_SMALL',
    environmentVariables: Object.entries(variables).map(([name, value]) => ({ name, value, type: 'PLAINTEXT' })),
  },
  serviceRole: zone.devops.buildRoleArn,
  // A cache of packages would be fetched by every build and used by one: what is kept is the release itself.
  cache: { type: 'NO_CACHE' },
  timeoutInMinutes: BUILD_MINUTES,
  // The longest that CodeBuild knows: who waits for other tenants' builds has not failed.
  queuedTimeoutInMinutes: 480,
  encryptionKey: zone.devops.artifactKeyArn,
  // Only migrations talk to the database; an interface in the VPC makes every start slower.
  ...(build.purpose === 'data' && zone.devops.buildNetwork
    ? {
        vpcConfig: {
          vpcId: zone.devops.buildNetwork.vpcId,
          subnets: [...zone.devops.buildNetwork.subnetIds],
          securityGroupIds: [zone.devops.buildNetwork.securityGroupId],
        },
      }
    : {}),
  tags: tenantTags(deployment, tenantId).map(({ Key, Value }) => ({ key: Key, value: Value })),
});

const isOurs = (tenantId: string, project: Project): boolean =>
  project.tags?.some(({ key, value }) => key === TENANT_TAG && value === tenantId) === true;

export const buildProjects = step(
  'buildProjects',
  {
    ensure: async (scope: Scope, facts: TenantFacts) => {
      const { codeBuild, tenantId, zone } = scope;
      const variables = buildVariables(tenantId, zone, facts);
      const { projects = [] } = await codeBuild.send(new BatchGetProjectsCommand({ names: projectNames(tenantId) }));
      for (const build of builds) {
        const wanted = settings(scope, build, variables);
        const found = projects.find(({ name }) => name === wanted.name);
        if (!found) await advised(codeBuild.send(new CreateProjectCommand(wanted)), ROLE_ADVICE);
        else if (!isOurs(tenantId, found)) {
          throw new StalledError(`the build project ${wanted.name} exists and does not belong to this tenant`, {
            code: 'ForeignProject',
            advice:
              'Find out who made it in the DevOps account, where nothing of it was touched, and remove it; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
          });
        } else if (!agrees(found, wanted)) await advised(codeBuild.send(new UpdateProjectCommand(wanted)), ROLE_ADVICE);
      }
      return { configuration: fingerprintOf(variables) };
    },
    remove: async ({ codeBuild, logs, tenantId }: Scope) => {
      const { projects = [] } = await codeBuild.send(new BatchGetProjectsCommand({ names: projectNames(tenantId) }));
      for (const project of projects) {
        if (isOurs(tenantId, project)) await codeBuild.send(new DeleteProjectCommand({ name: project.name }));
      }
      for (const name of projectNames(tenantId)) {
        try {
          await logs.send(new DeleteLogGroupCommand({ logGroupName: `/aws/codebuild/${name}` }));
        } catch (error) {
          if (!isCode(error, 'ResourceNotFoundException')) throw error;
        }
      }
    },
  },
  {
    creates: [{ type: 'AWS::CodeBuild::Project', count: builds.length, account: 'devops', quota: 'build-projects' }],
  },
);
