import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from '@aws-sdk/client-codepipeline';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { type Build, builds, projectName } from './build-variables.ts';
import type { Scope } from './scope.ts';

type Delivery = Scope['delivery'];

const artifactOf = ({ repository }: Build): string => `source-${repository}`;

const repositoryOf = ({ repositories }: Delivery, { repository }: Build): string => {
  const name = repositories[repository];
  if (!name) throw new Error(`the landing zone has no repository ${repository}: deploy it again`);
  return name;
};

const sourceAction = (build: Build, delivery: Delivery): ActionDeclaration => ({
  name: build.repository,
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
  configuration: {
    RepositoryName: repositoryOf(delivery, build),
    BranchName: 'main',
    PollForSourceChanges: 'false',
  },
  outputArtifacts: [{ name: artifactOf(build) }],
  namespace: artifactOf(build),
});

const buildStage = (tenantId: string, build: Build): StageDeclaration => ({
  name: build.stage,
  actions: [
    {
      name: build.purpose,
      actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
      configuration: {
        ProjectName: projectName(tenantId, build),
        EnvironmentVariables: JSON.stringify([{ name: 'COMMIT_ID', value: `#{${artifactOf(build)}.CommitId}`, type: 'PLAINTEXT' }]),
      },
      inputArtifacts: [{ name: artifactOf(build) }],
    },
  ],
  // A build that fails by chance (a throttled API, a lost container) is tried once more before a person is asked.
  onFailure: { result: 'RETRY', retryConfiguration: { retryMode: 'FAILED_ACTIONS' } },
});

/**
 * The tenant's pipeline: all repositories, then data, service, UI.
 * @param fingerprint of the builds' variables: a change gives the pipeline another version, and so a release
 */
export const pipelineDeclaration = (
  { tenantId, delivery }: Pick<Scope, 'tenantId' | 'delivery'>,
  fingerprint: string,
): PipelineDeclaration => ({
  name: tenantResourceName(tenantId),
  roleArn: delivery.pipelineRoleArn,
  pipelineType: 'V2',
  // The default, SUPERSEDED, would drop a waiting release.
  executionMode: 'QUEUED',
  artifactStore: {
    type: 'S3',
    location: delivery.artifactBucket,
    encryptionKey: { id: delivery.artifactKeyArn, type: 'KMS' },
  },
  variables: [{ name: 'Configuration', defaultValue: fingerprint, description: 'Changes with the variables of the builds' }],
  stages: [
    { name: 'Source', actions: builds.map((build) => sourceAction(build, delivery)) },
    ...builds.map((build) => buildStage(tenantId, build)),
  ],
});
