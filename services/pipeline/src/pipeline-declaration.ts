import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from '@aws-sdk/client-codepipeline';
import type { Release } from '@tenantry/shared/deployment/release';
import { roleArn, tenantResourceName } from '@tenantry/shared/domain/names';
import { type Build, builds, projectName } from './build-variables.ts';
import type { Scope } from './scope.ts';

type Delivery = Scope['delivery'];

const artifactOf = ({ repository }: Build): string => `source-${repository}`;

const archiveOf = ({ artifacts, releaseId }: Release, { repository }: Build): Release['artifacts'][number] => {
  const found = artifacts.find((one) => one.repository === repository);
  if (!found) throw new Error(`release ${releaseId} has nothing of ${repository}`);
  return found;
};

/** The archive by its key: another release is another version of the pipeline. */
const sourceAction = (build: Build, delivery: Delivery, chosen: Release): ActionDeclaration => ({
  name: build.repository,
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
  configuration: {
    S3Bucket: delivery.artifactBucket,
    S3ObjectKey: archiveOf(chosen, build).key,
    PollForSourceChanges: 'false',
  },
  outputArtifacts: [{ name: artifactOf(build) }],
  namespace: artifactOf(build),
});

const buildStage = (tenantId: string, build: Build, chosen: Release): StageDeclaration => ({
  name: build.stage,
  actions: [
    {
      name: build.purpose,
      actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
      configuration: {
        ProjectName: projectName(tenantId, build),
        EnvironmentVariables: JSON.stringify([{ name: 'COMMIT_ID', value: archiveOf(chosen, build).commit, type: 'PLAINTEXT' }]),
      },
      inputArtifacts: [{ name: artifactOf(build) }],
    },
  ],
  // A build that fails by chance (a throttled API, a lost container) is tried once more before a person is asked.
  onFailure: { result: 'RETRY', retryConfiguration: { retryMode: 'FAILED_ACTIONS' } },
});

/**
 * The tenant's pipeline: what is delivered, then data, service, UI.
 * @param fingerprint of the builds' variables: a change gives the pipeline another version, and so a release
 */
export const pipelineDeclaration = (
  { tenantId, config, delivery }: Pick<Scope, 'tenantId' | 'config' | 'delivery'>,
  fingerprint: string,
  chosen: Release,
): PipelineDeclaration => ({
  name: tenantResourceName(tenantId),
  roleArn: roleArn(config.accounts.devops, tenantResourceName(tenantId, 'pipeline')),
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
    { name: 'Source', actions: builds.map((build) => sourceAction(build, delivery, chosen)) },
    ...builds.map((build) => buildStage(tenantId, build, chosen)),
  ],
});
