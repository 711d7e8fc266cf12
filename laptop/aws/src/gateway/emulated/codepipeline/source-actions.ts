import { join } from 'node:path';
import type { GatewayContext } from '../../types.ts';
import { zipFiles } from '../archive.ts';
import { headOf } from '../codecommit/codecommit.ts';
import { arnOf } from '../request.ts';
import { createRoleClient } from '../role-client.ts';
import { sourceFiles } from '../source-folder.ts';
import { type ActionRequest, type ActionResult, type ActionServices, outputArtifact, permitted } from './actions.ts';
import { ActionFailure, type NamedArtifact } from './types.ts';

type RunSource = (context: GatewayContext, services: ActionServices, request: ActionRequest) => Promise<ActionResult>;

/** Puts the source where the actions after it look for it. */
const stored = async (context: GatewayContext, request: ActionRequest, archive: Uint8Array): Promise<readonly NamedArtifact[]> => {
  const outputs = (request.action.outputArtifacts ?? []).map(({ name }) => outputArtifact(request, name));
  const client = createRoleClient(context, request.session, request.region);
  for (const { s3location } of outputs)
    await client.putObject(s3location.bucket, s3location.key, archive, request.artifactStore.encryptionKey?.id);
  return outputs;
};

/** CodePipeline User Guide, "CodeCommit source action reference", "Service role permissions", for an archive instead of a full clone. */
const READS_REPOSITORY = ['GetBranch', 'GetCommit', 'UploadArchive', 'GetUploadArchiveStatus'].map((name) => `codecommit:${name}`);

/** Source/CodeCommit: the branch's present content as one archive. */
const runCodeCommit: RunSource = async (context, services, request) => {
  const { RepositoryName = '', BranchName = '' } = request.configuration;
  const repository = arnOf(request, 'codecommit', RepositoryName);
  await permitted(context, request, READS_REPOSITORY, repository);
  const { commitId, folder } = await headOf(context, request, RepositoryName, BranchName, services.sourceFolders).catch(
    (cause: unknown) => {
      throw new ActionFailure('ConfigurationError', cause instanceof Error ? cause.message : String(cause), { cause });
    },
  );
  const wanted = request.revisions.find(({ revisionType }) => revisionType === 'COMMIT_ID')?.revisionValue;
  if (wanted !== undefined && wanted !== commitId)
    throw new ActionFailure('ConfigurationError', `The commit ${wanted} does not exist: the branch stands at ${commitId}`);
  const archive = await zipFiles((await sourceFiles(folder)).map((name) => ({ file: join(folder, name), name })));
  const outputs = await stored(context, request, archive);
  const outputVariables = { RepositoryName, BranchName, CommitId: commitId, CommitMessage: `Content of ${RepositoryName}` };
  return { outputArtifacts: outputs, outputVariables, revisionId: commitId, summary: outputVariables.CommitMessage };
};

/** CodePipeline User Guide, "Amazon S3 source action reference": of the bucket. */
const LOOKS_AT_BUCKET = ['GetBucketAcl', 'GetBucketLocation', 'GetBucketVersioning', 'ListBucket'].map((name) => `s3:${name}`);

/**
 * Source/S3: an object of a versioned bucket, as it is. The start of an execution may name another version, and another key where the action
 * allows it. https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3.html
 */
const runS3: RunSource = async (context, _services, request) => {
  const { S3Bucket = '', S3ObjectKey = '' } = request.configuration;
  const overriding = (type: string) => request.revisions.find(({ revisionType }) => revisionType === type)?.revisionValue;
  const ObjectKey = overriding('S3_OBJECT_KEY') ?? S3ObjectKey;
  await permitted(context, request, LOOKS_AT_BUCKET, `arn:aws:s3:::${S3Bucket}`);
  await permitted(context, request, ['s3:GetObject', 's3:GetObjectVersion'], `arn:aws:s3:::${S3Bucket}/${ObjectKey}`);
  const client = createRoleClient(context, request.session, request.region);
  const version = overriding('S3_OBJECT_VERSION_ID');
  const { body, versionId, etag } = await client.getVersion(S3Bucket, ObjectKey, version).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : cause;
    const message = `The service could not access the Amazon S3 object ${ObjectKey} in the bucket ${S3Bucket}: ${why}`;
    throw new ActionFailure('ConfigurationError', message, { cause });
  });
  // An object of a bucket without versions has the version "null".
  if (versionId === 'null')
    throw new ActionFailure('ConfigurationError', `The bucket ${S3Bucket} is not versioned: enable versioning for a source of a pipeline`);
  const outputVariables = { BucketName: S3Bucket, ObjectKey, VersionId: versionId, ETag: etag };
  return {
    outputArtifacts: await stored(context, request, body),
    outputVariables,
    revisionId: versionId,
    summary: `Amazon S3 version id: ${versionId}`,
  };
};

const SOURCES: Readonly<Record<string, RunSource>> = { CodeCommit: runCodeCommit, S3: runS3 };

/** A source action, by its provider. */
export const runSourceAction: RunSource = (context, services, request) => {
  const run = SOURCES[request.action.actionTypeId.provider];
  if (!run) throw new Error(`no source of ${request.action.actionTypeId.provider}`);
  return run(context, services, request);
};
