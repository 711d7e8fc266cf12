import type { Config } from '@tenantry/shared/deployment/config';
import {
  builtArtifact,
  RELEASE_STAGES,
  RELEASES_SERVICE,
  releasePipelineName,
  releaseProjectName,
} from '@tenantry/shared/deployment/release';
import type { Repository } from '@tenantry/shared/deployment/repositories';
import { serviceName } from '@tenantry/shared/domain/names';
import { arnOf, trust } from '@tenantry/shared/infra/policy';
import { releaseBuildPolicy, releasePipelinePolicy, releasesPolicy } from './policies/releases.ts';
import { releaseRules } from './release-rules.ts';
import { artifactBucketName, repositoryName } from './resource-names.ts';
import { type Resource, type Resources, ref, role, serviceTrust, tags } from './template.ts';
import { callers } from './trusted.ts';

/** Minutes. A build of the sample application takes less than one. */
const BUILD_MINUTES = 30;
const idOf = (repository: Repository): string => `Release${repository}`;

/** Logical id of a repository of the tenants' application. */
export const repositoryId = (repository: Repository): string => `Repository${repository}`;

/**
 * What makes releases: one pipeline for the whole deployment, whose builds run third-party code (npm, bundlers and their plug-ins) and so
 * hold no authority: no role of theirs may assume another one, write a release, or read what another repository has built
 * (docs/adr/0027). What they have built is made a release by the service `releases`.
 */
export const releases = (deployment: string, config: Config): Resources => {
  const { devops, superAdmin } = config.accounts;
  return {
    ...Object.assign({}, ...config.repositories.map((repository) => build(deployment, config, repository))),
    ReleasePipelineRole: role(
      deployment,
      `${releasePipelineName(deployment)}-pipeline`,
      serviceTrust('codepipeline.amazonaws.com', devops),
      releasePipelinePolicy(deployment, config),
    ),
    ReleasePipeline: pipeline(deployment, config),
    ReleasesRole: role(
      deployment,
      serviceName(deployment, RELEASES_SERVICE),
      trust(superAdmin, callers(deployment, config, RELEASES_SERVICE)),
      releasesPolicy(deployment, config),
    ),
    ...releaseRules(deployment, config),
  };
};

/** A repository's build: project, role and log. */
const build = (deployment: string, config: Config, repository: Repository): Resources => {
  const id = idOf(repository);
  const name = releaseProjectName(deployment, repository);
  return {
    [`${id}Role`]: role(
      deployment,
      name,
      serviceTrust('codebuild.amazonaws.com', config.accounts.devops),
      releaseBuildPolicy(deployment, config, repository),
    ),
    [`${id}Log`]: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: `/aws/codebuild/${name}`, RetentionInDays: 90, Tags: tags(deployment) },
    },
    [`${id}Project`]: {
      Type: 'AWS::CodeBuild::Project',
      DependsOn: `${id}Log`,
      Properties: {
        Name: name,
        Description: `Tenantry: builds ${repository} of the tenants' application for a release`,
        ServiceRole: arnOf(`${id}Role`),
        Source: { Type: 'CODEPIPELINE', BuildSpec: 'release.buildspec.yml' },
        Artifacts: { Type: 'CODEPIPELINE' },
        Environment: { Type: 'LINUX_CONTAINER', Image: 'aws/codebuild/standard:8.0', ComputeType: 'BUILD_GENERAL1_SMALL' },
        // A cache would carry what one build wrote into the next one.
        Cache: { Type: 'NO_CACHE' },
        TimeoutInMinutes: BUILD_MINUTES,
        QueuedTimeoutInMinutes: 480,
        EncryptionKey: arnOf('ArtifactKey'),
        Tags: tags(deployment),
      },
    },
  };
};

const pipeline = (deployment: string, config: Config): Resource => ({
  Type: 'AWS::CodePipeline::Pipeline',
  // Its creation starts the first execution, which reads the repositories.
  DependsOn: config.repositories.map(repositoryId),
  Properties: {
    Name: releasePipelineName(deployment),
    RoleArn: arnOf('ReleasePipelineRole'),
    PipelineType: 'V2',
    // Three pushes in a row make one release: the newest.
    ExecutionMode: 'SUPERSEDED',
    ArtifactStore: {
      Type: 'S3',
      Location: artifactBucketName(deployment, config.accounts.devops),
      EncryptionKey: { Id: arnOf('ArtifactKey'), Type: 'KMS' },
    },
    Stages: [
      { Name: RELEASE_STAGES.source, Actions: config.repositories.map((repository) => sourceAction(deployment, repository)) },
      { Name: RELEASE_STAGES.build, Actions: config.repositories.map(buildAction) },
    ],
    Tags: tags(deployment),
  },
});

const sourceAction = (deployment: string, repository: Repository) => ({
  Name: repository,
  ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'CodeCommit', Version: '1' },
  // The rule starts it (`release-rules.ts`).
  Configuration: { RepositoryName: repositoryName(deployment, repository), BranchName: 'main', PollForSourceChanges: 'false' },
  OutputArtifacts: [{ Name: repository }],
});

const buildAction = (repository: Repository) => ({
  Name: repository,
  ActionTypeId: { Category: 'Build', Owner: 'AWS', Provider: 'CodeBuild', Version: '1' },
  Configuration: { ProjectName: ref(`${idOf(repository)}Project`) },
  InputArtifacts: [{ Name: repository }],
  OutputArtifacts: [{ Name: builtArtifact(repository) }],
});
