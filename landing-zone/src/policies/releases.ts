import type { Config } from '@tenantry/shared/deployment/config';
import {
  builtArtifact,
  RELEASES,
  RELEASES_SERVICE,
  releaseArchive,
  releaseArchives,
  releasePipelineName,
  releaseProjectName,
} from '@tenantry/shared/deployment/release';
import type { Repository } from '@tenantry/shared/deployment/repositories';
import { roleArn, serviceName } from '@tenantry/shared/domain/names';
import { allow, arnOf, type Statement } from '@tenantry/shared/infra/policy';
import { repositoryName } from '../resource-names.ts';

const below = (...prefixes: readonly string[]) => prefixes.map((prefix) => ({ 'Fn::Sub': `\${Artifacts.Arn}/${prefix}*` }));
/** S3 asks for both in the name of who reads and writes. */
const useKey = allow(['kms:Decrypt', 'kms:GenerateDataKey'], arnOf('ArtifactKey'));

/** The build of a repository runs anybody's code: its own log, its own source, what it has built; no other authority, and no network of ours. */
export const releaseBuildPolicy = (deployment: string, { region, accounts }: Config, repository: Repository): readonly Statement[] => {
  const logGroup = `arn:aws:logs:${region}:${accounts.devops}:log-group:/aws/codebuild/${releaseProjectName(deployment, repository)}`;
  return [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], `${logGroup}:*`),
    allow(['s3:GetObject', 's3:GetObjectVersion'], below(releaseArchive(deployment, repository))),
    allow('s3:PutObject', below(releaseArchive(deployment, builtArtifact(repository)))),
    useKey,
  ];
};

/** The pipeline that makes releases: it reads the repositories and runs the builds. */
export const releasePipelinePolicy = (deployment: string, { region, accounts, repositories }: Config): readonly Statement[] => [
  allow(
    [
      'codecommit:CancelUploadArchive',
      'codecommit:GetBranch',
      'codecommit:GetCommit',
      'codecommit:GetUploadArchiveStatus',
      'codecommit:UploadArchive',
    ],
    repositories.map((repository) => `arn:aws:codecommit:${region}:${accounts.devops}:${repositoryName(deployment, repository)}`),
  ),
  allow(
    ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
    repositories.map(
      (repository) => `arn:aws:codebuild:${region}:${accounts.devops}:project/${releaseProjectName(deployment, repository)}`,
    ),
  ),
  allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], below(releaseArchives(deployment))),
  // Of the artifact store (CodePipeline User Guide, "Manage the CodePipeline service role").
  allow(['s3:GetBucketLocation', 's3:GetBucketVersioning'], arnOf('Artifacts')),
  useKey,
];

/** The service `releases`: it asks the pipeline what was built of which commits, and makes that a release. Nobody else writes there. */
export const releasesPolicy = (deployment: string, { region, accounts, repositories }: Config): readonly Statement[] => [
  allow(
    ['codepipeline:GetPipelineExecution', 'codepipeline:ListActionExecutions', 'codepipeline:ListPipelineExecutions'],
    `arn:aws:codepipeline:${region}:${accounts.devops}:${releasePipelineName(deployment)}`,
  ),
  allow('s3:GetObject', below(RELEASES, ...repositories.map((repository) => releaseArchive(deployment, builtArtifact(repository))))),
  allow('s3:PutObject', below(RELEASES)),
  // Without it S3 answers AccessDenied for a release that is not there yet.
  allow('s3:ListBucket', arnOf('Artifacts')),
  useKey,
];

/**
 * Of the bucket's policy, and so for every principal, whatever its own policies say: releases are made by one role, once, and stay. By
 * `s3:if-none-match` S3 refuses a write that does not ask for "only if it is not there yet", copies and parts of uploads with it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
export const releaseGuards = (deployment: string, { accounts, repositories }: Config): readonly object[] => {
  const deny = (Sid: string, Action: string | readonly string[], Resource: unknown, Condition?: object) => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action,
    Resource,
    ...(Condition ? { Condition } : {}),
  });
  const butFor = (...names: readonly string[]) => ({
    ArnNotEquals: { 'aws:PrincipalArn': names.map((name) => roleArn(accounts.devops, name)) },
  });
  const written = ['manifests/', ...repositories.map((repository) => `${repository}/`)];
  return [
    deny('ReleasesByOneRole', 's3:PutObject', below(RELEASES), butFor(serviceName(deployment, RELEASES_SERVICE))),
    deny('ReleasesOnce', 's3:PutObject', below(...written.map((folder) => `${RELEASES}${folder}`)), {
      Null: { 's3:if-none-match': 'true' },
    }),
    deny('ReleasesStay', ['s3:DeleteObject', 's3:DeleteObjectVersion'], below(RELEASES)),
    deny(
      'ArchivesOfReleases',
      's3:PutObject',
      below(releaseArchives(deployment)),
      butFor(
        `${releasePipelineName(deployment)}-pipeline`,
        ...repositories.map((repository) => releaseProjectName(deployment, repository)),
      ),
    ),
  ];
};
